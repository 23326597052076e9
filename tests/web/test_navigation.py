"""With instant navigation the next page's cells work, and the interpreter is still there."""

from cells import Cell
from conftest import OpenPage
from playwright.sync_api import Page, expect

NEXT_PAGE = ".md-footer__link--next"


def fetched_core(page: Page) -> list[str]:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url) if "/vendor/pyodide/" in request.url else None)
    return fetched


def go_to_next(page: Page) -> None:
    """By a click, without the browser loading a document anew."""
    page.evaluate("globalThis.same_visit = true")
    page.locator(NEXT_PAGE).click()
    page.wait_for_selector("py-cell#there[state=idle]")
    assert page.evaluate("globalThis.same_visit") is True


def test_cells_on_the_next_page_work_and_pyodide_is_not_fetched_again(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    fetched = fetched_core(page)
    assert Cell(page, "plain").run()["verdict"] == "same"
    count = len(fetched)
    assert count == 4  # all of Pyodide's core
    go_to_next(page)
    there = Cell(page, "there")
    there.click_run()
    assert there.verdict == "same"
    assert len(fetched) == count
    there.type_over("print('edited there')")
    there.click_run()
    expect(there.output).to_have_text("edited there")
    page.go_back()
    page.wait_for_selector("py-cell#plain[state=idle]")
    assert Cell(page, "plain").run()["verdict"] == "same"
    assert len(fetched) == count


def test_a_run_ends_with_its_page_and_the_next_pages_cell_need_not_wait(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "plain")
    cell.files = {"main.py": "while True: pass\n"}
    cell.button("run").click()
    cell.expect_state("running")
    go_to_next(page)
    there = Cell(page, "there")
    there.click_run()
    assert there.verdict == "same"


def test_the_editor_keeps_its_styles_after_navigation(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    Cell(page, "plain").open_editor()
    go_to_next(page)
    there = Cell(page, "there")
    there.open_editor()
    assert there[".cm-line"].first.evaluate("line => getComputedStyle(line).paddingLeft") == "0px"
    assert there[".cm-scroller"].evaluate("element => getComputedStyle(element).display") == "flex"


def test_the_address_of_a_cell_leads_to_it(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site + "#numpy")
    expect(page.locator("py-cell#numpy")).to_be_in_viewport()
