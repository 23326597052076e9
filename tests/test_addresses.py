"""No address that was published once is lost: the build refuses, and says how to keep it."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from importable.addresses import LIST, keep_addresses, way_out
from importable.build import build

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def listed(project: Path) -> list[str]:
    return (project / LIST).read_text("utf-8").split()


def rename_cell(project: Path) -> None:
    (project / "snippets/import/two-files").rename(project / "snippets/import/two-modules")
    index = project / "docs/index.md"
    index.write_text(index.read_text("utf-8").replace("two-files", "two-modules"), "utf-8")


def move_page(project: Path) -> None:
    (project / "docs/tools.md").rename(project / "docs/instruments.md")


def remove_section(project: Path) -> None:
    page = project / "docs/import.md"
    page.write_text(page.read_text("utf-8").replace("# Import\n", "# All about it\n"), "utf-8")


def write_alias_of_cell(project: Path) -> None:
    (project / "snippets/import/two-modules/snippet.toml").write_text('aliases = ["two-files"]\n', "utf-8")


def write_alias_of_page(project: Path) -> None:
    page = project / "docs/instruments.md"
    page.write_text(f"---\naliases: [tools]\n---\n\n{page.read_text('utf-8')}", "utf-8")


def write_anchor(project: Path) -> None:
    page = project / "docs/import.md"
    page.write_text(page.read_text("utf-8") + "\n[](){ #import }\n", "utf-8")


CHANGES: dict[str, tuple[Callable[[Path], None], str, Callable[[Path], None]]] = {
    "a cell has another id": (rename_cell, "./#two-files", write_alias_of_cell),
    "a page has another name": (move_page, "tools/", write_alias_of_page),
    "a section is gone": (remove_section, "import/#import", write_anchor),
}


def test_the_first_build_lists_pages_sections_and_cells(project: Path) -> None:
    addresses = listed(project)
    assert {"./", "./#start", "./#two-files", "import/", "import/#dice", "tools/#tools"} <= set(addresses)
    assert [address for address in addresses if "two-files" in address] == ["./#two-files", "embed/two-files/"]
    assert addresses == sorted(addresses)


@pytest.mark.parametrize("change", CHANGES)
def test_what_loses_an_address_is_refused_until_there_is_an_alias(
    change: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = listed(project)
    lose, address, keep = CHANGES[change]
    lose(project)
    assert build(project) == 1
    assert f"{address} leads nowhere any more. {way_out(address)}" in capfd.readouterr().err
    assert set(before) <= set(listed(project))
    keep(project)
    assert build(project) == 0
    assert set(before) <= set(listed(project))


def test_a_copy_of_the_site_begins_a_list_of_its_own(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "docs/tools.md").unlink()
    assert build(project) == 1
    assert f"delete {LIST} and build" in capfd.readouterr().err
    (project / LIST).unlink()
    assert build(project) == 0
    assert "import/#dice" in listed(project)
    assert "tools/" not in listed(project)


def test_the_way_out_is_the_same_for_a_cell_and_its_embed_page(
    project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    rename_cell(project)
    assert build(project) == 1
    said = capfd.readouterr().err
    assert [line for line in said.splitlines() if "leads nowhere any more" in line] == [
        f"{LIST}: {address} leads nowhere any more. {way_out(address)}"
        for address in ("./#two-files", "embed/two-files/")
    ]
    assert said.count('aliases = ["two-files"]') == 2


def test_what_is_new_is_added_and_nothing_is_taken_away(project: Path) -> None:
    (project / LIST).write_text("./\ntools/#tools\n", "utf-8")
    assert keep_addresses(project) == []
    assert "import/#dice" in listed(project)


def test_ci_wants_the_list_to_be_whole(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    whole = listed(project)
    (project / LIST).write_text("./\n", "utf-8")
    [reason] = keep_addresses(project)
    assert "Run scripts/build and commit the list" in reason
    assert f"{len(whole) - 1} addresses" in reason
    assert listed(project) == ["./"]
