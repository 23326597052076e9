import site
from importlib.util import find_spec

print("Found:", find_spec("shop") is not None)
site.addsitedir("src")
print("Found:", find_spec("shop") is not None)

from shop.prices import TEA

print("Tea costs", TEA)
