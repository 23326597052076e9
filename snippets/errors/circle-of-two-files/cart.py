from prices import TEA

CURRENCY = "EUR"


def total(count):
    return f"{count * TEA} {CURRENCY}"
