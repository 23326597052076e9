"""Which snippets a verification is about, and which engine may run them."""

import platform
from pathlib import Path

from importable.load import load_snippet, snippet_names
from importable.pythons import next_build, page_build, runs_in_page, runs_on_cpython, runs_on_next
from importable.report import Failure
from importable.snippet import Snippet, SnippetError


class NoSuchSnippetError(Exception):
    """A name on the command line that is no snippet."""


def choose(root: Path, wanted: list[str]) -> list[str]:
    """The names, `page/id`, that `wanted` means: whole names, ids, or paths of folders; all where it is empty.

    Raises NoSuchSnippetError.
    """
    names = snippet_names(root)
    chosen = set()
    for word in wanted:
        plain = word.removeprefix("./").removeprefix("snippets/").rstrip("/")
        found = {name for name in names if plain in (name, name.split("/")[1])}
        if not found:
            raise NoSuchSnippetError(f"there is no snippet {word!r}: write page/id, as import/import-math")
        chosen |= found
    return [name for name in names if name in chosen or not wanted]


def load_all(root: Path, names: list[str]) -> tuple[list[Snippet], list[Failure]]:
    """Load what can be loaded; the rest are failures, and stop nobody."""
    snippets, failures = [], []
    for name in names:
        try:
            snippets.append(load_snippet(root, name))
        except SnippetError as error:
            failures.append(Failure(error.path, error.line or 1, f"{name}: {error.message}."))
        except (OSError, ValueError) as error:
            failures.append(Failure(root / "snippets" / name, None, f"{name}: cannot be read: {error}."))
    return snippets, failures


def stray_files(root: Path) -> list[Failure]:
    """Files under `snippets/` that belong to no snippet: a folder at the wrong depth would never be checked."""
    base = root / "snippets"
    found = [
        path
        for path in [*base.glob("*"), *base.glob("*/*")]
        if path.is_file() and path.name not in ("README.md", ".DS_Store")
    ]
    reason = "It belongs to no snippet: a snippet is a folder snippets/page/id."
    return [Failure(path, 1, reason) for path in sorted(found)]


def check_gate(root: Path, snippet: Snippet) -> list[Failure]:
    """A snippet that needs a newer Python than any engine has would be checked nowhere."""
    if runs_on_cpython(snippet) or runs_in_page(snippet, root) or runs_on_next(snippet):
        return []
    config = snippet.folder / "snippet.toml"
    lines = config.read_text("utf-8").splitlines()
    line = next((n for n, row in enumerate(lines, 1) if row.lstrip().startswith("python")), 1)
    reason = (
        f"No engine has Python {snippet.python}: cpython is {platform.python_version()}, the page's Pyodide"
        f" {page_build(root).python}, and the next one {next_build().python}."
    )
    return [Failure(config, line, reason)]
