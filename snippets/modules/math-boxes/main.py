import math

eggs = 75
print(math.ceil(eggs / 12))  # Output: 7
print(math.gcd(12, 18))  # Output: 6
print(round(math.pi, 4))  # Output: 3.1416
