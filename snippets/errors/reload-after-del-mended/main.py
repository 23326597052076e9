import importlib

import tools

importlib.reload(tools)
