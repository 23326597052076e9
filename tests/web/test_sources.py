"""Where Pyodide comes from: the CDN first, the site's own copy where the CDN fails, and how the reader sees it.

The site of these tests names a server of this machine as its CDN, and that one breaks. Each fault in each of the files
is tried in tests/cells/sources.test.js; here each is tried once, in the browser.
"""

import json
import re
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import breaking
import pytest
from breaking import Cdn, Fault, cdn_with, core_files
from cells import Cell, Held
from conftest import OpenPage, Watch
from importable import chromium
from playwright.sync_api import Page, Playwright, Route, expect
from sites import ROOT, make_project, served

FILES = tuple(core_files())
START = (ROOT / "docs/assets/vendor/library/start.zip.json").stat().st_size
STARTED = 120_000
"""Milliseconds in which a download and a start of Python end, however busy the machine is."""

HELLO = {"main.py": "print('hello')\n", "output.txt": "hello\n"}

WATCH_BAR = """() => {
    globalThis.seen = [];
    const cell = document.querySelector("py-cell#plain");
    const look = () => {
        const bar = cell.querySelector("progress");
        if (!bar || bar.hidden || cell.state !== "loading") return;
        seen.push([cell.querySelector(".py-cell-progress").textContent, bar.value, bar.max]);
    };
    new MutationObserver(look).observe(cell, { subtree: true, childList: true, characterData: true, attributes: true });
}"""

FIRST_FROM_THE_SITE = """() => {
    const starts = (part) => performance.getEntriesByType("resource")
        .filter(({ name }) => name.includes(part)).map(({ startTime }) => startTime);
    return (Math.min(...starts("/vendor/pyodide/")) - Math.min(...starts("runtime.js"))) / 1000;
}"""


@pytest.fixture(scope="module")
def cdn() -> Iterator[Cdn]:
    with cdn_with(core_files()) as cdn:
        yield cdn


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, cdn: Cdn) -> Iterator[str]:
    """A site whose CDN is `cdn`."""
    project = make_project(tmp_path_factory.mktemp("sources") / "project", {"index": {"plain": HELLO}})
    pin = project / "docs/assets/cells/pyodide.json"
    pin.write_text(json.dumps({**json.loads(pin.read_text("utf-8")), "cdn": cdn.address}), "utf-8")
    with served(project, tmp_path_factory.mktemp("sources-site")) as address:
        yield address


@pytest.fixture(autouse=True)
def mended(cdn: Cdn) -> None:
    cdn.mends()


def core_from_the_site(page: Page) -> list[str]:
    """Hear which core files are taken from the site."""
    taken: list[str] = []

    def hear(url: str) -> None:
        if "/vendor/pyodide/" in url:
            taken.append(url.rsplit("/", 1)[1])

    page.on("request", lambda request: hear(request.url))
    return taken


def check_bar(page: Page) -> None:
    """It went forwards alone, to a whole that stayed the same."""
    seen = page.evaluate("seen")
    values = [value for _, value, _ in seen]
    assert values == sorted(values)
    assert {most for _, _, most in seen} == {sum(len(content) for content in core_files().values()) + START}


def test_the_core_comes_from_the_cdn_alone_where_it_answers(shop: str, cdn: Cdn, open_page: OpenPage) -> None:
    page = open_page(shop)
    taken = core_from_the_site(page)
    assert Cell(page, "plain").run()["verdict"] == "same"
    assert taken == []
    assert sorted(cdn.asked) == sorted(FILES)


def test_the_largest_file_is_asked_for_before_the_pin_has_come(shop: str, cdn: Cdn, open_page: OpenPage) -> None:
    """Its address stands in the page (core.py). The pin still says what is right."""
    page = open_page(shop)
    pin = Held(page, "**/cells/pyodide.json")
    Cell(page, "plain").button("run").click()
    pin.expect()
    for _ in range(200):
        if cdn.asked:
            break
        page.wait_for_timeout(50)
    assert cdn.asked == ["pyodide.asm.wasm"]
    pin.let_go()
    Cell(page, "plain").expect_state("done")
    assert sorted(cdn.asked) == sorted(FILES)


@pytest.mark.parametrize(
    ("fault", "names"),
    [
        pytest.param(breaking.refuses, FILES, id="refuses"),
        pytest.param(breaking.hangs, FILES, id="hangs"),
        pytest.param(breaking.hangs, ("pyodide.asm.wasm",), id="hangs with one file"),
        pytest.param(breaking.hangs_half_way, FILES, id="hangs half way"),
        pytest.param(breaking.trickles, FILES, id="trickles"),
        pytest.param(breaking.trickles, ("pyodide.asm.wasm",), id="trickles with one file"),
        pytest.param(breaking.is_busy, ("pyodide.mjs",), id="answers 503 to one file"),
        pytest.param(breaking.is_busy_for_all, FILES, id="answers 503"),
        *(pytest.param(breaking.sends_a_wrong_byte, (name,), id=f"wrong byte in {name}") for name in FILES),
        pytest.param(breaking.breaks_off, ("pyodide.asm.wasm",), id="breaks off"),
        pytest.param(breaking.ends_early, ("pyodide.asm.mjs",), id="too short"),
        pytest.param(breaking.never_ends, ("pyodide-lock.json",), id="never ends"),
        pytest.param(breaking.wants_a_login, FILES, id="a login page"),
        pytest.param(breaking.leads_to_a_login, FILES, id="leads to a login page"),
    ],
)
def test_the_sites_copy_is_taken_whole_where_the_cdn(
    fault: Fault, names: tuple[str, ...], shop: str, cdn: Cdn, open_page: OpenPage, watches: list[Watch]
) -> None:
    cdn.breaks(fault, *names)
    page = open_page(shop)
    watches[0].expected.append(urlsplit(cdn.address).netloc)
    taken = core_from_the_site(page)
    cell = Cell(page, "plain")
    page.evaluate(WATCH_BAR)
    assert cell.run()["verdict"] == "same"
    assert sorted(taken) == sorted(FILES)
    assert page.evaluate(FIRST_FROM_THE_SITE) < 10
    check_bar(page)


