"""A part of our own script that does not arrive is said in a sentence, and the next try works."""

import pytest
from cells import Cell
from conftest import OpenPage, Watch
from importable.paths import ROOT
from playwright.sync_api import expect


def test_an_editor_that_does_not_arrive(lab_site: str, open_page: OpenPage, watches: list[Watch]) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    page.route("**/editor.js", lambda route: route.abort())
    cell = Cell(page, "plain")
    cell["pre[data-file]"].click()
    expect(cell.status).to_contain_text("The editor could not be loaded.")
    page.unroute("**/editor.js")
    cell["pre[data-file]"].click()
    expect(cell[".cm-editor"]).to_be_visible()


def test_a_runtime_that_does_not_arrive(lab_site: str, open_page: OpenPage, watches: list[Watch]) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    page.route("**/runtime.js", lambda route: route.abort())
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be loaded")
    expect(cell.output).to_have_text("hello")
    expect(page.locator("iframe")).to_have_count(0)
    page.unroute("**/runtime.js")
    assert cell.run()["verdict"] == "same"
    expect(page.locator("iframe")).to_have_count(1)


@pytest.mark.parametrize("part", ["pyodide.json", "library.json", "runner.py"])
def test_a_text_that_does_not_arrive(part: str, lab_site: str, open_page: OpenPage, watches: list[Watch]) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    # On a small device nothing is kept for the next visit, so nobody waits for all texts.
    page.evaluate("Object.defineProperty(navigator, 'deviceMemory', { value: 2 })")
    page.route(f"**/{part}", lambda route: route.abort())
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be loaded, because ")
    expect(cell.output).to_have_text("hello")
    page.unroute(f"**/{part}")
    assert cell.run()["verdict"] == "same"


def test_an_interpreter_that_cannot_start(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.route("**/worker.js", lambda route: route.fulfill(body="throw new Error('no memory left');"))
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be started (Uncaught Error: no memory left). Try again")
    expect(cell.output).to_have_text("hello")


def test_an_interpreter_that_does_not_answer(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.route("**/worker.js", lambda route: route.fulfill(body=""))
    frame = (ROOT / "docs/assets/cells/frame.js").read_text("utf-8")
    assert frame.count("LONGEST_START = 60;") == 1
    page.route(
        "**/frame.js", lambda route: route.fulfill(body=frame.replace("LONGEST_START = 60;", "LONGEST_START = 1;"))
    )
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be started (no answer for 1 seconds). Try again")
    assert [worker.url[:40] for worker in page.workers if worker.url.startswith("data:")] == []
