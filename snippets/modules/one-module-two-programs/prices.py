def with_tax(price):
    return price * 1.25
