"""The loader: folders that follow the contract, and folders that break each of its rules."""

from pathlib import Path

import pytest
from importable.load import load_snippet
from importable.snippet import SnippetError

Files = dict[str, str | bytes]


def load(root: Path, files: Files) -> object:
    for name, content in {"main.py": "print(1)\n", "output.txt": "1\n", **files}.items():
        path = root / "snippets/page/id" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return load_snippet(root, "page/id")


def toml(text: str) -> Files:
    return {"snippet.toml": text}


BROKEN: list[tuple[str, Files, str, int | None, str]] = [
    ("unknown key", toml("x = 1\n"), "snippet.toml", 1, "unknown key 'x'"),
    ("unknown key below", toml('title = "a"\nx = 1\n'), "snippet.toml", 2, "unknown key 'x'"),
    ("unknown key of a run", toml("[[run]]\ncmd = 1\n"), "snippet.toml", 2, "unknown key"),
    ("unknown key of a value", toml('[[varies]]\npattern = "."\n'), "snippet.toml", 2, "unknown key"),
    ("an alias that is no id", toml('aliases = ["Old Id"]\n'), "snippet.toml", None, "is no id"),
    ("an alias that is its id", toml('aliases = ["id"]\n'), "snippet.toml", None, "has already"),
    ("an alias twice", toml('aliases = ["old", "old"]\n'), "snippet.toml", None, "has already"),
    ("aliases are numbers", toml("aliases = [1]\n"), "snippet.toml", 1, "wrong type"),
    ("title is a number", toml("title = 1\n"), "snippet.toml", 1, "wrong type"),
    ("silent is text", toml('silent = "yes"\n'), "snippet.toml", 1, "wrong type"),
    ("exit is true", toml("[[run]]\nexit = true\n"), "snippet.toml", 2, "wrong type"),
    ("run is text", toml('run = "python main.py"\n'), "snippet.toml", 1, "wrong type"),
    ("run is no table", toml("run = [1]\n"), "snippet.toml", None, "as a table"),
    ("no run", toml("run = []\n"), "snippet.toml", None, "no [[run]]"),
    ("not TOML", toml("title = \n"), "snippet.toml", None, "not TOML"),
    ("gate in other words", toml('python = "3.14"\n'), "snippet.toml", None, "write it as '>=3.14'"),
    ("empty output", {"output.txt": ""}, "output.txt", None, "silent = true"),
    ("silent with output", toml("silent = true\n"), "snippet.toml", None, "not empty"),
    (
        "two runs of one command",
        toml("[[run]]\n[[run]]\noutput = 'b.txt'\n") | {"b.txt": "1\n"},
        "snippet.toml",
        None,
        "the same command",
    ),
    (
        "two runs with one output",
        toml("[[run]]\n[[run]]\ncommand = 'python main.py x'\n"),
        "snippet.toml",
        None,
        "the same output",
    ),
    ("output of a run missing", toml("[[run]]\noutput = 'b.txt'\n"), "b.txt", None, "missing"),
    ("stderr of a run missing", toml("[[run]]\nstderr = 'e.txt'\n"), "e.txt", None, "missing"),
    ("another program", toml("[[run]]\ncommand = 'bash x'\n"), "snippet.toml", None, "neither `python FILE"),
    ("an option of Python", toml("[[run]]\ncommand = 'python -c 1'\n"), "snippet.toml", None, "neither `python FILE"),
    ("an open quote", toml("[[run]]\ncommand = 'python \"x'\n"), "snippet.toml", None, "cannot be split"),
    ("quotes", toml("[[run]]\ncommand = 'python main.py \"a b\"'\n"), "snippet.toml", None, "without quotes"),
    ("a script that is not there", toml("[[run]]\ncommand = 'python other.py'\n"), "other.py", None, "missing"),
    (
        "a module that is not there",
        toml("[[run]]\ncommand = 'python -m shop.report'\n"),
        "snippet.toml",
        None,
        "shop/report.py",
    ),
    ("files names nothing", toml("files = ['x.py']\n"), "snippet.toml", None, "no such file"),
    (
        "shown twice",
        toml('[[varies]]\nshown = "1"\nis = "int 0..9"\n') | {"output.txt": "1 1\n"},
        "snippet.toml",
        None,
        "2 times",
    ),
    ("shown nowhere", toml('[[varies]]\nshown = "2"\nis = "int 0..9"\n'), "snippet.toml", None, "0 times"),
    ("shown is empty", toml('[[varies]]\nshown = ""\nis = "int 0..9"\n'), "snippet.toml", None, "0 times"),
    (
        "shown is out of range",
        toml('[[varies]]\nshown = "1"\nis = "int 5..9"\n'),
        "snippet.toml",
        None,
        "is not what `is` says",
    ),
    ("no is", toml('[[varies]]\nshown = "1"\n'), "snippet.toml", None, "needs both"),
    ("a free pattern", toml('[[varies]]\nshown = "1"\nis = ".*"\n'), "snippet.toml", None, "is none of"),
    ("carriage returns", {"main.py": b"x = 1\nprint(1)\r\n"}, "main.py", 2, "carriage return"),
    ("byte order mark", {"main.py": "\ufeffprint(1)\n"}, "main.py", 1, "byte order mark"),
    ("not UTF-8", {"data.txt": b"caf\xe9\n"}, "data.txt", None, "not UTF-8"),
]


