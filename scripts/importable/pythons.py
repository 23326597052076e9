"""Which Pythons there are: the page's, the next one, and the one that this runs on.

What an older Python prints otherwise is gated: `python = ">=3.15"` in snippet.toml. Where the page's own Python is too
old, the cell is shown and not run there, and its outputs come from the next build of Pyodide.
"""

import json
import platform
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from importable.paths import NEXT, ROOT, VENDOR
from importable.snippet import Snippet


@dataclass(frozen=True)
class Build:
    """One build of Pyodide, in a folder with its core files."""

    version: str
    """Of Pyodide: such as `314.0.7`."""
    python: str
    """Such as `3.14.2`."""
    folder: Path
    library: Path
    """Where its standard library is, in the two parts that vendor.py makes."""


@cache
def page_build(root: Path = ROOT) -> Build:
    """What the pages run. A project without cells of its own has those of this one."""
    pin = root / "docs/assets/cells/pyodide.json"
    pinned = json.loads((pin if pin.exists() else ROOT / "docs/assets/cells/pyodide.json").read_text("utf-8"))
    return Build(pinned["version"], pinned["python"], VENDOR / "pyodide", VENDOR / "library")


@cache
def next_build() -> Build:
    """A Pyodide with a newer Python, which no page runs yet: the npm package `pyodide-next`."""
    package, lock = (json.loads((NEXT / name).read_text("utf-8")) for name in ("package.json", "pyodide-lock.json"))
    return Build(package["version"], lock["info"]["python"], NEXT, NEXT / "library")


def runs_on_cpython(snippet: Snippet) -> bool:
    """Whether the `cpython` engine's Python is new enough."""
    return _new_enough(snippet, platform.python_version())


def runs_in_page(snippet: Snippet, root: Path = ROOT) -> bool:
    """Whether the page's Python is new enough."""
    return _new_enough(snippet, page_build(root).python)


def build_for(snippet: Snippet, root: Path = ROOT) -> Build:
    """The build of Pyodide that runs a snippet: the page's wherever it can."""
    return page_build(root) if runs_in_page(snippet, root) else next_build()


def runs_on_next(snippet: Snippet) -> bool:
    """Whether the next build's Python is new enough."""
    return _new_enough(snippet, next_build().python)


def _new_enough(snippet: Snippet, version: str) -> bool:
    if snippet.python is None:
        return True
    wanted = snippet.python.removeprefix(">=").split(".")
    return tuple(map(int, version.split(".")[:2])) >= tuple(map(int, wanted))
