"""Everything that is checked by running snippets on `cpython` and `pyodide`."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path

from importable.browser_checks import check_browser, how_many, jobs_by_page
from importable.checks import check_runs
from importable.comparison import holds, segments
from importable.engines import Engine
from importable.engines.browser import Browser, NoBrowserError
from importable.engines.cpython import CPython
from importable.engines.pyodide import HOSTS, HostGoneError, Pyodide
from importable.passes import CLOCK, FORWARDS, SEEDS, WATCHED, Job, Results, alive, at_once, make_pass, plan
from importable.probe import Watched, check_comments, stray_stderr, unread_input, unused_files, watch
from importable.progress import Progress
from importable.pythons import build_for, runs_in_page, runs_on_cpython
from importable.report import Failure, Tally
from importable.sampling import check_varies
from importable.snippet import Snippet

GATED = "a snippet's run that needs a newer Python than cpython's {}; pyodide runs it"


def parts(
    root: Path, snippets: Sequence[Snippet], engines: Sequence[str], tally: Tally, *, has_site: bool, in_ci: bool
) -> list[Callable[[], None]]:
    """What is to be done on those engines that are wanted. Each part can be done beside the others."""
    made: list[Callable[[], None]] = []
    if "cpython" in engines:
        made.append(partial(check_on_cpython, snippets, tally))
    if "browser" in engines and has_site:
        made.append(partial(check_in_browser, root, snippets, tally, in_ci=in_ci))
    if "pyodide" in engines:
        for build in sorted({build_for(snippet) for snippet in snippets}, key=lambda build: build.python):
            its = [snippet for snippet in snippets if build_for(snippet) == build]
            alone = [snippet for snippet in its if "cpython" not in engines or not runs_on_cpython(snippet)]
            # The browser takes a core for itself, and each host has to start Python first: for few snippets beside many
            # a second one costs more than it gives (60 s for the whole site, and not 56).
            hosts = max(1, HOSTS - 1) if "browser" in engines else HOSTS
            hosts = 1 if len(its) < len(snippets) / HOSTS else hosts
            made.append(partial(check_on_pyodide, Pyodide(hosts, build), root, its, alone, tally, in_ci=in_ci))
    return made


def check_on_cpython(snippets: Sequence[Snippet], tally: Tally) -> None:
    """Run all that this Python can run."""
    with CPython() as cpython:
        able = [snippet for snippet in snippets if runs_on_cpython(snippet)]
        gated = sum(len(snippet.runs) for snippet in snippets if snippet not in able)
        if gated:
            tally.skip(GATED.format(cpython.version), gated)
        check_engine(cpython, able, able, tally)


def check_on_pyodide(
    engine: Pyodide, root: Path, snippets: Sequence[Snippet], alone: Sequence[Snippet], tally: Tally, *, in_ci: bool
) -> None:
    """Run the snippets of one build of Pyodide. `alone` are those that `cpython` does not run."""
    try:
        with engine as pyodide:
            check_engine(pyodide, snippets, alone, tally)
    except HostGoneError as error:
        cannot_run("pyodide", str(error), sum(len(snippet.runs) for snippet in snippets), root, tally, in_ci=in_ci)


def check_in_browser(root: Path, snippets: Sequence[Snippet], tally: Tally, *, in_ci: bool) -> None:
    """Run the cells of the built pages in a browser."""
    pages = jobs_by_page(root, [snippet for snippet in snippets if runs_in_page(snippet)])
    pin = root / "docs/assets/cells/pyodide.json"
    cdn = json.loads(pin.read_text("utf-8"))["cdn"] if pin.exists() else ""
    try:
        with Browser(root / "site", cdn) as browser:
            check_browser(browser, pages, tally)
    except NoBrowserError as error:
        count = sum(map(how_many, pages.values()))
        cannot_run("browser", str(error), count, root, tally, in_ci=in_ci)


def cannot_run(engine: str, reason: str, count: int, root: Path, tally: Tally, *, in_ci: bool) -> None:
    """An engine that this machine lacks is said; where it must be there, that is a failure."""
    tally.skip(f"a run on the {engine} engine, which cannot run here: {reason}", count)
    if in_ci:
        tally.check([Failure(root / "scripts/verify", None, f"CI=true, and the {engine} engine cannot run: {reason}")])


def check_engine(engine: Engine, snippets: Sequence[Snippet], alone: Sequence[Snippet], tally: Tally) -> None:
    """All passes on one engine. `alone` are the snippets whose files are looked at on this engine."""
    jobs = [Job(snippet, run) for snippet in snippets for run in snippet.runs]
    its_own = [job for job in jobs if job.snippet in alone]
    results: Results = {}
    passes = plan(engine, jobs, its_own)
    progress = Progress(label(engine), sum(len(some) for _, some in passes))
    for this, some in passes:
        make_pass(engine, this, some, results, progress.tick)
    to_watch = [job for job in its_own if not in_trouble(job.snippet, results)]
    progress.more(len(to_watch))
    watched = watch_all(engine, to_watch, progress.tick)
    again = unlike_watched(alive(its_own, results), watched, results)
    progress.more(len(again))
    make_pass(engine, WATCHED, again, results, progress.tick)
    progress.end()
    tell_apart(engine, results)
    for job in jobs:
        check_job(engine, job, results, tally, often=job.snippet in alone)
    for snippet in alone:
        if not in_trouble(snippet, results):
            check_files(snippet, [watched[Job(snippet, run)] for run in snippet.runs], label(engine), tally)


def in_trouble(snippet: Snippet, results: Results) -> bool:
    """Whether some run of it did not end by itself."""
    return any(outcome.trouble for run in snippet.runs for _, outcome in results.get(Job(snippet, run), []))


def watch_all(engine: Engine, jobs: Sequence[Job], tick: Callable[[], None]) -> dict[Job, Watched]:
    """One more run of each command, watched, with a hash seed that is not the first pass's."""

    def one(job: Job) -> Watched:
        watched = watch(engine, job.snippet, job.run, WATCHED.seed)
        tick()
        return watched

    with ThreadPoolExecutor(at_once(engine, WATCHED.seed, len(jobs))) as pool:
        return dict(zip(jobs, pool.map(one, jobs), strict=True))


