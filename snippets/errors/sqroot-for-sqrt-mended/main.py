import math

print(math.sqrt(25))
