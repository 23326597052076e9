"""What each run is held to: its output, its exit status, and which stream it wrote to.

Pure functions from a snippet and what its runs did to the failures found.
"""

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path

from importable.comparison import first_difference, holds, segments
from importable.engines import Outcome
from importable.passes import FORWARDS, Job, Pass
from importable.report import Failure
from importable.snippet import Varies

TRACEBACK = (
    "Traceback (most recent call last):\n",
    '  File "',
    "  + Exception Group Traceback (most recent call last):\n",
)


def check_runs(job: Job, runs: Sequence[tuple[Pass, Outcome]], engine: str) -> list[Failure]:
    """All runs of one job on one engine. Only the first that falls short is reported."""
    for this, outcome in runs:
        if failures := check_run(job, outcome, engine, apart=this.apart):
            if this is FORWARDS and not job.snippet.varies and (other := unstable(runs)):
                return [explain(failure, other) for failure in failures]
            return failures if this is FORWARDS else [explain(failure, this) for failure in failures]
    return []


def unstable(runs: Sequence[tuple[Pass, Outcome]]) -> Pass | None:
    """The first pass that did not do what the first one did."""
    outputs = [outcome.output for _, outcome in runs if not outcome.trouble]
    return next(
        (this for this, outcome in runs if outputs and outcome.output != outputs[0] and not outcome.trouble), None
    )


def explain(failure: Failure, this: Pass) -> Failure:
    """The same failure, with what the pass means as its reason."""
    return Failure(
        failure.path,
        failure.line,
        f"{this.unstable} (pass: {this.name}). {failure.reason}",
        failure.promised,
        failure.printed,
        failure.engine,
    )


def check_run(job: Job, outcome: Outcome, engine: str, *, apart: bool = True) -> list[Failure]:
    """One run: trouble, output, exit status, and standard error."""
    snippet, run = job.snippet, job.run
    place = snippet.folder / run.output_name
    if outcome.trouble:
        # What it printed until then may be endless: the beginning tells enough.
        reason = f"{snippet.name}: `{run.command}` did not come to its end: {outcome.trouble}."
        return [Failure(place, 1, reason, run.output, _beginning(outcome.output), engine)]
    failures = check_output(job, outcome, engine)
    if not failures and apart:
        failures = check_streams(job, outcome, engine)
    if outcome.exit != run.exit and not failures:
        reason = f"`{run.command}` ends with exit status {outcome.exit}; {run.exit} is promised."
        failures.append(Failure(*exit_place(job), reason, engine=engine))
    return failures


def check_output(job: Job, outcome: Outcome, engine: str) -> list[Failure]:
    """The output is the documented one, to the letter."""
    snippet, run = job.snippet, job.run
    if holds(outcome.output, segments(run.output, snippet.varies)):
        return []
    line = first_line(run.output, outcome.output, snippet.varies)
    reason = f"`{run.command}` {how_different(run.output, outcome.output)}"
    if outcome.exit != run.exit:
        reason += f" It ends with exit status {outcome.exit}, not {run.exit}."
    return [Failure(snippet.folder / run.output_name, line, reason, run.output, outcome.output, engine)]


def check_streams(job: Job, outcome: Outcome, engine: str) -> list[Failure]:
    """Nothing goes to standard error but Python's own final traceback, or what `snippet.toml` says."""
    snippet, run = job.snippet, job.run
    config = snippet.folder / "snippet.toml"
    if run.stderr is not None:
        if holds(outcome.stderr, segments(run.stderr, snippet.varies)):
            return []
        name = stderr_name(config, run.command)
        reason = f"`{run.command}` writes something else to standard error than {name} says."
        return [
            Failure(
                snippet.folder / name,
                first_difference(run.stderr, outcome.stderr),
                reason,
                run.stderr,
                outcome.stderr,
                engine,
            )
        ]
    if not outcome.stderr or (outcome.exit != 0 and outcome.stderr.startswith(TRACEBACK)):
        return []
    stray = outcome.stderr.splitlines(keepends=True)[0]
    lines = run.output.splitlines(keepends=True)
    line = lines.index(stray) + 1 if stray in lines else 1
    reason = (
        f"`{run.command}` writes to standard error what a reader takes for its output."
        " If that is on purpose, name a file with it as `stderr` in snippet.toml."
    )
    return [Failure(snippet.folder / run.output_name, line, reason, "", outcome.stderr, engine)]


def how_different(documented: str, printed: str) -> str:
    """What is wrong with `printed`, in words, with a full stop."""
    if not printed:
        return "prints nothing."
    if not documented:
        return "prints something, and the page says that it prints nothing."
    if printed == documented + "\n" and documented[-1] != "\n":
        return "prints a line feed at the end, and the documented output lacks it."
    if printed + "\n" == documented and printed[-1] != "\n":
        return "prints no line feed at the end, and the documented output has one."
    if printed.split() == documented.split():
        return "prints other blanks or line feeds."
    if sorted(printed.splitlines()) == sorted(documented.splitlines()):
        return "prints these lines in another order."
    if re.sub(r"line \d+", "line", printed) == re.sub(r"line \d+", "line", documented):
        return "prints another line number."
    return "prints something else."


def first_line(documented: str, printed: str, varies: Sequence[Varies]) -> int:
    """The line, from 1, of the documented output that does not hold."""
    pairs = zip(documented.splitlines(keepends=True), printed.splitlines(keepends=True), strict=False)
    for number, (promise, line) in enumerate(pairs, 1):
        if not holds(line, segments(promise, varies)):
            return number
    return first_difference(documented, printed) if not varies else max(1, len(printed.splitlines()))


def stderr_name(config: Path, command: str) -> str:
    """The name of the file that holds what `command` writes to standard error."""
    rows = tomllib.loads(config.read_text("utf-8"))["run"]
    return next(str(row["stderr"]) for row in rows if row.get("command", "python main.py") == command)


def exit_place(job: Job) -> tuple[Path, int]:
    """Where the exit status of a job is said; where nothing is, its documented output."""
    config = job.snippet.folder / "snippet.toml"
    if config.exists():
        tables = re.split(r"(?m)^(?=\s*\[\[run\]\])", config.read_text("utf-8"))
        line = tables[0].count("\n") + 1
        for table, run in zip(tables[1:], job.snippet.runs, strict=False):
            if run == job.run:
                said = re.search(r"(?m)^\s*exit\b", table)
                return config, line + (table[: said.start()].count("\n") if said else 0)
            line += table.count("\n")
    return job.snippet.folder / job.run.output_name, 1


def _beginning(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(lines[:5])[:400] + ("…" if len(lines) > 5 or len(text) > 400 else "")
