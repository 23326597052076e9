"""The engines: each executes one command of a snippet from a clean interpreter and tells what came out.

`cpython` starts plain `python` in a folder of its own; `pyodide` is the page's own runner under Node;
`browser` is the built site in a real browser. What they report is compared in one place.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Stream = Literal["stdout", "stderr"]


@dataclass(frozen=True)
class Order:
    """One run to be made."""

    files: Mapping[str, str]
    """Path to text."""
    argv: tuple[str, ...] = ("main.py",)
    """What comes after `python`."""
    stdin: str = ""
    hash_seed: int = 0
    clock: float = 0
    """Seconds by which the interpreter's clock is moved; engines that cannot move it ignore it."""
    timeout: float = 10
    """Seconds until the run is ended."""
    apart: bool = True
    """Whether standard error is wanted alone too, which costs `cpython` a second process."""


@dataclass(frozen=True)
class Outcome:
    """What one run did. `trouble` is None when Python ended by itself."""

    output: str = ""
    """Both streams as a terminal interleaves them, the run's own folder taken off the paths."""
    stderr: str = ""
    """Standard error alone."""
    exit: int | None = None
    trouble: str | None = None
    """In words: it did not end within 10 s; it crashed the interpreter; the engine broke."""
    missing: tuple[str, ...] = field(default=())
    """Packages that could not be loaded: the run could not be made, which is nobody's fault here."""


class Engine(Protocol):
    """What can make a run. Use as a context manager: some hold a process."""

    name: str
    parallel: int
    """How many runs it makes at once."""
    seed_cost: int
    """The first run with another hash seed takes as long as so many other ones, on each that runs at once."""
    can_move_clock: bool

    @property
    def version(self) -> str:
        """Such as `3.14.2`."""

    def run(self, order: Order) -> Outcome:
        """Make one run. Never raises for what a program does; safe to call from several threads."""
