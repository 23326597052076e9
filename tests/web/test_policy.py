"""The pages live with their policy: nothing is blocked whatever a reader does, and what is not theirs is."""

import re
from collections.abc import Callable

import pytest
from cells import Cell
from conftest import OpenPage, Watch
from playwright.sync_api import Page, Route, expect
from sites import LESSONS, PAGES

HEAR = """
globalThis.violations = [];
document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
    violations.push(`${effectiveDirective} ${blockedURI} ${sample}`);
});
"""

Visit = Callable[[str], Page]


@pytest.fixture
def visit(open_page: OpenPage) -> Visit:
    """Open a page that hears of each violation. The console is watched as well: see conftest.py."""

    def visit(address: str) -> Page:
        page = open_page("about:blank", viewport={"width": 1400, "height": 900})
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.add_init_script(HEAR)
        page.goto(address)
        return page

    return visit


def violations(page: Page) -> list[str]:
    found: list[str] = page.evaluate("violations")
    return found


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_opening_a_page_violates_nothing(site: str, visit: Visit, path: str) -> None:
    page = visit(site + path)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.locator("html").get_attribute("class") != "no-js"


def test_editing_copying_and_running_on_every_page_violates_nothing(site: str, visit: Visit) -> None:
    page = visit(site + LESSONS[-1])
    page.evaluate("globalThis.same_visit = true")
    for path in LESSONS:
        page.locator(f".md-nav--primary a.md-nav__link:visible[href='{site}{path}']").click()
        first = page.locator(f"py-cell[state=idle][data-snippet^='{path or 'index/'}']").first
        cell = Cell(page, first.get_attribute("id") or "")
        cell.open_editor(cell["[role=tab]"].first.get_attribute("data-file") or "")
        page.keyboard.press("Control+Home")
        page.keyboard.type("# n.p,s/\n\n")  # letters that Material takes for commands
        page.keyboard.press("Backspace")  # where a browser may write a style
        cell.button("copy").click()
        cell.button("add").click()
        expect(cell[".py-cell-name input"]).to_be_focused()
        page.keyboard.type("notes.txt")
        page.keyboard.press("Enter")
        expect(cell.tab("notes.txt")).to_have_attribute("aria-selected", "true")
        cell.click_run()
        assert cell.verdict == "edited"
        assert (page.url.split("#")[0], violations(page)) == (site + path, [])
    assert page.evaluate("globalThis.same_visit") is True


def test_searching_violates_nothing(site: str, visit: Visit) -> None:
    page = visit(site + "import/")
    page.evaluate("globalThis.same_visit = true")
    query = page.locator(".md-search__input")
    query.click()
    page.keyboard.type("alias")
    result = page.locator(".md-search-result__link").first
    expect(result).to_be_visible()
    result.click()
    page.wait_for_url("**/aliases/**")
    query.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("qqqqq")
    expect(page.locator(".md-search-result__meta")).to_have_text("No matching documents")
    page.keyboard.press("Enter")  # must not load the page anew: the reader's edits would be gone
    page.keyboard.press("Escape")
    assert page.evaluate("globalThis.same_visit") is True
    assert violations(page) == []


def test_the_palette_violates_nothing(site: str, visit: Visit) -> None:
    page = visit(site)
    for scheme in ("default", "slate", "default"):
        page.locator("[data-md-component=palette] label:visible").click()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    page.reload()
    assert violations(page) == []


def without(words: str) -> Callable[[Route], None]:
    """Serve a page without these words."""

    def serve(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace(words, ""))

    return serve


def test_each_hash_is_needed(site: str, visit: Visit, watches: list[Watch]) -> None:
    page = visit(site)
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content") or ""
    hashes = re.findall(r" 'sha256-[^']*'", policy)
    needed = []
    for hash in hashes:
        other = visit("about:blank")
        watches[-1].expected += ["Content Security Policy", "__md_get is not defined"]
        other.route(re.compile(r"/(404\.html|import/)?$"), without(hash))
        for path in ("", "import/", "404.html"):
            other.goto(site + path)
            needed += [hash for violation in violations(other) if violation.startswith("script-src-elem inline")]
        assert needed[-1:] == [hash]
        other.context.close()
    assert len(hashes) >= 4


def test_what_is_not_the_pages_own_is_blocked(site: str, visit: Visit, watches: list[Watch]) -> None:
    page = visit(site)
    watches[-1].expected += ["Content Security Policy", "'unsafe-eval'"]
    page.evaluate(
        """() => {
            const element = document.createElement("div");
            element.innerHTML = "<img src='data:,' onerror='globalThis.hacked = 1'>";
            const script = document.createElement("script");
            script.textContent = "globalThis.hacked = 2";
            const style = document.createElement("style");
            style.textContent = "body { display: none }";
            const image = new Image();
            image.src = "https://example.org/x.png";
            document.body.append(element, script, style, image);
            setTimeout(() => eval("globalThis.hacked = 3")); // later: a test's own call may do more than a page's
            fetch("https://example.org/").catch(() => {});
        }"""
    )
    page.wait_for_function("() => violations.length >= 6")
    blocked = {violation.split(" ")[0] for violation in violations(page)}
    assert blocked == {
        "script-src-attr", "script-src-elem", "script-src", "style-src-elem", "img-src", "connect-src"
    }  # fmt: skip
    assert page.evaluate("globalThis.hacked") is None
