from shop.cart import basket
from shop import total

print(total(basket))
