import math


def price(amount, round_up=False):
    if round_up:
        import math
    return math.floor(amount)


print(price(2.4))
