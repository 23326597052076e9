import shop.prices

print(shop.prices.label("tea"))
