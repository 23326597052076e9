"""One Chromium for all that is measured, and visitors in it who have never been there before."""

import contextlib
import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Page, Playwright

from importable import chromium

Program = dict[str, str | bool]
"""A text for main.py as `code`, a `word` that it prints, and whether it is `endless`."""
PROBE = Path(__file__).with_name("probe.js").read_text("utf-8")


class Chromium:
    """A browser with a profile on the disk: its cache is the one that readers have, not that of a private window."""

    def __init__(self, context: BrowserContext, profile: str, origins: tuple[str, ...]) -> None:
        self.profile = profile
        self._context = context
        self._origins = origins
        self._control = context.new_cdp_session(context.pages[0])
        """By way of the one page that is never closed."""

    @property
    def version(self) -> str:
        """As it tells it itself."""
        return str(self._control.send("Browser.getVersion")["product"])

    def forget(self) -> None:
        """From here on somebody visits who has never been there."""
        self._control.send("Network.clearBrowserCache")
        for origin in self._origins:
            self._control.send("Storage.clearDataForOrigin", {"origin": origin.rstrip("/"), "storageTypes": "all"})

    @contextlib.contextmanager
    def page(self, address: str, *, at_once: Program | None = None, watch: bool = False) -> Iterator[Page]:
        """A page, open and loaded. `at_once`: it runs that as soon as it can; `watch`: it sees how busy it is."""
        page = self._context.new_page()
        try:
            plan = json.dumps({"atOnce": at_once, "watch": watch})
            page.add_init_script(f"globalThis.plan = {plan};\n{PROBE}")
            page.goto(address, wait_until="commit" if at_once else "load")
            if not at_once:
                page.evaluate("() => bench.ready().then(() => {})")
            yield page
        finally:
            page.close()


@contextlib.contextmanager
def launched(playwright: Playwright, origins: tuple[str, ...]) -> Iterator[Chromium]:
    """A Chromium with a profile of its own, which is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="importable-bench-", ignore_cleanup_errors=True) as profile:
        options: dict[str, Any] = {"viewport": {"width": 1000, "height": 800}, "args": ["--no-sandbox"]}
        context = playwright.chromium.launch_persistent_context(
            profile, executable_path=chromium.find(), headless=True, **options
        )
        try:
            yield Chromium(context, profile, origins)
        finally:
            context.close()
