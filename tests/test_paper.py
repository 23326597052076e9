"""Addresses for who reads a page on paper."""

import sys
from pathlib import Path

import pytest
from importable.paper import with_addresses
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("https://modules.example/import/", "modules.example/import/#a-cell"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000/#a-cell"),
        ("https://host.example/a%20course/import/", "host.example/a%20course/import/#a-cell"),
        ("import/", "import/#a-cell"),
    ],
)
def test_an_address_is_as_somebody_types_it(page: str, address: str) -> None:
    html = with_addresses('<py-cell id="a-cell" data-snippet="import/a-cell"></py-cell>', page)
    assert html == f'<py-cell id="a-cell" data-address="{address}" data-snippet="import/a-cell"></py-cell>'


def test_each_cell_of_a_built_page_has_its_address(green: Path) -> None:
    tree = LexborHTMLParser((green / "site/tools/index.html").read_text("utf-8"))
    cells = tree.css("py-cell")
    assert len(cells) == 4
    for cell in cells:
        assert (cell.attributes["data-address"] or "").endswith(f"/tools/#{cell.attributes['id']}")
