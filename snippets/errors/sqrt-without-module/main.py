import math

print(sqrt(25))
