"""The real site and a small one, each built once; a real browser; pages that tell when something went wrong."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from importable import chromium
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # for the helpers beside this file

from cells import Cell
from lab import PAGES
from sites import ROOT, make_project, served

CDN = json.loads((ROOT / "docs/assets/cells/pyodide.json").read_text("utf-8"))["cdn"] + "**"

NEW_CELLS = """async () => {
    for (const cell of document.querySelectorAll("py-cell")) cell.reset();
    localStorage.clear();
    const page = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html");
    for (const cell of document.querySelectorAll("py-cell")) cell.replaceWith(page.querySelector(`py-cell#${cell.id}`));
}"""

OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the lessons."""
    with served(ROOT, tmp_path_factory.mktemp("site")) as address:
        yield address


@pytest.fixture(scope="session")
def lab_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with cells for tests alone: see lab.py."""
    project = make_project(tmp_path_factory.mktemp("lab") / "project", PAGES)
    with served(project, tmp_path_factory.mktemp("lab-site")) as address:
        yield address


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=chromium.find_headless(), args=["--no-sandbox"])
    yield browser
    browser.close()


class Watch:
    """Hears what a page complains of. The CDN is out of reach here on purpose: that is no complaint."""

    def __init__(self, context: BrowserContext) -> None:
        self.errors: list[str] = []
        self.expected: list[str] = []
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", lambda message: self._hear(message.type, message.text, message.location["url"]))

    def _hear(self, type: str, text: str, url: str) -> None:
        if type == "error" and not url.startswith(CDN[:-2]):
            self.errors.append(f"{text} ({url})")

    def check(self) -> None:
        """Fail for whatever was heard since the last time and not expected."""
        unexpected = [error for error in self.errors if not any(part in error for part in self.expected)]
        self.errors.clear()
        self.expected.clear()
        assert not unexpected


def new_context(browser: Browser, **options: object) -> BrowserContext:
    """A visitor without a past, whom the CDN does not answer."""
    context = browser.new_context(**{"viewport": {"width": 1000, "height": 800}, **options})  # type: ignore[arg-type]
    context.route(CDN, lambda route: route.abort())
    return context


@pytest.fixture
def watches() -> list[Watch]:
    """One for each page that `open_page` has opened."""
    return []


@pytest.fixture
def open_page(browser: Browser, watches: list[Watch]) -> Iterator[OpenPage]:
    """Open an address as a new visitor: `open_page(address, java_script_enabled=False, …)`."""
    contexts = []

    def open_page(address: str, **options: object) -> Page:
        context = new_context(browser, **options)
        contexts.append(context)
        watches.append(Watch(context))
        page = context.new_page()
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    for watch in watches:
        watch.check()


@pytest.fixture(scope="session")
def lab_context(browser: Browser) -> Iterator[tuple[BrowserContext, Watch]]:
    context = new_context(browser, permissions=["clipboard-read", "clipboard-write"])
    yield context, Watch(context)
    context.close()


@pytest.fixture(scope="session")
def lab_page(lab_context: tuple[BrowserContext, Watch], lab_site: str) -> Page:
    page = lab_context[0].new_page()
    page.goto(lab_site)
    return page


@pytest.fixture
def lab(lab_page: Page, lab_context: tuple[BrowserContext, Watch]) -> Iterator[Callable[[str], Cell]]:
    """A cell of the small site by its id, on one page that all tests share: an interpreter takes seconds to start."""
    yield lambda id: Cell(lab_page, id)
    lab_page.evaluate(NEW_CELLS)
    lab_context[1].check()
