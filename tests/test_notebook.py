"""A page as a notebook."""

import sys
from pathlib import Path

import nbformat
import pytest
from importable.build import build
from importable.load import load_snippet
from importable.notebook import make_notebook
from nbclient import NotebookClient

sys.path.insert(0, str(Path(__file__).parent))  # for the fixtures
pytest_plugins = ["small_project"]


def notebook_of(project: Path, page: str) -> nbformat.NotebookNode:
    made: nbformat.NotebookNode = nbformat.read(project / "site" / page, as_version=4)
    return made


def shown(markdown: str) -> list[str]:
    """The text of a page without cells."""
    made = make_notebook(
        markdown, {}, lambda to, id: f"https://site.example/{to.removesuffix('.md')}{'/' * bool(to)}{id}"
    )
    nbformat.validate(made)
    return [cell.source for cell in made.cells]


TEXTS = {
    "a heading with an id": ("## Ways {#ways}\n", "## Ways"),
    "a heading with a class": ("# Cheat sheet {.one-sheet}\n", "# Cheat sheet"),
    "a link to a page": ("See [a](b.md).", "See [a](https://site.example/b/)."),
    "a link to a section": ("See [a](b.md#c).", "See [a](https://site.example/b/#c)."),
    "a link to a section of this page": ("See [a](#c).", "See [a](https://site.example/#c)."),
    "a link out of the site": ("See [a](https://b.example/c.md#d).", "See [a](https://b.example/c.md#d)."),
    "an anchor": ("[](){ #old }\nText.", "Text."),
    "a note": (
        '!!! note "The page"\n\n    It runs.\n\n    More.\n\nText.\n',
        "> **The page**\n>\n> It runs.\n>\n> More.\n\nText.",
    ),
    "braces in code": ("`{#x}` is no id.", "`{#x}` is no id."),
}


@pytest.mark.parametrize("name", TEXTS)
def test_the_text_is_markdown_alone(name: str) -> None:
    markdown, text = TEXTS[name]
    assert shown(markdown) == [text]


def test_a_page_without_cells_has_nothing_to_set_up() -> None:
    assert shown("") == []


def test_each_page_with_cells_has_one(project: Path) -> None:
    found = sorted(path.relative_to(project / "site").as_posix() for path in (project / "site").rglob("*.ipynb"))
    assert found == ["import/import.ipynb", "index.ipynb", "tools/tools.ipynb"]
    for name in found:
        nbformat.validate(notebook_of(project, name))


def test_a_link_that_leads_nowhere_is_reported_as_one(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with (project / "docs/tools.md").open("a", encoding="utf-8") as page:
        page.write("\nSee [that](gone.md#there).\n")
    assert build(project) != 0
    said = capfd.readouterr().err
    assert "'tools.md' contains a link 'gone.md#there'" in said
    assert "Traceback" not in said


def test_the_documented_outputs_are_in_it(project: Path) -> None:
    made = notebook_of(project, "tools/tools.ipynb")
    outputs = [output.text for cell in made.cells for output in cell.get("outputs", [])]
    names = ("tools/ask", "tools/lazy", "tools/quiet", "tools/shop")
    assert outputs == [run.output for name in names for run in load_snippet(project, name).runs if run.output]


def printed(cell: nbformat.NotebookNode) -> str:
    """What a command printed; IPython gives it a terminal, which ends lines in its own way, and passes it on in parts."""
    return "".join(output.text for output in cell.outputs).replace("\r\n", "\n")


def test_run_from_its_first_cell_to_its_last_it_prints_what_the_page_says(project: Path, tmp_path: Path) -> None:
    made = notebook_of(project, "tools/tools.ipynb")
    commands = [cell for cell in made.cells if cell.source.startswith("!")]
    promised = [printed(cell) for cell in commands]
    NotebookClient(made, timeout=60, resources={"metadata": {"path": str(tmp_path)}}).execute()
    for cell, promise in zip(commands, promised, strict=True):
        if not cell.source.startswith("!cd lazy"):  # that one needs a newer Python
            assert printed(cell) == promise, cell.source
    assert (tmp_path / "shop/shop/__init__.py").read_text("utf-8") == ""
    assert (tmp_path / "shop/shop/prices.py").read_text("utf-8") == "APPLE = 3\n"
