"""What every reader gets before anything runs: the page itself, and no more than that."""

import gzip
import re
import tomllib
from urllib.parse import urlsplit

import pytest
from cells import AWAKE, Cell
from conftest import OpenPage
from importable.load import snippet_names
from playwright.sync_api import Page, Request, expect
from sites import LESSONS, PAGES, ROOT


def promised_texts(snippet: str) -> list[str]:
    """Every file of a snippet and every documented output."""
    folder = ROOT / "snippets" / snippet
    files = [file for file in sorted(folder.rglob("*")) if file.is_file() and "__pycache__" not in file.parts]
    return [file.read_text("utf-8") for file in files if file.name != "snippet.toml"]


@pytest.mark.parametrize("path", LESSONS)
def test_without_javascript_every_file_and_output_is_seen(site: str, open_page: OpenPage, path: str) -> None:
    page = open_page(site + path, java_script_enabled=False)
    cells = page.locator("py-cell").all()
    assert cells
    for cell in cells:
        texts = cell.locator("pre[data-file] > code, pre[data-output] > samp")
        shown = sorted(texts.all_text_contents())
        assert shown == sorted(promised_texts(cell.get_attribute("data-snippet") or ""))
        for text in texts.all():
            expect(text).to_be_visible()


@pytest.mark.parametrize("word", ["t", "39", "quot", "%20%20", "module"])
def test_a_word_that_was_searched_for_changes_no_code_and_no_output(site: str, open_page: OpenPage, word: str) -> None:
    """Material's `search.highlight` marks the word in the page, and made `&#39;tea&#39;` of 'tea' on the way."""
    page = open_page(f"{site}import/?h={word}")
    page.wait_for_function(AWAKE)
    page.wait_for_load_state("networkidle")
    for cell in page.locator("py-cell").all():
        texts = cell.locator("pre[data-file] > code, pre[data-output] > samp").all_text_contents()
        assert sorted(texts) == sorted(promised_texts(cell.get_attribute("data-snippet") or ""))


def test_without_javascript_the_code_is_highlighted(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "import/", java_script_enabled=False)
    keyword = page.locator("py-cell pre[data-file] .kn").first
    plain = page.locator("py-cell pre[data-file] > code").first
    colour = "element => getComputedStyle(element).color"
    assert keyword.text_content() == "import"
    assert keyword.evaluate(colour) != plain.evaluate(colour)


def load_and_look(page: Page, address: str) -> list[Request]:
    """Open a page, scroll over it, and list what it asked for."""
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto(address)
    if page.locator("py-cell").count():
        page.wait_for_function(AWAKE)
    page.keyboard.press("End")
    page.mouse.move(4, 300)  # beside the cells: over code it would be a sign that somebody wants to edit
    page.wait_for_load_state("networkidle")
    return requests


@pytest.mark.parametrize("path", [*PAGES, "404.html"])
def test_before_a_cell_is_touched_the_page_asks_no_other_host_and_loads_no_python_or_editor(
    site: str, open_page: OpenPage, path: str
) -> None:
    requests = load_and_look(open_page("about:blank"), site + path)
    hosts = {urlsplit(request.url).netloc for request in requests if not request.url.startswith("data:")}
    assert hosts == {urlsplit(site).netloc}
    paths = [urlsplit(request.url).path for request in requests]
    assert [path for path in paths if "vendor" in path or "editor" in path or "runner" in path] == []


