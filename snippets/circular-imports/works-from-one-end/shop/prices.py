PRICES = {"tea": 4, "cups": 9}

from shop.cart import CURRENCY


def label(item):
    return f"{item}: {PRICES[item]} {CURRENCY}"
