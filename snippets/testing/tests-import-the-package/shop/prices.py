PRICES = {"tea": 4, "cups": 9}


def total(items):
    return sum(PRICES[item] for item in items)
