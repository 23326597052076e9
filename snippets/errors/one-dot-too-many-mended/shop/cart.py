from prices import TEA


def total(count):
    return count * TEA
