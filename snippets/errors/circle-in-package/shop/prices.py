from shop.cart import MEMBER


def price_of(item):
    return 3 if MEMBER else 4
