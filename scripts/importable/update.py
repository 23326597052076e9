"""`scripts/verify --update`: write the documented outputs as Python prints them, and show what changed."""

import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from importable.checks import stderr_name
from importable.comparison import difference, holds, segments
from importable.engines import Engine, Order, Outcome
from importable.load import load_snippet, read_settings
from importable.report import Failure, Tally
from importable.snippet import Run, Snippet, SnippetError, Varies


def load_unwritten(root: Path, name: str) -> Snippet:
    """Load a snippet whose documented outputs may be missing yet, or no longer fit `snippet.toml`.

    It is loaded from a copy that has outputs which pass the loader. Raises SnippetError, with the real paths.
    """
    folder = root / "snippets" / name
    with tempfile.TemporaryDirectory() as temporary:
        copy = Path(temporary) / "snippets" / name
        try:
            if folder.is_dir():
                shutil.copytree(folder, copy)
                _fill(copy)
            snippet = load_snippet(Path(temporary), name)
        except SnippetError as error:
            raise SnippetError(root / error.path.relative_to(temporary), error.message, error.line) from error
    return replace(snippet, folder=folder)


def _fill(folder: Path) -> None:
    """Put something that the loader takes into all documented outputs: the values that vary, each once."""
    _, settings = read_settings(folder)
    shown = "\n".join(str(row.get("shown", "")) for row in settings.get("varies", []))
    for number, row in enumerate(settings.get("run", [{}])):
        text = "" if settings.get("silent") else (shown if number == 0 else "") or "(not written yet)\n"
        (folder / row.get("output", "output.txt")).write_text(text, "utf-8")
        if "stderr" in row:
            (folder / row["stderr"]).touch()


def update(engine: Engine, snippet: Snippet, tally: Tally) -> list[str]:
    """Write the outputs of one snippet; what was written, as differences to show."""
    shown = []
    for run in snippet.runs:
        outcome = engine.run(Order(snippet.contents, run.argv, snippet.stdin))
        place = snippet.folder / run.output_name
        if reason := cannot_write(run, outcome, snippet):
            tally.check([Failure(place, 1, reason, engine=f"{engine.name} {engine.version}")])
            continue
        tally.check([])
        shown += write(place, outcome.output, snippet.varies)
        if run.stderr is not None:
            name = stderr_name(snippet.folder / "snippet.toml", run.command)
            shown += write(snippet.folder / name, outcome.stderr, snippet.varies)
    return shown


def cannot_write(run: Run, outcome: Outcome, snippet: Snippet) -> str | None:
    """Why what a run printed cannot be its documented output; None where it can."""
    if outcome.missing:
        return f"`{run.command}` needs a package from the CDN: {', '.join(outcome.missing)}."
    if outcome.trouble:
        return f"`{run.command}` did not come to its end: {outcome.trouble}."
    if outcome.exit != run.exit:
        return f"`{run.command}` ends with exit status {outcome.exit}; write `exit = {outcome.exit}` in snippet.toml if that is meant."
    if not outcome.output and run.output:
        return f"`{run.command}` prints nothing; write `silent = true` in snippet.toml if that is meant."
    return None


def write(path: Path, printed: str, varies: Sequence[Varies]) -> list[str]:
    """Write `printed` to `path` unless it holds already; the difference, under the path, where it was written."""
    old = path.read_text("utf-8") if path.exists() else ""
    if path.exists() and holds(printed, segments(old, varies)):
        return []
    new = keep_shown(printed, varies)
    path.write_text(new, "utf-8", newline="")
    lost = [value.shown for value in varies if new.count(value.shown) != 1]
    notes = [f"  now write into snippet.toml what stands for `{shown}`, and varies" for shown in lost]
    return [f"{path.parent.parent.name}/{path.parent.name}/{path.name}", difference(old, new), *notes]


def keep_shown(printed: str, varies: Sequence[Varies]) -> str:
    """Put the values that the page shows in the place of those that were printed, where that place is plain."""
    for value in varies:
        found = [
            match
            for match in re.finditer(f"(?<![\\w.]){value.kind.pattern}(?![\\w.])", printed)
            if value.kind.accepts(match[0])
        ]
        if len(found) == 1:
            printed = printed[: found[0].start()] + value.shown + printed[found[0].end() :]
    return printed
