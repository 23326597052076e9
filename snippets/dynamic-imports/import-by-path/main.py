import sys
from importlib import util

import prices


def load(name, path):
    spec = util.spec_from_file_location(name, path)
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


old = load("prices_2024", "archive-2024/prices.py")
print("tea was", old.tea, "and is", prices.tea)
