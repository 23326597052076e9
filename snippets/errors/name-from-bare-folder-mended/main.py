from shop.cart import basket
from shop.cart import total

print(total(basket))
