"""A module that was added, edited, renamed or removed is never met as it was before.

Forty quick cycles here; `IMPORTABLE_CYCLES=300` makes more. Python caches folder listings and modules: in one
interpreter, 65 of 300 such imports found an old state of things.
"""

import os
import random
from collections.abc import Callable

from cells import Cell

Lab = Callable[[str], Cell]

CYCLES = int(os.environ.get("IMPORTABLE_CYCLES", "40"))
NAMES = ("tools", "helper", "shop/cart", "random")
MAIN = """\
import importlib

for name in ("tools", "helper", "shop.cart", "random"):
    try:
        print(name, getattr(importlib.import_module(name), "HERE", "library"))
    except ModuleNotFoundError:
        print(name, "none")
"""


def test_no_module_is_ever_stale(lab: Lab) -> None:
    dice = random.Random(1)
    files = {"main.py": MAIN}
    cell = lab("plain")
    for cycle in range(CYCLES):
        change(files, f"{dice.choice(NAMES)}.py", dice.choice(("write", "remove", "rename")), cycle, dice)
        cell.files = files
        assert cell.run()["output"] == expected(files), f"in cycle {cycle}"


def change(files: dict[str, str], name: str, how: str, cycle: int, dice: random.Random) -> None:
    """Add or edit a module, take it away, or give it another name."""
    if how == "write" or name not in files:
        files[name] = f"HERE = {cycle}\n"
    elif how == "remove":
        del files[name]
    else:
        files[f"{dice.choice(NAMES)}.py"] = files.pop(name)


def expected(files: dict[str, str]) -> str:
    """What MAIN prints: the cell's modules as they are now, then the library's."""
    lines = []
    for name in NAMES:
        here = files.get(f"{name}.py", "").removeprefix("HERE = ").strip()
        lines.append(f"{name.replace('/', '.')} {here or ('library' if name == 'random' else 'none')}\n")
    return "".join(lines)
