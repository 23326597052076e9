from shop import TEA

print("Welcome to the shop. Tea:", TEA)
