"""What search engines and messengers read of a page."""

import json
import re
import shutil
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from importable.heads import data_script, quoted, with_cell_card, with_head
from importable.paths import ROOT
from mkdocs.exceptions import PluginError
from PIL import Image
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

SITE = "https://modules.example/course/"
EMBED = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>Two "files" &amp; more</title>
<meta name="description" content="A &lt;cell&gt;.">
</head>
<body><py-cell id="two-files"></py-cell></body>
</html>
"""


def metas(tree: LexborHTMLParser) -> dict[str, str]:
    """Names and properties to contents."""
    nodes = tree.css("head meta[content]")
    return {
        node.attributes.get("property") or node.attributes.get("name") or "": node.attributes["content"] or ""
        for node in nodes
    }


def data(tree: LexborHTMLParser) -> dict[str, Any]:
    [script] = tree.css('head script[type="application/ld+json"]')
    found: dict[str, Any] = json.loads(script.text())
    return found


@pytest.fixture(scope="module")
def project(green: Path, build_first: Callable[..., None], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project at an address of its own, with words that could break an attribute or a script."""
    root = tmp_path_factory.mktemp("heads") / "project"
    shutil.copytree(green, root)
    for name, front, heading in (
        ("import.md", 'aliases: ["old"]', "# Import\n"),
        (
            "tools.md",
            "description: 'Say \"x\" & </script><b>, too.'",
            "# Tools & `<more>` {#tools}\n\n## A <!-- --> part\n",
        ),
    ):
        path = root / "docs" / name
        text = path.read_text("utf-8").split("\n", 1)[1]
        path.write_text(f"---\n{front}\n---\n\n{heading}{text}", "utf-8")
    build_first(root, SITE_URL=SITE)
    return root


@pytest.fixture(scope="module")
def pages(project: Path) -> dict[str, LexborHTMLParser]:
    """Its pages, by address."""
    names = {"": "index.html", "import/": "import/index.html", "tools/": "tools/index.html"}
    return {page: LexborHTMLParser((project / "site" / name).read_text("utf-8")) for page, name in names.items()}


def test_each_page_says_what_it_is_and_where(pages: dict[str, LexborHTMLParser], project: Path) -> None:
    for page, tree in pages.items():
        said = metas(tree)
        canonical = tree.css_first("link[rel=canonical]")
        assert canonical
        assert canonical.attributes["href"] == said["og:url"] == data(tree)["url"] == SITE + page
        assert said["description"] == said["og:description"] == data(tree)["description"] != ""
        assert said["og:title"] == data(tree)["name"] != ""
        assert said["og:type"] == ("article" if page else "website")
        assert said["twitter:card"] == "summary_large_image"
        picture = project / "site" / said["og:image"].removeprefix(SITE)
        size = (int(said["og:image:width"]), int(said["og:image:height"]))
        assert Image.open(picture).size == size
        assert data(tree)["image"] == said["og:image"]


def test_words_of_a_page_stay_words(pages: dict[str, LexborHTMLParser]) -> None:
    tree = pages["tools/"]
    assert metas(tree)["og:title"] == "Tools & <more>"
    assert metas(tree)["description"] == 'Say "x" & </script><b>, too.'
    assert data(tree)["description"] == 'Say "x" & </script><b>, too.'
    assert len(tree.css("head b")) == 0


def test_what_a_page_is_to_a_learner(pages: dict[str, LexborHTMLParser]) -> None:
    found = data(pages["import/"])
    assert found["@type"] == "LearningResource"
    assert found["@context"] == "https://schema.org"
    assert found["isAccessibleForFree"] is True
    assert found["inLanguage"] == "en"
    assert found["learningResourceType"] == "course"  # no navigation here, so no section
    assert found["isPartOf"] == {"@type": "WebSite", "name": "Importable", "url": SITE}


@pytest.mark.parametrize("text", ["</script>", "<!--<script>", "x</ScRiPt >y", "&amp; \u2028"])
def test_no_text_ends_the_script_that_holds_it(text: str) -> None:
    html = f"<!doctype html><html><head>{data_script({'name': text})}</head><body><p>after</p></body></html>"
    tree = LexborHTMLParser(html)
    assert data(tree) == {"name": text}
    assert tree.css_first("body > p") is not None


def test_the_page_of_one_cell_gets_its_card() -> None:
    tree = LexborHTMLParser(with_cell_card(EMBED, "two-files", "Importable", SITE))
    said = metas(tree)
    assert said["og:title"] == 'Two "files" & more'
    assert said["og:description"] == "A <cell>."
    assert said["og:url"] == f"{SITE}embed/two-files/"
    assert said["og:image"] == f"{SITE}assets/cards/cells/two-files.png"
    assert tree.css_first("body > py-cell") is not None


def test_a_page_without_a_head_stops_the_build() -> None:
    with pytest.raises(PluginError, match="without a </head>"):
        with_head("<p>Only this.</p>", "")


def test_only_the_description_is_quoted() -> None:
    html = '<meta name="description" content="a "b" c"><p>a "b" c</p>'
    assert quoted(html, 'a "b" c') == '<meta name="description" content="a &quot;b&quot; c"><p>a "b" c</p>'


def test_each_page_of_ours_has_a_description_of_its_own() -> None:
    texts = {path.name: path.read_text("utf-8") for path in (ROOT / "docs").glob("*.md")}
    found = {name: re.match(r'---\ndescription: "([^\n]{40,260})"\n', text) for name, text in texts.items()}
    assert [name for name, match in found.items() if match is None] == []
    assert len({match[1] for match in found.values() if match}) == len(texts)


def test_the_sitemap_has_the_pages_that_we_write_and_no_others(
    pages: dict[str, LexborHTMLParser], project: Path
) -> None:
    assert (project / "site/old/index.html").exists()
    namespace = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = ET.parse(project / "site/sitemap.xml").getroot().iter(f"{namespace}loc")
    assert sorted(place.text or "" for place in places) == [f"{SITE}{page}" for page in sorted(pages)]
