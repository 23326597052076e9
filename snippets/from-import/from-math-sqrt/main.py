from math import sqrt

result = sqrt(25)
print(result)
