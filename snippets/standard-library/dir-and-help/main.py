import math

print([name for name in dir(math) if "sqrt" in name])
help(math.isqrt)
