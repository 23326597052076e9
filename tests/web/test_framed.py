"""Inside a page of another site: where storage is denied, and in a sandbox that leaves the page no origin."""

import functools
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cells import Cell
from conftest import Watch
from courses import blocking
from playwright.sync_api import Frame, Page, Playwright, expect
from sites import Handler, Server

FRAMES = {
    "storage denied": '<iframe src="{address}"></iframe>',
    "sandboxed": '<iframe sandbox="allow-scripts" src="{address}"></iframe>',
}

STORES = """() => ["localStorage", "sessionStorage"].map(name => {
    try { return typeof window[name] } catch (error) { return error.name }
})"""


@dataclass(frozen=True)
class Framed:
    """A course page of another site, and the lessons in it."""

    course: Page
    lessons: Frame
    watch: Watch

    def cell(self, id: str) -> Cell:
        return Cell(self.lessons, id)  # type: ignore[arg-type]


@pytest.fixture(scope="module", params=FRAMES)
def framed(
    request: pytest.FixtureRequest, site: str, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Framed]:
    """`localhost` and `127.0.0.1` are two sites to a browser."""
    folder = tmp_path_factory.mktemp("course")
    frame = FRAMES[request.param].format(address=site + "custom-modules/")
    style = "<style>iframe { width: 100%; height: 90vh }</style>"
    (folder / "index.html").write_text(f"<!doctype html><title>A course</title>{style}{frame}")
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    context = blocking(playwright, tmp_path_factory.mktemp("profile"))
    watch = Watch(context)
    page = context.new_page()
    page.goto(f"http://localhost:{server.server_address[1]}/")
    lessons = page.frames[1]
    lessons.wait_for_selector("py-cell[state=idle]")
    yield Framed(page, lessons, watch)
    context.close()
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def nothing_throws(framed: Framed) -> Iterator[None]:
    """Neither ours nor Material's."""
    yield
    framed.watch.check()


def test_storage_is_really_denied(framed: Framed) -> None:
    assert framed.lessons.evaluate(STORES) == ["SecurityError", "SecurityError"]


def test_a_cell_runs(framed: Framed) -> None:
    cell = framed.cell("my-module")
    cell.click_run()
    assert cell.verdict == "same"


def test_a_cell_is_edited_and_says_that_edits_are_not_kept(framed: Framed) -> None:
    cell = framed.cell("my-module")
    cell.open_editor()
    framed.course.keyboard.press("Control+a")
    framed.course.keyboard.type("print('n.p, edited')")
    expect(cell.element).to_contain_text("does not let the page keep your edits")
    cell.click_run()
    expect(cell.output).to_have_text("n.p, edited")
    cell.button("reset").click()
    cell.click_run()
    assert cell.verdict == "same"


def test_a_file_is_added_and_a_question_is_answered(framed: Framed) -> None:
    """No frame needs to allow forms for that."""
    cell = framed.cell("my-module")
    cell.button("add").click()
    cell[".py-cell-name input"].fill("more.py")
    cell[".py-cell-name input"].press("Enter")
    expect(cell.tab("more.py")).to_have_attribute("aria-selected", "true")
    cell.files = {"main.py": "print(input('Who? ') * 2)\n"}
    cell.element.evaluate("cell => void cell.run()")
    field = cell[".py-cell-input input"]
    field.fill("ab")
    field.press("Enter")
    expect(cell.output).to_have_text("Who? ab\nabab")


def test_copying_is_refused_in_words(framed: Framed) -> None:
    framed.watch.expected.append("Permissions policy violation: The Clipboard API has been blocked")
    cell = framed.cell("account-class")
    cell.button("copy").click()
    expect(cell.status).to_contain_text("Mark the code and copy it with the keyboard")


def test_the_page_around_the_cells_works(framed: Framed) -> None:
    lessons = framed.lessons
    for scheme in ("default", "slate"):
        lessons.locator("[data-md-component=palette] label:visible").click()
        expect(lessons.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    lessons.evaluate("() => { globalThis.same_visit = true }")
    lessons.locator(".md-nav--primary a.md-nav__link:visible", has_text="Aliases").click()
    expect(lessons.locator("py-cell#math-as-m")).to_have_attribute("state", "idle")
    assert lessons.evaluate("() => globalThis.same_visit")
    framed.cell("math-as-m").click_run()
    assert framed.cell("math-as-m").verdict == "same"
    expect(lessons.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def test_the_search_finds_or_is_not_there(framed: Framed) -> None:
    query = framed.lessons.locator(".md-search__input")
    # It is a worker from an address. A page without an origin may start none, and there Material hides the search.
    if framed.lessons.evaluate("origin") == "null":
        expect(query).to_be_hidden()
        return
    query.click()
    framed.course.keyboard.type("alias")
    expect(framed.lessons.locator(".md-search-result__meta")).to_contain_text("matching documents")
