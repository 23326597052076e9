"""The passes: every command of every snippet, again and again, each time with one thing changed.

Forwards and then backwards in the same engine shows what one run leaves for the next; other hash seeds
and another clock show what is not the same everywhere.
"""

import datetime
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from importable.engines import Engine, Order, Outcome
from importable.snippet import Run, Snippet

AWAY = datetime.timedelta(days=365 + 37, hours=5, minutes=11).total_seconds()
"""How far the clock is moved: year, month, day, weekday, hour and minute are all others."""


TIMEOUT = 10
"""Seconds after which a run is taken to be endless."""


@dataclass(frozen=True)
class Job:
    """One command of a snippet."""

    snippet: Snippet
    run: Run


@dataclass(frozen=True)
class Pass:
    """One time through all jobs."""

    name: str
    unstable: str
    """What it means where this pass prints something else than the first did."""
    seed: int = 0
    clock: float = 0
    backwards: bool = False
    apart: bool = True

    def order(self, job: Job) -> Order:
        """The run to be made."""
        snippet = job.snippet
        return Order(snippet.contents, job.run.argv, snippet.stdin, self.seed, self.clock, TIMEOUT, self.apart)


FORWARDS = Pass("forwards", "")
BACKWARDS = Pass(
    "backwards",
    "It prints something else in another run of the same program: the time, a process's number, an address in"
    " memory, chance, or something that an earlier run left behind",
    backwards=True,
    apart=False,
)
SEEDS = tuple(
    Pass(
        f"hash seed {seed}",
        "It prints something else with another hash seed, as the order of a set does",
        seed=seed,
        apart=False,
    )
    for seed in range(1, 6)
)
CLOCK = Pass("another clock", "It prints something else on another day or at another time", clock=AWAY)
HALF_A_YEAR = datetime.timedelta(days=184, hours=12).total_seconds()
"""The other half of the year and of the day: a month after June is one before, morning is evening."""
OTHER_HALF = Pass("the other half of the year", CLOCK.unstable, clock=HALF_A_YEAR)

WATCHED = SEEDS[1]
"""Under this seed a command is watched, too. Where an engine makes no pass of its own with it, that run stands for it."""

ALL_ELSE = Pass(
    "backwards, hash seed 1, another clock",
    "It prints something else on another day, with another hash seed, or after other runs",
    seed=1,
    clock=AWAY,
    backwards=True,
)
"""All changes at once. What does not hold then is run with one change at a time, to say which it was."""
LOOKS_AT_CLOCK = re.compile(r"time|date|calendar|clock|stat\b|email|logging|uuid|zipfile")
"""In a program's text: what the two halves of a year may matter to."""

Results = dict[Job, list[tuple[Pass, Outcome]]]


def plan(engine: Engine, jobs: Sequence[Job], alone: Sequence[Job]) -> list[tuple[Pass, Sequence[Job]]]:
    """Which passes are made of which jobs. `alone` are those that no other engine has seen.

    A process is cheap on `cpython`. On `pyodide` a run takes a seventh of a second, and a hash seed a snapshot of its own:
    there the day is another one from the first run on, and only what `cpython` cannot run goes through more.
    """
    if not engine.can_move_clock:
        return [(this, jobs) for this in (FORWARDS, BACKWARDS, *SEEDS)]
    seen = [job for job in jobs if job not in alone]
    clocked = [job for job in jobs if looks_at_clock(job)]
    made = [(CLOCK, seen), (FORWARDS, alone), (ALL_ELSE, alone), (OTHER_HALF, clocked)]
    return [(this, some) for this, some in made if some]


def looks_at_clock(job: Job) -> bool:
    """Whether a program may ask what time it is, or when a file was written."""
    return any(file.is_python and LOOKS_AT_CLOCK.search(file.text) for file in job.snippet.files)


def make_pass(engine: Engine, this: Pass, jobs: Sequence[Job], results: Results, tick: Callable[[], None]) -> None:
    """Make one run of each job and add it to `results`. A job that was in trouble is not run again."""

    def one(job: Job) -> Outcome:
        outcome = engine.run(this.order(job))
        tick()
        return outcome

    ordered = alive(jobs, results)[:: -1 if this.backwards else 1]
    with ThreadPoolExecutor(at_once(engine, this.seed, len(ordered))) as pool:
        for job, outcome in zip(ordered, pool.map(one, ordered), strict=True):
            results.setdefault(job, []).append((this, outcome))


def alive(jobs: Sequence[Job], results: Results) -> list[Job]:
    """Those that could be run, and were in no trouble yet."""
    return [job for job in jobs if not any(outcome.trouble or outcome.missing for _, outcome in results.get(job, []))]


def at_once(engine: Engine, seed: int, count: int) -> int:
    """How many of `count` runs to make at a time: a hash seed has to be worth its first run."""
    return max(1, min(engine.parallel, count // (engine.seed_cost if seed else 1)))
