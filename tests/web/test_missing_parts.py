"""A part of our own script that does not arrive is said in a sentence, and the next try works."""

from collections.abc import Callable

import pytest
from cells import Cell, Held
from conftest import OpenPage, Watch
from importable.paths import ROOT
from playwright.sync_api import Page, expect

Without = Callable[[str], Page]


@pytest.fixture
def without(lab_site: str, open_page: OpenPage, watches: list[Watch]) -> Without:
    """Opens a page of cells for which some part of ours does not arrive."""

    def without(part: str) -> Page:
        page = open_page(lab_site)
        watches[0].expected.append("net::ERR")
        page.route(part, lambda route: route.abort())
        return page

    return without


def test_an_editor_that_does_not_arrive(without: Without) -> None:
    page = without("**/editor.js")
    cell = Cell(page, "plain")
    cell["pre[data-file]"].click()
    expect(cell.status).to_contain_text("The editor could not be loaded.")
    page.unroute("**/editor.js")
    cell["pre[data-file]"].click()
    expect(cell[".cm-editor"]).to_be_visible()


def test_a_runtime_that_does_not_arrive(without: Without) -> None:
    page = without("**/runtime.js")
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be loaded")
    expect(cell.output).to_have_text("hello")
    expect(page.locator("iframe")).to_have_count(0)
    page.unroute("**/runtime.js")
    assert cell.run()["verdict"] == "same"
    expect(page.locator("iframe")).to_have_count(1)


@pytest.mark.parametrize("part", ["pyodide.json", "library.json", "runner.py"])
def test_a_text_that_does_not_arrive(part: str, without: Without) -> None:
    page = without(f"**/{part}")
    # On a small device nothing is kept for the next visit, so nobody waits for all texts.
    page.evaluate("Object.defineProperty(navigator, 'deviceMemory', { value: 2 })")
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


def test_a_frame_that_is_not_let_in(without: Without) -> None:
    page = without("**/frame.html")
    runtime = (ROOT / "docs/assets/cells/runtime.js").read_text("utf-8")
    assert runtime.count("BOOTED = 20;") == 1
    page.route(
        "**/runtime.js",
        lambda route: route.fulfill(
            body=runtime.replace("BOOTED = 20;", "BOOTED = 1;"), content_type="text/javascript"
        ),
    )
    cell = Cell(page, "plain")
    assert cell.run()["state"] == "failed"
    expect(cell.status).to_contain_text("does not let its frame in")
    page.unroute("**/frame.html")
    assert cell.run()["verdict"] == "same"


def test_a_frame_that_is_taken_away(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    held = Held(page, "**/frame.js", times=1)
    cell = Cell(page, "plain")
    cell.button("run").click()
    held.expect()
    expect(cell[".py-cell-progress"]).to_have_text("starting …")  # the run is there, and all else
    page.locator("iframe").evaluate("frame => frame.remove()")
    held.let_go()
    expect(cell.status).to_contain_text("was removed from the page")
    assert cell.run()["verdict"] == "same"


def test_a_frame_that_is_taken_away_before_the_run(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    frame, run = Held(page, "**/frame.js", times=1), Held(page, "**/run.js")
    cell = Cell(page, "plain")
    cell.button("run").click()
    frame.expect()
    page.locator("iframe").evaluate("frame => frame.remove()")
    frame.let_go()
    page.wait_for_timeout(500)
    run.let_go()
    cell.expect_state("done")


def test_a_start_that_was_given_up_does_not_disturb_the_next(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    cell = Cell(page, "plain")
    offline = True
    page.route("**/pyodide.json", lambda route: route.abort() if offline else route.continue_())
    first = Held(page, "**/frame.js", times=1)
    assert cell.run()["state"] == "failed"
    offline = False
    frame = Held(page, "**/frame.html")
    cell.button("run").click()
    frame.expect()
    page.wait_for_timeout(1000)  # the second start waits for its frame now
    first.let_go()
    page.wait_for_timeout(500)
    frame.let_go()
    cell.expect_state("done")


def test_styles_that_do_not_arrive(without: Without) -> None:
    page = without("**/panels.css")
    cell = Cell(page, "plain")
    assert cell.run()["verdict"] == "same"
    expect(cell[".py-cell-progress"]).to_be_hidden()
