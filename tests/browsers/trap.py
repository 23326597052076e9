"""An address that lets in whoever comes, and writes down who came."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MODULE = b"globalThis.onmessage = () => postMessage('started');"
ANSWER = (
    b"HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
    b"Connection: close\r\n\r\n%s"
)


@dataclass
class Trap:
    """`heard` has the first line of each request, and what came by UDP, as of WebTransport."""

    address: str
    heard: list[str] = field(default_factory=list)


@contextmanager
def open_trap() -> Iterator[Trap]:
    """A trap, for as long as it is needed."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            request = self.request.recv(2000)
            trap.heard.append(request.split(b"\r\n")[0].decode(errors="replace"))
            kind = b"text/event-stream" if b"/events" in request else b"text/javascript"
            self.request.sendall(ANSWER % (kind, len(MODULE), MODULE))

    class Datagram(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            trap.heard.append(f"UDP, {len(self.request[0])} bytes")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with (
        Server(("127.0.0.1", 0), Handler) as server,
        socketserver.UDPServer(server.server_address, Datagram) as datagrams,
    ):
        trap = Trap(f"127.0.0.1:{server.server_address[1]}")
        for one in (server, datagrams):
            threading.Thread(target=one.serve_forever, daemon=True).start()
        try:
            yield trap
        finally:
            server.shutdown()
            datagrams.shutdown()
