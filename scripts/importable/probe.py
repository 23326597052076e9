"""What a snippet's files do when its commands run: which are used, what is read, which statement prints what.

Each command runs once more on an engine, with `probe_program.py` put before it, which watches.
"""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from importable.comments import Promise, promises
from importable.engines import Engine, Order, Outcome
from importable.report import Failure
from importable.snippet import Run, Snippet

PROGRAM = Path(__file__).with_name("probe_program.py").read_text("utf-8")
MARK = "\x00importable\x00"


@dataclass(frozen=True)
class Write:
    """One write, and the lines of the snippet that were running at that moment: none, unless it was to standard output."""

    text: str
    lines: frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Watched:
    """What one run of a command did."""

    opened: frozenset[str] = frozenset()
    unread: str = ""
    writes: Sequence[Write] = field(default=())
    stray: str = ""
    """What went to standard error and is not Python's own traceback."""
    exit: int | None = None
    trouble: str | None = None
    missing: tuple[str, ...] = ()

    @property
    def output(self) -> str:
        """Both streams as a terminal interleaves them, but for what went past `sys.stdout` and `sys.stderr`."""
        return "".join(write.text for write in self.writes)


def order(snippet: Snippet, run: Run, *mode: str, hash_seed: int = 0, timeout: float = 10) -> Order:
    """The order for a run with the program before the command. `mode`: `watch`, or `sample COUNT SECONDS`."""
    files = {**snippet.contents, "__probe__.py": PROGRAM}
    return Order(files, ("__probe__.py", *mode, *run.argv), snippet.stdin, hash_seed, timeout=timeout)


def reported(outcome: Outcome) -> object:
    """What the program found, from what its run printed. Raises ValueError, with the reason, if it found nothing."""
    if outcome.trouble:
        raise ValueError(outcome.trouble)
    _, mark, found = outcome.output.rpartition(MARK)
    if not mark:
        raise ValueError(f"it ended the interpreter before its end, with exit status {outcome.exit}")
    try:
        return ast.literal_eval(found.split("\n", 1)[0])
    except SyntaxError:
        raise ValueError("what was found in it cannot be read") from None


def watch(engine: Engine, snippet: Snippet, run: Run, hash_seed: int = 0) -> Watched:
    """Run a command once and watch it."""
    outcome = engine.run(order(snippet, run, "watch", hash_seed=hash_seed))
    if outcome.missing:
        return Watched(missing=outcome.missing)
    try:
        found = reported(outcome)
    except ValueError as error:
        return Watched(trouble=str(error))
    assert isinstance(found, dict)
    writes = [Write(text, frozenset(map(tuple, lines))) for text, lines in found["writes"]]
    return Watched(frozenset(found["opened"]), found["unread"], writes, found["stray"], found["exit"])


def unused_files(snippet: Snippet, runs: Sequence[Watched]) -> list[Failure]:
    """Every file is opened or imported by some run."""
    used = frozenset[str]().union(*(run.opened for run in runs))
    reason = "No run of the snippet opens or imports this file: use it, or take it away."
    return [Failure(snippet.folder / file.name, 1, reason) for file in snippet.files if file.name not in used]


def unread_input(snippet: Snippet, runs: Sequence[Watched]) -> list[Failure]:
    """Every line of `stdin` is read by some run."""
    unread = min((run.unread for run in runs), key=len, default="")
    if not unread:
        return []
    config = snippet.folder / "snippet.toml"
    lines = config.read_text("utf-8").splitlines()
    line = next((n for n, row in enumerate(lines, 1) if row.lstrip().startswith("stdin")), 1)
    count = len(unread.splitlines())
    return [
        Failure(config, line, f"`stdin` has {count} line(s) that no run reads, from {unread.splitlines()[0]!r} on.")
    ]


def stray_stderr(snippet: Snippet, run: Run, seen: Watched) -> list[Failure]:
    """Standard error has nothing but Python's own traceback, unless `snippet.toml` names a file for it."""
    if run.stderr is not None or not seen.stray:
        return []
    reason = f"`{run.command}` itself writes to standard error. If that is on purpose, name a file as `stderr` in snippet.toml."
    return [Failure(snippet.folder / run.output_name, 1, reason, "", seen.stray)]


def check_comments(snippet: Snippet, runs: Sequence[Watched]) -> list[list[Failure]]:
    """For each `# Output:` comment of the snippet, what is wrong with it."""
    return [
        check_comment(snippet, file.name, promise, runs)
        for file in snippet.files
        if file.is_python
        for promise in promises(file.text)
    ]


def check_comment(snippet: Snippet, name: str, promise: Promise, runs: Sequence[Watched]) -> list[Failure]:
    """One comment equals what its statement prints, to the letter, in each run in which it prints."""
    place = snippet.folder / name
    if promise.text is None:
        reason = f"`{promise.comment}` looks like a promise and is none: write it as `# Output: TEXT`."
        return [Failure(place, promise.line, reason)]
    if not promise.first:
        return [
            Failure(place, promise.line, f"`{promise.comment}` stands behind no statement: nothing is printed there.")
        ]
    printed = [text for run in runs if (text := printed_by(run, name, promise)) is not None]
    if not printed:
        reason = "The comment promises an output, and its statement prints nothing to standard output."
        return [Failure(place, promise.line, reason, promise.text, "")]
    wrong = [text for text in printed if text.removesuffix("\n") != promise.text]
    reason = "The comment promises something else than its statement prints."
    return [Failure(place, promise.line, reason, promise.text + "\n", text) for text in wrong[:1]]


def printed_by(run: Watched, name: str, promise: Promise) -> str | None:
    """All that was written while the statement was running; None if nothing was."""
    lines = {(name, line) for line in range(promise.first, promise.last + 1)}
    texts = [write.text for write in run.writes if not lines.isdisjoint(write.lines)]
    return "".join(texts) if texts else None
