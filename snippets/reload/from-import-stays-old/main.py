from importlib import reload
from pathlib import Path

import prices
from prices import tea

Path("prices.py").write_text("tea = 50\n", encoding="utf-8")
reload(prices)

print(prices.tea)
print(tea)
