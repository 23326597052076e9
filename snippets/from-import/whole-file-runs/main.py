from kitchen import bake

print(bake("bread"))
