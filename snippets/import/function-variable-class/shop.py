CURRENCY = "EUR"


def add_tax(price):
    return price * 1.25


class Basket:
    def __init__(self):
        self.items = []

    def add(self, item):
        self.items.append(item)
