"""What a visitor does on a page, be it the site's or the bare one, as probe.js does it."""

import itertools
import time
from dataclasses import dataclass
from typing import NamedTuple

from playwright.sync_api import Page, Playwright

from importable.bench.browser import Chromium, Program
from importable.bench.server import Server

FIRST, NEXT = "import/", "from-import/"
"""Two lessons, one after the other."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Lab:
    """What a scenario works with."""

    playwright: Playwright
    chromium: Chromium
    server: Server

    @property
    def site(self) -> str:
        """The lesson that is visited."""
        return self.server.site.address + FIRST

    @property
    def bare(self) -> str:
        """The bare page; it is told where Pyodide is."""
        return f"{self.server.bare.address}?cdn={self.server.cdn.address}"


class Ran(NamedTuple):
    """A run, by the page's clock in milliseconds since it was opened; `at` in seconds since 1970."""

    clicked: float
    shown: float
    at: float

    @property
    def took(self) -> float:
        """From the click to the output."""
        return self.shown - self.clicked


def program(loop: str = "") -> Program:
    """A small program that prints a word of its own, which stands on no page; and then does something for ever."""
    word = f"output-{next(_numbers)}-{time.time_ns() % 10**6}"
    code = f'import math\n\nprint("{word}", math.sqrt(25))\n'
    return {"word": word, "code": code + (f"while True:\n    {loop}\n" if loop else ""), "endless": bool(loop)}


def run(page: Page, cell: int = 0, how: str = "run", loop: str = "") -> Ran:
    """Press Run in the cell of this number and wait for the output. `how`: run, or stopAndRun."""
    code = f"([cell, program]) => bench.{how}(bench.roots()[cell], program)"
    return Ran(**page.evaluate(code, [cell, program(loop)]))


def navigate(page: Page, address: str) -> None:
    """Follow a link as a reader does. Raises RuntimeError if the whole page was loaded anew."""
    page.evaluate(
        """async (address) => {
            globalThis.stayed = true;
            const [old] = bench.roots();
            [...document.links].find((link) => link.href === address).click();
            while (old.isConnected || !bench.roots().length) await bench.pause(20);
            await bench.pause(500);
        }""",
        address,
    )
    if not page.evaluate("globalThis.stayed"):
        raise RuntimeError(f"{address} was loaded anew: there is no instant navigation")


def longest_task(page: Page, seconds: float) -> float:
    """The longest task from the click until so long after the output."""
    code = """async ([program, seconds]) => {
        const watched = bench.watch();
        await bench.run(bench.roots()[0], program);
        await bench.pause(seconds * 1000);
        return watched();
    }"""
    longest: float = page.evaluate(code, [program(), seconds])
    return longest


def point(page: Page) -> None:
    """Move the mouse onto the cell, and there: a hand does not do it in one leap."""
    cell = page.evaluate_handle("bench.roots()[0]").as_element()
    assert cell
    cell.hover()
    box = cell.bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] / 3, box["y"] + box["height"] / 3, steps=3)


def focus(page: Page) -> None:
    """Move the focus to the cell's Run, as the Tab key would."""
    page.evaluate("bench.find(bench.roots()[0], '[data-action=run]').focus()")
