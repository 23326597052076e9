import kitchen

print(kitchen.soup())
print(kitchen.knife())
print(kitchen.__all__)
print(hasattr(kitchen, "stir"))
