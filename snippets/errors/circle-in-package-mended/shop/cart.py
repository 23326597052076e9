from shop.prices import price_of

MEMBER = True


def total(count):
    return count * price_of("tea")
