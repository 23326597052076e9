import cart

print(cart.total(2))
