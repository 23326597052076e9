"""The DOM that course authors' scripts and these tests rely on."""

from collections.abc import Callable

import pytest
from cells import Cell
from conftest import OpenPage
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_a_cell_names_itself_and_its_snippet(lab: Lab) -> None:
    cell = lab("plain")
    expect(cell.element).to_have_attribute("data-snippet", "index/plain")
    cell.expect_state("idle")


def test_a_cell_has_a_button_for_each_action(lab: Lab) -> None:
    cell = lab("plain")
    for action in ("run", "stop", "reset", "copy", "share"):
        expect(cell[f"button[data-action={action}]"]).to_have_count(1)
    expect(cell.button("run")).to_have_accessible_name("Run python main.py")
    expect(cell.button("reset")).to_have_accessible_name("Reset to the page's code")
    expect(cell["[data-action=stop]"]).to_be_hidden()


def test_a_cell_that_needs_another_python_is_shown_and_not_run(lab: Lab) -> None:
    cell = lab("still")
    expect(cell.element).to_contain_text("This needs Python 3.15")
    expect(cell["button"]).to_have_count(0)
    expect(cell["pre[data-file]"]).to_have_count(2)
    assert cell.run()["message"] == "This cell is shown here, and not run."
    expect(cell.output).to_have_text("<module 'my_module' from 'my_module.py'>")


def test_files_are_tabs_of_a_tab_list_with_their_panels(lab: Lab) -> None:
    cell = lab("modules")
    expect(cell.element.get_by_role("tablist")).to_have_count(1)
    tabs = cell.element.get_by_role("tab")
    expect(tabs).to_have_text(["main.py", "my_module.py"])
    expect(cell.tab("main.py")).to_have_attribute("aria-selected", "true")
    expect(cell.tab("my_module.py")).to_have_attribute("aria-selected", "false")
    expect(cell.element.get_by_role("tabpanel", name="main.py")).to_be_visible()
    expect(cell.panel("my_module.py")).to_be_hidden()


def test_code_and_output_are_where_the_contract_says(lab: Lab) -> None:
    cell = lab("modules")
    code = cell["pre[data-file='my_module.py'] > code"]
    assert code.text_content() == "def greet(name):\n    return f'Hello, {name}!'\n"
    assert cell["[data-output]"].locator("samp").text_content() == "Hello, Alice!\n"


def test_the_status_is_a_live_region(lab: Lab) -> None:
    expect(lab("plain").element.get_by_role("status")).to_have_count(1)


def test_files_can_be_read_and_set(lab: Lab) -> None:
    cell = lab("modules")
    assert list(cell.files) == ["main.py", "my_module.py"]
    cell.files = {"main.py": "print(1)\n", "a/b.py": "x = 1\n"}
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", "a/b.py"])
    assert cell.files == {"main.py": "print(1)\n", "a/b.py": "x = 1\n"}


def test_the_files_of_a_cell_can_be_set_as_they_are(lab: Lab) -> None:
    for id in ("modules", "package", "markup", "commands"):
        cell = lab(id)
        before = cell.files
        cell.files = before
        assert cell.files == before
        assert list(cell.files) == list(before)
    result = lab("markup").run()
    assert (result["verdict"], result["exit"]) == ("same", 0)


