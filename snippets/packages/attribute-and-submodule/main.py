import bakery

print(type(bakery.hours).__name__)
print(type(bakery.bake).__name__)

import bakery.bake
import bakery.hours

print(type(bakery.hours).__name__)
print(type(bakery.bake).__name__)
