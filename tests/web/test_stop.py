"""Stop, Reset and Copy, and what is seen afterwards. That Stop ends everything: tests/browsers/test_hostile.py."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def start(cell: Cell, code: str) -> None:
    """Run this program and come back once it runs."""
    cell.files = {"main.py": code}
    cell.button("run").click()
    cell.expect_state("running")


def test_a_run_stopped_before_its_first_word_does_not_show_what_an_earlier_one_printed(lab: Lab) -> None:
    cell = lab("plain")
    documented = cell.output.inner_text()
    cell.run_code("print('earlier')\n")
    start(cell, "while True: pass\n")
    cell.button("stop").click()
    cell.expect_state("stopped", timeout=2000)
    expect(cell.output).to_have_text(documented)


def test_the_result_of_a_stopped_run_says_so(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "while True: pass\n"}
    result = cell.element.evaluate(
        """async cell => {
            const run = cell.run();
            while (cell.state !== "running") await new Promise((wake) => setTimeout(wake, 50));
            cell.stop();
            return run;
        }"""
    )
    assert (result["state"], result["exit"], result["verdict"]) == ("stopped", None, None)


def test_run_while_it_runs_begins_anew(lab: Lab) -> None:
    cell = lab("plain")
    start(cell, "while True: pass\n")
    assert cell.run_code("print('anew')\n")["output"] == "anew\n"
    cell.expect_state("done")


def test_reset_brings_the_pages_code_and_output_back_and_can_be_undone(lab: Lab) -> None:
    cell = lab("modules")
    edited = {"main.py": "print('edited')\n", "extra.py": "x = 1\n"}
    cell.files = edited
    cell.run()
    cell.button("reset").click()
    expect(cell.element.get_by_role("tab")).to_have_text(["main.py", "my_module.py"])
    expect(cell.output).to_have_text("Hello, Alice!")
    assert cell.verdict is None
    cell.expect_state("idle")
    cell.button("undo").click()
    assert cell.files == edited
    assert cell.run()["output"] == "edited\n"


def test_reset_of_an_edit_in_the_editor_shows_the_pages_code(lab: Lab) -> None:
    cell = lab("plain")
    content = cell.open_editor()
    cell.page.keyboard.insert_text("# ")
    cell.button("reset").click()
    expect(content.or_(cell["pre[data-file] > code"]).locator("visible=true")).to_have_text("print('hello')")
    cell.click_run()
    assert cell.verdict == "same"


def test_reset_ends_a_run(lab: Lab) -> None:
    cell = lab("plain")
    start(cell, "while True: pass\n")
    cell.button("reset").click()
    cell.page.wait_for_timeout(300)
    cell.expect_state("idle", timeout=2000)
    expect(cell.button("run")).to_be_visible()
    expect(cell["[data-action=stop]"]).to_be_hidden()
    assert cell.run()["verdict"] == "same"


def test_reset_while_it_runs_can_be_undone(lab: Lab) -> None:
    cell = lab("plain")
    start(cell, "while True: pass\n")
    cell.button("reset").click()
    cell.page.wait_for_timeout(300)
    cell.button("undo").click(timeout=2000)
    assert cell.files == {"main.py": "while True: pass\n"}


def test_copy_copies_the_open_file_as_it_is_now(lab: Lab) -> None:
    cell = lab("modules")
    cell.type_over("x = 'changed'", "my_module.py")
    cell.button("copy").click()
    expect(cell.status).to_have_text("my_module.py is copied.")
    assert cell.page.evaluate("navigator.clipboard.readText()") == "x = 'changed'\n"
