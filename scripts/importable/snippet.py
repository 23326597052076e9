"""What a snippet is, once loaded: plain, frozen values. `load.py` makes them."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from importable.varies import Kind


class SnippetError(Exception):
    """Something about a snippet is not as `snippets/README.md` says.

    `path` and `line` name the place, `message` says what is wrong and the way out.
    """

    def __init__(self, path: Path, message: str, line: int | None = None) -> None:
        super().__init__(f"{path}:{line}: {message}" if line else f"{path}: {message}")
        self.path = path
        self.line = line
        self.message = message


@dataclass(frozen=True)
class File:
    """One file of a snippet; `name` is its path inside the folder, with `/`."""

    name: str
    text: str

    @property
    def is_python(self) -> bool:
        """Whether Python can import or run it."""
        return self.name.endswith(".py")


@dataclass(frozen=True)
class Run:
    """One command of a snippet, and what the page prints under it."""

    command: str
    """As a reader would type it: `python main.py`, `python -m shop.report`."""
    argv: tuple[str, ...]
    """What comes after `python`, split as a shell splits it."""
    output: str
    """The documented output: standard output and standard error as a terminal interleaves them."""
    output_name: str
    """The file that holds it."""
    stderr: str | None
    """What goes to standard error, where the snippet says so; None: nothing but Python's own traceback."""
    exit: int
    """The exit status that Python must end with."""


@dataclass(frozen=True)
class Varies:
    """A value that is another one in every run: the page prints `shown`, any value of `kind` is right."""

    shown: str
    kind: Kind


@dataclass(frozen=True)
class Snippet:
    """A folder under `snippets/`: the files of one example, and what running it prints."""

    page: str
    """The first folder: `from-import`."""
    id: str
    """The second folder: `star-hides-pow`; the cell's id on a page."""
    folder: Path
    title: str | None
    aliases: tuple[str, ...]
    """Ids that the cell once had on its page: addresses with them still lead to it."""
    files: tuple[File, ...]
    """In reading order."""
    opened: str
    """The name of the file that the cell shows first."""
    runs: tuple[Run, ...]
    """At least one."""
    stdin: str
    python: str | None
    """The gate for the `cpython` engine, as `>=3.14`."""
    varies: tuple[Varies, ...]

    @property
    def name(self) -> str:
        """How a fence and a report name it: `from-import/star-hides-pow`."""
        return f"{self.page}/{self.id}"

    @cached_property
    def contents(self) -> dict[str, str]:
        """File name to text."""
        return {file.name: file.text for file in self.files}
