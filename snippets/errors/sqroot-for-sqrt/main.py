import math

print(math.sqroot(25))