def test_searching_and_going_to_another_page_ask_no_other_host(site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", viewport={"width": 1400, "height": 900})
    requests = load_and_look(page, site)
    page.locator(".md-search__input").click()
    page.keyboard.type("alias")
    page.locator(".md-search-result__link").first.click()
    # A click on a link whose page is just giving way is tried again, in another place, and may miss.
    page.wait_for_selector("py-cell#only-the-alias[state=idle]")
    page.locator(".md-nav--primary a.md-nav__link:visible", has_text="Modules of your own").click()
    page.wait_for_selector("py-cell#my-module[state=idle]")
    page.locator("[data-md-component=palette] label:visible").click()
    page.wait_for_load_state("networkidle")
    hosts = {urlsplit(request.url).netloc for request in requests if not request.url.startswith("data:")}
    assert hosts == {urlsplit(site).netloc}


def test_no_page_sets_a_cookie_and_a_run_sets_none_either(site: str, open_page: OpenPage) -> None:
    page = open_page(site)
    Cell(page, "two-files").click_run()
    for path in PAGES:
        page.goto(site + path)
    assert page.context.cookies() == []
    assert page.evaluate("document.cookie") == ""


def test_no_page_names_a_resource_of_another_host(site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank", java_script_enabled=False)
    for path in [*PAGES, "404.html"]:
        page.goto(site + path)
        named = page.locator("[src], link[href]").evaluate_all("all => all.map(one => one.src || one.href)")
        assert [address for address in named if not address.startswith(site)] == []


def test_the_fonts_are_the_systems_own(site: str, open_page: OpenPage) -> None:
    page = open_page(site)
    assert page.evaluate("[...document.fonts].length") == 0
    styles = page.locator("link[rel=stylesheet]").evaluate_all("all => all.map(one => one.href)")
    assert {style.rsplit("/", 1)[1] for style in styles} >= {"site.css", "py-cell.css"}
    for style in styles:
        text = page.request.get(style).text()
        assert "@import" not in text
        assert "@font-face" not in text
        assert re.findall(r"""url\((?!["']?data:)""", text) == []


def test_before_a_cell_is_touched_our_script_and_style_are_at_most_20_kb(site: str, open_page: OpenPage) -> None:
    requests = load_and_look(open_page("about:blank"), site)
    ours = {request.url: request for request in requests if re.search(r"/assets/(cells/|site\.)", request.url)}
    assert {url.rsplit("/", 1)[1] for url in ours} >= {"py-cell.js", "py-cell.css", "site.js", "site.css"}
    sizes = {url: len(gzip.compress(request.response().body())) for url, request in ours.items()}  # type: ignore[union-attr]
    assert sum(sizes.values()) <= 20 * 1024, sizes


def test_scripting_does_not_move_what_the_page_shows(site: str, open_page: OpenPage) -> None:
    heights = {}
    for script in ("works", "is slow"):
        page = open_page("about:blank")
        if script == "is slow":
            page.route("**/assets/cells/*.js", lambda route: None)
        page.goto(site + "import/", wait_until="commit")
        if script == "works":
            page.wait_for_function(AWAKE)
        else:
            page.wait_for_selector(".md-footer")  # the end of the page: it is never done loading
        heights[script] = page.locator("py-cell").evaluate_all("cells => cells.map(cell => cell.offsetHeight)")
    assert heights["is slow"] == pytest.approx(heights["works"], abs=1)


def test_the_other_files_show_themselves_where_the_script_never_comes(site: str, open_page: OpenPage) -> None:
    page = open_page("about:blank")
    page.route("**/assets/cells/*.js", lambda route: None)
    page.goto(site + "custom-modules/", wait_until="commit")
    expect(page.locator("#my-module pre[data-file='my_module.py']")).to_be_visible(timeout=15_000)


def test_every_snippet_is_on_a_page(site: str, open_page: OpenPage) -> None:
    shown = set()
    for path in PAGES:
        page = open_page(site + path, java_script_enabled=False)
        shown |= set(page.locator("py-cell").evaluate_all("cells => cells.map(cell => cell.dataset.snippet)"))
    assert shown == set(snippet_names(ROOT))


def test_what_a_varying_output_may_be_is_said_without_javascript(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "modules/", java_script_enabled=False)
    rule = tomllib.loads((ROOT / "snippets/modules/random-number/snippet.toml").read_text("utf-8"))["varies"][0]
    mark = page.locator("#random-number mark[data-varies]")
    expect(mark).to_have_text(rule["shown"])
    assert mark.get_attribute("data-varies") == rule["is"]
    expect(page.locator("#random-number .py-cell-note")).to_contain_text("a whole number from 1 to 100")
