"""What a visitor does, on the site and on the bare page, and what is measured meanwhile."""

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page

from importable.bench.browser import launched
from importable.bench.figures import Samples
from importable.bench.memory import watched
from importable.bench.network import MODEST
from importable.bench.server import Sent
from importable.bench.visit import NEXT, Lab, Ran, focus, longest_task, navigate, point, program, run

THEME = ("/assets/images/", "/assets/javascripts/", "/assets/stylesheets/")
"""The parts of a page's assets that are the theme's; the rest is ours."""
HEAVY = "/assets/vendor/"
"""Pyodide and the editor."""
READ = 8.0
"""Seconds that a reader stays after a first output at least."""
SETTLED = 2.0
"""Seconds after which a fresh interpreter is there if it ever will be, and in which a reader reads an output."""

# ── before any interaction ──────────────────────────────────────────────────────────────────────────────────


def idle(lab: Lab, address: str) -> Samples:
    """Open a page and do nothing."""
    lab.chromium.forget()
    start = len(lab.server.log)
    with lab.chromium.page(address, watch=True) as page:
        time.sleep(SETTLED)
        longest: float = page.evaluate("load()")
        scripts: dict[str, float] = page.evaluate("bench.scripts")
    ours = [duration for script, duration in scripts.items() if is_ours(urlsplit(script).path)]
    sent = transferred(lab.server.log[start:], lab.server.cdn.address)
    return {**sent, "task-load": longest, "task-load-ours": max(ours, default=0)}


def transferred(sent: list[Sent], cdn: str) -> Samples:
    """What came before any interaction."""
    abroad = [one for one in sent if one.origin == cdn]
    here = [one for one in sent if one.origin != cdn]
    return {
        "idle-requests": sum(one.first for one in sent),
        "idle-bytes": sum(one.bytes for one in sent),
        "idle-ours": sum(one.bytes for one in here if is_ours(one.path)),
        "idle-python": sum(one.bytes for one in sent if one.origin == cdn or one.path.startswith(HEAVY)),
        "idle-abroad": sum(one.first for one in abroad),
    }


def is_ours(path: str) -> bool:
    """Whether a script or a style is ours and not the theme's."""
    return path.startswith("/assets/") and not path.startswith(THEME)


# ── first and second visit ──────────────────────────────────────────────────────────────────────────────────


def visits(lab: Lab, address: str) -> Samples:
    """Visit for the first time, run and read; come again and run at once; come again and run a little later."""
    lab.chromium.forget()
    start = len(lab.server.log)
    with lab.chromium.page(address) as page:
        time.sleep(1)
        first = run(page)
        time.sleep(READ)
        sent = lab.server.log[start:]
        samples = {
            "first": first.took,
            "first-bytes": sum(one.bytes for one in sent if one.at <= first.at),
            "after-bytes": sum(one.bytes for one in sent if one.at > first.at),
        }
    time.sleep(0.5)  # until the page that was left is gone
    with lab.chromium.page(address) as page:
        samples["second"] = run(page).took
    if address == lab.bare:
        return samples  # later is no other than at once there
    with lab.chromium.page(address) as page:
        time.sleep(SETTLED)
        samples["second-later"] = run(page).took
    return samples


# ── what comes after the first run ──────────────────────────────────────────────────────────────────────────


def again(lab: Lab, address: str) -> Samples:
    """Run again and again, here and on the next page. The bare page starts anew for each run."""
    with lab.chromium.page(address) as page:
        run(page)
        if address == lab.bare:
            return {"restart": run(page).took}
        samples = {"rerun-at-once": run(page).took}
        time.sleep(SETTLED)
        samples["rerun"] = run(page).took
        time.sleep(SETTLED)
        samples["cell"] = run(page, cell=1).took
        run(page, loop="pass")
        time.sleep(SETTLED)
        samples["stop"] = run(page, how="stopAndRun").took
        time.sleep(SETTLED)
        navigate(page, lab.server.site.address + NEXT)
        samples["next"] = run(page).took
    return samples


# ── how busy the main thread is ─────────────────────────────────────────────────────────────────────────────


def tasks(lab: Lab, address: str) -> Samples:
    """Boot, run, and print without an end, and look at the main thread."""
    lab.chromium.forget()
    with lab.chromium.page(address) as page:
        samples = {"task-boot": longest_task(page, SETTLED)}
        if address == lab.bare:
            return samples  # an element a line: it would not come back
        samples["task-run"] = longest_task(page, 0.5)
        run_endless = """async (program) => {
            const [cell] = bench.roots(), watched = bench.watch();
            await bench.run(cell, program);
            await bench.pause(3000);
            await bench.stop(cell);
            return watched();
        }"""
        samples["task-print"] = page.evaluate(run_endless, program("print('more')"))
    return samples


