import sys

sys.set_lazy_imports("all")

import menu
import pizzas

print(menu.dishes)
print(pizzas.NAME)
print(menu.dishes)
