import shop

print(shop.CURRENCY)
print(shop.add_tax(40))

basket = shop.Basket()
basket.add("tea")
basket.add("cups")
print(basket.items)
