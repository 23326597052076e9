"""Embed pages: each cell alone, with the way to its full page, and what a system is told that asks how to show it."""

import json
import re
import sys
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urljoin

import pytest
from importable.build import build
from importable.load import load_snippets
from importable.page_checks import read_pages
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

SITE = "http://127.0.0.1:8000/"


def embed(root: Path, id: str) -> LexborHTMLParser:
    return LexborHTMLParser((root / f"site/embed/{id}/index.html").read_text("utf-8"))


def attribute(page: LexborHTMLParser, selector: str, name: str) -> str:
    node = page.css_first(selector)
    assert node, selector
    return node.attributes[name] or ""


def test_each_snippet_has_one_with_the_cell_of_its_page(green: Path) -> None:
    # But for the address that a page prints below a cell (paper.py).
    cells = {
        cell.attributes["id"]: re.sub(r' data-address="[^"]*"', "", cell.html or "")
        for page in read_pages(green)
        for cell in page.cells
    }
    assert len(cells) == len(load_snippets(green))
    assert sorted(path.name for path in (green / "site/embed").iterdir()) == sorted(map(str, cells))
    for id, cell in cells.items():
        assert [node.html for node in embed(green, str(id)).css("main > py-cell")] == [cell]


@pytest.mark.parametrize(
    ("id", "home", "canonical", "title"),
    [
        ("two-files", "#two-files", "", "Two files – Start – Importable"),
        ("dice", "import/#dice", "import/", "Dice – Import – Importable"),
        ("ask", "tools/#ask", "tools/", "Two lines – Tools – Importable"),  # it has a caption
    ],
)
def test_it_leads_to_the_full_page(id: str, home: str, canonical: str, title: str, green: Path) -> None:
    page = embed(green, id)
    assert urljoin(f"{SITE}embed/{id}/", attribute(page, "a.embed-home", "href")) == SITE + home
    assert attribute(page, "link[rel=canonical]", "href") == SITE + canonical
    found = page.css_first("title")
    assert found
    assert found.text() == title


def test_it_loads_nothing_of_the_theme_and_a_search_is_not_sent_away(green: Path) -> None:
    page = embed(green, "dice")
    loaded = [
        node.attributes.get("href") or node.attributes.get("src") for node in page.css("[rel=stylesheet], script")
    ]
    assert loaded == [
        "../../assets/cells/py-cell.css",
        "../../assets/embed.css",
        "../../assets/embed-theme.js",
        "../../assets/cells/py-cell.js",
        "../../assets/embed.js",
    ]
    assert not page.css("meta[name=robots]")  # its canonical address says whose copy it is
    assert "embed/" not in (green / "site/sitemap.xml").read_text("utf-8")
    assert "embed/" not in (green / "site/search/search_index.json").read_text("utf-8")


def test_a_system_that_asks_is_given_a_frame(green: Path) -> None:
    page = embed(green, "ask")
    address = attribute(page, "link[type='application/json+oembed']", "href")
    assert address == f"{SITE}embed/ask/oembed.json"
    answer = json.loads((green / "site/embed/ask/oembed.json").read_text("utf-8"))
    assert {name: answer[name] for name in ("version", "type", "title", "provider_name", "provider_url")} == {
        "version": "1.0",
        "type": "rich",
        "title": "Two lines – Tools – Importable",
        "provider_name": "Importable",
        "provider_url": SITE,
    }
    (frame,) = LexborHTMLParser(answer["html"]).css("iframe")
    assert frame.attributes["src"] == f"{SITE}embed/ask/"
    assert (frame.attributes["width"], frame.attributes["height"]) == (str(answer["width"]), str(answer["height"]))
    allowed = (frame.attributes["sandbox"] or "").split()
    assert "allow-scripts" in allowed
    assert not any(token.startswith("allow-top-navigation") for token in allowed)


def test_an_old_id_leads_to_it(project: Path) -> None:
    (project / "snippets/import/two-files/snippet.toml").write_text('aliases = ["old"]\n', "utf-8")
    assert build(project) == 0
    page = embed(project, "old")
    assert urljoin(f"{SITE}embed/old/", attribute(page, "a", "href")) == f"{SITE}embed/two-files/"
    assert urljoin(f"{SITE}embed/old/", attribute(page, "script", "src")) == f"{SITE}assets/moved.js"
    assert attribute(page, "link[rel=canonical]", "href") == f"{SITE}embed/two-files/"
    assert page.css_first("meta[http-equiv=Content-Security-Policy]")


def same_id(project: Path) -> None:
    (project / "snippets/random/coin").rename(project / "snippets/random/shop")
    page = project / "docs/import.md"
    page.write_text(page.read_text("utf-8").replace("random/coin", "random/shop"), "utf-8")


def alias_of_another(project: Path) -> None:
    (project / "snippets/import/two-files/snippet.toml").write_text('aliases = ["dice"]\n', "utf-8")


def page_in_its_place(project: Path) -> None:
    page = project / "docs/embed/shop.md"
    page.parent.mkdir()
    page.write_text("# Shop\n", "utf-8")


REFUSED: dict[Callable[[Path], None], str] = {
    same_id: "The snippets random/shop and tools/shop both have 'shop' as their id or alias",
    alias_of_another: "The snippets import/two-files and random/dice both have 'dice' as their id or alias",
    page_in_its_place: "docs/ has a page where its embed page belongs",
}


@pytest.mark.parametrize("change", REFUSED)
def test_two_for_one_address_stop_the_build(
    change: Callable[[Path], None], project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    change(project)
    assert build(project) != 0
    assert REFUSED[change] in capfd.readouterr().err
