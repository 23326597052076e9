"""Python starts when a reader turns to a cell, and not before."""

from urllib.parse import urlsplit

import pytest
from cells import Cell
from conftest import OpenPage, Watch, new_context
from playwright.sync_api import Browser, Page, expect

WASM = "**/vendor/pyodide/pyodide.asm.wasm"

SAVES_DATA = """Object.defineProperty(navigator, "connection", { value: { saveData: true } })"""

LOADED = """() => performance.getEntriesByType("resource").map(({ name }) => new URL(name).pathname)"""


def asks_for_python(page: Page) -> list[str]:
    """Hear of each request for the largest part of Python."""
    asked: list[str] = []

    def hear(url: str) -> None:
        if url.endswith("/vendor/pyodide/pyodide.asm.wasm"):
            asked.append(url)

    page.on("request", lambda request: hear(request.url))
    return asked


def point_at(page: Page, id: str) -> None:
    """As a hand does it: not in one leap."""
    box = page.locator(f"py-cell#{id} pre[data-file]").bounding_box()
    assert box
    page.mouse.move(box["x"] + 5, box["y"] + 5)
    page.mouse.move(box["x"] + 20, box["y"] + 10, steps=3)


def test_a_pointer_that_comes_to_a_cell_starts_python(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    with page.expect_request(WASM):
        point_at(page, "plain")
    assert Cell(page, "plain").run()["verdict"] == "same"


def test_the_keyboards_focus_in_a_cell_starts_python(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    with page.expect_request(WASM):
        page.locator("py-cell#plain [data-action=run]").focus()


def test_a_finger_on_a_cell_that_is_scrolled_starts_nothing_and_one_on_a_button_does(
    lab_site: str, open_page: OpenPage
) -> None:
    page = open_page(lab_site, has_touch=True)
    asked = asks_for_python(page)
    page.locator("py-cell#plain .py-cell-line").tap()
    page.wait_for_timeout(500)
    assert asked == []
    page.locator("py-cell#plain [data-action=run]").tap()
    Cell(page, "plain").expect_state("done")


def test_a_page_that_scrolls_under_a_pointer_that_lies_still_starts_nothing(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    asked = asks_for_python(page)
    page.mouse.move(500, 2)  # in the header, over no cell
    page.evaluate(
        "document.addEventListener('pointerover', ({ target }) => (globalThis.over ||= !!target.closest('py-cell')))"
    )
    for cell in page.locator("py-cell").all()[:4]:
        cell.evaluate("cell => scrollTo(0, scrollY + cell.getBoundingClientRect().top + 20)")
        page.wait_for_timeout(150)
    assert asked == []


@pytest.mark.parametrize("saves", [True, False])
def test_whoever_saves_data_gets_nothing_before_asking_for_it(saves: bool, lab_site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    asked = asks_for_python(page)
    if saves:
        page.add_init_script(SAVES_DATA)
    page.goto(lab_site)
    point_at(page, "plain")
    page.wait_for_timeout(1500)
    assert bool(asked) != saves
    assert Cell(page, "plain").run()["verdict"] == "same"


def test_where_a_cell_was_run_lately_python_starts_at_idle(lab_site: str, browser: Browser) -> None:
    context = new_context(browser)
    first = context.new_page()
    first.goto(lab_site)
    assert Cell(first, "plain").run()["verdict"] == "same"
    second = context.new_page()
    with second.expect_request(WASM):
        second.goto(lab_site)
    third = context.new_page()
    third.add_init_script(SAVES_DATA)
    asked = asks_for_python(third)
    third.goto(lab_site)
    third.wait_for_selector("py-cell#plain[state=idle]")
    third.wait_for_timeout(1500)
    assert asked == []
    context.close()


def test_all_that_a_run_needs_is_asked_for_at_the_first_sign_and_nothing_else(
    lab_site: str, open_page: OpenPage
) -> None:
    page = open_page(lab_site)
    page.wait_for_selector("py-cell#plain[state=idle]")
    before = set(page.evaluate(LOADED))
    assert Cell(page, "plain").run()["verdict"] == "same"
    links = page.locator("link[rel=modulepreload], link[rel=preload][as=fetch]")
    addresses = links.evaluate_all("all => all.map(one => one.href)")
    abroad = [address for address in addresses if not address.startswith(lab_site)]
    assert [address.rsplit("/", 1)[1] for address in abroad] == ["pyodide.asm.wasm"]
    named = {urlsplit(address).path for address in set(addresses) - set(abroad)}
    loaded = {path for path in set(page.evaluate(LOADED)) - before if "/assets/" in path}
    late = {
        path for path in loaded if "/vendor/pyodide/" in path or path.endswith((".zip", ".zip.json", ".html", ".css"))
    }
    assert named == loaded - late


def test_a_start_that_fails_before_anybody_asked_for_it_says_nothing(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("503")
    page.route("**/vendor/pyodide/**", lambda route: route.fulfill(status=503))
    cell = Cell(page, "plain")
    with page.expect_response("**/vendor/pyodide/**"):
        point_at(page, "plain")
    page.wait_for_timeout(500)
    expect(cell.status).to_have_text("Edit the code if you like, and run it.")
    page.unroute("**/vendor/pyodide/**")
    assert cell.run()["verdict"] == "same"
