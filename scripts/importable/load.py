"""The one loader: from a folder under `snippets/` to a `Snippet`, or an error that names the place."""

import re
import shlex
import tomllib
from pathlib import Path
from typing import Any

from importable.comparison import segments
from importable.snippet import File, Run, Snippet, SnippetError, Varies
from importable.varies import parse_kind

KEYS = {
    "title": str,
    "aliases": list,
    "files": (list, str),
    "stdin": str,
    "python": str,
    "silent": bool,
    "run": list,
    "varies": list,
}
RUN_KEYS = {"command": str, "output": str, "stderr": str, "exit": int}
VARIES_KEYS = {"shown": str, "is": str}

LONGEST = 100
NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
GATE = re.compile(r">=3\.\d+")
CONTROL = re.compile(r"[^\x20-\U0010ffff\t\n\f]")
"""What HTML cannot hold, and what Python-Markdown takes for marks of its own."""
NOT_SHOWN = ("__pycache__", ".DS_Store")


def load_snippets(root: Path) -> list[Snippet]:
    """Every snippet under `root/snippets`, by name. Raises SnippetError for the first that is wrong."""
    return [load_snippet(root, name) for name in snippet_names(root)]


def snippet_names(root: Path) -> list[str]:
    """The names, `page/id`, of all folders that stand where a snippet stands."""
    folders = (root / "snippets").glob("*/*/")
    return sorted(f"{folder.parent.name}/{folder.name}" for folder in folders if folder.name not in NOT_SHOWN)


def load_snippet(root: Path, name: str) -> Snippet:
    """The snippet called `name`, as `import/import-math`.

    Raises SnippetError where the name is no snippet, or the folder breaks a rule of `snippets/README.md`.
    """
    folder = find_folder(root, name)
    config, settings = read_settings(folder)
    texts = read_files(folder)
    runs = tuple(read_runs(folder, config, settings, texts))
    documented = {"snippet.toml"} | {run.output_name for run in runs}
    documented |= {run["stderr"] for run in settings.get("run", []) if "stderr" in run}
    files = {path: text for path, text in texts.items() if path not in documented}
    check_entries(folder, config, runs, files)
    order, opened = reading_order(config, settings, files)
    return Snippet(
        page=folder.parent.name,
        id=folder.name,
        folder=folder,
        title=settings.get("title"),
        aliases=tuple(read_aliases(config, settings, folder.name)),
        files=tuple(File(path, files[path]) for path in order),
        opened=opened,
        runs=runs,
        stdin=settings.get("stdin", ""),
        python=read_gate(config, settings),
        varies=tuple(read_varies(config, settings, runs)),
    )


def find_folder(root: Path, name: str) -> Path:
    """The folder of `name`; its two parts are written as ids are: small letters, digits, hyphens."""
    parts = name.split("/")
    folder = root / "snippets" / name
    if len(parts) != 2 or not all(NAME.fullmatch(part) and len(part) <= LONGEST for part in parts):
        raise SnippetError(
            folder, f"{name!r} is no snippet's name: write page/id, in small letters, digits and hyphens"
        )
    if not folder.is_dir():
        raise SnippetError(folder, f"there is no snippet {name!r}: make this folder, with main.py and output.txt in it")
    return folder


def read_settings(folder: Path) -> tuple[Path, dict[str, Any]]:
    """`snippet.toml`, if there is one, with only the keys and types that the contract knows."""
    config = folder / "snippet.toml"
    if not config.is_file():
        return config, {}
    text = read_text(config)
    try:
        settings = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise SnippetError(config, f"not TOML: {error}", line_in(str(error))) from error
    check_keys(config, text, settings, KEYS)
    for table, keys in (("run", RUN_KEYS), ("varies", VARIES_KEYS)):
        for row in settings.get(table, []):
            check_keys(config, text, row, keys, f"[[{table}]] ")
    return config, settings


