"""The list of the links that lead out of the site."""

from pathlib import Path

import pytest
from importable.links import outside_links

PAGE = """<nav><a href="https://theme.example/">theme</a></nav>
<article><a href="https://b.example/#x">b</a> <a href="../import/">in</a> <a href="http://a.example/">a</a></article>"""


def test_each_address_has_its_pages(tmp_path: Path) -> None:
    for name in ("index.html", "import/index.html"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(PAGE, "utf-8")
    pages = ["import/", "the first page"]
    assert outside_links(tmp_path) == {"http://a.example/": pages, "https://b.example/#x": pages}


def test_without_a_site_there_is_no_list(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no built site"):
        outside_links(tmp_path)
