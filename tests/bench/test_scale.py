"""A larger site is made of copies of this one."""

from pathlib import Path

from importable.bench.scale import make_project
from importable.load import load_snippet, snippet_names


def fences(page: Path) -> list[str]:
    lines = page.read_text("utf-8").splitlines()
    return [lines[number + 1].strip() for number, line in enumerate(lines) if line.strip() == "```pycell"]


def test_it_has_as_many_snippets_as_wanted_each_on_its_page(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", 230)
    names = snippet_names(root)
    assert len(names) >= 230
    assert load_snippet(root, "import-2/import-math-2" if "import-2/import-math-2" in names else names[-1])
    assert len({name.split("/")[1] for name in names}) == len(names)  # an id is there once on the whole site
    shown = {name for page in (root / "docs").glob("*.md") for name in fences(page)}
    assert shown <= set(names)
    assert any(name.split("/")[0].endswith("-2") for name in shown)
