import runpy

try:
    runpy.run_module("shop")  # as python -m shop
except ImportError as error:
    print(error)