@pytest.mark.parametrize(("files", "path", "line", "words"), [pytest.param(*row[1:], id=row[0]) for row in BROKEN])
def test_broken(tmp_path: Path, files: Files, path: str, line: int | None, words: str) -> None:
    with pytest.raises(SnippetError) as caught:
        load(tmp_path, files)
    assert caught.value.path == tmp_path / "snippets/page/id" / path
    assert words in caught.value.message
    if line:
        assert caught.value.line == line


@pytest.mark.parametrize("name", ["", "id", "page/none", "page/id/x", "../page/id", "Page/id", "page/i_d", "page\\id"])
def test_no_such_snippet(tmp_path: Path, name: str) -> None:
    load(tmp_path, {})
    with pytest.raises(SnippetError):
        load_snippet(tmp_path, name)


def test_reading_order(tmp_path: Path) -> None:
    load(tmp_path, {"b.py": "", "a.py": "", "pkg/__init__.py": "", "data.csv": ""})
    snippet = load_snippet(tmp_path, "page/id")
    assert [file.name for file in snippet.files] == ["main.py", "a.py", "b.py", "data.csv", "pkg/__init__.py"]
    assert snippet.opened == "main.py"


@pytest.mark.parametrize(
    ("files", "order", "opened"),
    [
        ("['b.py']", ["b.py", "main.py", "a.py"], "b.py"),
        ("'b.py'", ["main.py", "a.py", "b.py"], "b.py"),
        ("[]", ["main.py", "a.py", "b.py"], "main.py"),
    ],
)
def test_files(tmp_path: Path, files: str, order: list[str], opened: str) -> None:
    load(tmp_path, {"b.py": "", "a.py": "", **toml(f"files = {files}\n")})
    snippet = load_snippet(tmp_path, "page/id")
    assert ([file.name for file in snippet.files], snippet.opened) == (order, opened)


def test_runs(tmp_path: Path) -> None:
    text = "[[run]]\n[[run]]\ncommand = 'python -m shop.report x'\noutput = 'r.txt'\nstderr = 'e.txt'\nexit = 3\n"
    load(tmp_path, {"shop/report.py": "", "r.txt": "r\n", "e.txt": "e\n", **toml(text)})
    first, second = load_snippet(tmp_path, "page/id").runs
    assert (first.argv, first.output, first.exit, first.stderr) == (("main.py",), "1\n", 0, None)
    assert second.argv == ("-m", "shop.report", "x")
    assert (second.output, second.exit, second.stderr) == ("r\n", 3, "e\n")
    assert [file.name for file in load_snippet(tmp_path, "page/id").files] == ["main.py", "shop/report.py"]
