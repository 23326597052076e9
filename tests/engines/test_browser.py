"""The `browser` engine: a cell that only looks right is red, and one that hangs does not stop the others."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from importable import chromium
from importable.browser_checks import check_browser, jobs_by_page
from importable.build import build
from importable.engines.browser import Browser, NoBrowserError
from importable.load import load_snippet
from importable.paths import ROOT
from importable.report import Tally
from importable.snippet import Snippet

sys.path.insert(0, str(Path(__file__).parents[1]))  # for the fixtures
pytest_plugins = ["small_project"]
needs_browser = pytest.mark.skipif(chromium.find() is None, reason="no Chromium: scripts/setup --browsers")

NAMES = ("import/import-math", "import/two-files", "import/misspelt", "random/dice", "tools/ask", "tools/shop")


@pytest.fixture(scope="module")
def built(green: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with Pyodide in it."""
    root = tmp_path_factory.mktemp("browser") / "project"
    shutil.copytree(green, root)
    (root / "docs/assets/vendor").symlink_to(ROOT / "docs/assets/vendor")
    assert build(root) == 0
    return root


@pytest.fixture
def site(built: Path, tmp_path: Path) -> Iterator[Path]:
    """The project, with its site put back afterwards."""
    kept = {path: path.read_bytes() for path in (built / "site").rglob("*") if path.suffix in (".html", ".js")}
    yield built
    for path, content in kept.items():
        path.write_bytes(content)


def check(root: Path, *names: str) -> Tally:
    snippets: list[Snippet] = [load_snippet(root, name) for name in names]
    tally = Tally()
    with Browser(root / "site") as browser:
        check_browser(browser, jobs_by_page(root, snippets), tally)
    return tally


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@needs_browser
def test_green(site: Path) -> None:
    tally = check(site, *NAMES)
    assert (tally.failed, tally.passed) == (0, 9), tally.text(site)


@needs_browser
def test_documented_output_that_does_not_come_from_a_run(site: Path) -> None:
    """An element that gives back what the page says, without running anything."""
    (site / "site/assets/cells/py-cell.js").write_text(
        """customElements.define("py-cell", class extends HTMLElement {
          files = {};
          async run() {
            const output = this.querySelector("[data-output]").textContent;
            return { state: "done", exit: 0, output, verdict: "same", ms: 1 };
          }
          reset() {}
        });"""
    )
    text = check(site, "import/import-math").text(site)
    assert text.startswith("snippets/import/import-math/output.txt:1\n  engine: browser Chromium")
    assert "it does not come from a run" in text


@needs_browser
def test_a_run_only_once_the_reader_has_edited(site: Path) -> None:
    """Until then the page gives back what it says: that would pass as it is, and edited."""
    replace(
        site / "site/assets/cells/py-cell.js",
        "  async run() {\n    this.wake();\n",
        """  async run() {
    this.wake();
    const shown = this.querySelector("[data-output]").textContent;
    if (!this.#files.edited) return { state: "done", exit: 0, output: shown, verdict: "same", ms: 1 };
""",
    )
    assert "it does not come from a run" in check(site, "import/import-math").text(site)


@needs_browser
def test_output_edited_on_the_built_page(site: Path) -> None:
    replace(site / "site/index.html", "<samp>5.0", "<samp>5.1")
    assert "the verdict 'different'" in check(site, "import/import-math").text(site)


@needs_browser
def test_code_edited_on_the_built_page(site: Path) -> None:
    replace(site / "site/index.html", '"mi">25', '"mi">36')
    text = check(site, "import/import-math").text(site)
    assert "prints something else" in text
    assert "6.0" in text


@needs_browser
def test_a_cell_that_hangs_is_reported_and_the_others_go_on(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importable.engines.browser.HANGS", 15)
    (site / "snippets/import/import-math/main.py").write_text("while True:\n    pass\n")
    try:
        assert build(site) == 0
        tally = check(site, "import/import-math", "import/two-files")
    finally:
        (site / "snippets/import/import-math/main.py").write_text(
            "import math\n\nresult = math.sqrt(25)\nprint(result)  # Output: 5.0\n"
        )
    assert "import/import-math: `python main.py` did not come to its end: it gave no result within 15 s" in tally.text(
        site
    )
    assert (tally.passed, tally.failed) == (1, 2)


@needs_browser
def test_a_page_whose_cells_stay_dead(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importable.engines.browser.HANGS", 3)
    (site / "site/assets/cells/py-cell.js").write_text("throw new Error('no');")
    text = check(site, "import/import-math").text(site)
    assert text.startswith("site/index.html\n")
    assert "do not come alive" in text


def test_no_browser_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importable.engines.browser.find_headless", lambda: None)
    with pytest.raises(NoBrowserError, match="scripts/setup --browsers"), Browser(tmp_path):
        pass
