from .bake import bake

hours = "7 to 12"
