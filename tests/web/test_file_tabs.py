"""Files come and go: added, renamed, removed, with names that Python can import."""

from collections.abc import Callable

import pytest
from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def name_file(cell: Cell, action: str, name: str) -> None:
    """Ask for a file to be added or renamed, with this name."""
    cell.button(action).click()
    cell[".py-cell-name input"].fill(name)
    cell.button("accept").click()


def test_an_added_file_can_be_imported(lab: Lab) -> None:
    cell = lab("plain")
    name_file(cell, "add", "tools.py")
    expect(cell.tab("tools.py")).to_have_attribute("aria-selected", "true")
    expect(cell.panel("tools.py").locator(".cm-content")).to_be_focused()
    cell.page.keyboard.insert_text("x = 42")
    cell.type_over("import tools\nprint(tools.x)")
    cell.click_run()
    expect(cell.output).to_have_text("42")
    assert cell.files["tools.py"] == "x = 42\n"


def test_a_file_in_a_folder_makes_a_package(lab: Lab) -> None:
    cell = lab("plain")
    name_file(cell, "add", "shop/cart.py")
    expect(cell.panel("shop/cart.py").locator(".cm-content")).to_be_focused()
    cell.page.keyboard.insert_text("count = 3")
    cell.type_over("from shop.cart import count\nprint(count)")
    cell.click_run()
    expect(cell.output).to_have_text("3")


def test_a_data_file_can_be_added_and_read(lab: Lab) -> None:
    cell = lab("plain")
    name_file(cell, "add", "data.txt")
    expect(cell.panel("data.txt").locator(".cm-content")).to_be_focused()
    cell.page.keyboard.insert_text("grüße")
    cell.type_over("print(open('data.txt', encoding='utf-8').read())")
    cell.click_run()
    expect(cell.output).to_have_text("grüße")


def test_a_removed_module_is_gone_at_once(lab: Lab) -> None:
    cell = lab("modules")
    assert cell.run()["verdict"] == "same"
    cell.tab("my_module.py").click()
    cell.button("remove").click()
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py"])
    expect(cell.tab("main.py")).to_be_focused()
    cell.click_run()
    expect(cell.output).to_contain_text("ModuleNotFoundError: No module named 'my_module'")
    assert cell.verdict == "edited"


def test_a_renamed_module_has_its_new_name_at_once(lab: Lab) -> None:
    cell = lab("modules")
    cell.tab("my_module.py").click()
    name_file(cell, "rename", "greetings.py")
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", "greetings.py"])
    cell.click_run()
    expect(cell.output).to_contain_text("ModuleNotFoundError")
    cell.type_over("import greetings\nprint(greetings.greet('Bo'))")
    cell.click_run()
    expect(cell.output).to_have_text("Hello, Bo!")


def test_a_file_renamed_after_an_edit_keeps_the_edit(lab: Lab) -> None:
    cell = lab("modules")
    cell.type_over("x = 5", "my_module.py")
    name_file(cell, "rename", "other.py")
    assert cell.files["other.py"] == "x = 5\n"
    content = cell.open_editor("other.py")
    expect(content).to_have_text("x = 5")


