def price(age):
    return 9 - _discount(age)


def _discount(age):
    return 5 if age < 12 else 0
