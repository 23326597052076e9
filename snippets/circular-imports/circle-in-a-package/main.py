from shop.cart import total
from shop.prices import label

print(total(["tea", "cups"]))
print(label("tea"))