# ── typing ──────────────────────────────────────────────────────────────────────────────────────────────────

LETTER, LETTERS = "q", 10
"""A key that means nothing to the page outside of an editor."""


def typing(lab: Lab, address: str) -> Samples:
    """Click into the code and type, on a first visit: until a letter stays, then ten more."""
    lab.chromium.forget()
    with lab.chromium.page(address) as page:
        time.sleep(1)
        page.evaluate("letter => bench.watchTyping(bench.roots()[0], letter)", LETTER)
        cell = page.evaluate_handle("bench.roots()[0]").as_element()
        code = cell and cell.query_selector("pre[data-file='main.py'] > code")
        if code is None:
            raise RuntimeError("there is no code to click into")
        code.click(position={"x": 10, "y": 10})
        first = press_until_seen(page)
        time.sleep(0.5)
        later = press_more(page)
    return {"letter": first, "letters": later}


def press_until_seen(page: Page) -> float:
    """Press the key until the letter is on the screen; from the mouse's click to that."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        page.keyboard.press(LETTER)
        typed: dict[str, Any] = page.evaluate("bench.typing")
        if typed["screen"]:
            return float(typed["screen"][0] - typed["down"])
        time.sleep(0.01)
    raise RuntimeError("no letter came on the screen")


def press_more(page: Page) -> float:
    """Type as a person does; the median from a key to its letter."""
    before: dict[str, Any] = page.evaluate("bench.typing")
    keys, seen = len(before["keys"]), len(before["screen"])  # the first keys came before the editor
    for _ in range(LETTERS):
        page.keyboard.press(LETTER)
        time.sleep(0.1)
    page.wait_for_function(f"bench.typing.screen.length >= {seen + LETTERS}", timeout=5000)
    typed: dict[str, Any] = page.evaluate("bench.typing")
    pairs = zip(typed["keys"][keys:], typed["screen"][seen:], strict=True)
    return statistics.median(float(screen - key) for key, screen in pairs)


# ── a modest line ───────────────────────────────────────────────────────────────────────────────────────────


def slow(lab: Lab, address: str) -> Samples:
    """First visits over a modest line: clicked at once, and with a sign of intent before."""
    lab.server.line.network = MODEST
    try:
        lab.chromium.forget()
        with lab.chromium.page(address, at_once=program()) as page:
            ran = Ran(**page.evaluate("ran"))
        samples = {"slow-opened": ran.shown, "slow-clicked": ran.took}
        if address != lab.bare:
            samples["slow-pointer"] = with_intent(lab, address, point)
            samples["slow-focus"] = with_intent(lab, address, focus)
        return samples
    finally:
        lab.server.line.network = None


def with_intent(lab: Lab, address: str, sign: Callable[[Page], None]) -> float:
    """Show by a sign that Run will be pressed, and press it a second later."""
    lab.chromium.forget()
    with lab.chromium.page(address) as page:
        sign(page)
        time.sleep(1)
        return run(page).took


# ── memory ──────────────────────────────────────────────────────────────────────────────────────────────────


def memory(lab: Lab, address: str) -> Samples:
    """What a browser takes that was started for this page alone."""
    with launched(lab.playwright, ()) as chromium, watched(chromium.profile) as peak, chromium.page(address) as page:
        run(page)
        time.sleep(SETTLED)
        run(page)
        time.sleep(1)
    return {"memory": peak.bytes}


class Scenario(NamedTuple):
    """Something that a visitor does."""

    name: str
    act: Callable[[Lab, str], Samples]
    figures: tuple[str, ...]
    """What it gives on the site."""
    bare: bool = True
    """Whether the bare page can do it, too."""


SCENARIOS: Mapping[str, Scenario] = {
    scenario.name: scenario
    for scenario in (
        Scenario(
            "idle",
            idle,
            ("idle-requests", "idle-bytes", "idle-ours", "idle-python", "idle-abroad", "task-load", "task-load-ours"),
        ),
        Scenario("visits", visits, ("first", "first-bytes", "after-bytes", "second", "second-later")),
        Scenario("again", again, ("rerun", "cell", "next", "rerun-at-once", "stop")),
        Scenario("tasks", tasks, ("task-boot", "task-run", "task-print")),
        Scenario("typing", typing, ("letter", "letters"), bare=False),
        Scenario("slow", slow, ("slow-opened", "slow-clicked", "slow-pointer", "slow-focus")),
        Scenario("memory", memory, ("memory",)),
    )
}
