"""A server in the CDN's place that does to a file what networks do."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import cast

from sites import ROOT, Server

CORE = ROOT / "docs/assets/vendor/pyodide"

Fault = Callable[["Handler", bytes], None]


class Handler(BaseHTTPRequestHandler):
    """Answers one request: well, or with the fault."""

    protocol_version = "HTTP/1.1"
    close_connection: bool

    @property
    def cdn(self) -> "Cdn":
        return cast("BreakingServer", self.server).cdn

    def log_message(self, format: str, *args: object) -> None:
        pass

    def do_GET(self) -> None:
        name = self.path.rsplit("/", 1)[1]
        self.cdn.asked.append(name)
        content = self.cdn.files.get(name)
        try:
            if self.cdn.fault and name in self.cdn.broken:
                self.close_connection = True
                self.cdn.fault(self, content or b"")
            elif content is None:
                self.answer(b"", 404)
            else:
                self.answer(content)
        except ConnectionError:
            self.cdn.left.append(name)

    def answer(self, content: bytes, status: int = 200, **headers: str) -> None:
        self.head(status, **{"Content_Length": str(len(content)), **headers})
        self.wfile.write(content)

    def head(self, status: int = 200, **headers: str) -> None:
        """Underscores in names become hyphens; a header that is empty is not sent."""
        self.send_response(status)
        for name, value in {"Access_Control_Allow_Origin": "*", **headers}.items():
            if value:
                self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def sleep(self, seconds: float) -> None:
        """Wait as long as the server is there; then this request is over."""
        if self.cdn.closed.wait(seconds):
            raise ConnectionError("the server is closed")


@dataclass
class Cdn:
    """What it has, what it does to it, and what it was asked for."""

    address: str
    files: dict[str, bytes]
    fault: Fault | None = None
    broken: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """What it was still sending when nobody wanted it any more."""
    closed: threading.Event = field(default_factory=threading.Event)

    def breaks(self, fault: Fault, *names: str) -> None:
        """From now on these files come with this fault; without names, all."""
        self.fault, self.broken = fault, frozenset(names or self.files)
        self.asked.clear()
        self.left.clear()

    def mends(self) -> None:
        self.fault = None
        self.asked.clear()


class BreakingServer(Server):
    cdn: Cdn


@contextmanager
def cdn_with(files: dict[str, bytes]) -> Iterator[Cdn]:
    server = BreakingServer(("127.0.0.1", 0), Handler)
    server.cdn = Cdn(f"http://127.0.0.1:{server.server_address[1]}/pyodide/", files)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server.cdn
    finally:
        server.cdn.closed.set()
        server.shutdown()
        server.server_close()


def core_files(folder: Path = CORE) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


# The faults.


def refuses(handler: Handler, content: bytes) -> None:
    handler.connection.shutdown(socket.SHUT_RDWR)


def hangs(handler: Handler, content: bytes) -> None:
    handler.sleep(120)


def hangs_half_way(handler: Handler, content: bytes) -> None:
    handler.head(Content_Length=str(len(content)))
    handler.wfile.write(content[: len(content) // 2])
    handler.wfile.flush()
    handler.sleep(120)


def trickles(handler: Handler, content: bytes) -> None:
    """Slow, and never silent: 20 KB a second."""
    handler.head(Content_Length=str(len(content)))
    for start in range(0, len(content), 2000):
        handler.wfile.write(content[start : start + 2000])
        handler.sleep(0.1)


def is_busy(handler: Handler, content: bytes) -> None:
    handler.answer(b"busy", 503)


def is_busy_for_all(handler: Handler, content: bytes) -> None:
    """As hosts do it: a page of their own, which no other site may read."""
    handler.answer(b"<h1>Service unavailable</h1>", 503, Content_Type="text/html", Access_Control_Allow_Origin="")


def sends_a_wrong_byte(handler: Handler, content: bytes) -> None:
    middle = len(content) // 2
    handler.answer(content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :])


def breaks_off(handler: Handler, content: bytes) -> None:
    handler.head(Content_Length=str(len(content)))
    handler.wfile.write(content[:-1])


def ends_early(handler: Handler, content: bytes) -> None:
    """A file that is too short, and nothing in the answer says so."""
    handler.answer(content[:-1])


def never_ends(handler: Handler, content: bytes) -> None:
    handler.head()
    while not handler.cdn.closed.is_set():
        handler.wfile.write(bytes(65_536))


def wants_a_login(handler: Handler, content: bytes) -> None:
    handler.answer(b"<h1>Log in to this network</h1>", Content_Type="text/html")


def leads_to_a_login(handler: Handler, content: bytes) -> None:
    """Away from the CDN, to a page that the site may not read."""
    if handler.path.endswith("login"):
        handler.answer(b"<h1>Log in</h1>", Content_Type="text/html", Access_Control_Allow_Origin="")
    else:
        handler.answer(b"", 302, Location="/login")
