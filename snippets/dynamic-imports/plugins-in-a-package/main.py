from importlib import import_module
from pkgutil import iter_modules

import exporters

for found in iter_modules(exporters.__path__):
    name = f"exporters.{found.name}"
    module = import_module(name)
    print(name, "-", module.export(["tea", "cups"]))
