"""A run: what it prints, its verdict, and the ways to start it."""

import re
from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_run_prints_what_the_page_says(lab: Lab) -> None:
    cell = lab("plain")
    cell.click_run()
    expect(cell.output).to_have_text("hello")
    assert cell.verdict == "same"
    expect(cell.status).to_contain_text("Python printed what the page says")


def test_another_output_than_the_page_says_is_told_with_the_difference(lab: Lab) -> None:
    cell = lab("wrong")
    cell.click_run()
    assert cell.verdict == "different"
    expect(cell.output).to_have_text("one\ntwo\n")
    expect(cell.status).to_contain_text("something else")
    expect(cell["del"]).to_have_text(["− three\n"])
    expect(cell["ins"]).to_have_text(["+ two\n"])
    expect(cell[".py-cell-difference"]).to_contain_text("line 2")


def test_another_exit_status_than_the_page_says_is_told(lab: Lab) -> None:
    cell = lab("wrong-exit")
    cell.click_run()
    assert cell.verdict == "different"
    expect(cell["del"]).to_contain_text(["exit status 2"])
    expect(cell["ins"]).to_contain_text(["exit status 0"])


def test_edited_code_has_the_verdict_edited(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("print('mine')")
    cell.click_run()
    assert cell.verdict == "edited"
    expect(cell.output).to_have_text("mine")
    expect(cell.status).to_contain_text("Edited")


def test_code_that_is_the_pages_again_is_not_edited(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("print('mine')")
    cell.type_over("print('hello')")
    cell.click_run()
    assert cell.verdict == "same"


def test_ctrl_enter_in_the_editor_runs(lab: Lab) -> None:
    cell = lab("plain")
    cell.type_over("print('by key')")
    cell.page.keyboard.press("Control+Enter")
    expect(cell.output).to_have_text("by key")
    cell.expect_state("done")
    assert cell.files == {"main.py": "print('by key')\n"}


def test_a_value_that_varies_is_marked_and_any_in_its_range_is_the_same(lab: Lab) -> None:
    cell = lab("varies")
    expect(cell["mark"]).to_have_text("4")
    expect(cell["mark"]).to_have_attribute("data-varies", "int 1..6")
    expect(cell[".py-cell-note"]).to_have_text("4 varies: a whole number from 1 to 6.")
    cell.click_run()
    assert cell.verdict == "same"
    assert re.fullmatch(r"[1-6]\n", cell.output.text_content() or "")


def test_a_value_out_of_its_range_is_different(lab: Lab) -> None:
    cell = lab("out-of-range")
    cell.click_run()
    assert cell.verdict == "different"
    expect(cell[".py-cell-note"]).to_be_hidden()


def test_a_program_that_prints_nothing_says_so_and_is_the_same(lab: Lab) -> None:
    cell = lab("silent")
    expect(cell.element).to_contain_text("It prints nothing.")
    cell.click_run()
    assert cell.verdict == "same"
    expect(cell.output).to_have_text("")
    expect(cell.element).to_contain_text("It prints nothing.")


def test_input_that_the_snippet_gives_is_read(lab: Lab) -> None:
    cell = lab("given-input")
    cell.click_run()
    assert cell.verdict == "same"
    expect(cell.output).to_have_text("Name? Hi, Ada")


def test_each_command_of_a_cell_has_its_own_run_and_output(lab: Lab) -> None:
    cell = lab("commands")
    runs = cell[".py-cell-run"]
    expect(runs).to_have_count(2)
    runs.nth(1).locator("[data-action=run]").click()
    expect(runs.nth(1).locator("[data-output]")).to_have_attribute("data-verdict", "same", timeout=30_000)
    expect(runs.nth(0).locator("[data-output]")).not_to_have_attribute("data-verdict", re.compile("."))
    runs.nth(0).locator("[data-action=run]").click()
    expect(runs.nth(0).locator("[data-output]")).to_have_attribute("data-verdict", "same")
    expect(runs.locator("[data-output]")).to_have_text(["main", "tools"])


def test_output_is_seen_while_the_program_still_runs(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "print('first')\nwhile True: pass\n"}
    cell.button("run").click()
    expect(cell.output).to_have_text("first")
    cell.expect_state("running")
    cell.button("stop").click()


def test_two_runs_of_a_random_number_differ(lab: Lab) -> None:
    cell = lab("plain")
    code = "import random\nprint(random.random())\n"
    assert cell.run_code(code)["output"] != cell.run_code(code)["output"]


def test_what_one_cell_does_to_a_module_another_does_not_see(lab: Lab) -> None:
    result = lab("plain").run_code(
        "import builtins, math, os\nmath.pi = 3\nbuiltins.x = 1\nos.environ['X'] = '1'\nopen('left', 'w')\n"
    )
    assert result["exit"] == 0
    look = "import math, os\nprint(math.pi, 'x' in dir(__builtins__), 'X' in os.environ, os.listdir())\n"
    assert lab("second").run_code(look)["output"] == "3.141592653589793 False False ['main.py']\n"
    assert lab("plain").run_code(look)["output"] == "3.141592653589793 False False ['main.py']\n"


def test_a_program_runs_as_main_beside_its_files(lab: Lab) -> None:
    code = "import os, sys\nprint(__name__, __file__ == os.path.abspath('main.py'), sys.path[0] == os.getcwd(), '' in sys.path, sys.argv)\n"
    output = lab("plain").run_code(code)["output"]
    assert output.startswith("__main__ True True False ")


def test_the_page_can_be_used_while_a_program_runs(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "while True: pass\n"}
    cell.button("run").click()
    cell.expect_state("running")
    lab("modules").tab("my_module.py").click()
    expect(lab("modules").panel("my_module.py")).to_be_visible()
    cell.button("stop").click()
    cell.expect_state("stopped")
