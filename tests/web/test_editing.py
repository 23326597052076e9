"""Editing: every file, at once, without the page moving under the reader's hands."""

from collections.abc import Callable
from typing import Any

import pytest
from cells import AWAKE, Cell, Held
from conftest import OpenPage
from playwright.sync_api import Page, expect

Lab = Callable[[str], Cell]

LINES_OF_THE_PAGE = """cell => {
    const code = cell.querySelector(".py-cell-file[data-open] pre > code");
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        for (const { index } of node.data.matchAll(/\\S+/g)) {
            const range = document.createRange();
            range.setStart(node, index);
            range.setEnd(node, index + 1);
            const { left, top } = range.getBoundingClientRect();
            places.push([node.data[index], left, top]);
        }
    }
    return places;
}"""

LINES_OF_THE_EDITOR = """cell => {
    const lines = cell.querySelector(".py-cell-file[data-open] .py-cell-editor").shadowRoot.querySelectorAll(".cm-line");
    const places = [];
    for (const line of lines) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            for (let index = 0; index < node.data.length; index++) {
                const range = document.createRange();
                range.setStart(node, index);
                range.setEnd(node, index + 1);
                const { left, top } = range.getBoundingClientRect();
                places.push([node.data[index], left, top]);
            }
        }
    }
    return places;
}"""


def test_an_edit_of_the_program_runs_at_once_each_time(lab: Lab) -> None:
    cell = lab("modules")
    for number in (1, 2, 3):
        cell.type_over(f"import my_module\nprint(my_module.greet({number}))")
        cell.click_run()
        expect(cell.output).to_have_text(f"Hello, {number}!")


def test_an_edit_of_a_module_runs_at_once_each_time(lab: Lab) -> None:
    cell = lab("modules")
    for greeting in ("Good morning", "Good night"):
        cell.type_over(f"def greet(name):\n    return '{greeting}, ' + name", "my_module.py")
        cell.click_run()
        expect(cell.output).to_have_text(f"{greeting}, Alice")


def test_an_edit_in_a_package_runs_at_once_each_time(lab: Lab) -> None:
    cell = lab("package")
    for price in ("5", "7"):
        cell.type_over(f"def of(name):\n    return {price}", "shop/prices.py")
        cell.click_run()
        expect(cell.output).to_have_text(price)


def test_what_is_set_by_a_script_is_seen_in_the_editor(lab: Lab) -> None:
    cell = lab("plain")
    content = cell.open_editor()
    cell.files = {"main.py": "print('set')\n"}
    expect(content).to_have_text("print('set')")


