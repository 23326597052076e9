def diagonal(width, height):
    from math import hypot
    return hypot(width, height)


print(diagonal(3, 4))
