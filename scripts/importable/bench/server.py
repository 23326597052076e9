"""One local server in the place of three: the host of the site, the host of the bare page, and the CDN.

Each is an origin of its own, as they are on the web. Answers lie in memory, compressed beforehand.
"""

import contextlib
import http.server
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from importable.bench.network import Line
from importable.bench.stored import Stored

AS_PAGES = "max-age=600"
"""How GitHub Pages lets files be cached: ten minutes, then the browser asks whether they changed."""
AS_CDN = "public, max-age=31536000, immutable"
"""How the CDN does: the version is in the address."""

PORTS = (48771, 48772, 48773)
"""The same each time, so that pages need not be compressed anew."""


@dataclass(frozen=True)
class Sent:
    """A piece of an answer that has left the server: the first of an answer begins with its headers."""

    at: float
    """Seconds since 1970, as the browser's clock has them."""
    origin: str
    path: str
    bytes: int
    first: bool


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as everywhere
    disable_nagle_algorithm = True
    server: "Origin"

    def do_GET(self) -> None:
        """Send a file, or say that it has not changed."""
        path = self.path.partition("?")[0]
        stored = self.server.files.get(path)
        self.server.line.wait_for_answer()
        if stored is None:
            self._send(path, 404, b"", {"Content-Type": "text/plain"})
        elif self.headers.get("If-None-Match") == stored.etag:
            self._send(path, 304, b"", self._caching(stored))
        else:
            packed = stored.brotli if "br" in self.headers.get("Accept-Encoding", "") else None
            headers = {"Content-Type": stored.type, **self._caching(stored)}
            if packed is not None:
                headers["Content-Encoding"] = "br"
            self._send(path, 200, stored.plain if packed is None else packed, headers)

    def _caching(self, stored: Stored) -> dict[str, str]:
        return {"Cache-Control": self.server.caching, "ETag": stored.etag, "Vary": "Accept-Encoding"}

    def _send(self, path: str, status: int, body: bytes, headers: dict[str, str]) -> None:
        lines = [f"HTTP/1.1 {status} {self.responses[status][0]}", "Access-Control-Allow-Origin: *"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        lines += [] if status == 304 else [f"Content-Length: {len(body)}"]
        head = "\r\n".join([*lines, "\r\n"]).encode()
        line, rest = self.server.line, memoryview(body)
        pieces = [memoryview(head), *(rest[at : at + line.chunk] for at in range(0, len(body), line.chunk))]
        for number, piece in enumerate(pieces):
            line.wait_for_bytes(len(piece))
            self.wfile.write(piece)
            self.server.log.append(Sent(time.time(), self.server.address, path, len(piece), number == 0))

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: the log is a list."""


class Origin(http.server.ThreadingHTTPServer):
    """One of the origins, on a port of this machine."""

    daemon_threads = True
    request_queue_size = 128

    allow_reuse_address = True

    def __init__(self, port: int, caching: str, line: Line, log: list[Sent]) -> None:
        try:
            super().__init__(("127.0.0.1", port), _Handler)
        except OSError:  # somebody has it: any other will do
            super().__init__(("127.0.0.1", 0), _Handler)
        self.caching = caching
        self.line = line
        self.log = log
        self.files: dict[str, Stored] = {}
        self.address = f"http://127.0.0.1:{self.server_address[1]}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A page that is left while it loads is no error."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


class Server:
    """The three origins on one line, and the log of what they sent."""

    def __init__(self) -> None:
        self.line = Line()
        self.log: list[Sent] = []
        self.site = Origin(PORTS[0], AS_PAGES, self.line, self.log)
        self.bare = Origin(PORTS[1], AS_PAGES, self.line, self.log)
        self.cdn = Origin(PORTS[2], AS_CDN, self.line, self.log)

    @contextlib.contextmanager
    def started(self) -> Iterator[None]:
        """Answer requests meanwhile."""
        origins = (self.site, self.bare, self.cdn)
        for origin in origins:
            threading.Thread(target=origin.serve_forever, daemon=True).start()
        try:
            yield
        finally:
            for origin in origins:
                origin.shutdown()
                origin.server_close()
