"""What a verification found, and how it is said: the place, the engine, both texts, the reason in words."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from importable.comparison import difference

SHORT = 12
"""Lines up to which both texts are shown whole; longer ones are shown as a difference."""


@dataclass(frozen=True)
class Failure:
    """One promise that does not hold."""

    path: Path
    """The file that a person would edit, or look at first."""
    line: int | None
    reason: str
    """In words."""
    promised: str | None = None
    """What the page promises, where that is a text."""
    printed: str | None = None
    """What there is instead."""
    engine: str = ""
    """On which engine, with its version; empty where none was needed."""


@dataclass
class Tally:
    """Counts checks and keeps what to say about them. Safe to use from several threads."""

    passed: int = 0
    failed: int = 0
    failures: list[Failure] = field(default_factory=list)
    not_checked: dict[str, int] = field(default_factory=dict)
    """Reason to number of checks."""
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def check(self, failures: Iterable[Failure]) -> None:
        """Count one check: it failed if it found anything."""
        found = list(failures)
        with self._lock:
            self.failures += found
            self.failed += bool(found)
            self.passed += not found

    def skip(self, reason: str, count: int = 1) -> None:
        """Count checks that could not be made."""
        with self._lock:
            self.not_checked[reason] = self.not_checked.get(reason, 0) + count

    def text(self, root: Path) -> str:
        """The report: each failure once with all its engines, by place, then what was not checked, then the counts."""
        engines: dict[Failure, set[str]] = {}
        for failure in self.failures:
            engines.setdefault(replace(failure, engine=""), set()).add(failure.engine)
        built = root / "site"  # after what it was made from
        by_place = sorted(
            engines, key=lambda one: (one.path.is_relative_to(built), one.path, one.line or 0, one.reason)
        )
        blocks = [failure_text(failure, ", ".join(sorted(engines[failure] - {""})), root) for failure in by_place]
        skipped = [f"not checked: {count} × {reason}" for reason, count in self.not_checked.items()]
        return "\n".join([*blocks, *skipped, f"{self.passed} passed, {self.failed} failed"])


def failure_text(failure: Failure, engines: str, root: Path) -> str:
    """One failure, with a blank line after it."""
    path = failure.path.relative_to(root) if failure.path.is_relative_to(root) else failure.path
    place = f"{path.as_posix()}:{failure.line}" if failure.line else path.as_posix()
    lines = [place, *([f"  engine: {engines}"] if engines else []), f"  {failure.reason}"]
    if failure.promised is not None and failure.printed is not None:
        lines += [f"  {line}" for line in texts(failure.promised, failure.printed)]
    return "\n".join(lines) + "\n"


def texts(promised: str, printed: str) -> list[str]:
    """Both texts whole if they are short, else their difference."""
    if max(promised.count("\n"), printed.count("\n")) > SHORT:
        return difference(promised, printed).splitlines()
    return ["the page promises:", *shown(promised), "printed:", *shown(printed), *spelled_out(promised, printed)]


def shown(text: str) -> list[str]:
    """A text line by line; what the eye cannot see is said."""
    if not text:
        return ["  (nothing)"]
    lines = [f"  {line}" for line in text.split("\n")]
    if text.endswith("\n"):
        return lines[:-1]
    return [*lines, "  (no line feed at the end)"]


def spelled_out(promised: str, printed: str) -> list[str]:
    """The first lines that differ, as Python writes strings, where they look the same."""
    for left, right in zip(promised.split("\n"), printed.split("\n"), strict=False):
        if left != right and "".join(left.split()) == "".join(right.split()):
            return [f"spelled out: {left!r} is promised, {right!r} is printed"]
    return []
