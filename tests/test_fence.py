"""A fence that is wrong stops the build, in strict mode and out of it."""

import subprocess
import sys
from pathlib import Path

import pytest
from importable.paths import ROOT
from selectolax.lexbor import LexborHTMLParser

SETTINGS = """\
site_name: Test
markdown_extensions:
  - pymdownx.superfences:
      custom_fences:
        - name: pycell
          class: pycell
          validator: !!python/name:importable.fence.validate
          format: !!python/name:importable.fence.render
"""


def build(root: Path, page: str, *options: str) -> subprocess.CompletedProcess[str]:
    (root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    folder = root / "snippets/import/import-math"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "main.py").write_text("print(5.0)\n", "utf-8")
    (folder / "output.txt").write_text("5.0\n", "utf-8")
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(page, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", *options]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


WRONG = [
    ("names nothing", "```pycell\n```\n", "one snippet's name"),
    ("unknown snippet", "```pycell\nimport/none\n```\n", "there is no snippet 'import/none'"),
    ("no page", "```pycell\nimport-math\n```\n", "is no snippet's name"),
    ("two names", "```pycell\nimport/import-math\nimport/import-math\n```\n", "one snippet's name"),
    ("code in the page", "```pycell\nprint(1)\n```\n", "is no snippet's name"),
    ("outside", "```pycell\n../docs\n```\n", "is no snippet's name"),
    ("options", '```pycell title="x"\nimport/import-math\n```\n', "takes no options"),
]


@pytest.mark.parametrize("options", [(), ("--strict",)])
@pytest.mark.parametrize(("page", "words"), [pytest.param(*row[1:], id=row[0]) for row in WRONG])
def test_wrong_fence_stops_the_build(tmp_path: Path, page: str, words: str, options: tuple[str, ...]) -> None:
    done = build(tmp_path, page, *options)
    assert done.returncode != 0
    assert words in done.stdout + done.stderr


def test_broken_snippet_stops_the_build(tmp_path: Path) -> None:
    build(tmp_path, "x\n")
    (tmp_path / "snippets/import/import-math/snippet.toml").write_text("x = 1\n")
    done = build(tmp_path, "```pycell\nimport/import-math\n```\n")
    assert done.returncode != 0
    assert "unknown key 'x'" in done.stdout + done.stderr


def test_right_fence_is_a_cell_and_not_in_a_paragraph(tmp_path: Path) -> None:
    done = build(tmp_path, "Before.\n\n```pycell\nimport/import-math\n```\n\nAfter.\n", "--strict")
    assert done.returncode == 0, done.stderr
    tree = LexborHTMLParser((tmp_path / "site/index.html").read_text("utf-8"))
    assert [cell.attributes["id"] for cell in tree.css("py-cell")] == ["import-math"]
    assert not tree.css("p py-cell")
    assert str(ROOT) not in done.stdout
