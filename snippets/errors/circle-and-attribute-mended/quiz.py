import table

POINTS = 10


def score(right):
    return table.line(right * POINTS)