def unlike_watched(jobs: Sequence[Job], watched: Mapping[Job, Watched], results: Results) -> list[Job]:
    """The commands of which no run has shown yet that they hold with the hash seed of the watched run.

    What that run printed, and how it ended, shows it for most. For the others, whatever the reason, a run that nobody
    watches decides.
    """

    def held(job: Job) -> bool:
        seen = watched.get(job)
        return (
            seen is not None
            and seen.exit == job.run.exit
            and holds(seen.output, segments(job.run.output, job.snippet.varies))
        )

    return [job for job in jobs if all(this != WATCHED for this, _ in results[job]) and not held(job)]


def tell_apart(engine: Engine, results: Results) -> None:
    """Where something else was printed when several things were changed: run it with one change at a time.

    These runs are put first, so that they are what is reported.
    """
    if not engine.can_move_clock:
        return  # it changed one thing at a time
    for job, runs in results.items():
        parts = segments(job.run.output, job.snippet.varies)
        if any(outcome.trouble or outcome.missing for _, outcome in runs) or all(
            holds(outcome.output, parts) for _, outcome in runs
        ):
            continue
        made = [this for this, _ in runs]
        single: Results = {job: []}
        for this in (FORWARDS, SEEDS[0], CLOCK):
            if this not in made:
                make_pass(engine, this, [job], single, lambda: None)
        runs[:] = sorted([*single[job], *runs], key=lambda run: run[0] is not FORWARDS)


def check_job(engine: Engine, job: Job, results: Results, tally: Tally, *, often: bool) -> None:
    """One command: what its runs did, and whether what varies in it varies as it says."""
    missing = {name for _, outcome in results[job] for name in outcome.missing}
    if missing:
        tally.skip(f"a run on {label(engine)} that needs a package from the CDN: {', '.join(sorted(missing))}")
        return
    failures = check_runs(job, results[job], label(engine))
    tally.check(failures)
    if not failures and any(part.kind for part in segments(job.run.output, job.snippet.varies)):
        tally.check(check_varies(engine, job, label(engine), often=often))


def check_files(snippet: Snippet, watched: Sequence[Watched], engine: str, tally: Tally) -> None:
    """What the snippet's files do."""
    if any(run.missing for run in watched):
        tally.skip(f"a look at a snippet's files that needs a package from the CDN, on {engine}")
        return
    for run, seen in zip(snippet.runs, watched, strict=True):
        if seen.trouble:
            reason = f"{snippet.name}: `{run.command}` cannot be watched: {seen.trouble}."
            tally.check([Failure(snippet.folder / run.argv[-1], 1, reason, engine=engine)])
    if not any(seen.trouble for seen in watched):
        tally.check(unused_files(snippet, watched))
        if snippet.stdin:
            tally.check(unread_input(snippet, watched))
    for failures in check_comments(snippet, watched):
        tally.check(replace(failure, engine=engine) for failure in failures)
    for run, seen in zip(snippet.runs, watched, strict=True):
        tally.check(replace(failure, engine=engine) for failure in stray_stderr(snippet, run, seen))


def label(engine: Engine) -> str:
    """The engine and its version, as a report names it."""
    return f"{engine.name} {engine.version}"
