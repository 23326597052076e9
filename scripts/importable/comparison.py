"""The one comparison: does what was printed hold to what the page promises?

Nothing is stripped and nothing is guessed: the text must be equal to the letter, but for the values
that `snippet.toml` says vary. `docs/assets/cells/compare.js` is the same for the verdict in the page;
`tests/comparison.json` holds the rows that both must answer alike.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from importable.snippet import Varies
from importable.varies import Kind


@dataclass(frozen=True)
class Segment:
    """A stretch of documented output: fixed text, or (with a kind) a value that varies."""

    text: str
    kind: Kind | None = None


def segments(documented: str, varies: Iterable[Varies]) -> list[Segment]:
    """Cut a documented output at the values that vary; those that stand in another output are passed over."""
    parts = [Segment(documented)]
    for value in varies:
        parts = [piece for part in parts for piece in _cut(part, value)]
    return parts


def _cut(part: Segment, value: Varies) -> list[Segment]:
    if part.kind or value.shown not in part.text:
        return [part]
    before, after = part.text.split(value.shown, 1)
    pieces = [Segment(before), Segment(value.shown, value.kind), Segment(after)]
    return [piece for piece in pieces if piece.text]


def values_of(printed: str, parts: Iterable[Segment]) -> list[str] | None:
    """What stands in `printed` where the page says that a value varies; None if `printed` does not hold."""
    parts = list(parts)
    pattern = "".join(f"({part.kind.pattern})" if part.kind else re.escape(part.text) for part in parts)
    match = re.fullmatch(pattern, printed)
    if match is None:
        return None
    values = list(match.groups())
    kinds = [part.kind for part in parts if part.kind]
    return values if all(kind.accepts(value) for kind, value in zip(kinds, values, strict=True)) else None


def holds(printed: str, parts: Iterable[Segment]) -> bool:
    """Whether `printed` is what the page promises."""
    return values_of(printed, parts) is not None


def take_folder_off(text: str, folder: str) -> str:
    """Paths as a reader knows them: the run's own folder is taken off, `/tmp/x/main.py` is `main.py`."""
    return text.replace(folder.rstrip("/") + "/", "")


def first_difference(documented: str, printed: str) -> int:
    """The line, from 1, of the first line that differs."""
    pairs = zip(documented.splitlines(keepends=True), printed.splitlines(keepends=True), strict=False)
    return next((n for n, (a, b) in enumerate(pairs, 1) if a != b), len(documented.splitlines()) or 1)


def difference(documented: str, printed: str) -> str:
    """A unified difference; a missing line feed at the end is said, since nothing else would show it."""
    lines = difflib.unified_diff(
        _visible(documented), _visible(printed), "the page promises", "Python printed", lineterm="", n=2
    )
    return "\n".join(lines)


def _visible(text: str) -> list[str]:
    lines = text.splitlines()
    if text and not text.endswith("\n"):
        lines.append("(no line feed at the end)")
    return lines
