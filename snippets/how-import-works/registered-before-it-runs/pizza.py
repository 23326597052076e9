import sys

this = sys.modules["pizza"]

dough = "thin"
print("dough there:", hasattr(this, "dough"))
print("topping there:", hasattr(this, "topping"))
topping = "olives"
print("topping there:", hasattr(this, "topping"))
