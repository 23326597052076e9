import math

result = math.sqrt(25)
print(result)  # Output: 5.0
