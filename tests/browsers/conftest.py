"""Three real browsers, one small site, and in each browser one page that the tests share."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from importable.browsers import BROWSERS

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))  # for the small site

from lab import PAGES
from sites import make_project, served

from .cell import Cell
from .driver import Driver
from .puppeteer import open_chromium, open_firefox
from .webkitgtk import WebKitGTK

NO_CDN = "http://127.0.0.1:9/"
"""In the CDN's place an address where nothing answers, so that no test waits for the CDN or needs it."""

OPEN: dict[str, Callable[..., Driver]] = {"chromium": open_chromium, "firefox": open_firefox, "webkitgtk": WebKitGTK}


def parameters() -> list[object]:
    """One for each browser; under xdist the tests of one browser stay in one process, on its one page."""
    return [pytest.param(browser, id=browser.id, marks=pytest.mark.xdist_group(browser.id)) for browser in BROWSERS]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the small site of tests/web/lab.py."""
    project = make_project(tmp_path_factory.mktemp("browsers") / "project", PAGES)
    pin = project / "docs/assets/cells/pyodide.json"
    pin.write_text(json.dumps({**json.loads(pin.read_text("utf-8")), "cdn": NO_CDN}), "utf-8")
    with served(project, tmp_path_factory.mktemp("browsers-site")) as address:
        yield address


@pytest.fixture(scope="package", params=parameters())
def browser(request: pytest.FixtureRequest, address: str) -> Iterator[Driver]:
    """A browser with the small site open. Ended after the last test that asks for it."""
    wanted = request.param
    parts = wanted.parts()
    if missing := [part for part, path in parts.items() if path is None]:
        text = f"{wanted.name} is not tested: no {' and no '.join(missing)} here; scripts/setup --browsers"
        pytest.fail(text) if os.environ.get("CI") == "true" else pytest.skip(text)
    driver = OPEN[wanted.id](*parts.values())
    driver.open(address)
    yield driver
    driver.close()


@pytest.fixture
def cell(browser: Driver) -> Iterator[Callable[[str], Cell]]:
    """A cell of the small site by its id, as new. Afterwards the page must have complained of nothing."""
    browser.errors()

    def cell(id: str) -> Cell:
        cell = Cell(browser, id)
        cell.renew()
        return cell

    yield cell
    assert [error for error in browser.errors() if NO_CDN not in error] == []
