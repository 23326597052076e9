from shop.prices import PRICES

CURRENCY = "EUR"


def total(items):
    return sum(PRICES[item] for item in items)
