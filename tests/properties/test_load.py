"""The loader and the page: what lies in a folder comes out as it is, or the place and the reason are told."""

import random
import tempfile
from collections.abc import Iterator
from contextlib import chdir, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import markdown
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from importable import fence
from importable.load import KEYS, RUN_KEYS, VARIES_KEYS, load_snippet
from importable.snippet import Snippet, SnippetError
from selectolax.lexbor import LexborHTMLParser, LexborNode

from .hunt import tried
from .trees import FOLDER, HIDDEN, ODD_TEXTS, PATHS, Content, Link, Table, Tree, load, toml, trees, write


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="importable-") as path:
        yield Path(path)


# ── what is right ─────────────────────────────────────────────────────────────────────────────────────────


@tried(120)
@given(trees())
def test_a_snippet_is_what_lies_there(tree: Tree) -> None:
    with folder() as root:
        snippet = load(root, tree.written)
    assert snippet.contents == tree.files
    assert [asdict(run) for run in snippet.runs] == [expected_run(run, tree.prints) for run in tree.runs]
    values = [{"shown": value.shown, "is": value.kind.text} for value in snippet.varies]
    assert values == tree.settings.get("varies", [])
    assert (snippet.title, snippet.python) == (tree.settings.get("title"), tree.settings.get("python"))
    assert snippet.stdin == tree.settings.get("stdin", "")
    # The order of the tabs: those that are named, then main.py, then files before folders.
    names = [file.name for file in snippet.files]
    wanted = tree.settings.get("files", [])
    first = [] if isinstance(wanted, str) else wanted
    rest = sorted(set(names) - set(first), key=lambda name: (name != "main.py", name.count("/"), name))
    assert names == [*first, *rest]
    assert snippet.opened == (wanted if isinstance(wanted, str) else names[0])


def expected_run(row: Table, prints: dict[str, str]) -> Table:
    command, output, stderr = row.get("command", "python main.py"), row.get("output", "output.txt"), row.get("stderr")
    return {
        "command": command,
        "argv": tuple(command.split()[1:]),
        "output": prints[output],
        "output_name": output,
        "stderr": prints[stderr] if stderr else None,
        "exit": row.get("exit", 0),
    }


@tried(60)
@given(trees(), st.randoms(use_true_random=False))
def test_no_order_of_files_or_keys_matters(tree: Tree, shuffled: random.Random) -> None:
    def mixed(values: dict[str, Any]) -> dict[str, Any]:
        return dict(shuffled.sample(list(values.items()), len(values)))

    tables: Table = {
        key: [mixed(row) for row in tree.settings[key]] for key in ("run", "varies") if key in tree.settings
    }
    other = replace(tree, settings=mixed({**tree.settings, **tables}))
    with folder() as one, folder() as two:
        snippets = [load(one, tree.written), load(two, mixed(other.written))]
    assert replace(snippets[0], folder=Path()) == replace(snippets[1], folder=Path())


@tried(100)
@given(trees())
def test_a_page_shows_it_to_the_letter(tree: Tree) -> None:
    with folder() as root:
        check_page(load(root, tree.written), cell_on_a_page(root))


def check_page(snippet: Snippet, cell: LexborNode) -> None:
    """All that a snippet has is in its cell, as it is."""
    codes = [(pre.attributes["data-file"], code(pre)) for pre in cell.css("pre[data-file]")]
    assert codes == [(file.name, file.text) for file in snippet.files]
    outputs = [(pre.attributes["data-output"], pre.text()) for pre in cell.css("pre[data-output]")]
    assert outputs == [(run.output_name, run.output) for run in snippet.runs]
    runs = [(run.attributes["data-command"], run.attributes["data-exit"]) for run in cell.css("[data-command]")]
    assert runs == [(run.command, str(run.exit)) for run in snippet.runs]
    marks = [(mark.text(), mark.attributes["data-varies"]) for mark in cell.css("mark")]
    assert sorted(marks) == sorted((value.shown, value.kind.text) for value in snippet.varies)
    attributes = {"data-title": snippet.title or None, "data-stdin": snippet.stdin or None}
    assert {key: cell.attributes.get(key) for key in attributes} == attributes


def cell_on_a_page(root: Path) -> LexborNode:
    """The cell `page/id` as Markdown makes it and a browser reads it."""
    fences = [{"name": "pycell", "class": "pycell", "validator": fence.validate, "format": fence.render}]
    settings = {"pymdownx.superfences": {"custom_fences": fences}}
    with chdir(root):
        html = markdown.markdown(
            "# Page\n\n```pycell\npage/id\n```\n", extensions=["pymdownx.superfences"], extension_configs=settings
        )
    cells = LexborHTMLParser(html.encode()).css("py-cell")
    assert len(cells) == 1
    return cells[0]


def code(pre: LexborNode) -> str:
    assert len(pre.css("code")) == 1
    return pre.text()


# ── what is wrong ─────────────────────────────────────────────────────────────────────────────────────────

ODD_VALUES = [
    '""',
    "0",
    "-1",
    "1.5",
    "true",
    "nan",
    "1979-05-27",
    "[]",
    "[1]",
    "[[]]",
    "{}",
    "[{}]",
    "'x.py'",
    "'\\'",
    '"\\u0000"',
]
ODD_LINES = ["[run]", "[[run]]", "[[varies]]", "[[files]]", "run.command = 1", "x", "= 1", "#", "'a b' = 1", '"" = 1']
ODD_FILES: list[Content] = [
    b"",
    b"\xff",
    b"a\r\n",
    b"\0",
    b"\xef\xbb\xbfx = 1\n",
    FOLDER,
    Link("main.py"),
    Link("gone"),
]
VALUE = b"[[varies]]\nshown = '%s'\nis = 'int %d..99'\n"
KNOWN = [*KEYS, *RUN_KEYS, *VARIES_KEYS]


