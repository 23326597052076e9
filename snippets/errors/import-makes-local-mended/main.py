import math


def price(amount, round_up=False):
    if round_up:
        return math.ceil(amount)
    return math.floor(amount)


print(price(2.4))
