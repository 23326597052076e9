items = []


def add(item):
    items.append(item)