def test_a_slow_cdn_that_is_left_sends_no_more(shop: str, cdn: Cdn, open_page: OpenPage, watches: list[Watch]) -> None:
    """Also of the file that was asked for early: it would share a slow line with the site's own copy."""
    cdn.breaks(breaking.trickles, "pyodide.asm.wasm")
    page = open_page(shop)
    watches[0].expected.append(urlsplit(cdn.address).netloc)
    assert Cell(page, "plain").run()["verdict"] == "same"
    for _ in range(100):
        if cdn.left:
            break
        page.wait_for_timeout(50)
    assert cdn.left == ["pyodide.asm.wasm"]


def test_where_no_source_works_one_sentence_says_why_and_try_again_works(
    shop: str, cdn: Cdn, open_page: OpenPage, watches: list[Watch]
) -> None:
    cdn.breaks(breaking.is_busy)
    page = open_page(shop)
    watches[0].expected.extend(["net::ERR", urlsplit(cdn.address).netloc])
    page.route("**/vendor/pyodide/**", lambda route: route.abort())
    cell = Cell(page, "plain")
    cell.button("run").click()
    cell.expect_state("failed", timeout=STARTED)
    sentence = (
        f"Python could not be loaded, because {urlsplit(cdn.address).netloc} answered with error 503 "
        f"and {urlsplit(shop).netloc} could not be reached: check the connection and try again."
    )
    expect(cell.status).to_contain_text(sentence)
    expect(cell.output).to_have_text("hello")
    # Still broken: the sentence again.
    cell.button("again").click()
    cell.expect_state("failed", timeout=STARTED)
    expect(cell.status).to_contain_text(sentence)
    # Mended.
    page.unroute("**/vendor/pyodide/**")
    page.evaluate(WATCH_BAR)
    cell.button("again").click()
    cell.expect_state("done", timeout=STARTED)
    assert cell.verdict == "same"
    expect(cell.button("again")).to_have_count(0)
    check_bar(page)


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_byte_from_the_site_itself_is_refused(
    name: str, shop: str, cdn: Cdn, open_page: OpenPage, watches: list[Watch]
) -> None:
    cdn.breaks(breaking.refuses)
    page = open_page(shop)
    watches[0].expected.append(urlsplit(cdn.address).netloc)
    with cdn_with(core_files()) as own:
        own.breaks(breaking.sends_a_wrong_byte, name)
        page.route(f"**/vendor/pyodide/{name}", lambda route: route.continue_(url=own.address + name))
        cell = Cell(page, "plain")
        result = cell.run()
        assert result["state"] == "failed"
        assert f"{urlsplit(shop).netloc} sent a wrong file" in result["message"]
        own.mends()
        cell.button("again").click()
        cell.expect_state("done", timeout=STARTED)
        assert cell.verdict == "same"


def test_on_a_plain_http_address_a_wrong_byte_is_seen_too(shop: str, cdn: Cdn, playwright: Playwright) -> None:
    """There the page may not hash by itself."""
    cdn.breaks(breaking.sends_a_wrong_byte, "pyodide.asm.wasm")
    browser = playwright.chromium.launch(
        executable_path=chromium.find_headless(),
        args=["--no-sandbox", "--host-resolver-rules=MAP school.test 127.0.0.1"],
    )
    try:
        page = browser.new_page()
        page.goto(shop.replace("127.0.0.1", "school.test"))
        assert not page.evaluate("isSecureContext")
        taken = core_from_the_site(page)
        page.evaluate(WATCH_BAR)
        assert Cell(page, "plain").run()["verdict"] == "same"
        assert sorted(taken) == sorted(FILES)
        check_bar(page)
    finally:
        browser.close()


def test_the_progress_of_the_download_is_shown_in_bytes(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)

    def slowly(route: Route) -> None:
        time.sleep(0.5)
        route.continue_()

    page.route("**/vendor/pyodide/**", slowly)
    cell = Cell(page, "plain")
    page.evaluate(WATCH_BAR)
    cell.click_run()
    seen = page.evaluate("seen")
    assert len(seen) > 3
    assert any(re.fullmatch(r"\d+\.\d of 14\.\d MB", text) for text, _, _ in seen)
    check_bar(page)
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
