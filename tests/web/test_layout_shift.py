"""Nothing moves under a reader's eyes: when cells wake up, when an editor comes, while a cell runs.

A browser forgives what moves within half a second of a click or a key; here it counts, too.
"""

from collections.abc import Callable

import pytest
from cells import AWAKE, Cell, Held
from conftest import OpenPage
from playwright.sync_api import Page
from sites import LESSONS

Open = Callable[[str], Page]

WATCH = """() => {
    const name = (node) => {
        const element = node?.nodeType === Node.ELEMENT_NODE ? node : node?.parentElement;
        const place = element?.closest("nav") ? "the navigation" : element?.closest("py-cell")?.id;
        return `${node?.nodeName} .${element?.className} in ${place}`;
    };
    window.shifts = [];
    new PerformanceObserver((list) => {
        for (const { sources } of list.getEntries()) window.shifts.push(sources.map(({ node }) => name(node)));
    }).observe({ type: "layout-shift", buffered: true });
}"""

# Names that take more than one row as tabs, and input: only the browser can tell how high they are, once they are there.
FOLDED = """() => [...document.querySelectorAll("py-cell")]
    .filter((cell) => cell.querySelector(".py-cell-bar")?.offsetHeight > 50 || "stdin" in cell.dataset).map((cell) => cell.id)"""


@pytest.fixture(params=[1440, 360])
def open(request: pytest.FixtureRequest, open_page: OpenPage) -> Open:
    """Open a page in a window of this width, and wait until every cell has its tools."""

    def open(address: str) -> Page:
        page = open_page("about:blank", viewport={"width": request.param, "height": 800})
        page.add_init_script(f"({WATCH})()")
        page.goto(address)
        page.wait_for_load_state("networkidle")
        page.wait_for_function(AWAKE)
        return page

    return open


def shifts(page: Page) -> list[list[str]]:
    """What has moved since the last time."""
    page.wait_for_timeout(400)  # the browser reports with a delay
    moved: list[list[str]] = page.evaluate("() => window.shifts.splice(0)")
    return moved


def unexpected(page: Page) -> list[list[str]]:
    """What has moved, but for cells whose tabs or whose box for input need more room than could be foreseen.

    Nor does the theme's navigation count, which goes where the page has been scrolled to, nor a table whose columns find
    their widths while its rows still arrive.
    """
    foreseen = page.evaluate(FOLDED)
    return [
        moved
        for moved in shifts(page)
        if not any(f" in {id}" in " ".join(moved) for id in foreseen)
        and not all(node.startswith(("TH ", "TD ")) or node.endswith(" in the navigation") for node in moved)
    ]


def test_what_moves_is_seen(open: Open, lab_site: str) -> None:
    page = open(lab_site)
    page.locator("h2").first.evaluate("heading => { heading.style.marginTop = '200px' }")
    assert shifts(page)


@pytest.mark.parametrize("path", LESSONS)
def test_nothing_moves_when_the_cells_wake_up(open: Open, site: str, path: str) -> None:
    page = open(site + path)
    assert unexpected(page) == []


@pytest.mark.parametrize(
    ("address", "end"),
    [
        *((f"#{id}", ".md-footer") for id in ("plain", "modules", "commands", "varies", "silent", "still")),
        ("embed/modules/", ".embed-home"),
    ],
)
def test_nothing_moves_when_a_cell_in_sight_wakes_up_late(open: Open, lab_site: str, address: str, end: str) -> None:
    page = open("about:blank")
    held = Held(page, "**/assets/cells/py-cell.js")
    page.goto(lab_site + address, wait_until="commit")
    page.wait_for_selector(end)
    page.wait_for_timeout(300)
    held.let_go()
    page.wait_for_function(AWAKE)
    assert unexpected(page) == []


def test_nothing_moves_when_an_editor_comes_and_while_the_cell_runs(open: Open, lab_site: str) -> None:
    page = open(lab_site)
    cell = Cell(page, "varies")
    cell.element.evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    shifts(page)
    content = cell.open_editor()
    assert shifts(page) == []
    page.keyboard.press("End")
    page.keyboard.type(" ")
    page.keyboard.press("Backspace")
    assert shifts(page) == []
    content.blur()
    assert shifts(page) == []
    cell.click_run()
    assert shifts(page) == []
    cell.click_run()
    assert shifts(page) == []


def test_nothing_moves_while_an_output_comes_in_parts(open: Open, lab_site: str) -> None:
    page = open(lab_site)
    cell = Cell(page, "layout")
    code = cell.files["main.py"].replace("print(", "__import__('time').sleep(0.2); print(")
    cell.files = {**cell.files, "main.py": code}
    cell.element.evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    cell.click_run()
    shifts(page)
    cell.click_run()
    assert shifts(page) == []


@pytest.mark.parametrize(
    "said",
    [
        "Waiting for another cell's run to end.",
        "Edited: the code is no longer the page's. Exit status 120.",
        "≠ Python printed something else than the page says. Exit status 1.",
    ],
)
def test_nothing_moves_when_a_cell_says_something_else(open: Open, lab_site: str, said: str) -> None:
    page = open(lab_site)
    cell = Cell(page, "plain")
    cell.element.evaluate("cell => cell.scrollIntoView({ block: 'center' })")
    shifts(page)
    cell.status.evaluate("(status, said) => status.replaceChildren(said)", said)
    assert shifts(page) == []
