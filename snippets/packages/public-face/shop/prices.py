PRICES = {"tea": 4, "cup": 9}


def price_of(item):
    return PRICES[item]
