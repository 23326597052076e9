"""Each of Pyodide's own files is fetched once, also the one that is asked for before its turn: in every browser."""

import json
from pathlib import Path

import sites
from breaking import cdn_with, core_files
from lab import PAGES

from .cell import Cell, open_cells
from .driver import Driver


def test_a_first_run_asks_the_cdn_once_for_each_file(browser: Driver, tmp_path: Path) -> None:
    with cdn_with(core_files()) as cdn:
        project = sites.make_project(tmp_path / "project", {"index": PAGES["index"]})
        pin = project / "docs/assets/cells/pyodide.json"
        pin.write_text(json.dumps({**json.loads(pin.read_text("utf-8")), "cdn": cdn.address}), "utf-8")
        with sites.served(project, tmp_path / "site") as address:
            open_cells(browser, address)
            assert Cell(browser, "plain").run()["verdict"] == "same"
            browser.open("about:blank")
        assert sorted(cdn.asked) == sorted(core_files())
