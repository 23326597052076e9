"""The head of a page, when the theme swaps it for the next page's without loading that anew."""

import json

from conftest import OpenPage
from playwright.sync_api import expect


def test_the_next_page_brings_its_own_head_and_takes_the_last_ones_away(site: str, open_page: OpenPage) -> None:
    page = open_page(site + "modules/", viewport={"width": 1400, "height": 900})
    page.evaluate("window.stayed = true")
    page.locator(".md-nav--primary a.md-nav__link:visible", has_text="Packages").first.click()
    expect(page.locator("article h1")).to_contain_text("Packages")
    address = page.locator("head meta[property='og:url']")
    expect(address).to_have_count(1)
    expect(address).to_have_attribute("content", site + "packages/")
    script = page.locator("head script[type='application/ld+json']")
    expect(script).to_have_count(1)
    assert json.loads(script.text_content() or "")["url"] == site + "packages/"
    assert page.evaluate("window.stayed")
