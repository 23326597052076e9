items = []
total = 0


def add(item, price):
    global total
    items.append(item)
    total = total + price
