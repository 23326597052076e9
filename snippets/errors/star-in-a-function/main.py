def diagonal(width, height):
    from math import *
    return hypot(width, height)


print(diagonal(3, 4))
