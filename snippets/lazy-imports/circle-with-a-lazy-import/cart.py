lazy from prices import APPLE

CURRENCY = "euros"


def total(count):
    return f"{count * APPLE} {CURRENCY}"
