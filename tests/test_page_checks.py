"""The built pages: read as HTML, whatever the Markdown said. The faults are in test_faults.py."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from importable.load import load_snippets
from importable.page_checks import check_pages, read_pages
from importable.report import Tally

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def check(root: Path, *, whole: bool = True) -> Tally:
    tally = Tally()
    snippets = load_snippets(root)
    check_pages(root, snippets, {snippet.name for snippet in snippets}, tally, whole=whole)
    return tally


def test_every_cell_is_found(green: Path) -> None:
    names = [cell.attributes["data-snippet"] for page in read_pages(green) for cell in page.cells]
    assert sorted(names, key=str) == sorted(snippet.name for snippet in load_snippets(green))


def test_green(green: Path) -> None:
    tally = check(green)
    assert tally.failed == 0, tally.text(green)


def test_the_place_is_the_line_of_the_cell(project: Path) -> None:
    page = project / "site/index.html"
    text = page.read_text("utf-8").replace("<samp>5.0", "<samp>5.1")
    page.write_text(text, "utf-8")
    (failure,) = check(project).failures
    assert (failure.path, failure.promised, failure.printed) == (page, "5.0\n", "5.1\n")
    assert 'data-snippet="import/import-math"' in text.splitlines()[(failure.line or 0) - 1]


def test_markup_that_is_not_text_is_free(project: Path) -> None:
    page = project / "site/index.html"
    page.write_text(page.read_text("utf-8").replace('class="mf">25', 'class="other">25'), "utf-8")
    assert check(project).failed == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda embeds: change(embeds / "shop", "apples 3", "apples 4"), "tools/shop/report.txt"),
        (lambda embeds: change(embeds / "shop", "<py-cell", "<py-cell></py-cell><py-cell"), "has other cells"),
        (lambda embeds: shutil.rmtree(embeds / "shop"), "tools/shop is on a page and has no embed page"),
        (lambda embeds: shutil.copytree(embeds / "shop", embeds / "shops"), "embed page of 'shops', and there is no"),
    ],
    ids=["another output", "a second cell", "missing", "of no snippet"],
)
def test_an_embed_page_is_checked(change: Callable[[Path], None], said: str, project: Path) -> None:
    change(project / "site/embed")
    text = check(project).text(project)
    assert "site/embed/shop" in text
    assert said.removeprefix("tools/") in text
    assert text.rstrip().endswith(" 1 failed")


def change(embed: Path, old: str, new: str) -> None:
    page = embed / "index.html"
    page.write_text(page.read_text("utf-8").replace(old, new, 1), "utf-8")


def test_a_page_by_hand_is_checked_like_any_other(project: Path) -> None:
    (project / "site/own.html").write_text('<py-cell id="import-math" data-snippet="import/import-math"></py-cell>')
    text = check(project).text(project)
    assert "site/own.html:1" in text
    assert "(files)" in text