ODD_ROWS = st.lists(
    st.builds("{} = {}".format, st.sampled_from(KNOWN), st.sampled_from(ODD_VALUES))
    | st.sampled_from(ODD_LINES)
    | ODD_TEXTS,
    min_size=1,
    max_size=3,
)
ODD_CONTENTS = st.sampled_from(ODD_FILES) | ODD_TEXTS.map(str.encode)


@st.composite
def odd_settings(draw: st.DrawFn, text: str) -> bytes:
    """`snippet.toml` with lines gone, moved, changed and added."""
    lines = text.split("\n")
    for new in draw(ODD_ROWS):
        place = draw(st.integers(0, len(lines)))
        gone = lines[place : place + draw(st.integers(0, 1))]
        lines[place : place + len(gone)] = [new]
        lines += gone if draw(st.booleans()) else []
    return "\n".join(lines).encode()


@st.composite
def odd_folders(draw: st.DrawFn) -> dict[str, Content]:
    """A folder that was right, and something in it that may not be."""
    tree = draw(trees())
    contents: dict[str, Content] = dict(tree.written)
    what = draw(st.sampled_from(["file", "settings", "gone", "all"]))
    if what in ("file", "all"):
        contents[draw(st.sampled_from([*contents, "snippet.toml"]) | PATHS)] = draw(ODD_CONTENTS)
    if what in ("settings", "all"):
        contents["snippet.toml"] = draw(odd_settings(toml(tree.settings)))
    if what in ("gone", "all"):
        contents.pop(draw(st.sampled_from(list(contents))))
    return contents


@tried(250)
@given(odd_folders())
@example({"main.py": b"", "output.txt": b"1\n", "snippet.toml": b"title = '\xff'\n"})
@example({"main.py": b"", "output.txt": b"1\n", "snippet.toml": FOLDER})
@example({"main.py": b"", "output.txt": b"1\n", "snippet.toml": b"files = [[]]\n"})
@example({"main.py": b"", "output.txt": b"1\n", "snippet.toml": b"x = " + b"[" * 2000})
@example({"main.py": b"", "output.txt": b"1\n", "snippet.toml": b"x = " + b"1" * 5000})
@example({"main.py": b"", "output.txt": b"12\n", "snippet.toml": VALUE % (b"12", 0) + VALUE % (b"2", 0)})
@example({"main.py": b"", "output.txt": b"1\n", "caf\udce9.txt": b""})
def test_a_folder_is_a_snippet_or_the_place_and_the_reason_are_told(contents: dict[str, Content]) -> None:
    with folder() as root:
        write(root, contents)
        try:
            snippet = load_snippet(root, "page/id")
            shown = cell_on_a_page(root)
        except SnippetError as error:
            check_place(error, root / "snippets/page/id")
        else:
            check_page(snippet, shown)


def check_place(error: SnippetError, folder: Path) -> None:
    """A report begins with `file:line:`, and then says something."""
    assert error.path.is_relative_to(folder)
    place = str(error.path) if error.line is None else f"{error.path}:{error.line}"
    assert str(error) == f"{place}: {error.message}"
    assert len(error.message.split()) > 2
    if error.line is not None:
        assert 1 <= error.line <= error.path.read_bytes().count(b"\n") + 1


@tried(60)
@given(trees(), st.sampled_from(["", "run", "varies"]), st.from_regex(r"[a-z][a-z_-]{0,9}", fullmatch=True), st.data())
def test_an_unknown_key_is_refused_at_its_line(tree: Tree, table: str, key: str, data: st.DataObject) -> None:
    known = {"": list(KEYS), "run": list(RUN_KEYS), "varies": list(VARIES_KEYS)}[table]
    assume(key not in known and (not table or tree.settings.get(table)))
    lines = toml(tree.settings).split("\n")[:-1]
    starts = [number for number, line in enumerate(lines) if line == f"[[{table}]]"] if table else [-1]
    line = data.draw(st.sampled_from(starts)) + 1
    lines.insert(line, f'{key} = "x"')
    with folder() as root, pytest.raises(SnippetError, match="unknown key") as caught:
        load(root, {**tree.written, "snippet.toml": "\n".join(lines).encode()})
    assert repr(key) in caught.value.message
    assert (caught.value.path.name, caught.value.line) == ("snippet.toml", line + 1)


@tried(60)
@given(trees(), st.sampled_from(HIDDEN), st.data())
def test_what_no_page_can_show_is_refused_at_its_line(tree: Tree, sign: str, data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*tree.files, "output.txt"]))
    text = {**tree.files, **tree.prints}[name]
    place = data.draw(st.integers(1, len(text) or 1))
    broken = text[:place] + sign + text[place:]
    with folder() as root, pytest.raises(SnippetError) as caught:
        load(root, {**tree.written, name: broken.encode()})
    assert caught.value.path == root / "snippets/page/id" / name
    assert caught.value.line == broken[: broken.index(sign)].count("\n") + 1


@tried(100)
@given(st.text(max_size=12) | st.from_regex(r"[a-z/.-]{0,12}", fullmatch=True))
@example("a" * 300 + "/b")
@example("page/../id")
def test_a_name_is_a_folder_right_here_or_refused(name: str) -> None:
    with folder() as root:
        write(root, Tree({"main.py": ""}).written)
        with pytest.raises(SnippetError, match=r"is no snippet's name|there is no snippet"):
            load_snippet(root, name)
