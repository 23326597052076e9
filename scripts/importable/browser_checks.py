"""The built pages in a browser: every command forwards as it is, then every cell backwards with something unguessable in its code."""

from collections.abc import Callable, Sequence
from pathlib import Path

from importable.checks import check_run, first_line, how_different
from importable.comparison import holds, segments
from importable.engines import Outcome
from importable.engines.browser import Browser, CellResult, DeadPageError
from importable.nonce import edited
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


def plan(jobs: Sequence[Job]) -> list[tuple[Callable[[Browser, Job], Made], Job]]:
    """Each command of a page as it is, and then, backwards, each cell edited: its first command shows whether it runs."""
    first = {job.snippet: job for job in reversed(jobs)}
    return [*((as_it_is, job) for job in jobs), *((with_nonce, job) for job in first.values())]


def check_browser(browser: Browser, pages: dict[Path, list[Job]], tally: Tally) -> None:
    """All cells of all pages. A page whose cells do not come alive is a failure, and the next one is opened."""
    planned = {path: plan(jobs) for path, jobs in pages.items()}
    progress = Progress(f"browser {browser.version}", sum(map(len, planned.values())))
    for path, checks in planned.items():
        try:
            browser.turn_to(path)
            for make, job in checks:
                check(browser, path, make, job, tally)
                progress.tick()
        except DeadPageError as error:
            reason = f"Its cells do not come alive in the browser: {error}."
            tally.check([Failure(path, None, reason, engine=f"browser {browser.version}")])
    progress.end()


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
        reason = "a print was put first into the cell's code, and its output does not begin with it: it does not come from a run."
        return [_failure(job, reason, engine, change.line, result.output)], result
    failures = []
    rest = before + after.replace(change.line, "")  # a program may load its own file once more
    if change.whole and job.run.exit == 0 and not holds(rest, segments(job.run.output, job.snippet.varies)):
        line = first_line(job.run.output, rest, job.snippet.varies)
        reason = f"after an edit that changes nothing else, `{job.run.command}` {how_different(job.run.output, rest)}"
        failures.append(_failure(job, reason, engine, job.run.output, rest, line))
    if result.verdict != "edited":
        failures.append(_failure(job, f"the cell was edited, and its verdict is {result.verdict!r}.", engine))
    return failures, result


def _failure(
    job: Job, reason: str, engine: str, promised: str | None = None, printed: str | None = None, line: int = 1
) -> Failure:
    place = job.snippet.folder / job.run.output_name
    return Failure(place, line, f"{job.snippet.name}: {reason}", promised, printed, engine)
