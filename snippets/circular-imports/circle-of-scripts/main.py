from cart import total
from prices import label

print(total(["tea", "cups"]))
print(label("tea"))