def test_the_program_itself_is_neither_renamed_nor_removed(lab: Lab) -> None:
    cell = lab("modules")
    cell.tab("main.py").click()
    expect(cell.button("rename")).to_have_count(0)
    expect(cell.button("remove")).to_have_count(0)
    cell.tab("my_module.py").click()
    expect(cell.button("rename")).to_have_accessible_name("Rename my_module.py")
    expect(cell.button("remove")).to_have_accessible_name("Remove my_module.py")


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "needs a name"),
        ("my-module.py", "Try my_module"),
        ("2nd.py", "begin with a digit"),
        ("class.py", "keyword"),
        ("main.py", "There is a main.py already"),
        ("MAIN.py", "There is a main.py already"),
        ("../up.py", ".."),
        ("/etc/passwd", "own folder"),
        ("a//b.py", "empty part"),
        ("tools", "tools.py for a module"),
        ("main.py/x.py", "in the way"),
        ("a\\b.py", "with /"),
        ("what?.txt", "?"),
        ("x" * 101 + ".py", "100 characters"),
        ("con.py", "Windows keeps the name con"),
        ("\ufb01le.py", "Try file."),
        ("to\u200bols.py", "cannot be seen (U+200B)"),
        ("tools.PY", "small letters"),
        ("Shop./x.txt", "does not end with a point"),
        ("__pycache__/x.py", "Python keeps"),
    ],
)
def test_a_bad_name_is_refused_with_a_reason_and_nothing_is_lost(lab: Lab, name: str, reason: str) -> None:
    cell = lab("plain")
    before = cell.files
    name_file(cell, "add", name)
    expect(cell[".py-cell-name [role=alert]"]).to_contain_text(reason)
    expect(cell[".py-cell-name input"]).to_be_focused()
    expect(cell[".py-cell-name input"]).to_have_value(name)
    assert cell.files == before
    cell.page.keyboard.press("Escape")
    expect(cell[".py-cell-name"]).to_have_count(0)
    expect(cell.button("add")).to_be_focused()


def test_a_rename_to_a_name_that_is_taken_is_refused(lab: Lab) -> None:
    cell = lab("modules")
    cell.tab("my_module.py").click()
    name_file(cell, "rename", "main.py")
    expect(cell[".py-cell-name [role=alert]"]).to_contain_text("already")
    cell.button("cancel").click()
    assert list(cell.files) == ["main.py", "my_module.py"]


def test_a_name_is_kept_composed_and_without_spaces_around_it(lab: Lab) -> None:
    cell = lab("plain")
    name_file(cell, "add", "  cafe\u0301.py ")
    assert list(cell.files) == ["main.py", "caf\u00e9.py"]


def test_a_file_with_the_name_of_a_standard_module_shadows_it(lab: Lab) -> None:
    result = lab("plain").run_files(main="import random\nprint(random.randint(1, 6))\n", random="x = 1\n")
    lines = result["output"].splitlines()
    assert result["exit"] == 1
    assert lines[0] == "Traceback (most recent call last):"
    assert lines[-1].startswith("AttributeError: module 'random' has no attribute 'randint' (consider renaming")
    assert "since it has the same name as the standard library module named 'random'" in lines[-1]


def test_a_shadow_is_gone_with_its_file(lab: Lab) -> None:
    cell = lab("plain")
    cell.run_files(main="import random\n", random="x = 1\n")
    assert cell.run_code("import random\nprint(random.randint(1, 1))\n")["output"] == "1\n"


def test_a_name_that_the_page_has_can_come_back(lab: Lab) -> None:
    cell = lab("markup")
    own = "notes & <more>.txt"
    cell.tab(own).click()
    cell.button("remove").click()
    name_file(cell, "add", own)
    expect(cell.tab(own)).to_have_attribute("aria-selected", "true")


def test_a_form_for_a_name_goes_with_the_tab_that_it_was_opened_on(lab: Lab) -> None:
    cell = lab("package")
    cell.tab("shop/prices.py").click()
    cell.button("rename").click()
    cell.tab("shop/__init__.py").click()
    expect(cell[".py-cell-name"]).to_have_count(0)
    cell.tab("shop/prices.py").click()
    cell.button("rename").click()
    cell.files = {"main.py": "print(1)\n"}
    expect(cell[".py-cell-name"]).to_have_count(0)
    assert list(cell.files) == ["main.py"]


def test_there_is_room_for_fifty_files(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "", **{f"m{number}.py": "" for number in range(49)}}
    name_file(cell, "add", "one_more.py")
    expect(cell[".py-cell-name [role=alert]"]).to_have_text("A cell has room for 50 files.")
    assert len(cell.files) == 50


def test_files_in_another_order_are_still_the_pages(lab: Lab) -> None:
    cell = lab("modules")
    cell.files = dict(reversed(cell.files.items()))
    expect(cell.element.get_by_role("tab")).to_have_text(["my_module.py", "main.py"])
    assert cell.run()["verdict"] == "same"
