DEGREES = [4, -2, 7, 11]


def coldest():
    return min(DEGREES)


def warmest():
    return max(DEGREES)
