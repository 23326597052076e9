import kitchen

print(kitchen.oven.bake("bread"))
