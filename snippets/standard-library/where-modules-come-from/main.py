import statistics
import sys
import zipimport
from pathlib import Path

import menu

for module in [sys, zipimport, statistics, menu]:
    spec = module.__spec__
    standard = spec.name in sys.stdlib_module_names
    print(spec.name, Path(spec.origin).name, standard)
