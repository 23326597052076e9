"""The server answers as hosts of files do: compressed beforehand, cached, logged."""

import http.client
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from importable.bench.network import CHUNK, Network
from importable.bench.server import AS_CDN, AS_PAGES, Server
from importable.bench.stored import store

TEXT = "import math\n" * 1000
ZIP = bytes(range(256)) * 500


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    folder = tmp_path / "site"
    (folder / "import").mkdir(parents=True)
    (folder / "import/index.html").write_text(TEXT, "utf-8")
    (folder / "library.zip").write_bytes(ZIP)
    server = Server()
    server.site.files = server.cdn.files = store(folder, tmp_path / "cache")
    with server.started():
        yield server


def get(address: str, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    host = address.removeprefix("http://").rstrip("/")
    connection = http.client.HTTPConnection(host)
    connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
    response = connection.getresponse()
    return response, response.read()


def test_a_text_comes_compressed(server: Server) -> None:
    response, body = get(server.site.address, "/import/?a=b", Accept_Encoding="gzip, br")
    assert response.headers["Content-Encoding"] == "br"
    assert len(body) < len(TEXT) / 10


def test_whoever_reads_no_brotli_gets_it_plain(server: Server) -> None:
    response, body = get(server.site.address, "/import/")
    assert (response.headers["Content-Encoding"], body.decode()) == (None, TEXT)


def test_what_hosts_do_not_compress_comes_as_it_is(server: Server) -> None:
    response, body = get(server.site.address, "/library.zip", Accept_Encoding="br")
    assert (response.headers["Content-Encoding"], body) == (None, ZIP)


def test_what_has_not_changed_is_not_sent_again(server: Server) -> None:
    response, _ = get(server.site.address, "/import/")
    again, body = get(server.site.address, "/import/", If_None_Match=response.headers["ETag"])
    assert (again.status, body) == (304, b"")


def test_the_site_is_cached_as_a_host_does_and_the_core_as_the_cdn_does(server: Server) -> None:
    caching = [
        get(address, "/import/")[0].headers["Cache-Control"] for address in (server.site.address, server.cdn.address)
    ]
    assert caching == [AS_PAGES, AS_CDN]


def test_what_is_not_there_is_not_found(server: Server) -> None:
    assert get(server.site.address, "/nothing")[0].status == 404


def test_the_log_has_every_byte_of_a_request(server: Server) -> None:
    server.line.network = Network("quick", 1e9, 0)
    _, body = get(server.cdn.address, "/library.zip")
    pieces = server.log
    wanted = 1 + -(-len(ZIP) // CHUNK)
    end = time.monotonic() + 10
    while len(pieces) < wanted and time.monotonic() < end:
        time.sleep(0.01)  # the last piece is sent before it is written down
    assert len(pieces) == wanted
    assert [piece.first for piece in pieces] == [True] + [False] * (len(pieces) - 1)
    assert sum(piece.bytes for piece in pieces[1:]) == len(body)
    assert {(piece.origin, piece.path) for piece in pieces} == {(server.cdn.address, "/library.zip")}
