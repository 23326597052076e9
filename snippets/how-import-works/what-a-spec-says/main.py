from importlib.util import find_spec
from pathlib import Path

for name in ("shop", "shop.cart"):
    spec = find_spec(name)
    path = Path(spec.origin)
    print("name:", spec.name)
    print("  file:", path.parent.name, "/", path.name)
    print("  loader:", type(spec.loader).__name__)
    print("  parent:", spec.parent)
    package = spec.submodule_search_locations is not None
    print("  package:", package)

import shop.cart
