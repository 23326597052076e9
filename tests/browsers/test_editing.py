"""Editing as a reader does it: the mouse on what is seen, and keys."""

from collections.abc import Callable

from .cell import Cell
from .driver import Driver

Lab = Callable[[str], Cell]


def test_a_click_into_the_code_opens_the_editor_and_what_is_typed_runs(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.open_editor()
    browser.press("Control+a")
    browser.type("print('<b>typed</b>', 'é', {1: [2]})")
    assert plain.files == {"main.py": "print('<b>typed</b>', 'é', {1: [2]})\n"}
    plain.click_run()
    assert (plain.output, plain.verdict) == ("<b>typed</b> é {1: [2]}\n", "edited")
    assert plain.evaluate("cell => cell.querySelector('[data-output] b')") is None


def test_enter_indents_as_python_does(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.open_editor()
    browser.press("Control+a")
    browser.type("def f():\nreturn 1")
    assert plain.files["main.py"] == "def f():\n    return 1\n"


def test_undo_brings_back_what_was_typed_over(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.open_editor()
    browser.press("Control+a")
    browser.press("Delete")
    assert plain.files["main.py"].strip() == ""
    browser.press("Control+z")
    assert plain.files == {"main.py": "print('hello')\n"}


def test_a_file_is_added_written_renamed_and_removed(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.press_and_name("add")
    browser.type("tools.py")
    browser.press("Enter")
    plain.wait_until(plain.in_editor, "the focus in the new file")
    browser.type("name = 'Ada'")
    plain.open_tab("main.py")
    plain.open_editor()
    browser.press("Control+a")
    browser.type("import tools; print(tools.name)")
    plain.click_run()
    assert plain.output == "Ada\n"
    plain.open_tab("tools.py")
    plain.press_and_name("rename")
    browser.press("Control+a")
    browser.type("other.py")
    browser.press("Enter")
    assert list(plain.files) == ["main.py", "other.py"]
    assert "No module named 'tools'" in plain.run()["output"]
    plain.press_button("remove")
    assert list(plain.files) == ["main.py"]


def test_a_name_that_python_cannot_take_is_refused_with_the_reason(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.press_and_name("add")
    browser.type("../up.py")
    browser.press("Enter")
    reason = "cell => cell.querySelector('[role=alert]')?.textContent ?? ''"
    plain.wait_until(lambda: bool(plain.evaluate(reason)), "the reason")
    browser.press("Escape")
    assert list(plain.files) == ["main.py"]


def test_reset_brings_the_pages_code_and_output_back_and_can_be_undone(browser: Driver, cell: Lab) -> None:
    plain = cell("plain")
    plain.open_editor()
    browser.press("Control+a")
    browser.type("print('mine')")
    plain.click_run()
    assert plain.output == "mine\n"
    plain.press_button("reset")
    assert (plain.files["main.py"], plain.output, plain.verdict) == ("print('hello')\n", "hello\n", None)
    plain.press_button("undo")
    assert plain.files["main.py"] == "print('mine')\n"
