from prices import TEA
from shop.cart import total

print(TEA, total(2))
