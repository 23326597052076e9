import dinner
import kitchen

print(dinner.serve())
print(kitchen.oven.bake("bread"))
