"""The static HTML of a cell: everything is there, to the letter, whatever stands in the files."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importable.html import cell_html, highlight_python
from importable.load import load_snippet
from selectolax.lexbor import LexborHTMLParser, LexborNode


def cell(root: Path, files: dict[str, str]) -> LexborNode:
    for name, text in {"main.py": "print(1)\n", "output.txt": "1\n", **files}.items():
        path = root / "snippets/page/id" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = LexborHTMLParser(cell_html(load_snippet(root, "page/id"))).css_first("py-cell")
    assert found
    return found


@pytest.mark.parametrize(
    "text",
    [
        "print(1)\n",
        "\n\nprint(1)\n\n\n",
        "x = '<b>&amp;</b>'\n",
        "x = 1",
        "",
        "def f(:\n",
        "\tx\n",
        "# é 日本 🐍\n",
        "s = '''\n\n```\n'''\n",
    ],
)
def test_code_is_shown_to_the_letter(tmp_path: Path, text: str) -> None:
    codes = cell(tmp_path, {"main.py": text}).css("pre[data-file] > code")
    assert [code.text() for code in codes] == [text]


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0", exclude_categories=["Cc"]))


@given(TEXTS.filter(lambda text: not text.startswith("\ufeff")))  # the loader refuses that, and Pygments drops it
def test_highlighting_keeps_the_text(text: str) -> None:
    shown = LexborHTMLParser(f"<p>{highlight_python(text)}</p>").css_first("p")
    assert shown
    assert shown.text() == text


def test_ids_that_the_cell_once_had_lead_to_it(tmp_path: Path) -> None:
    shown = cell(tmp_path, {"snippet.toml": 'aliases = ["older", "oldest"]\n'})
    assert [node.attributes["id"] for node in shown.css("py-cell > span[id]")] == ["older", "oldest"]


def test_attributes(tmp_path: Path) -> None:
    shown = cell(tmp_path, {"snippet.toml": 'title = "A \\"title\\" & <more>"\nstdin = "a\\nb\\n"\n'})
    assert shown.attributes == {
        "id": "id",
        "data-snippet": "page/id",
        "data-title": 'A "title" & <more>',
        "data-stdin": "a\nb\n",
    }


def test_runs_and_outputs(tmp_path: Path) -> None:
    toml = '[[run]]\n[[run]]\ncommand = "python main.py x"\noutput = "b.txt"\nexit = 3\n'
    shown = cell(tmp_path, {"snippet.toml": toml, "b.txt": "<script>\n"})
    runs = shown.css("[data-command]")
    assert [run.attributes.get("data-exit") for run in runs] == ["0", "3"]
    assert [output.text() for output in shown.css("[data-output]")] == ["1\n", "<script>\n"]
    assert [command.text() for command in shown.css(".py-cell-command")] == ["$ python main.py", "$ python main.py x"]


def test_what_varies_is_marked_and_said(tmp_path: Path) -> None:
    shown = cell(tmp_path, {"output.txt": "n = 57\n", "snippet.toml": '[[varies]]\nshown = "57"\nis = "int 1..100"\n'})
    mark = shown.css_first("mark[data-varies]")
    assert mark
    assert (mark.text(), mark.attributes["data-varies"]) == ("57", "int 1..100")
    assert "57 varies: a whole number from 1 to 100." in shown.text()


def test_a_cell_that_needs_another_python_than_the_pages_is_still_and_says_so(tmp_path: Path) -> None:
    shown = cell(tmp_path, {"snippet.toml": 'python = ">=3.15"\n'})
    assert "data-still" in shown.attributes
    assert "This needs Python 3.15, and this page runs Python 3.14" in shown.text()
    assert "data-still" not in cell(tmp_path, {"snippet.toml": 'python = ">=3.14"\n'}).attributes


def test_silent_is_said(tmp_path: Path) -> None:
    assert (
        "It prints nothing."
        in cell(tmp_path, {"main.py": "", "output.txt": "", "snippet.toml": "silent = true\n"}).text()
    )
