"""An embedded cell works in a page of another site, in a sandbox that leaves it no origin, no storage, no service worker."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from courses import course

from .driver import Driver

THERE = "() => document.readyState === 'complete' && Boolean(document.querySelector('py-cell')?.run)"
LOOK = """() => ({
    origin: self.origin,
    scheme: document.documentElement.dataset.mdColorScheme,
    ground: getComputedStyle(document.documentElement).backgroundColor,
    code: getComputedStyle(document.querySelector("pre[data-file]")).whiteSpace,
})"""
RUN = """async () => {
    const cell = document.querySelector("py-cell");
    const { output, verdict } = await cell.run();
    return [output, verdict, cell.querySelector("[data-output]").textContent];
}"""


@pytest.fixture
def embedded(browser: Driver, address: str, tmp_path: Path) -> Iterator[Driver]:
    """The browser at a course page that has a dark cell in it."""
    with course(tmp_path, f"{address}embed/wrong/?theme=dark") as page:
        browser.open(page)
        until(lambda: browser.evaluate_inside(THERE))
        yield browser
        browser.errors()  # what the sandbox refuses is told on the console
        browser.open("about:blank")


def until(true: Any) -> None:
    end = time.monotonic() + 20
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_it_is_dark_runs_and_tells_its_height_and_nothing_else(embedded: Driver) -> None:
    look = embedded.evaluate_inside(LOOK)
    assert look == {"origin": "null", "scheme": "slate", "ground": "rgb(30, 33, 41)", "code": "pre"}
    assert embedded.evaluate_inside(RUN) == ["one\ntwo\n", "different", "one\ntwo\n"]
    until(lambda: len(embedded.evaluate("() => heard")) >= 4)
    heard = embedded.evaluate("() => heard")
    ours, canvas = heard[1::2], heard[::2]
    heights = [message["height"] for message in ours]
    assert canvas == [{"subject": "lti.frameResize", "height": height} for height in heights]
    assert ours == [{"type": "importable:height", "id": "wrong", "height": height} for height in heights]
    assert heights[-1] > heights[0]  # the difference is shown below the output
