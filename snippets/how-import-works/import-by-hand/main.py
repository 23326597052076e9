import sys
from importlib.util import find_spec, module_from_spec
from pathlib import Path

spec = find_spec("kitchen")
print("1 found:", Path(spec.origin).name)

module = module_from_spec(spec)
print("2 created, dish:", hasattr(module, "dish"))

sys.modules["kitchen"] = module
print("3 put into sys.modules")

spec.loader.exec_module(module)
print("4 executed, dish:", hasattr(module, "dish"))

kitchen = module
print("5 bound:", kitchen.dish)
