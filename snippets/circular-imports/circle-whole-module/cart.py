import prices

CURRENCY = "EUR"


def total(items):
    return sum(prices.PRICES[item] for item in items)
