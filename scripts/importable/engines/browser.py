"""The `browser` engine: the built site in a real Chromium, run through the cells' own methods.

It serves `site/` on this machine and opens it as a reader would. What it gives back is what a cell says
about a run, and what it shows.
"""

import os
import re
import socket
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import asdict, dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

from importable.chromium import find_headless
from importable.nonce import Planted

SEARCH = "/search/search_index.json"
HANGS = 60
"""Seconds after which a cell is taken to hang."""

PREPARE = """([name, command, files]) => {
  const cell = document.querySelector(`py-cell[data-snippet="${name}"]`);
  if (!cell.run) throw new Error("py-cell.js has not made it a cell");
  if (!cell.checkVisibility()) throw new Error("no reader sees it: something around it is hidden");
  cell.command = command;
  if (files) cell.files = files;
  window.verified = null;
  cell.run().then((result) => {
    const runs = [...cell.querySelectorAll("[data-command]")];
    const shown = runs.find((run) => run.dataset.command === command)?.querySelector("[data-output]");
    window.verified = { ...result, shown: shown?.textContent ?? null, marked: shown?.dataset.verdict ?? null };
  }, (error) => { window.verified = { state: "failed", output: "", message: String(error) }; });
}"""
ALIVE = "() => Boolean(customElements.get('py-cell'))"
TURN = """async ([address, changes]) => {
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  const made = [];
  for (const { snippet, file, code, changed, shown, kind } of changes) {
    const cell = page.querySelector(`py-cell[data-snippet="${snippet}"]`);
    const source = [...(cell?.querySelectorAll("[data-file]") ?? [])].find((one) => one.dataset.file === file);
    if (source?.textContent !== code) continue; // the page has something else than the snippet: a run will tell
    source.querySelector("code").textContent = changed;
    const mark = page.createElement("mark");
    mark.dataset.varies = kind;
    mark.textContent = shown;
    cell.querySelector("samp").prepend(mark, "\\n");
    made.push(snippet);
  }
  history.pushState(null, "", address);
  document.querySelector("article").replaceWith(page.querySelector("article"));
  return made;
}"""
RESET = 'name => document.querySelector(`py-cell[data-snippet="${name}"]`).reset()'


class NoBrowserError(Exception):
    """There is no browser here, or it does not start."""


class DeadPageError(Exception):
    """A page's cells stay what they are without JavaScript."""


@dataclass(frozen=True)
class CellResult:
    """What a cell said after a run. `trouble` where it said nothing."""

    state: str = ""
    exit: int | None = None
    output: str = ""
    verdict: str | None = None
    shown: str | None = None
    """The text in `[data-output]`."""
    missing: tuple[str, ...] = ()
    trouble: str | None = None


class Browser:
    """One Chromium with one page. Only for the thread that entered it."""

    name = "browser"

    def __init__(self, site: Path, cdn: str = "") -> None:
        self.site = site
        self.cdn = cdn
        self.version = ""
        self._stack = ExitStack()
        self._page: Any = None
        self._beside: Any = None
        self._seen: Path | None = None

    def __enter__(self) -> Self:
        """Start the server and the browser. Raises NoBrowserError."""
        executable = find_headless()
        if executable is None:
            raise NoBrowserError("no Chromium is installed; scripts/setup --browsers finds or installs one")
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise NoBrowserError("the Python package playwright is not installed") from None
        self._serve()
        playwright = self._stack.enter_context(sync_playwright())
        options = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
        try:
            browser = playwright.chromium.launch(executable_path=executable, args=options)
        except Exception as error:
            self._stack.close()
            raise NoBrowserError(f"{executable} does not start: {str(error).splitlines()[0]}") from error
        self._stack.callback(browser.close)
        self.version = f"Chromium {browser.version}"
        self._context = browser.new_context(reduced_motion="reduce")  # else the browser paints all the while
        if not reachable(self.cdn):
            # At once, so that no page waits for what is not there.
            self._context.route(re.compile(r"^https?://(?!127\.0\.0\.1[:/])"), lambda route: route.abort())
        return self

    def __exit__(self, *exception: object) -> None:
        self._stack.close()

    def _serve(self) -> None:
        server = _Server(("127.0.0.1", 0), partial(_Quiet, directory=str(self.site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        self._stack.callback(server.server_close)
        self._stack.callback(server.shutdown)
        self.address = f"http://127.0.0.1:{server.server_port}/"

    def open(self, page: Path) -> None:
        """Open a built page anew, as on a first visit. Raises DeadPageError if its cells do not come alive."""
        if self._page:
            self._page.close()
        self._page = None
        tab = self._context.new_page()
        self._visit(tab, page)
        self._page = tab

    def turn_to(self, page: Path, changes: Sequence[Planted] = ()) -> list[str]:
        """Open a built page as the reader does who comes from another one: Python stays (Material's instant navigation).

        That it works by itself as well is seen in a tab of its own, the first time. `changes` are made to the page on
        its way; gives back the snippets whose cells are changed. Raises DeadPageError if its cells do not come alive.
        """
        if not self._page:
            self.open(page)
        elif page != self._seen:
            self._beside = self._beside or self._context.new_page()
            self._visit(self._beside, page)
        self._seen = page
        made: list[str] = self._page.evaluate(TURN, [self._address_of(page), [asdict(change) for change in changes]])
        return made

    def _visit(self, tab: Any, page: Path) -> None:
        try:
            tab.goto(self._address_of(page), wait_until="commit")
            tab.wait_for_function(ALIVE, timeout=HANGS * 1000)
        except Exception as error:
            raise DeadPageError(str(error).splitlines()[0]) from error

    def _address_of(self, page: Path) -> str:
        return self.address + page.relative_to(self.site).as_posix().removesuffix("index.html")

    def run(self, name: str, command: str, files: Mapping[str, str] | None = None) -> CellResult:
        """Run a command of the cell of snippet `name`; with `files`, after editing it. Never raises for what a cell does."""
        try:
            self._page.evaluate(PREPARE, [name, command, dict(files) if files else None])
            self._page.wait_for_function("() => window.verified !== null", polling=30, timeout=HANGS * 1000)
            said = self._page.evaluate("window.verified")
        except Exception as error:
            if type(error).__name__ == "TimeoutError":
                return CellResult(trouble=f"it gave no result within {HANGS} s")
            return CellResult(trouble=str(error).splitlines()[0])
        missing = tuple(said.get("missing") or ())
        trouble = None
        if said["state"] != "done" and not missing:
            trouble = f"its state is {said['state']}: {said.get('message') or 'no reason is given'}"
        return CellResult(
            said["state"], said.get("exit"), said["output"], said.get("verdict"), said.get("shown"), missing, trouble
        )

    def reset(self, name: str) -> None:
        """Give the cell its own code back."""
        with suppress(Exception):  # a page that hangs is opened anew
            self._page.evaluate(RESET, name)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was closed while it loaded."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


class _Quiet(SimpleHTTPRequestHandler):
    """Serves files, with the types that modules and WebAssembly need, and says nothing."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript",
        ".js": "text/javascript",
        ".wasm": "application/wasm",
    }

    def do_GET(self) -> None:
        """Serve a file, but for the index of the search: a page that reads it is busy as long as with two runs."""
        if urlsplit(self.path).path == SEARCH:
            self.send_error(404)
        else:
            super().do_GET()

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


def reachable(address: str) -> bool:
    """Whether the host of an address answers."""
    host = urlsplit(address).hostname
    try:
        with socket.create_connection((host or "", 443), timeout=3):
            return bool(host)
    except OSError:
        return False
