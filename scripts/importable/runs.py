"""Everything that is checked by running snippets on `cpython` and `pyodide`."""

from collections.abc import Sequence
from pathlib import Path

from importable.checks import check_runs
from importable.engines import Engine
from importable.engines.cpython import CPython
from importable.engines.pyodide import HostGoneError, Pyodide
from importable.passes import SEEDS, Job, Pass, Results, make_pass, passes_for
from importable.progress import Progress
from importable.report import Failure, Tally
from importable.selection import runs_on_cpython
from importable.snippet import Snippet

GATED = "a snippet's run that needs a newer Python than cpython's {}; pyodide runs it"


def check_all(root: Path, snippets: Sequence[Snippet], engines: Sequence[str], tally: Tally, *, in_ci: bool) -> None:
    """Run all on those engines that are wanted."""
    if "cpython" in engines:
        with CPython() as cpython:
            able = [snippet for snippet in snippets if runs_on_cpython(snippet)]
            gated = sum(len(snippet.runs) for snippet in snippets if snippet not in able)
            if gated:
                tally.skip(GATED.format(cpython.version), gated)
            check_engine(cpython, able, (), tally)
    if "pyodide" in engines:
        try:
            with Pyodide() as pyodide:
                alone = [snippet for snippet in snippets if not runs_on_cpython(snippet)]
                check_engine(pyodide, snippets, alone, tally)
        except HostGoneError as error:
            cannot_run("pyodide", str(error), sum(len(snippet.runs) for snippet in snippets), root, tally, in_ci=in_ci)


def cannot_run(engine: str, reason: str, count: int, root: Path, tally: Tally, *, in_ci: bool) -> None:
    """An engine that this machine lacks is said; where it must be there, that is a failure."""
    tally.skip(f"a run on the {engine} engine, which cannot run here: {reason}", count)
    if in_ci:
        tally.check([Failure(root / "scripts/verify", None, f"CI=true, and the {engine} engine cannot run: {reason}")])


def check_engine(engine: Engine, snippets: Sequence[Snippet], alone: Sequence[Snippet], tally: Tally) -> None:
    """All passes on one engine. `alone` are the snippets that no other engine runs: they see more hash seeds."""
    jobs = [Job(snippet, run) for snippet in snippets for run in snippet.runs]
    results: Results = {}
    plan: list[tuple[Pass, list[Job]]] = [(this, jobs) for this in passes_for(engine)]
    plan += [(this, [job for job in jobs if job.snippet in alone]) for this in SEEDS[1:4] if alone]
    progress = Progress(label(engine), sum(len(some) for _, some in plan))
    for this, some in plan:
        make_pass(engine, this, some, results, progress.tick)
    progress.end()
    for job in jobs:
        missing = {name for _, outcome in results[job] for name in outcome.missing}
        if missing:
            tally.skip(f"a run on {label(engine)} that needs a package from the CDN: {', '.join(sorted(missing))}")
        else:
            tally.check(check_runs(job, results[job], label(engine)))


def label(engine: Engine) -> str:
    """The engine and its version, as a report names it."""
    return f"{engine.name} {engine.version}"