def check_keys(config: Path, text: str, table: Any, keys: dict[str, Any], where: str = "") -> None:
    """Every key of `table` is one of `keys` and has its type."""
    if not isinstance(table, dict):
        raise SnippetError(config, f"write {where.strip() or 'it'} as a table")
    for key, value in table.items():
        line = next(
            (n for n, row in enumerate(text.split("\n"), 1) if re.match(rf"\s*(\[\[)?{re.escape(key)}(?![\w-])", row)),
            None,
        )
        if key not in keys:
            raise SnippetError(config, f"unknown key {where}{key!r}; known are: {', '.join(keys)}", line)
        if isinstance(value, str) and CONTROL.search(value):
            raise SnippetError(config, f"{where}{key!r} has a control character, which no page can show", line)
        if isinstance(value, list) and key in ("files", "aliases") and not all(isinstance(name, str) for name in value):
            raise SnippetError(config, f"{where}{key!r} has a value of the wrong type: {value!r}", line)
        if not isinstance(value, keys[key]) or (isinstance(value, bool) and keys[key] is not bool):
            raise SnippetError(config, f"{where}{key!r} has a value of the wrong type: {value!r}", line)


def read_files(folder: Path) -> dict[str, str]:
    """All text files of the folder, path to text; a byte that cannot be shown as text is an error."""
    texts = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise SnippetError(path, "is a symbolic link: a snippet holds its own files, so copy it here")
        if path.is_dir() or any(part in NOT_SHOWN for part in path.relative_to(folder).parts):
            continue
        if CONTROL.search(name) or (not name.isprintable() and not name.replace("\xa0", "").isprintable()):
            raise SnippetError(path, f"has a character in its name that no page can show: {name!r}")
        texts[name] = read_text(path)
    return texts


def read_text(path: Path) -> str:
    """A file's text, which a page shows to the letter."""
    try:
        text = path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise SnippetError(path, f"not UTF-8 text ({error.reason}), so no page can show it") from error
    if text.startswith("\ufeff"):
        raise SnippetError(path, "begins with a byte order mark, which no reader sees: save it as UTF-8 without one", 1)
    if control := CONTROL.search(text):
        line = text[: control.start()].count("\n") + 1
        if control[0] == "\r":
            raise SnippetError(path, "has a carriage return: write lines that end in a line feed alone", line)
        raise SnippetError(path, f"has a control character, U+{ord(control[0]):04X}, which no page can show", line)
    return text


def line_in(message: str) -> int | None:
    """The line that tomllib names."""
    named = re.search(r"\(at line (\d+),", message)
    return int(named[1]) if named else None


def read_runs(folder: Path, config: Path, settings: dict[str, Any], texts: dict[str, str]) -> list[Run]:
    """The commands with their documented outputs; one `python main.py` where nothing is said."""
    runs = []
    for row in settings.get("run", [{}]):
        command = row.get("command", "python main.py")
        name = row.get("output", "output.txt")
        if name not in texts:
            raise SnippetError(
                folder / name, f"missing: it holds what `{command}` prints; scripts/verify --update writes it"
            )
        output = texts[name]
        if not output and not settings.get("silent"):
            raise SnippetError(
                folder / name, "empty: if the command prints nothing, say `silent = true` in snippet.toml"
            )
        if "stderr" in row and row["stderr"] not in texts:
            raise SnippetError(
                folder / row["stderr"],
                f"missing: snippet.toml says that it holds what `{command}` prints to standard error",
            )
        stderr = texts[row["stderr"]] if "stderr" in row else None
        runs.append(Run(command, split_command(config, command), output, name, stderr, row.get("exit", 0)))
    for what in ("command", "output_name"):
        values = [getattr(run, what) for run in runs]
        if len(set(values)) < len(values):
            raise SnippetError(config, f"two [[run]] have the same {what.removesuffix('_name')}")
    if not runs:
        raise SnippetError(config, "no [[run]]: leave the key out for `python main.py`")
    if settings.get("silent") and any(run.output for run in runs):
        raise SnippetError(config, "says `silent = true`, and a documented output is not empty")
    return runs


