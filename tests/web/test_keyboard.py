"""The keyboard alone is enough. More of it, in three browsers: tests/browsers/test_keyboard.py."""

from collections.abc import Callable

from cells import Cell
from playwright.sync_api import expect

Lab = Callable[[str], Cell]


def test_only_the_chosen_tab_is_a_stop_of_the_tab_key(lab: Lab) -> None:
    tabs = lab("package").element.get_by_role("tab")
    expect(tabs).to_have_count(3)
    assert tabs.evaluate_all("tabs => tabs.map(tab => tab.tabIndex)") == [0, -1, -1]


def test_enter_on_run_runs_and_the_focus_is_not_lost(lab: Lab) -> None:
    cell = lab("plain")
    cell.button("run").focus()
    cell.page.keyboard.press("Enter")
    cell.expect_state("done")
    expect(cell.output).to_have_text("hello")
    expect(cell.button("run")).to_be_focused()


def test_the_tab_key_passes_through_the_whole_cell(lab: Lab) -> None:
    cell = lab("plain")
    cell.tab("main.py").focus()
    stops = []
    for _ in range(12):
        cell.page.keyboard.press("Tab")
        inside = cell.element.evaluate("cell => cell.contains(document.activeElement)")
        if not inside:
            break
        if cell["pre[data-file]:focus"].count():
            expect(cell[".cm-content"]).to_be_focused()  # it takes a moment to come
        stops.append(
            cell.page.evaluate("document.activeElement.dataset.action ?? document.activeElement.className ?? ''")
        )
    assert stops[:3] == ["add", "copy", "reset"]
    assert any(stop.startswith("py-cell-editor") for stop in stops)
    assert "run" in stops
    assert not inside


def test_ctrl_enter_on_a_tab_runs_too(lab: Lab) -> None:
    cell = lab("second")
    cell.tab("main.py").focus()
    cell.page.keyboard.press("Control+Enter")
    cell.expect_state("done")
    expect(cell.output).to_have_text("second")
