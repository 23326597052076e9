"""Packages from the CDN: what a cell imports is fetched, checked against the lock file, and there for the run.

The packages of Pyodide's CDN are in no registry, so the site of this test has a lock file with one package more,
a real wheel made here, and the hash of that lock file in its pin. Its CDN is a server of this machine, which breaks.
"""

import base64
import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import breaking
import pytest
from breaking import Cdn, Fault, cdn_with
from cells import Cell
from conftest import OpenPage, Watch
from playwright.sync_api import expect
from sites import make_project, served

STARTED = 120_000
"""Milliseconds in which a download and a start of Python end, however busy the machine is."""

WHEEL = "weatherlog-1.0-py3-none-any.whl"


def make_wheel(path: Path) -> bytes:
    """A pure Python wheel (PEP 427) with one module."""
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr("weatherlog.py", "def highest():\n    return 31\n")
        wheel.writestr("weatherlog-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: weatherlog\nVersion: 1.0\n")
        wheel.writestr(
            "weatherlog-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr("weatherlog-1.0.dist-info/RECORD", "")
        wheel.writestr("weatherlog_data.bin", bytes(range(256)) * 4000)  # large enough for a progress to be seen
    return path.read_bytes()


def add_to_lock(assets: Path, wheel: bytes, cdn: str) -> None:
    """Make the wheel one of Pyodide's packages, and `cdn` the place to get it, for this site."""
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
    pin["cdn"] = cdn
    pin_path.write_text(json.dumps(pin), "utf-8")


@pytest.fixture(scope="module")
def cdn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cdn]:
    """It has the wheel alone: the core comes from the site."""
    with cdn_with({WHEEL: make_wheel(tmp_path_factory.mktemp("wheel") / WHEEL)}) as cdn:
        yield cdn


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, cdn: Cdn) -> Iterator[str]:
    code = {"main.py": "import weatherlog\n\nprint(weatherlog.highest())\n", "output.txt": "31\n"}
    project = make_project(tmp_path_factory.mktemp("packages") / "project", {"index": {"weather": code}})
    add_to_lock(project / "docs/assets", cdn.files[WHEEL], cdn.address)
    with served(project, tmp_path_factory.mktemp("packages-site")) as address:
        yield address


@pytest.fixture
def weather(shop: str, cdn: Cdn, open_page: OpenPage, watches: list[Watch]) -> Cell:
    """The cell that imports the package, on a new visitor's page."""
    cdn.mends()
    page = open_page(shop)
    watches[0].expected.append(urlsplit(cdn.address).netloc)
    return Cell(page, "weather")


def test_a_package_is_fetched_from_the_cdn_and_imported(weather: Cell, cdn: Cdn) -> None:
    assert weather.run()["verdict"] == "same"
    assert weather.run()["verdict"] == "same"
    assert WHEEL in cdn.asked


def test_the_name_of_a_package_and_how_much_of_it_has_come_are_shown(weather: Cell, cdn: Cdn) -> None:
    def slowly(handler: breaking.Handler, content: bytes) -> None:
        handler.head(Content_Length=str(len(content)))
        for start in range(0, len(content), len(content) // 5):
            handler.wfile.write(content[start : start + len(content) // 5])
            handler.wfile.flush()
            handler.sleep(0.2)

    cdn.breaks(slowly)
    weather.page.evaluate(
        """() => {
            globalThis.seen = [];
            const cell = document.querySelector("py-cell#weather");
            const look = () => {
                const bar = cell.querySelector("progress");
                if (!cell.querySelector(".py-cell-line").textContent.includes("weatherlog") || !bar || bar.hidden) return;
                seen.push([bar.value, bar.max]);
            };
            new MutationObserver(look).observe(cell, { subtree: true, childList: true, attributes: true });
        }"""
    )
    assert weather.run()["verdict"] == "same"
    seen = weather.page.evaluate("seen")
    size = len(cdn.files[WHEEL])
    assert len({value for value, _ in seen if 0 < value < size}) >= 2
    assert {most for value, most in seen if value} == {size}


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (breaking.sends_a_wrong_byte, "sent a wrong file: wait a little and try again."),
        (breaking.never_ends, "sent a wrong file: wait a little and try again."),
        (breaking.is_busy, "answered with error 503: wait a little and try again."),
        (
            breaking.wants_a_login,
            "sent a web page instead: see whether this network wants you to log in, and try again.",
        ),
        (breaking.refuses, "could not be reached: check the connection and try again."),
        (breaking.hangs, "sent nothing: check the connection and try again."),
        (breaking.hangs_half_way, "stopped half way: check the connection and try again."),
    ],
)
def test_a_sentence_says_why_there_is_no_package_and_try_again_works(
    fault: Fault, said: str, weather: Cell, cdn: Cdn
) -> None:
    cdn.breaks(fault)
    result = weather.run()
    assert (result["state"], result["missing"]) == ("failed", ["weatherlog"])
    sentence = f"weatherlog could not be loaded, because {urlsplit(cdn.address).netloc} {said}"
    assert result["message"] == sentence
    expect(weather.status).to_contain_text(sentence)
    expect(weather.output).to_have_text("31")
    cdn.mends()
    weather.button("again").click()
    weather.expect_state("done", timeout=STARTED)
    assert weather.verdict == "same"


def test_a_wrong_file_that_the_browser_keeps_does_not_stay(weather: Cell, cdn: Cdn) -> None:
    """A proxy that broke a file broke it for the browser's cache too."""

    def spoils_for_a_year(handler: breaking.Handler, content: bytes) -> None:
        handler.answer(content[:-1] + b"\x01", Cache_Control="public, max-age=31536000, immutable")

    cdn.breaks(spoils_for_a_year)
    assert weather.run()["missing"] == ["weatherlog"]
    cdn.mends()
    assert weather.run()["verdict"] == "same"
