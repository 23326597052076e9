from money import CURRENCY

PRICES = {"tea": 4, "cups": 9}


def label(item):
    return f"{item}: {PRICES[item]} {CURRENCY}"
