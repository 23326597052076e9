import os
from importlib import invalidate_caches
from importlib.util import find_spec
from pathlib import Path


def look():
    invalidate_caches()
    origin = find_spec("tea").origin
    print(os.path.relpath(origin) if origin else "the folder")


Path("tea").mkdir()
look()
Path("tea.py").touch()
look()
Path("tea/__init__.py").touch()
look()
