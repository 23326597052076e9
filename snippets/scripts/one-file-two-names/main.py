import sys

sys.path.append("shop")

import cart
import shop.cart

cart.items.append("tea")
print(cart.items)
print(shop.cart.items)
