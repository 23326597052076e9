"""Pages that had another address once."""

import sys
from pathlib import Path

import pytest
from importable.build import build
from selectolax.lexbor import LexborHTMLParser

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def give_alias(project: Path, page: str, alias: str) -> None:
    path = project / "docs" / page
    path.write_text(f'---\naliases: ["{alias}"]\n---\n\n{path.read_text("utf-8")}', "utf-8")


@pytest.mark.parametrize(
    ("alias", "target", "root"), [("old", "../import/", "../"), ("deep/er/old/", "../../../import/", "../../../")]
)
def test_the_old_address_leads_to_the_page(alias: str, target: str, root: str, project: Path) -> None:
    give_alias(project, "import.md", alias)
    assert build(project) == 0
    page = LexborHTMLParser((project / "site" / alias / "index.html").read_text("utf-8"))
    link, script, canonical = page.css_first("a"), page.css_first("script"), page.css_first("link")
    assert link
    assert script
    assert canonical
    assert link.attributes["href"] == target
    assert script.attributes["src"] == f"{root}assets/moved.js"
    assert (canonical.attributes["href"] or "").endswith("/import/")
    assert page.css_first("meta[http-equiv=Content-Security-Policy]")


@pytest.mark.parametrize("alias", ["tools", "import"])
def test_an_address_that_another_page_has_stops_the_build(
    alias: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    give_alias(project, "index.md", alias)
    assert build(project) != 0
    assert f"index.md: the alias '{alias}' is the address of {alias}.md" in capfd.readouterr().err
