"""A run: what it prints, its verdict, its events, and the ways to start it."""

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
