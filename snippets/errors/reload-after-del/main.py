import importlib
import sys

import tools

del sys.modules["tools"]
try:
    importlib.reload(tools)
except ImportError as error:
    print(error)
