"""Snippets that hypothesis makes up: folders that follow the contract, and folders with something changed."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from importable.load import NOT_SHOWN, load_snippet
from importable.snippet import Snippet

Table = dict[str, Any]


@dataclass(frozen=True)
class Tree:
    """What somebody wrote: the reader's files, what the commands print, and `snippet.toml` as values."""

    files: dict[str, str]
    prints: dict[str, str] = field(default_factory=lambda: {"output.txt": "1\n"})
    settings: Table = field(default_factory=dict)

    @property
    def runs(self) -> list[Table]:
        return self.settings.get("run", [{}])  # type: ignore[no-any-return]

    @property
    def written(self) -> dict[str, bytes]:
        """All files of the folder, in the order in which they are written."""
        config = {"snippet.toml": toml(self.settings)} if self.settings else {}
        return {name: text.encode() for name, text in {**self.files, **self.prints, **config}.items()}


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    to: str


FOLDER = None
Content = bytes | Link | None


def write(root: Path, contents: dict[str, Content] | dict[str, bytes]) -> None:
    """Make the folder of the snippet `page/id`; None makes a folder. What has no room is left out."""
    folder = root / "snippets/page/id"
    folder.mkdir(parents=True)
    (root / "mkdocs.yml").touch()
    for name, content in contents.items():
        path = folder / name
        try:
            (path if content is FOLDER else path.parent).mkdir(parents=True, exist_ok=True)
            if isinstance(content, bytes):
                path.write_bytes(content)
            if isinstance(content, Link):
                path.symlink_to(content.to)
        except OSError:
            continue


def load(root: Path, contents: dict[str, Content] | dict[str, bytes]) -> Snippet:
    write(root, contents)
    return load_snippet(root, "page/id")


# ── snippet.toml ──────────────────────────────────────────────────────────────────────────────────────────


def toml(settings: Table) -> str:
    """`settings` as TOML, one line a key. The tables come last, as TOML wants it."""
    lines = [f"{key} = {value(what)}" for key, what in settings.items() if not is_tables(what)]
    for key, rows in settings.items():
        if is_tables(rows):
            for row in rows:
                lines += [f"[[{key}]]", *(f"{name} = {value(what)}" for name, what in row.items())]
    return "".join(f"{line}\n" for line in lines)


def is_tables(what: object) -> bool:
    return isinstance(what, list) and bool(what) and isinstance(what[0], dict)


def value(what: object) -> str:
    """JSON's texts, numbers, truths and lists are TOML's too, but for one character."""
    return json.dumps(what, ensure_ascii=False).replace("\x7f", "\\u007f")


# ── texts and names ───────────────────────────────────────────────────────────────────────────────────────

PIECES = [
    *("print(1)\n", "import shop\n", "def f(:\n", "'''\n", "# Output: 5.0\n", "x = 1", "\\\n", "    ", "\n\n"),
    *("<b>", "</code></pre>", "</samp>", "</py-cell>", "<!--", "-->", "&amp;", "&#10;", "]]>", "<script>", '"', "'"),
    *("```\n", "~~~", "{{ x }}", "[a](b)", "*b*", "<http://x.y>", "\\*", "\n    code\n", "# head\n", "\n---\n"),
    *("\t", "\f", "\x7f", "\x85", "\xa0", "\u2028", "\u2029", "\u202e", "a\ufeff"),
    *("é", "e\u0301", "日本", "🐍", "\U0010ffff", "\ufffe"),
]
"""What is hard for somebody on the way: Pygments, Markdown, HTML."""


HIDDEN = "".join(chr(code) for code in range(32) if chr(code) not in "\t\n\f")
"""What no page can show: HTML changes NUL and carriage returns, Markdown has marks of its own."""

SHORT = st.text(st.characters(codec="utf-8", exclude_characters=HIDDEN), max_size=8)
TEXTS = st.lists(st.sampled_from(PIECES) | SHORT, max_size=6).map(lambda pieces: "".join(pieces).lstrip("\ufeff"))
"""Texts that a snippet may hold."""
ODD_TEXTS = st.lists(st.sampled_from([*PIECES, *HIDDEN, "\x02amp\x03"]) | SHORT, max_size=6).map("".join)
"""Texts that it may hold or not."""

