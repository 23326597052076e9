from shop import Cart

cart = Cart()
cart.add("tea")
cart.add("cup")
print(cart.total())
