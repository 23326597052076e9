import shop.cart

shop.cart.add("tea")
print("shop" in dir(), "cart" in dir())

import shop.cart as c

c.add("cups")
print(c.items)
print(c is shop.cart)
