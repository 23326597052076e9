from .stock import COUNTS


def total(item):
    return min(5, COUNTS[item])
