"""What a page says of Pyodide before it is wanted."""

import json
import sys
from pathlib import Path

import pytest
from importable.core import with_core
from mkdocs.exceptions import PluginError
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def named(html: str) -> list[str | None]:
    """The addresses that a page's head names."""
    return [meta.attributes.get("content") for meta in LexborHTMLParser(html).css("head meta[name=pyodide]")]


def test_each_page_with_a_cell_names_the_file_of_the_pin(green: Path) -> None:
    pin = json.loads((green / "docs/assets/cells/pyodide.json").read_text("utf-8"))
    texts = {
        path.relative_to(green / "site").as_posix(): path.read_text("utf-8") for path in green.rglob("site/**/*.html")
    }
    with_cell = {name for name, text in texts.items() if "<py-cell " in text}
    assert with_cell >= {"index.html", "import/index.html", "embed/two-files/index.html"}
    assert "404.html" not in with_cell
    for name, text in texts.items():
        assert named(text) == ([f"{pin['cdn']}pyodide.asm.wasm"] if name in with_cell else [])


def test_an_address_is_written_so_that_it_ends_no_attribute() -> None:
    assert named(with_core("<head></head>", 'https://cdn.example/?a="&b/x')) == ['https://cdn.example/?a="&b/x']


def test_a_page_without_a_head_stops_the_build() -> None:
    with pytest.raises(PluginError, match="without a </head>"):
        with_core("<p>Only a part.</p>", "https://cdn.example/x")
