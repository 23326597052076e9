"""A page of another site, with an embedded cell in a frame: as a teacher's course page is."""

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from conftest import CDN
from importable import chromium
from playwright.sync_api import BrowserContext, Playwright
from sites import Handler, Server

SANDBOX = 'sandbox="allow-scripts"'
"""The least that a cell needs: it has no origin then, and no storage."""

PAGE = """<!doctype html>
<html lang="en">
<title>A course</title>
<script>
  const heard = [];
  addEventListener("message", ({{ data, source }}) => {{
    const frame = document.querySelector("iframe");
    heard.push(source === frame.contentWindow ? data : "from somebody else");
    if (data.type === "importable:height") frame.style.height = `${{data.height}}px`;
  }});
</script>
<iframe {attributes} src="{address}" style="border: 2px solid; width: 700px; height: 100px; box-sizing: border-box"></iframe>
"""
"""Its frame follows what the cell says of its height, in the way in which it comes to rest last: with a border inside."""


@contextmanager
def course(folder: Path, address: str, attributes: str = SANDBOX) -> Iterator[str]:
    """The address of such a page. `localhost` and `127.0.0.1`, which has the cells, are two sites to a browser."""
    (folder / "index.html").write_text(PAGE.format(address=address, attributes=attributes), "utf-8")
    server = Server(("127.0.0.1", 0), functools.partial(Handler, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://localhost:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


BLOCKED = {"profile": {"cookie_controls_mode": 1, "block_third_party_cookies": True}}


def blocking(playwright: Playwright, profile: Path) -> BrowserContext:
    """A reader who blocks cookies and storage of other sites; many browsers do so by themselves. A shell has no settings."""
    (profile / "Default").mkdir()
    (profile / "Default/Preferences").write_text(json.dumps(BLOCKED))
    context = playwright.chromium.launch_persistent_context(
        profile, executable_path=chromium.find(), args=["--no-sandbox"], viewport={"width": 1400, "height": 900}
    )
    context.route(CDN, lambda route: route.abort())
    return context