SET = "(cell, code) => { try { cell.files = eval(`(${code})`) } catch (error) { return `${error.name}: ${error.message}` } }"
MAIN = "'main.py': ''"


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("undefined", "TypeError: files: give a plain object"),
        ("'print(1)'", "TypeError: files: give a plain object"),
        ("['print(1)']", "TypeError: files: give a plain object"),
        ("{}", "RangeError: files: a cell has 1 to 50 files, and these are 0."),
        ("new Map([['main.py', '']])", "RangeError: files: a cell has 1 to 50 files, and these are 0."),
        (f"{{{MAIN}, 'a.py': 1}}", 'TypeError: files: "a.py": its text is not a string.'),
        ("{'my_module.py': ''}", "RangeError: files: a command of this cell starts main.py, and it is not among them."),
        (f"{{{MAIN}, '../a.py': ''}}", 'RangeError: files: "../a.py": A path goes down'),
        (f"{{{MAIN}, '/a.py': ''}}", 'RangeError: files: "/a.py": Write the path from'),
        (f"{{{MAIN}, 'a\\u0000.py': ''}}", 'RangeError: files: "a\\u0000.py": A name cannot hold control characters.'),
        (f"{{{MAIN}, ['x'.repeat(101)]: ''}}", "100 characters at most."),
        (f"{{{MAIN}, 'my-tools.py': ''}}", "Try my_tools."),
        (f"{{{MAIN}, 'gpj.\u202etxt': ''}}", "cannot be seen (U+202E)"),
        (f"{{{MAIN}, 'x.py': 'x'.repeat(1_000_001)}}", "more than 1000000 characters."),
        ("Object.fromEntries(Array.from({length: 51}, (_, n) => ['m' + n + '.py', '']))", "and these are 51."),
        (f"{{{MAIN}, get 'x.py'() {{ throw new Error('mine') }}}}", "Error: mine"),
    ],
)
def test_files_that_a_cell_cannot_hold_are_refused_with_the_reason_before_anything_changes(
    lab: Lab, code: str, error: str
) -> None:
    cell = lab("modules")
    before = cell.files
    assert error in (cell.element.evaluate(SET, code) or "")
    assert cell.files == before
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", "my_module.py"])


def test_a_name_that_is_set_is_made_normal(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "import caf\u00e9\nprint(caf\u00e9.x)\n", " cafe\u0301.py": "x = 5\n"}
    assert list(cell.files) == ["main.py", "caf\u00e9.py"]
    assert cell.run()["output"] == "5\n"


def test_a_run_is_stopped_while_what_it_needs_still_loads(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.route("**/runtime.js", lambda route: None)
    cell = Cell(page, "plain")
    cell.button("run").click()
    cell.expect_state("loading")
    cell.button("stop").click()
    cell.expect_state("stopped")
    expect(cell.output).to_have_text("hello")
    expect(cell.button("run")).to_be_focused()


def test_the_command_is_one_that_the_cell_shows(lab: Lab) -> None:
    cell = lab("commands")
    assert cell.element.evaluate("cell => cell.command") == "python main.py"
    cell.element.evaluate("cell => { cell.command = 'python tools.py' }")
    assert cell.element.evaluate("cell => cell.command") == "python tools.py"
    error = cell.element.evaluate("cell => { try { cell.command = 'rm -rf /' } catch (e) { return e.name } }")
    assert error == "RangeError"
    cell.element.evaluate("cell => { cell.command = 'python main.py' }")


def test_a_change_of_the_files_is_told_by_an_event_that_bubbles(lab: Lab) -> None:
    cell = lab("plain")
    told = cell.element.evaluate(
        """cell => {
            const heard = [];
            document.body.addEventListener("py-cell-change", ({ target }) => heard.push(target.id), { once: true });
            cell.files = { "main.py": "print(2)" };
            return heard;
        }"""
    )
    assert told == ["plain"]


def test_run_resolves_to_what_happened(lab: Lab) -> None:
    result = lab("plain").run()
    assert result["state"] == "done"
    assert result["exit"] == 0
    assert result["output"] == "hello\n"
    assert result["verdict"] == "same"
    assert 0 < result["ms"] < 60_000


def test_states_and_results_are_told_by_events_that_bubble(lab: Lab) -> None:
    cell = lab("plain")
    cell.page.evaluate(
        """() => {
            globalThis.heard = [];
            const hear = ({ type, target, detail }) => heard.push([type, target.id, detail.state, detail.output ?? null]);
            document.body.addEventListener("py-cell-state", hear);
            document.body.addEventListener("py-cell-result", hear);
        }"""
    )
    cell.run()
    assert cell.page.evaluate("heard") == [
        ["py-cell-state", "plain", "loading", None],
        ["py-cell-state", "plain", "running", None],
        ["py-cell-state", "plain", "done", None],
        ["py-cell-result", "plain", "done", "hello\n"],
    ]
