import math as m

result = m.sqrt(25)
print(result)
