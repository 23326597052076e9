"""A program may ask the reader, wherever in it that happens."""

from collections.abc import Callable

from .cell import Cell
from .driver import Driver
from .lacks import lacks

Lab = Callable[[str], Cell]

FILES = {
    "main.py": """\
import asyncio
import asks

print("at import:", asks.line)
print("at the top level:", input("1 "))

def function():
    return input("2 ")

print("in a function:", function())
print("in sorted:", sorted(["b", "a"], key=lambda item: input("3 ")))

class Asker:
    def __init__(self):
        self.line = input("5 ")

print("in __init__:", Asker().line)
print("in a comprehension:", [input("6 ") for _ in range(2)])

async def later():
    await asyncio.sleep(0)
    return input("8 ")

print("in asyncio:", asyncio.run(later()))
""",
    "asks.py": 'line = input("0 ")\n',
}

ANSWERS = ("zero", "one", "two", "9", "7", "five", "six", "seven", "<b>é</b>")

OUTPUT = """\
0 zero
at import: zero
1 one
at the top level: one
2 two
in a function: two
3 9
3 7
in sorted: ['a', 'b']
5 five
in __init__: five
6 six
6 seven
in a comprehension: ['six', 'seven']
8 <b>é</b>
in asyncio: <b>é</b>
"""

FIELD_HAS_FOCUS = "cell => document.activeElement === cell.querySelector('.py-cell-input input')"


def test_input_works_everywhere_by_typing(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.files = FILES
    plain.press_button("run")
    if lacks(browser.id, "stack switching"):
        plain.wait_for("done", "failed", "input")
        return
    for number, answer in enumerate(ANSWERS):
        asked = OUTPUT.count("\n", 0, OUTPUT.index(answer))
        plain.wait_until(lambda: plain.output.count("\n") == asked, f"question {number}", 20)  # noqa: B023
        plain.wait_until(lambda: bool(plain.evaluate(FIELD_HAS_FOCUS)), "the focus in the field")
        browser.type(answer)
        browser.press("Enter")
    plain.wait_for("done")
    assert plain.output == OUTPUT
