"""The DOM that course authors' scripts and these tests rely on."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_a_cell_names_itself_and_its_snippet(lab: Lab) -> None:
    cell = lab("plain")
    expect(cell.element).to_have_attribute("data-snippet", "index/plain")
    cell.expect_state("idle")


def test_a_cell_has_a_button_for_each_action(lab: Lab) -> None:
    cell = lab("plain")
    for action in ("run", "stop", "reset", "copy"):
        expect(cell[f"button[data-action={action}]"]).to_have_count(1)
    expect(cell.button("run")).to_have_accessible_name("Run python main.py")
    expect(cell.button("reset")).to_have_accessible_name("Reset to the page's code")
    expect(cell["[data-action=stop]"]).to_be_hidden()


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


def test_set_files_that_have_no_program_or_nothing_leave_the_cell_usable(lab: Lab) -> None:
    cell = lab("modules")
    cell.element.evaluate("cell => { try { cell.files = {} } catch {} }")
    cell.element.evaluate("cell => cell.reset()")
    assert cell.run()["verdict"] == "same"


def test_the_command_is_one_that_the_cell_shows(lab: Lab) -> None:
    cell = lab("commands")
    assert cell.element.evaluate("cell => cell.command") == "python main.py"
    cell.element.evaluate("cell => { cell.command = 'python tools.py' }")
    assert cell.element.evaluate("cell => cell.command") == "python tools.py"
    error = cell.element.evaluate("cell => { try { cell.command = 'rm -rf /' } catch (e) { return e.name } }")
    assert error == "RangeError"
    cell.element.evaluate("cell => { cell.command = 'python main.py' }")


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
