"""Three real browsers, one small site, and in each browser one page that the tests share."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from importable.browsers import BROWSERS

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))  # for the small site

import sites
from lab import PAGES

from .cell import Cell, open_cells
from .driver import Driver
from .lacks import NOISE
from .puppeteer import open_chromium, open_firefox
from .webkitgtk import WebKitGTK

NO_CDN = "http://127.0.0.1:9/"
"""In the CDN's place a port that browsers refuse at once, so that no test waits for the CDN or needs it."""

OPEN: dict[str, Callable[..., Driver]] = {"chromium": open_chromium, "firefox": open_firefox, "webkitgtk": WebKitGTK}


def parameters() -> list[object]:
    """One for each browser."""
    return [pytest.param(browser, id=browser.id) for browser in BROWSERS]


def project_without_cdn(folder: Path, pages: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Path:
    """A small project whose cells take Python from the site itself."""
    project = sites.make_project(folder, pages)
    pin = project / "docs/assets/cells/pyodide.json"
    pin.write_text(json.dumps({**json.loads(pin.read_text("utf-8")), "cdn": NO_CDN}), "utf-8")
    return project


GUARD = "postMessage: () => {}, reportError: () => {}, "
"""In worker.js: what takes from a run the two ways to say something to the frame."""


@pytest.fixture(scope="session")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The same site without that guard: what a program forges gets as far as the frame, and must be refused there."""
    folder = tmp_path_factory.mktemp("unguarded")
    project = project_without_cdn(folder / "project", PAGES)
    worker = project / "docs/assets/cells/worker.js"
    text = worker.read_text("utf-8")
    assert text.count(GUARD) == 1
    worker.write_text(text.replace(GUARD, ""), "utf-8")
    with sites.served(project, folder / "site") as address:
        yield address


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site of tests/web/lab.py."""
    folder = tmp_path_factory.mktemp("browsers")
    with sites.served(project_without_cdn(folder / "project", PAGES), folder / "site") as address:
        yield address


@pytest.fixture(scope="package", params=parameters())
def browser(request: pytest.FixtureRequest) -> Iterator[Driver]:
    """A browser. Ended after the last test that asks for it."""
    wanted = request.param
    parts = wanted.parts()
    if missing := [part for part, path in parts.items() if path is None]:
        text = f"{wanted.name} is not tested: no {' and no '.join(missing)} here; scripts/setup --browsers"
        pytest.fail(text) if os.environ.get("CI") == "true" else pytest.skip(text)
    driver = OPEN[wanted.id](*parts.values())
    yield driver
    driver.close()


@pytest.fixture
def cell(browser: Driver, address: str) -> Iterator[Callable[[str], Cell]]:
    """A cell of the small site by its id, as new. Afterwards the page must have complained of nothing."""
    if not browser.address.startswith(address):
        open_cells(browser, address)
    browser.errors()

    def cell(id: str) -> Cell:
        cell = Cell(browser, id)
        cell.renew()
        return cell

    yield cell
    expected = (NO_CDN, *NOISE[browser.id])
    assert [error for error in browser.errors() if not any(part in error for part in expected)] == []
