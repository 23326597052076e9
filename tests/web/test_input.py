"""A program may ask the reader."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_input_asks_and_the_answer_arrives(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "name = input('Name? ')\nprint(f'Hi, {name}!')\n"}
    cell.button("run").click()
    cell.expect_state("input")
    field = cell[".py-cell-input input"]
    expect(cell.output).to_have_text("Name? ")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_name("Name?")
    field.fill("<Ada>")
    cell.page.keyboard.press("Enter")
    cell.expect_state("done")
    expect(cell.output).to_have_text("Name? <Ada>\nHi, <Ada>!\n")
    expect(cell[".py-cell-input"]).to_have_count(0)


def test_a_program_may_ask_more_than_once(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "total = 0\nfor _ in range(3):\n    total += int(input())\nprint(total)\n"}
    cell.button("run").click()
    for number in ("1", "20", "300"):
        cell.expect_state("input")
        cell[".py-cell-input input"].fill(number)
        cell.button("enter").click()
        expect(cell[".py-cell-input input"]).not_to_have_value(number) if number != "300" else None
    cell.expect_state("done")
    expect(cell.output).to_contain_text("321")


def test_a_run_that_waits_for_input_can_be_stopped(lab: Lab) -> None:
    cell = lab("plain")
    cell.files = {"main.py": "input('? ')\n"}
    cell.button("run").click()
    cell.expect_state("input")
    cell.button("stop").click()
    cell.expect_state("stopped")
    expect(cell[".py-cell-input"]).to_have_count(0)
    assert cell.run_code("print(1)\n")["output"] == "1\n"


def test_input_beyond_what_the_snippet_gives_is_the_end_of_the_file(lab: Lab) -> None:
    cell = lab("given-input")
    result = cell.run_code("print(input())\nprint(input())\n")
    assert result["output"].startswith("Ada\nTraceback")
    assert result["output"].endswith("EOFError: EOF when reading a line\n")
