"""The standard library comes in two parts, and no program can tell: whatever it imports or shows is there."""

import json
import re

import pytest
from cells import Cell, Held
from conftest import OpenPage, Watch
from playwright.sync_api import expect
from sites import ROOT

LIBRARY = "**/vendor/library/"
PARTS = json.loads((ROOT / "docs/assets/vendor/library/library.json").read_text("utf-8"))
START, REST = PARTS["start"]["name"], PARTS["rest"]["name"]


def test_the_rest_follows_after_the_first_output(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    cell = Cell(page, "plain")
    page.evaluate(
        """() => document.querySelector("py-cell#plain").addEventListener("py-cell-result", () => {
            globalThis.before = performance.getEntriesByType("resource").filter(({ name }) => name.includes("rest")).length;
        })"""
    )
    with page.expect_request(LIBRARY + REST):
        assert cell.run()["output"] == "hello\n"
    assert page.evaluate("before") == 0


FIRST_RUNS = {
    "a module that only the rest has": ("import graphlib\nprint(graphlib.__name__)\n", "graphlib\n"),
    "a module of a package that only the rest has": (
        "from xml.dom import minidom\nprint(minidom.__name__)\n",
        "xml.dom.minidom\n",
    ),
    "a name that the program makes up": (
        "import importlib\nprint(importlib.import_module('color' + 'sys').__name__)\n",
        "colorsys\n",
    ),
    "a module that a function imports when Python ends": (
        "import atexit\n\n@atexit.register\ndef end():\n    import colorsys\n    print(colorsys.__name__)\n",
        "colorsys\n",
    ),
    "the source of a module that came as bytecode": (
        "import inspect, json\nprint(inspect.getsource(json.dumps).splitlines()[0])\n",
        "def dumps(obj, *, skipkeys=False, ensure_ascii=True, check_circular=True,\n",
    ),
    "where a module comes from": (
        "import json\nprint(json.__file__, json.__spec__.origin == json.__file__)\n",
        "/lib/python314.zip/json/__init__.py True\n",
    ),
}


@pytest.mark.parametrize("name", FIRST_RUNS)
def test_in_a_first_run_there_is(name: str, lab_site: str, open_page: OpenPage) -> None:
    code, printed = FIRST_RUNS[name]
    result = Cell(open_page(lab_site), "plain").run_code(code)
    assert (result["output"], result["state"]) == (printed, "done")


def test_a_traceback_of_a_first_run_shows_the_lines_of_the_library(lab_site: str, open_page: OpenPage) -> None:
    cell = Cell(open_page(lab_site), "plain")
    first = cell.run_code("import json\njson.loads('x')\n")
    assert "    return _default_decoder.decode(s)\n" in first["output"]
    assert cell.run()["output"] == first["output"]


def test_where_the_rest_cannot_be_had_a_run_that_needs_it_says_so_and_another_works(
    lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR_FAILED")
    page.route(LIBRARY + REST, lambda route: route.abort())
    cell = Cell(page, "plain")
    assert cell.run()["verdict"] == "same"
    result = cell.run_code("import graphlib\nprint(graphlib.__name__)\n")
    assert result["state"] == "failed"
    assert "Python's library could not be loaded" in result["message"]
    page.unroute(LIBRARY + REST)
    cell.button("again").click()
    cell.expect_state("done")
    expect(cell.output).to_have_text("graphlib\n")


@pytest.mark.parametrize("part", ["start.zip.json", "library.json"])
def test_where_the_first_part_cannot_be_had_one_sentence_says_so_and_try_again_works(
    part: str, lab_site: str, open_page: OpenPage, watches: list[Watch]
) -> None:
    page = open_page(lab_site)
    watches[0].expected.append("net::ERR_FAILED")
    page.route(LIBRARY + part, lambda route: route.abort())
    cell = Cell(page, "plain")
    result = cell.run()
    assert result["state"] == "failed"
    assert "could not be reached: check the connection and try again." in result["message"]
    page.unroute(LIBRARY + part)
    cell.button("again").click()
    cell.expect_state("done")
    assert cell.verdict == "same"


def test_a_wrong_byte_in_the_library_is_refused(lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    content = bytearray((ROOT / "docs/assets/vendor/library/start.zip.json").read_bytes())
    content[1000] ^= 1
    page.route(LIBRARY + "start.zip.json", lambda route: route.fulfill(body=bytes(content)))
    result = Cell(page, "plain").run()
    assert result["state"] == "failed"
    assert "sent a wrong file" in result["message"]


@pytest.mark.parametrize(
    "last",
    [
        "frame.html",
        "runtime.js",
        "worker.js",
        "pyodide.mjs",
        "pyodide.asm.mjs",
        "pyodide-lock.json",
        "pyodide.asm.wasm",
        START,
    ],
)
def test_python_starts_whichever_of_its_parts_comes_last(last: str, lab_site: str, open_page: OpenPage) -> None:
    page = open_page(lab_site)
    held = Held(page, f"**/assets/**/{last}")
    cell = Cell(page, "plain")
    cell.button("run").click()
    page.wait_for_timeout(2500)  # time for all the others
    assert cell.element.get_attribute("state") == "loading"
    held.let_go()
    expect(cell["[role=status]"]).to_have_text(re.compile("what the page says"), timeout=60_000)