LETTERS = st.characters(
    codec="utf-8", categories=["L", "M", "N", "P", "S"], include_characters=" ", exclude_characters="/"
)
WORDS = st.text(LETTERS, min_size=1, max_size=8).filter(lambda word: word not in (".", "..", *NOT_SHOWN))
FOLDERS = st.sampled_from(["shop", "tools", "a b", "__init__", "x.y", "'\"&<>"]) | WORDS
PATHS = st.builds(
    "{}{}".format, st.lists(FOLDERS, min_size=1, max_size=3).map("/".join), st.sampled_from([".py", ".txt", ""])
)

# ── whole snippets ────────────────────────────────────────────────────────────────────────────────────────

COMMANDS = {
    "python main.py": "main.py",
    "python main.py -v a=1": "main.py",
    "python tools.py": "tools.py",
    "python -m tools": "tools.py",
    "python -m shop.report x": "shop/report.py",
    "python -m shop": "shop/__main__.py",
}
"""Commands, and the file that each starts."""

NAMES = [f"{what}-{number}.txt" for what in ("output", "errors") for number in range(3)]
TAKEN = ["snippet.toml", "output.txt", *NAMES]
RUNS: st.SearchStrategy[list[Table]] = st.lists(
    st.fixed_dictionaries(
        {"command": st.sampled_from(list(COMMANDS))}, optional={"exit": st.integers(0, 255), "stderr": TEXTS}
    ),
    unique_by=lambda row: row["command"],
    max_size=3,
)
VALUES = st.lists(
    st.sampled_from(
        [("57", "int 1..100"), ("-2.5", "float -9..9"), ("tails", "one of heads | tails"), ("2026-01-31", "date")]
    ),
    unique=True,
    max_size=2,
)
SETTINGS: st.SearchStrategy[Table] = st.fixed_dictionaries(
    {}, optional={"title": TEXTS, "stdin": TEXTS, "python": st.sampled_from([">=3.11", ">=3.14"])}
)
SOME = st.lists(PATHS, max_size=4)
SILENT = st.sampled_from([False, False, False, True])


@st.composite
def trees(draw: st.DrawFn) -> Tree:
    """A folder that follows the contract."""
    runs, settings, silent = draw(RUNS), draw(SETTINGS), draw(SILENT)
    starts = [COMMANDS[row["command"]] for row in runs] or ["main.py"]
    names = compatible([*starts, *draw(SOME)])
    files = {name: draw(TEXTS) for name in names}
    wanted = [name for name in names if draw(st.booleans())]
    if draw(st.booleans()):
        settings["files"] = wanted if len(wanted) != 1 else wanted[0]
    prints = {"output.txt": "" if silent else draw(TEXTS) + "."}
    for number, row in enumerate(runs):
        if number:
            row["output"] = f"output-{number}.txt"
            prints[row["output"]] = "" if silent else draw(TEXTS) + "."
        if "stderr" in row:
            prints[f"errors-{number}.txt"] = row["stderr"]
            row["stderr"] = f"errors-{number}.txt"
    values = [] if silent else draw(VALUES)
    prints["output.txt"] += "".join(f"\n{shown}" for shown, _ in values)
    printed = "".join(text for name, text in prints.items() if name.startswith("output"))
    varies = [{"shown": shown, "is": kind} for shown, kind in values if printed.count(shown) == 1]
    optional = {"silent": silent, "run": runs, "varies": varies}
    return Tree(files, prints, {**settings, **{key: value for key, value in optional.items() if value}})


def compatible(names: list[str]) -> list[str]:
    """Those that can lie in one folder with the ones before them: no name is also a folder's."""
    kept: list[str] = []
    for name in names:
        if not any(f"{name}/".startswith(f"{other}/") or other.startswith(f"{name}/") for other in (*kept, *TAKEN)):
            kept.append(name)
    return kept
