from importlib import reload
from pathlib import Path

import menu

before = menu
menu.sold += 3
new = 'soup = "tomato"\nsold = 0\n'
Path("menu.py").write_text(new, encoding="utf-8")
reload(menu)

print("soup:", menu.soup)
print("sold:", menu.sold)
print("pie:", menu.pie)
print("same module:", menu is before)
