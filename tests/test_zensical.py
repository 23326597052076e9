"""Zensical, Material's successor, builds the same `mkdocs.yml` and finds the same cells on the same pages."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).resolve().parents[1]


ADDRESS = re.compile(r' data-address="[^"]*"')
"""For paper alone, and from a hook (paper.py)."""


def cells_of(folder: Path) -> dict[str, list[str]]:
    """Page to the HTML of its cells, in order. Embed pages are made by a hook, and Zensical runs none."""
    found = {}
    for page in sorted({*folder.rglob("index.html")} - {*folder.glob("embed/**/*")}):
        cells = LexborHTMLParser(page.read_text("utf-8")).css("py-cell")
        found[page.relative_to(folder).as_posix()] = [ADDRESS.sub("", cell.html or "") for cell in cells]
    return found


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what a build reads, without the vendored files: no page needs them."""
    folder = tmp_path_factory.mktemp("zensical")
    for name in ("docs", "snippets"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("vendor"))
    # The hooks are those of this project: a path from elsewhere has to be whole.
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").replace("- scripts/", f"- {ROOT.as_posix()}/scripts/")
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    return folder


def build(project: Path, *command: str) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=project, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_zensical_finds_the_same_cells_as_mkdocs(project: Path) -> None:
    build(project, "mkdocs", "build", "--quiet", "-d", "site-mkdocs")
    build(project, "zensical", "build")
    ours, theirs = cells_of(project / "site-mkdocs"), cells_of(project / "site")
    assert sum(map(len, ours.values())) >= 24
    assert theirs == ours


def test_zensical_pages_load_the_cells_script_and_style(project: Path) -> None:
    if not (project / "site").exists():
        build(project, "zensical", "build")
    page = LexborHTMLParser((project / "site/import/index.html").read_text("utf-8"))
    assert page.css_first("script[type=module][src$='assets/cells/py-cell.js']")
    assert page.css_first("link[rel=stylesheet][href$='assets/cells/py-cell.css']")
    assert page.css_first("link[rel=stylesheet][href$='assets/site.css']")
    assert (project / "site/assets/cells/py-cell.js").is_file()
