"""The course of links of a built site."""

import sys
import zipfile
from pathlib import Path

from importable.build import build
from importable.cartridge import LINK_NS, MANIFEST, PACKAGE_NS
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]

NS = {"cc": PACKAGE_NS, "wl": LINK_NS}
NAV = """
nav:
  - Home: index.md
  - Learn:
      - import: import.md
      - Deep:
          - tools.md
  - Elsewhere: https://elsewhere.example/
  - About:
      - About: about.md
"""


def course(project: Path) -> dict[str, list[tuple[str, str | None]]]:
    """By module: titles, and what they lead to, within the site."""
    with zipfile.ZipFile(project / "site/course.imscc") as archive:
        tree = etree.fromstring(archive.read(MANIFEST))
        files = {
            one.get("identifier"): one[0].get("href") or "" for one in tree.iterfind("cc:resources/cc:resource", NS)
        }
        links = {}
        for identifier, file in files.items():
            url = etree.fromstring(archive.read(file)).find("wl:url", NS)
            assert url is not None
            links[identifier] = (url.get("href") or "").removeprefix("http://127.0.0.1:8000/")
    return {
        module[0].text or "": [
            (item[0].text or "", links.get(item.get("identifierref")))
            for item in module.iterdescendants(f"{{{PACKAGE_NS}}}item")
        ]
        for module in tree.iterfind("cc:organizations/cc:organization/cc:item/cc:item", NS)
    }


def test_each_section_of_the_navigation_is_a_module_and_so_is_a_page_of_its_own(project: Path) -> None:
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + NAV, "utf-8")
    (project / "docs/about.md").write_text("# About\n", "utf-8")
    page = project / "docs/import.md"
    dice = "```pycell\nrandom/dice"
    page.write_text(page.read_text("utf-8").replace(dice, f"## Dice & *coins* {{#dice-and-coins}}\n\n{dice}"), "utf-8")
    assert build(project) == 0
    assert course(project) == {
        "Start": [("Start", "")],
        "Learn": [
            ("Import", None),
            ("Import: the whole page", "import/"),
            ("Dice & coins", "import/#dice-and-coins"),
            ("Deep", None),
            ("Tools", "tools/"),
        ],
    }


def test_sections_that_can_be_read_only_are_not_in_it(project: Path) -> None:
    page = project / "docs/tools.md"
    page.write_text(page.read_text("utf-8") + "\n## Further reading\n", "utf-8")
    assert build(project) == 0
    assert course(project)["Tools"] == [("Tools", "tools/")]


def test_the_same_site_makes_the_same_file(project: Path, green: Path) -> None:
    assert build(project) == 0
    assert (project / "site/course.imscc").read_bytes() == (green / "site/course.imscc").read_bytes()
