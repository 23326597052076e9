"""Which Python a snippet needs, and which of ours have it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from importable.load import load_snippet
from importable.paths import ROOT
from importable.pythons import build_for, next_build, page_build, runs_in_page
from importable.snippet import Snippet


@pytest.fixture
def snippet() -> Snippet:
    return load_snippet(ROOT, "import/import-math")


@pytest.mark.parametrize(("gate", "here"), [(None, True), (">=3.9", True), (">=3.14", True), (">=3.15", False)])
def test_the_page_runs_what_its_python_is_new_enough_for(snippet: Snippet, gate: str | None, here: bool) -> None:
    gated = replace(snippet, python=gate)
    assert runs_in_page(gated) == here
    assert build_for(gated) == (page_build() if here else next_build())


def test_the_next_python_is_newer_than_the_pages() -> None:
    # When it no longer is, the package pyodide-next has served its time.
    pages, following = ([int(part) for part in build.python.split(".")[:2]] for build in (page_build(), next_build()))
    assert following > pages


def test_every_page_says_which_python_it_runs() -> None:
    line = next(row for row in (ROOT / "mkdocs.yml").read_text("utf-8").splitlines() if row.startswith("copyright:"))
    assert f"Python {'.'.join(page_build().python.split('.')[:2])}" in line


def test_a_project_may_pin_another(tmp_path: Path) -> None:
    pin = tmp_path / "docs/assets/cells/pyodide.json"
    pin.parent.mkdir(parents=True)
    pin.write_text(json.dumps({"version": "399.0.1", "python": "3.99.1"}), "utf-8")
    pinned = page_build(tmp_path)
    assert (pinned.version, pinned.python) == ("399.0.1", "3.99.1")
