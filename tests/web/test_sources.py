"""Where Pyodide comes from: the CDN first, the site's own copy where the CDN fails, and how the reader sees it."""

import re
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from cells import Cell
from conftest import CDN, OpenPage, Watch
from playwright.sync_api import Page, Route, expect
from sites import ROOT

CORE = ROOT / "docs/assets/vendor/pyodide"
CORS = {"access-control-allow-origin": "*"}


def core_from_the_site(page: Page) -> list[str]:
    """Hear which core files are taken from the site."""
    taken: list[str] = []
    page.on("request", lambda request: taken.append(request.url) if "/vendor/pyodide/" in request.url else None)
    return taken


def cdn_that_works(change: Callable[[str, bytes], bytes] = lambda _, content: content) -> Callable[[Route], None]:
    """Answers as the CDN does; `change` may spoil a file."""

    def answer(route: Route) -> None:
        name = urlsplit(route.request.url).path.rsplit("/", 1)[1]
        file = CORE / name
        if file.exists():
            route.fulfill(body=change(name, file.read_bytes()), headers=CORS, content_type="application/octet-stream")
        else:
            route.fulfill(status=404, headers=CORS)

    return answer


def test_the_core_comes_from_the_cdn_alone_where_it_answers(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    page.context.route(CDN, cdn_that_works())
    taken = core_from_the_site(page)
    assert Cell(page, "plain").run()["verdict"] == "same"
    assert taken == []


def test_one_wrong_byte_from_the_cdn_and_the_sites_copy_is_used(lab_site: str, open_page: OpenPage) -> None:
    def spoil(name: str, content: bytes) -> bytes:
        return content[:-1] + bytes([content[-1] ^ 1]) if name == "python_stdlib.zip" else content

    page = open_page(lab_site)
    page.context.route(CDN, cdn_that_works(spoil))
    taken = core_from_the_site(page)
    assert Cell(page, "plain").run()["verdict"] == "same"
    assert {url.rsplit("/", 1)[1] for url in taken} == {file.name for file in CORE.iterdir()}


def test_no_source_at_all_is_said_in_a_sentence_and_the_next_run_tries_again(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR")
    page.route("**/vendor/pyodide/**", lambda route: route.abort())
    cell = Cell(page, "plain")
    result = cell.run()
    assert result["state"] == "failed"
    expect(cell.status).to_contain_text("Python could not be loaded")
    expect(cell.output).to_have_text("hello")
    page.unroute("**/vendor/pyodide/**")
    assert cell.run()["verdict"] == "same"


def test_the_progress_of_the_download_is_shown_in_bytes(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)

    def slowly(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/vendor/pyodide/**", slowly)
    cell = Cell(page, "plain")
    page.evaluate(
        """() => {
            globalThis.seen = [];
            const cell = document.querySelector("py-cell#plain");
            const look = () => {
                const bar = cell.querySelector("progress");
                if (bar.hidden || cell.state !== "loading") return;
                seen.push([cell.querySelector(".py-cell-progress").textContent, bar.value, bar.max]);
            };
            new MutationObserver(look).observe(cell, { subtree: true, childList: true, characterData: true, attributes: true });
        }"""
    )
    cell.click_run()
    seen = page.evaluate("seen")
    assert len(seen) > 3
    assert any(re.fullmatch(r"\d+\.\d of 13\.5 MB", text) for text, _, _ in seen)
    values = [value for _, value, _ in seen]
    assert values == sorted(values)
    assert {most for _, _, most in seen} == {sum(file.stat().st_size for file in CORE.iterdir())}
    expect(cell["progress"]).to_be_hidden()


def test_stop_while_python_loads_leaves_the_next_run_working(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "plain")
    cell.button("run").click()
    cell.expect_state("loading")
    cell.button("stop").click()
    cell.expect_state("stopped", timeout=2000)
    cell.click_run()
    assert cell.verdict == "same"


def test_a_run_from_the_first_click_while_the_editor_has_never_been_opened(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "import/")
    cell = Cell(page, "import-math")
    cell.click_run()
    assert cell.verdict == "same"
    expect(cell.output).to_have_text("5.0")
