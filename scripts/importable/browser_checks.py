"""The built pages in a browser: every command says what the page says, and every cell prints what nobody can guess.

One run shows both where a line more changes nothing else. Where it would, or where that run does not hold, it takes two:
every command as it is, and every cell edited.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

from importable.checks import check_run, first_line, how_different
from importable.comparison import holds, segments
from importable.engines import Outcome
from importable.engines.browser import Browser, CellResult, DeadPageError
from importable.nonce import Planted, edited, planted
from importable.page_checks import read_pages
from importable.passes import Job
from importable.progress import Progress
from importable.report import Failure, Tally
from importable.snippet import Snippet

Made = tuple[list[Failure], CellResult]


def jobs_by_page(root: Path, snippets: Sequence[Snippet]) -> dict[Path, list[Job]]:
    """The commands of the cells of each built page, in the page's order."""
    by_name = {snippet.name: snippet for snippet in snippets}
    pages = {}
    for page in read_pages(root):
        names = list(dict.fromkeys(cell.attributes.get("data-snippet") for cell in page.cells))
        shown = [by_name[name] for name in names if name in by_name]
        pages[page.path] = [Job(snippet, run) for snippet in shown for run in snippet.runs]
    return {path: jobs for path, jobs in pages.items() if jobs}


def how_many(jobs: Sequence[Job]) -> int:
    """How many checks a page takes, if all goes well."""
    first = [job for job in jobs if planted(job.snippet)]
    return len(first) + len(plan([job for job in jobs if job not in first]))


def plan(jobs: Sequence[Job]) -> list[tuple[Callable[[Browser, Job], Made], Job]]:
    """Each command as it is, and then, backwards, each cell edited: its first command shows whether it runs."""
    first = {job.snippet: job for job in reversed(jobs)}
    return [*((as_it_is, job) for job in jobs), *((with_nonce, job) for job in first.values())]


def check_browser(browser: Browser, pages: dict[Path, list[Job]], tally: Tally) -> None:
    """All cells of all pages. A page whose cells do not come alive is a failure, and the next one is opened."""
    progress = Progress(f"browser {browser.version}", sum(map(how_many, pages.values())))
    for path, jobs in pages.items():
        try:
            left = check_planted(browser, path, jobs, tally, progress)
            if left:
                browser.turn_to(path)
            for make, job in plan(left):
                check(browser, path, make, job, tally)
                progress.tick()
        except DeadPageError as error:
            reason = f"Its cells do not come alive in the browser: {error}."
            tally.check([Failure(path, None, reason, engine=f"browser {browser.version}")])
    progress.end()


def check_planted(browser: Browser, path: Path, jobs: Sequence[Job], tally: Tally, progress: Progress) -> list[Job]:
    """One run shows both: that the cell runs its code, and that it then says what the page says.

    Returns the commands that were not checked, or did not hold: two runs of them will say more.
    """
    changes = {job: change for job in jobs if (change := planted(job.snippet))}
    made = browser.turn_to(path, list(changes.values()))
    left = [job for job in jobs if job.snippet.name not in made]
    for job, change in changes.items():
        if job in left:
            progress.more(1)  # it takes two runs
            continue
        result = browser.run(job.snippet.name, job.run.command)
        ran = result.output.startswith(f"{change.printed}\n")
        if not ran and not result.trouble and not result.missing:
            tally.check([_not_run(job, browser, f"{change.printed}\n", result.output)])
        elif ran and holds_planted(browser, job, change, result):
            tally.check([])
        else:
            left.append(job)
            progress.more(2)
        progress.tick()
        if result.trouble:
            browser.open(path)
            browser.turn_to(path, list(changes.values()))
    return sorted(left, key=jobs.index)


def holds_planted(browser: Browser, job: Job, change: Planted, result: CellResult) -> bool:
    """Whether the rest of the output is the documented one, all of it is shown, and the cell says so."""
    rest = Outcome(result.output.removeprefix(f"{change.printed}\n"), "", result.exit, result.trouble)
    shown = result.verdict == "same" and result.shown == result.output
    return shown and not check_run(job, rest, browser.name, apart=False)


def check(browser: Browser, path: Path, make: Callable[[Browser, Job], Made], job: Job, tally: Tally) -> None:
    """One run of one cell. After trouble the page is opened anew, so that the other cells can be checked."""
    failures, result = make(browser, job)
    if result.missing:
        tally.skip(f"a run of a cell in the browser that needs a package from the CDN: {', '.join(result.missing)}")
    else:
        tally.check(failures)
    if result.trouble:
        browser.open(path)
    browser.reset(job.snippet.name)


def as_it_is(browser: Browser, job: Job) -> Made:
    """The cell as the page has it prints what the page says, shows that, and gives the verdict `same`."""
    result = browser.run(job.snippet.name, job.run.command)
    engine = f"browser {browser.version}"
    outcome = Outcome(result.output, "", result.exit, result.trouble)
    failures = check_run(job, outcome, engine, apart=False)
    if not failures and result.verdict != "same":
        failures.append(
            _failure(
                job, f"the cell gives the verdict {result.verdict!r}, and its output is the documented one.", engine
            )
        )
    if not failures and result.shown != result.output:
        reason = "the cell shows something else than it printed."
        failures.append(_failure(job, reason, engine, result.output, result.shown or ""))
    return failures, result


def with_nonce(browser: Browser, job: Job) -> Made:
    """With a print put first, the cell prints that first: so what it prints comes from running its code."""
    change = edited(job.snippet, job.run)
    result = browser.run(job.snippet.name, job.run.command, change.files)
    engine = f"browser {browser.version}"
    if result.missing:
        return [], result
    if result.trouble:
        return [_failure(job, f"edited, the cell did not come to its end: {result.trouble}.", engine)], result
    before, printed, after = result.output.partition(change.line)
    if not printed or (before and job.run.argv[0] != "-m"):
        return [_not_run(job, browser, change.line, result.output)], result
    failures = []
    rest = before + after.replace(change.line, "")  # a program may load its own file once more
    if change.whole and job.run.exit == 0 and not holds(rest, segments(job.run.output, job.snippet.varies)):
        line = first_line(job.run.output, rest, job.snippet.varies)
        reason = f"after an edit that changes nothing else, `{job.run.command}` {how_different(job.run.output, rest)}"
        failures.append(_failure(job, reason, engine, job.run.output, rest, line))
    if result.verdict != "edited":
        failures.append(_failure(job, f"the cell was edited, and its verdict is {result.verdict!r}.", engine))
    return failures, result


def _not_run(job: Job, browser: Browser, line: str, output: str) -> Failure:
    reason = "a print was put first into the cell's code, and its output does not begin with it: it does not come from a run."
    return _failure(job, reason, f"browser {browser.version}", line, output)


def _failure(
    job: Job, reason: str, engine: str, promised: str | None = None, printed: str | None = None, line: int = 1
) -> Failure:
    place = job.snippet.folder / job.run.output_name
    return Failure(place, line, f"{job.snippet.name}: {reason}", promised, printed, engine)
