import shop.prices
from shop.stock import count

print(shop.prices.of("tea"))
print(count("tea"))
