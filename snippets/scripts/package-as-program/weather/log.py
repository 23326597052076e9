DEGREES = [18, 21, 24]


def average():
    return sum(DEGREES) / len(DEGREES)
