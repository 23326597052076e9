import kitchen.oven

print(kitchen.oven.bake("bread"))
