from shop.stock import COUNTS
from shop.cart import total

print(total("tea"), "of", COUNTS["tea"])