def split_command(config: Path, command: str) -> tuple[str, ...]:
    """What comes after `python` in a command. Options of Python itself other than -m are not supported."""
    try:
        words = shlex.split(command)
    except ValueError as error:
        raise SnippetError(config, f"the command `{command}` cannot be split: {error}") from error
    script = len(words) > 1 and not words[1].startswith("-")
    module = len(words) > 2 and words[1] == "-m"
    if not words or words[0] != "python" or not (script or module):
        raise SnippetError(config, f"the command `{command}` is neither `python FILE …` nor `python -m MODULE …`")
    if words != command.split(" "):
        raise SnippetError(config, f"the command `{command}`: separate its words by one space each, without quotes")
    return tuple(words[1:])


def check_entries(folder: Path, config: Path, runs: tuple[Run, ...], files: dict[str, str]) -> None:
    """Each command starts a file that is there."""
    for run in runs:
        if run.argv[0] != "-m" and run.argv[0] not in files:
            raise SnippetError(folder / run.argv[0], f"missing: `{run.command}` starts it")
        if run.argv[0] == "-m":
            path = run.argv[1].replace(".", "/")
            if f"{path}.py" not in files and f"{path}/__main__.py" not in files:
                raise SnippetError(
                    config, f"`{run.command}` starts {path}.py or {path}/__main__.py, and neither is there"
                )


def reading_order(config: Path, settings: dict[str, Any], files: dict[str, str]) -> tuple[list[str], str]:
    """The files as tabs, and the one that is open first.

    main.py comes first, then files before folders, by name. `files` as a list puts those named first, in
    its order, and opens the first; as a string it only says which one is open.
    """
    default = sorted(files, key=lambda name: (name != "main.py", name.count("/"), name))
    wanted = settings.get("files", [])
    named = [wanted] if isinstance(wanted, str) else wanted
    for name in named:
        if named.count(name) > 1:
            raise SnippetError(config, f"`files` names {name!r} twice")
        if name not in files:
            raise SnippetError(config, f"`files` names {name!r}, and there is no such file")
    if isinstance(wanted, str):
        return default, wanted
    order = [*named, *(name for name in default if name not in named)]
    return order, order[0]


def read_aliases(config: Path, settings: dict[str, Any], id: str) -> list[str]:
    """Ids that the cell once had, written as ids are."""
    aliases: list[str] = settings.get("aliases", [])
    for alias in aliases:
        if not NAME.fullmatch(alias) or len(alias) > LONGEST:
            raise SnippetError(config, f"the alias {alias!r} is no id: write small letters, digits and hyphens")
        if alias == id or aliases.count(alias) > 1:
            raise SnippetError(config, f"the alias {alias!r} is an id that the cell has already")
    return aliases


def read_gate(config: Path, settings: dict[str, Any]) -> str | None:
    """The version gate for the `cpython` engine."""
    gate: str | None = settings.get("python")
    if gate is not None and not GATE.fullmatch(gate):
        raise SnippetError(config, f"`python = {gate!r}`: write it as '>=3.14'")
    return gate


def read_varies(config: Path, settings: dict[str, Any], runs: tuple[Run, ...]) -> list[Varies]:
    """The values that vary; each must stand exactly once in what the page prints."""
    found = []
    for row in settings.get("varies", []):
        if set(row) != set(VARIES_KEYS):
            raise SnippetError(config, "[[varies]] needs both `shown` and `is`")
        try:
            kind = parse_kind(row["is"])
        except ValueError as error:
            raise SnippetError(config, f"[[varies]] is = {error}") from error
        shown = row["shown"]
        count = sum(run.output.count(shown) for run in runs) if shown else 0
        if count != 1:
            raise SnippetError(
                config,
                f"[[varies]] shown = {shown!r} stands {count} times in the documented output; it must stand once",
            )
        if not kind.accepts(shown):
            raise SnippetError(config, f"[[varies]] shown = {shown!r} is not what `is` says: {kind.text}")
        found.append(Varies(shown, kind))
    marked = [part for run in runs for part in segments(run.output, found) if part.kind]
    if len(marked) != len(found):
        raise SnippetError(config, "two [[varies]] speak of the same place in the documented output")
    return found
