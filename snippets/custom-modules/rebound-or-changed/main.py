import basket
from basket import items, total

basket.add("tea", 4)

print(items)  # Output: ['tea']
print(total)  # Output: 0
print(basket.total)  # Output: 4
