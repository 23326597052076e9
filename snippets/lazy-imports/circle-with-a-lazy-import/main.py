import cart

print(cart.total(3))
