"""As a page opens, Material's script does less that nobody sees (startup.py); and what is seen is as ever."""

import re

import pytest
from conftest import OpenPage
from playwright.sync_api import Page, Request, expect

SCHEME = "data-md-color-scheme"
WATCH = """
    window.switched = 0;
    new MutationObserver((list) => (window.switched += list.length))
        .observe(document, { subtree: true, attributeFilter: ["data-md-color-switching"] });
"""
"""How often the transitions were switched off or on."""
SEARCH = ("/search/search_index.json", "/assets/javascripts/workers/search.")


def opened(open_page: OpenPage, address: str, **options: object) -> tuple[Page, list[Request]]:
    """A page, everything that it loaded, and what it loads from now on."""
    page = open_page("about:blank", viewport={"width": 1400, "height": 900}, **options)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.add_init_script(WATCH)
    page.goto(address, wait_until="networkidle")
    return page, requests


def of_the_search(requests: list[Request]) -> list[str]:
    return [part for request in requests for part in SEARCH if part in request.url]


def ask(page: Page, question: str) -> None:
    field = page.locator(".md-search__input")
    field.click()
    field.fill(question)
    field.press("End")  # it listens for keys
    expect(page.locator(".md-search-result__item").first).to_be_visible()


def sheets(page: Page) -> list[str]:
    found: list[str] = page.evaluate("[...document.styleSheets].map((sheet) => sheet.href).filter(Boolean)")
    return found


def metas(page: Page) -> list[str]:
    found: list[str] = page.locator("meta[name=color-scheme]").evaluate_all("all => all.map((one) => one.content)")
    return found


def test_colours_that_stay_the_same_are_not_switched(site: str, open_page: OpenPage) -> None:
    page, _ = opened(open_page, site, color_scheme="light")
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme)")
    assert page.evaluate("switched") == 0
    assert metas(page) == []


def test_in_the_dark_a_page_is_dark_at_once_and_stays_so(site: str, open_page: OpenPage) -> None:
    page, _ = opened(open_page, site, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    assert metas(page) == ["dark"]
    page.reload(wait_until="networkidle")
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    assert metas(page) == ["dark"]
    assert page.evaluate("switched") == 0


def test_the_palette_switches_without_a_transition(site: str, open_page: OpenPage) -> None:
    page, _ = opened(open_page, site, color_scheme="light")
    toggle = page.locator("[data-md-component=palette] label:visible")
    toggle.click()  # light, as it is
    expect(page.locator("body")).to_have_attribute("data-md-color-media", "(prefers-color-scheme: light)")
    assert page.evaluate("switched") == 0
    toggle.click()
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    assert page.evaluate("switched") > 0
    assert metas(page) == ["dark"]
    expect(page.locator("body")).not_to_have_attribute("data-md-color-switching", "")
    toggle.click()
    expect(page.locator("body")).to_have_attribute(SCHEME, "default")
    assert metas(page) == ["light"]


def test_a_system_that_gets_dark_takes_the_page_along(site: str, open_page: OpenPage) -> None:
    page, _ = opened(open_page, site, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute(SCHEME, "slate")
    assert metas(page) == ["dark"]


def test_the_index_comes_when_the_search_is_opened_and_once(site: str, open_page: OpenPage) -> None:
    page, requests = opened(open_page, site)
    assert of_the_search(requests) == []
    ask(page, "circular import")
    assert sorted(of_the_search(requests)) == sorted(SEARCH)
    page.locator(".md-search-result__link").first.click()
    page.wait_for_url("**/circular-imports/**")
    expect(page.locator("#__search")).not_to_be_checked()
    ask(page, "relative import")
    expect(page.locator(".md-search-result__link").first).to_contain_text("relative", ignore_case=True)
    assert sorted(of_the_search(requests)) == sorted(SEARCH)


def test_a_question_in_the_address_is_asked(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}?q=circular+import")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


@pytest.mark.parametrize("first", ["", "import/"])
def test_the_style_sheets_come_once_and_stay(first: str, site: str, open_page: OpenPage) -> None:
    page, requests = opened(open_page, site + first)
    before = sheets(page)
    assert len(before) >= 4
    page.evaluate("document.styleSheets[0].ownerNode.same = true")
    for _ in range(2):  # to pages at another depth, and deeper links from there
        page.locator(".md-footer__link--next").click()
        page.wait_for_load_state("networkidle")
    page.locator(".md-header a.md-logo").click()
    page.wait_for_url(site)
    page.wait_for_load_state("networkidle")
    assert sheets(page) == before
    assert page.evaluate("document.styleSheets[0].ownerNode.same") is True
    urls = [request.url for request in requests if request.resource_type == "stylesheet"]
    assert sorted(urls) == sorted(before)
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"


def test_code_that_scrolls_is_a_stop_of_the_tab_key(site: str, open_page: OpenPage) -> None:
    page = open_page(f"{site}errors/", viewport={"width": 360, "height": 740})
    code = "[...document.querySelectorAll('article pre > code')]"
    scrolls = "code.scrollWidth > code.clientWidth"
    page.wait_for_function(f"{code}.every((code) => ({scrolls}) === (code.tabIndex === 0))", timeout=10_000)
    assert set(page.evaluate(f"{code}.map((code) => {scrolls})")) == {False, True}


def test_the_contents_follow_what_is_read(site: str, open_page: OpenPage) -> None:
    page, _ = opened(open_page, f"{site}import/")
    heading = page.locator("article h2").nth(2)
    heading.evaluate("heading => scrollTo(0, heading.offsetTop - 60)")
    name = heading.get_attribute("id")
    active = page.locator(".md-sidebar--secondary .md-nav__link--active")
    expect(active).to_have_attribute("href", re.compile(f"#{name}$"))
