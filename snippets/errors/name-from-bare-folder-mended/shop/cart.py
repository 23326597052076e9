basket = [3, 5]


def total(prices):
    return sum(prices)
