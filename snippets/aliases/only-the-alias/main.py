import math as m

print("m" in dir())
print("math" in dir())
