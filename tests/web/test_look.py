"""Narrow and wide, light and dark, and on paper. Barriers are in test_accessibility.py."""

import re
from collections.abc import Callable
from typing import Literal

import pytest
from cells import AWAKE, Cell
from conftest import OpenPage
from playwright.sync_api import expect
from sites import LESSONS, PAGES

Lab = Callable[[str], Cell]
Scheme = Literal["light", "dark"]
SCHEMES: list[Scheme] = ["light", "dark"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", [360, 1440])
def test_a_page_does_not_scroll_sideways(site: str, open_page: OpenPage, width: int, scheme: Scheme) -> None:
    page = open_page("about:blank", viewport={"width": width, "height": 800}, color_scheme=scheme)
    for path in PAGES:
        page.goto(site + path)
        if path in LESSONS:
            page.wait_for_function(AWAKE)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_a_narrow_cell_shows_its_buttons_and_runs(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "custom-modules/", viewport={"width": 360, "height": 700})
    cell = Cell(page, "my-module")
    for action in ("run", "add", "copy", "reset"):
        box = cell.button(action).bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 360
    cell.type_over("import my_module\nprint('a' * 500)")
    cell.click_run()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_cell_has_the_colours_of_the_theme(site: str, open_page: OpenPage, scheme: Scheme) -> None:
    page = open_page(site, color_scheme=scheme)
    page.wait_for_function(AWAKE)
    lightness = page.locator("py-cell").first.evaluate(
        """cell => {
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.fillStyle = getComputedStyle(cell).backgroundColor;
            canvas.fillRect(0, 0, 1, 1);
            return canvas.getImageData(0, 0, 1, 1).data[0];
        }"""
    )
    assert (lightness > 200) == (scheme == "light")


@pytest.mark.parametrize("scripted", [True, False])
def test_on_paper_every_file_is_there_and_no_button(site: str, open_page: OpenPage, scripted: bool) -> None:
    page = open_page(site + "custom-modules/", java_script_enabled=scripted)
    if scripted:
        page.wait_for_function(AWAKE)
    page.emulate_media(media="print")
    cell = page.locator("py-cell#my-module")
    for name in ("main.py", "my_module.py"):
        expect(cell.locator(f"pre[data-file='{name}'] > code")).to_be_visible()
        expect(cell.locator(".py-cell-caption").filter(has_text=name)).to_be_visible()
    expect(cell.locator("[data-output]")).to_be_visible()
    expect(cell.locator("button:visible")).to_have_count(0)


def test_on_paper_an_edited_file_is_the_edited_one(lab: Lab) -> None:
    cell = lab("modules")
    cell.type_over("print('edited')")
    cell.page.emulate_media(media="print")
    expect(cell["pre[data-file='main.py'] > code"]).to_be_visible()
    expect(cell["pre[data-file='main.py'] > code"]).to_have_text("print('edited')")
    expect(cell["pre[data-file='my_module.py'] > code"]).to_be_visible()
    expect(cell[".cm-content"]).to_be_hidden()
    cell.page.emulate_media(media="screen")


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_cheat_sheet_is_one_sheet_of_paper(site: str, open_page: OpenPage, paper: str) -> None:
    printed = open_page(site + "cheat-sheet/").pdf(format=paper)
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) == 1
