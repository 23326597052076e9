"""The line with what can be taken along from a page."""

import json
import sys
from pathlib import Path
from posixpath import join, normpath

import pytest
from importable.downloads import with_downloads
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def linked(page: Path) -> list[str]:
    return [link.attributes["href"] or "" for link in LexborHTMLParser(page.read_text("utf-8")).css(".downloads a")]


@pytest.mark.parametrize("page", ["", "import/", "tools/"])
def test_a_page_with_cells_ends_with_links_to_its_notebook_and_to_all_examples(page: str, green: Path) -> None:
    site = green / "site"
    notebook, examples = (normpath(join(page, link)) for link in linked(site / page / "index.html"))
    assert notebook == f"{page}{page.strip('/') or 'index'}.ipynb"
    assert examples == "examples.zip"
    assert (site / notebook).is_file()
    assert (site / examples).is_file()


def test_other_pages_have_none(project: Path) -> None:
    assert linked(project / "site/404.html") == []


def test_the_search_does_not_find_it(green: Path) -> None:
    index = json.loads((green / "site/search/search_index.json").read_text("utf-8"))
    assert "import math" in str(index)
    assert "take along" not in str(index)


@pytest.mark.parametrize("html", ["<p>A page</p>", "<article></article><article></article>"])
def test_a_page_that_ends_in_another_way_stops_the_build(html: str) -> None:
    with pytest.raises(PluginError, match=r"a\.md has [02] times"):
        with_downloads(html, "a/", "a.md")
