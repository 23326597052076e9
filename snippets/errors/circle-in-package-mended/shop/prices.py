from shop import cart


def price_of(item):
    return 3 if cart.MEMBER else 4
