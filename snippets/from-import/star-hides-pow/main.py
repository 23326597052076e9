from math import *

print(pow(2, 5))
print(pow(2, 5, 10))
