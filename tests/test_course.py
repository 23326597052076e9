"""The course of links of a built site."""

import sys
import zipfile
from pathlib import Path

import pytest
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


def test_a_copy_at_another_address_leads_to_itself(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.org/course")
    (project / "mkdocs.yml").write_text(
        (project / "mkdocs.yml").read_text("utf-8").replace("site_name: Importable", "site_name: Modules & more"),
        "utf-8",
    )
    with (project / "docs/tools.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [Import](import.md).\n")
    assert build(project) == 0
    site = project / "site"
    with zipfile.ZipFile(site / "course.imscc") as archive:
        links = [archive.read(name).decode() for name in archive.namelist()]
        assert '<lom:string language="en">Modules &amp; more<' in links[0]
        assert all('href="https://example.org/course/' in link for link in links[1:])
    with zipfile.ZipFile(site / "examples.zip") as archive:
        assert archive.read("README.txt").startswith(b"The examples of Modules & more, https://example.org/course/\n")
    assert "(https://example.org/course/import/)" in (site / "tools/tools.ipynb").read_text("utf-8")
    assert 'href="https://example.org/course/tools/"' in (site / "tools/index.html").read_text("utf-8")
