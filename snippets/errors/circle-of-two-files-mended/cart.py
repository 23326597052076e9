from prices import TEA
from money import CURRENCY


def total(count):
    return f"{count * TEA} {CURRENCY}"
