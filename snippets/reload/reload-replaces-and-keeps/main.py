from importlib import reload
from pathlib import Path

import menu

before = menu
menu.sold += 3
Path("menu.py").write_text('soup = "tomato"\nsold = 0\n')
reload(menu)

print("soup:", menu.soup)
print("sold:", menu.sold)
print("pie:", menu.pie)
print("same module:", menu is before)
