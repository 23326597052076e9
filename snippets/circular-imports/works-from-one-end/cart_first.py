import shop.cart

print(shop.cart.total(["tea", "cups"]))
