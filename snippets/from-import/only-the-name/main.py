from math import pi

print(pi)
print("pi" in dir())
print("math" in dir())
