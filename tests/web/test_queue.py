"""One run at a time on a page."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_another_cells_run_waits_its_turn_and_says_so(lab: Lab) -> None:
    first, second = lab("plain"), lab("second")
    first.files = {"main.py": "while True: pass\n"}
    first.button("run").click()
    first.expect_state("running")
    second.button("run").click()
    second.expect_state("queued")
    expect(second.status).to_contain_text("Waiting for another cell")
    first.button("stop").click()
    second.expect_state("done")
    expect(second.output).to_have_text("second")
    assert second.verdict == "same"


def test_a_run_that_waits_can_be_stopped_and_the_one_before_it_goes_on(lab: Lab) -> None:
    first, second = lab("plain"), lab("second")
    first.files = {"main.py": "print('on', flush=True)\nwhile True: pass\n"}
    first.button("run").click()
    expect(first.output).to_have_text("on")
    second.button("run").click()
    second.expect_state("queued")
    second.button("stop").click()
    second.expect_state("stopped")
    first.expect_state("running")
    expect(second.output).to_have_text("second")
    first.button("stop").click()


def test_runs_of_three_cells_come_in_their_order_each_with_its_own_output(lab: Lab) -> None:
    page = lab("plain").page
    outputs = page.evaluate(
        """async () => {
            const cells = ["plain", "second", "package"].map((id) => document.querySelector(`py-cell#${id}`));
            const order = [];
            for (const cell of cells) cell.addEventListener("py-cell-result", () => order.push(cell.id));
            const results = await Promise.all(cells.map((cell) => cell.run()));
            return [order, results.map((result) => result.output)];
        }"""
    )
    assert outputs == [["plain", "second", "package"], ["hello\n", "second\n", "3\n"]]
