"""Packages from the CDN: what a cell imports is fetched, checked against the lock file, and there for the run.

The packages of Pyodide's CDN are in no registry, so the site of this test has a lock file with one package more,
a real wheel made here, and the hash of that lock file in its pin.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from cells import Cell
from conftest import CDN, OpenPage, Watch
from playwright.sync_api import Route
from sites import make_project, served

WHEEL = "weatherlog-1.0-py3-none-any.whl"
CORS = {"access-control-allow-origin": "*"}


def make_wheel(path: Path) -> bytes:
    """A pure Python wheel (PEP 427) with one module."""
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("weatherlog.py", "def highest():\n    return 31\n")
        wheel.writestr("weatherlog-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: weatherlog\nVersion: 1.0\n")
        wheel.writestr(
            "weatherlog-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("weatherlog-1.0.dist-info/RECORD", "")
    return path.read_bytes()


def add_to_lock(assets: Path, wheel: bytes) -> None:
    """Make the wheel one of Pyodide's packages, for this site."""
    lock_path, pin_path = assets / "vendor/pyodide/pyodide-lock.json", assets / "cells/pyodide.json"
    lock, pin = json.loads(lock_path.read_text("utf-8")), json.loads(pin_path.read_text("utf-8"))
    lock["packages"]["weatherlog"] = {
        **lock["packages"]["six"],
        "name": "weatherlog",
        "version": "1.0",
        "file_name": WHEEL,
        "sha256": hashlib.sha256(wheel).hexdigest(),
        "imports": ["weatherlog"],
    }
    content = json.dumps(lock).encode()
    lock_path.write_bytes(content)
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    pin["files"]["pyodide-lock.json"] = {"size": len(content), "integrity": f"sha384-{digest}"}
    pin_path.write_text(json.dumps(pin), "utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return make_wheel(tmp_path_factory.mktemp("wheel") / WHEEL)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, wheel: bytes) -> Iterator[str]:
    code = {"main.py": "import weatherlog\n\nprint(weatherlog.highest())\n", "output.txt": "31\n"}
    project = make_project(tmp_path_factory.mktemp("packages") / "project", {"index": {"weather": code}})
    add_to_lock(project / "docs/assets", wheel)
    with served(project, tmp_path_factory.mktemp("packages-site")) as address:
        yield address


def test_a_package_is_fetched_from_the_cdn_and_imported(shop: str, wheel: bytes, open_page: OpenPage) -> None:
    page = open_page(shop)

    def answer(route: Route) -> None:
        if route.request.url.endswith(WHEEL):
            route.fulfill(body=wheel, headers=CORS)
        else:
            route.abort()

    page.context.route(CDN, answer)
    cell = Cell(page, "weather")
    assert cell.run()["verdict"] == "same"
    assert cell.run()["verdict"] == "same"


def test_a_package_with_one_wrong_byte_is_refused(
    shop: str, wheel: bytes, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(shop)
    watches[0].expected.append("integrity")

    def answer(route: Route) -> None:
        if route.request.url.endswith(WHEEL):
            route.fulfill(body=wheel[:-1] + b"\x01", headers=CORS)
        else:
            route.abort()

    page.context.route(CDN, answer)
    result = Cell(page, "weather").run()
    assert result["state"] == "failed"
    assert result["missing"] == ["weatherlog"]