@pytest.mark.parametrize("id", ["layout", "plain", "modules"])
def test_the_text_does_not_jump_when_the_editor_opens(lab: Lab, id: str) -> None:
    cell = lab(id)
    cell.element.scroll_into_view_if_needed()
    before = cell.element.evaluate(LINES_OF_THE_PAGE)
    height = cell.element.evaluate("cell => cell.offsetHeight")
    top = cell.element.evaluate("cell => cell.getBoundingClientRect().top")
    cell.open_editor()
    moved = cell.element.evaluate("cell => cell.getBoundingClientRect().top") - top
    assert cell.element.evaluate("cell => cell.offsetHeight") == height
    after = {(letter, round(left), round(y - moved)) for letter, left, y in cell.element.evaluate(LINES_OF_THE_EDITOR)}
    near = [(dx, dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    jumped = [
        place
        for place in before
        if not any((place[0], round(place[1]) + dx, round(place[2]) + dy) in after for dx, dy in near)
    ]
    assert jumped == []


def test_the_editor_shows_the_colours_of_the_page(lab: Lab) -> None:
    cell = lab("layout")
    colour = "element => getComputedStyle(element).color"
    keyword = cell["pre > code .k"].filter(has_text="return").first.evaluate(colour)
    comment = cell["pre > code .c1"].first.evaluate(colour)
    cell.open_editor()
    assert cell[".cm-line span"].filter(has_text="return").first.evaluate(colour) == keyword
    assert cell[".cm-line span"].filter(has_text="A comment").first.evaluate(colour) == comment


def test_a_click_puts_the_cursor_where_it_was(lab: Lab) -> None:
    cell = lab("plain")
    cell.element.scroll_into_view_if_needed()
    places: list[Any] = cell.element.evaluate(LINES_OF_THE_PAGE)
    quote = next(place for place in places if place[0] == "'")
    cell.page.mouse.click(quote[1] + 1, quote[2] + 5)
    expect(cell[".cm-content"]).to_be_focused()
    cell.page.keyboard.insert_text("f")
    assert cell.files["main.py"] == "print(f'hello')\n"


def test_tab_leaves_the_editor_and_changes_nothing(lab: Lab) -> None:
    cell = lab("plain")
    content = cell.open_editor()
    cell.page.keyboard.press("Tab")
    expect(content).not_to_be_focused()
    assert cell.files == {"main.py": "print('hello')\n"}


def test_how_to_indent_is_said_while_the_editor_has_the_focus(lab: Lab) -> None:
    cell = lab("plain")
    content = cell.open_editor()
    expect(content).to_have_accessible_description(
        "Tab leaves the editor. Ctrl+] indents, Ctrl+[ outdents, Ctrl+Enter runs."
    )
    expect(cell.element.get_by_text("Ctrl+] indents").first).to_be_visible()


def test_a_line_is_indented_and_outdented_by_key(lab: Lab) -> None:
    cell = lab("plain")
    cell.open_editor()
    cell.page.keyboard.press("Control+]")
    assert cell.files["main.py"] == "    print('hello')\n"
    cell.page.keyboard.press("Control+[")
    assert cell.files["main.py"] == "print('hello')\n"


def test_enter_after_a_colon_indents(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("for n in range(2):")
    cell.page.keyboard.press("Enter")
    cell.page.keyboard.type("print(n)")
    assert cell.files["main.py"] == "for n in range(2):\n    print(n)\n"


def test_undo_and_redo_work(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("print('other')")
    cell.page.keyboard.press("Control+z")
    assert cell.files["main.py"] == "print('hello')\n"
    cell.page.keyboard.press("Control+y")
    assert cell.files["main.py"] == "print('other')\n"


def test_an_editor_keeps_its_text_and_undo_while_another_file_is_seen(lab: Lab) -> None:
    cell = lab("modules")
    cell.type_over("x = 1", "my_module.py")
    cell.tab("main.py").click()
    cell.tab("my_module.py").click()
    content = cell.panel("my_module.py").locator(".cm-content")
    expect(content).to_have_text("x = 1")
    content.click()
    cell.page.keyboard.press("Control+z")
    assert "def greet" in cell.files["my_module.py"]


def test_marking_text_does_not_open_the_editor(lab: Lab) -> None:
    cell = lab("second")
    cell.element.scroll_into_view_if_needed()
    places: list[Any] = cell.element.evaluate(LINES_OF_THE_PAGE)
    first, last = places[0], places[-1]
    cell.page.mouse.move(first[1] + 1, first[2] + 5)
    cell.page.mouse.down()
    cell.page.mouse.move(last[1], last[2] + 5, steps=5)
    cell.page.mouse.up()
    assert "print" in cell.page.evaluate("getSelection().toString()")
    expect(cell[".cm-content"]).to_have_count(0)
    cell.page.evaluate("getSelection().removeAllRanges()")


def test_empty_lines_are_kept(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "\n\nx = 1\n\n\ny = 2\n"}
    cell.open_editor()
    cell.page.keyboard.press("Control+Home")
    cell.page.keyboard.insert_text("#")
    assert cell.files["main.py"] == "#\n\nx = 1\n\n\ny = 2\n"


def test_the_whole_text_can_be_deleted(lab: Lab) -> None:
    cell = lab("plain")
    cell.open_editor()
    cell.page.keyboard.press("Control+a")
    cell.page.keyboard.press("Delete")
    assert cell.files["main.py"] in ("", "\n")
    assert cell.run()["output"] == ""


# ── texts as others write them ────────────────────────────────────────────────────────────────────────────


def test_a_byte_order_mark_is_kept_and_python_takes_it(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "\ufeffimport m\nprint(m.x)\n", "m.py": "\ufeffx = 'marked'\n"}
    assert cell.run()["output"] == "marked\n"
    content = cell.open_editor("m.py")
    cell.page.keyboard.press("Control+End")
    cell.page.keyboard.insert_text("  # and edited")
    assert cell.files["m.py"] == "\ufeffx = 'marked'  # and edited\n"
    expect(content).to_contain_text("and edited")
    assert cell.run()["output"] == "marked\n"


def test_line_ends_of_windows_are_kept_by_an_edit(lab: Lab) -> None:
    cell = lab("plain")
    text = "print(len(open('d.txt', newline='').read()))\r\nx = '''a\r\nb'''\r\nprint(ascii(x))\r\n"
    cell.files = {"main.py": text, "d.txt": "a\r\nb"}
    assert cell.files == {"main.py": text, "d.txt": "a\r\nb"}
    assert cell.run()["output"] == "4\n'a\\nb'\n"
    content = cell.open_editor("d.txt")
    assert content.locator(".cm-line").all_text_contents() == ["a", "b"]
    cell.page.keyboard.press("Control+End")
    cell.page.keyboard.press("Enter")
    cell.page.keyboard.insert_text("c")
    assert cell.files["d.txt"] == "a\r\nb\r\nc"
    assert cell.run()["output"].startswith("7\n")
    cell.page.keyboard.press("Control+a")
    cell.page.keyboard.press("Delete")
    cell.page.keyboard.insert_text("d\ne")
    assert cell.files["d.txt"] == "d\r\ne"
    cell.open_editor()
    cell.page.keyboard.press("Control+Home")
    cell.page.keyboard.insert_text("#\n")
    assert cell.files["main.py"] == f"#\r\n{text}"


def test_mixed_line_ends_become_line_feeds_by_an_edit_alone(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "x = 1\ny = 2\r\nprint(x, y)\r"}
    cell.open_editor()
    assert cell.files["main.py"] == "x = 1\ny = 2\r\nprint(x, y)\r"
    assert cell.run()["output"] == "1 2\n"
    cell.open_editor()
    cell.page.keyboard.press("Control+Home")
    cell.page.keyboard.insert_text("#")
    assert cell.files["main.py"] == "#x = 1\ny = 2\nprint(x, y)\n"


def test_half_a_character_becomes_one_that_can_be_written(lab: Lab) -> None:
    cell = lab("plain")
    cell.element.evaluate("""cell => { cell.files = { "main.py": "# \\ud800\\nprint(ascii('\\udc00'))\\n" } }""")
    assert cell.run()["output"] == "'\\ufffd'\n"
    cell.open_editor()
    cell.page.keyboard.press("Control+End")
    cell.page.keyboard.insert_text("\nprint(2)")
    assert cell.run()["output"] == "'\\ufffd'\n2\n"


def test_other_odd_characters_come_through(lab: Lab) -> None:
    cell = lab("plain")
    odd = "\u2028\u2029\u0085\u000b\u000c\u00a0\u200b\u202e\U0001f600\ufdd0\uffff"
    code = f"print({odd!a} == open('d.txt', encoding='utf-8', newline='').read())\n"
    cell.files = {"main.py": code, "d.txt": odd}
    assert cell.run()["output"] == "True\n"
    cell.open_editor("d.txt")
    cell.page.keyboard.press("Control+End")
    cell.page.keyboard.insert_text("!")
    assert cell.files["d.txt"] == odd + "!"


def test_a_nul_is_pythons_error_and_nothing_breaks(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "print(1)\0\n"}
    result = cell.run()
    assert (result["state"], result["exit"]) == ("done", 1)
    assert "null bytes" in result["output"]
    cell.type_over("print(2)")
    assert cell.run()["output"] == "2\n"


def test_what_is_taken_back_is_the_pages_own_again(lab: Lab) -> None:
    cell = lab("silent")
    cell.type_over("")
    assert cell.files == {"main.py": ""}
    cell.page.keyboard.insert_text("x = 1")
    assert cell.files == {"main.py": "x = 1\n"}
    assert cell.run()["verdict"] == "same"


# ── while the editor is still on its way ──────────────────────────────────────────────────────────────────


def test_an_editor_that_comes_late_does_not_take_the_focus_back(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    held = Held(page, "**/editor.js")
    cell = Cell(page, "plain")
    cell["pre[data-file]"].focus()
    held.expect()
    cell.button("run").focus()
    held.let_go()
    page.wait_for_timeout(1000)
    expect(cell.button("run")).to_be_focused()
    expect(cell[".cm-content"]).to_have_count(0)
    cell["pre[data-file]"].focus()
    expect(cell[".cm-content"]).to_be_focused()


NEVER_IDLE = "globalThis.requestIdleCallback = () => 0"
"""So that a cell is asleep until somebody wants something of it."""


def before_the_script(open_page: OpenPage, site: str) -> tuple[Page, Held]:
    """A page as it is read, whose script has not come yet."""
    page = open_page("about:blank")
    held = Held(page, "**/py-cell.js")
    page.goto(site, wait_until="commit")
    held.expect()
    return page, held


@pytest.mark.parametrize("before", ["the script", "the tools"])
def test_who_comes_by_the_keyboard_before_the_tools_gets_the_editor(
    before: str, lab_site: str, open_page: OpenPage
) -> None:
    if before == "the script":
        page, held = before_the_script(open_page, lab_site)
        cell = Cell(page, "plain")
        cell["pre[data-file]"].focus()
        held.let_go()
    else:
        page = open_page("about:blank")
        cell = Cell(page, "plain")
        page.add_init_script(NEVER_IDLE)
        page.goto(lab_site)
        page.evaluate("customElements.whenDefined('py-cell').then(() => {})")
        assert cell.element.get_attribute("data-tools") is None
        cell["pre[data-file]"].focus()
    expect(cell[".cm-content"]).to_be_focused()
    page.keyboard.insert_text("# ")
    assert cell.files == {"main.py": "# print('hello')\n"}


def test_who_is_in_another_file_before_the_tools_stays_in_it(lab_site: str, open_page: OpenPage) -> None:
    page, held = before_the_script(open_page, lab_site)
    cell = Cell(page, "modules")
    second = cell["pre[data-file]"].nth(1)
    name = second.get_attribute("data-file")
    assert name
    second.focus()
    held.let_go()
    expect(cell.tab(name)).to_have_attribute("aria-selected", "true")
    expect(cell.panel(name).locator(".cm-content")).to_be_focused()


def test_what_is_marked_with_the_mouse_before_the_tools_stays_marked(lab_site: str, open_page: OpenPage) -> None:
    page, held = before_the_script(open_page, lab_site)
    cell = Cell(page, "plain")
    cell["pre[data-file] > code"].dblclick(position={"x": 10, "y": 20})
    marked = "getSelection().toString()"
    assert page.evaluate(marked) == "print"
    held.let_go()
    page.wait_for_function(AWAKE)
    page.wait_for_timeout(500)
    expect(cell[".cm-content"]).to_have_count(0)
    assert page.evaluate(marked) == "print"


@pytest.mark.parametrize("part", ["**/editor.js", "**/vendor/codemirror.js"])
def test_what_is_typed_before_the_editor_is_there_is_in_it(lab_site: str, open_page: OpenPage, part: str) -> None:
    page = open_page(lab_site)
    held = Held(page, part)
    cell = Cell(page, "plain")
    cell["pre[data-file] > code"].click(position={"x": 2, "y": 15})  # before the first letter
    page.keyboard.type("x = 12;")
    page.keyboard.press("Backspace")
    page.keyboard.press("Enter")
    page.keyboard.type("NQ")
    assert page.url == lab_site
    expect(cell[".cm-content"]).to_have_count(0)
    held.let_go()
    expect(cell[".cm-content"]).to_be_focused()
    page.keyboard.type("!")
    assert cell.files["main.py"] == "x = 12\nNQ!print('hello')\n"


def test_what_is_typed_elsewhere_while_the_editor_comes_is_not_in_it(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    held = Held(page, "**/editor.js")
    cell = Cell(page, "plain")
    cell["pre[data-file] > code"].click(position={"x": 2, "y": 15})
    page.keyboard.type("lost")
    page.keyboard.press("Tab")
    page.keyboard.type("n")
    held.let_go()
    page.wait_for_timeout(500)
    cell["pre[data-file] > code"].click(position={"x": 2, "y": 15})
    expect(cell[".cm-content"]).to_be_focused()
    assert cell.files == {"main.py": "print('hello')\n"}


@pytest.mark.parametrize("saving", [False, True])
def test_the_editor_is_loaded_when_a_pointer_moves_over_code_and_no_data_is_saved(
    lab_site: str, open_page: OpenPage, saving: bool
) -> None:
    page = open_page("about:blank")
    page.add_init_script(
        f"Object.defineProperty(navigator, 'connection', {{ value: {{ saveData: {str(saving).lower()} }} }})"
    )
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.goto(lab_site)
    cell = Cell(page, "plain")
    cell.button("run").hover()
    page.wait_for_load_state("networkidle")
    parts = {"editor.js", "codemirror.js"}
    assert not parts & set(asked)
    cell["pre[data-file] > code"].hover()
    page.wait_for_timeout(500)
    assert parts & set(asked) == (set() if saving else parts)
    cell.open_editor()
    assert parts <= set(asked)
