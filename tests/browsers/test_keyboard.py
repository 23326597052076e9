"""The keyboard alone is enough."""

from collections.abc import Callable

from .cell import Cell
from .driver import Driver

Lab = Callable[[str], Cell]

FOCUSED = """cell => {
    const element = document.activeElement;
    if (!cell.contains(element)) return "elsewhere";
    return element.dataset.action ?? element.dataset.file ?? element.className;
}"""


def focused(cell: Cell) -> str:
    """The action, the file or the class of what has the focus in this cell."""
    return str(cell.evaluate(FOCUSED))


def focus(cell: Cell, inside: str) -> None:
    cell.evaluate("(cell, inside) => cell.querySelector(inside).focus()", inside)


def tab_to(browser: Driver, cell: Cell, wanted: Callable[[], bool], key: str = "Tab") -> list[str]:
    """Press Tab until something wanted has the focus; gives what had it on the way."""
    way: list[str] = []
    for _ in range(12):
        if wanted():
            return way
        browser.press(key)
        way.append(focused(cell))
    raise AssertionError(f"not reached by {key}: {way}")


def test_arrows_home_and_end_go_over_the_tabs(browser: Driver, cell: Lab) -> None:
    package = cell("package")
    focus(package, "[role=tab][data-file='main.py']")
    for key, name in (
        ("ArrowRight", "shop/__init__.py"),
        ("End", "shop/prices.py"),
        ("ArrowRight", "main.py"),
        ("ArrowLeft", "shop/prices.py"),
        ("Home", "main.py"),
    ):
        browser.press(key)
        assert focused(package) == name
        shown = "cell => cell.querySelector('.py-cell-file[data-open] pre').dataset.file"
        assert package.evaluate(shown) == name


def test_tab_goes_into_the_editor_and_out_of_it_and_ctrl_enter_runs(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    focus(plain, "[role=tab]")
    for _ in range(12):
        browser.press("Tab")
        if focused(plain) not in ("add", "copy", "reset", "share", "elsewhere"):
            break
    plain.wait_until(plain.in_editor, "the focus in the editor")
    browser.press("Control+Home")
    browser.type("print('typed'); ")
    browser.press("Control+Enter")
    plain.wait_for("done")
    assert (plain.output, plain.verdict) == ("typed\nhello\n", "edited")
    assert plain.in_editor()
    tab_to(browser, plain, lambda: focused(plain) == "run")
    browser.press("Shift+Tab")
    plain.wait_until(plain.in_editor, "the focus back in the editor")


def test_enter_runs_and_enter_stops(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.files = {"main.py": "while True: pass\n"}
    focus(plain, "[data-action=run]")
    browser.press("Enter")
    plain.wait_for("running")
    assert focused(plain) == "stop"
    browser.press("Enter")
    plain.wait_for("stopped", timeout=5)
    assert focused(plain) == "run"
    browser.press("Control+Enter")
    plain.wait_for("running")
    browser.press("Enter")
    plain.wait_for("stopped", timeout=5)
