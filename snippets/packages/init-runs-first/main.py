import shop.prices
import shop.stock

print(shop.NAME, shop.prices.TEA, shop.stock.TEA)
