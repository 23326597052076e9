PRICES = {"tea": 4, "cups": 9}


def label(item):
    from cart import CURRENCY

    return f"{item}: {PRICES[item]} {CURRENCY}"
