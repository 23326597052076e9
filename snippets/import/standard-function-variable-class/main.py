import fractions
import math

print(math.floor(3.7))  # Output: 3
print(math.tau)  # Output: 6.283185307179586
half = fractions.Fraction(1, 2)
print(half + half / 2)  # Output: 3/4
