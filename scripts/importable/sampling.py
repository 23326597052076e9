"""Whether a value that is said to vary does: within its range, near both its ends, and anew in every run.

A command is executed thousands of times in one process. The chance that an honest even spread looks too
narrow is below one in a million; a value one past an end of 1..100 is missed about as seldom.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from importable.comparison import Segment, holds, segments, values_of
from importable.engines import Engine, Outcome
from importable.passes import CLOCK, FORWARDS, Job
from importable.probe import order, reported
from importable.report import Failure
from importable.varies import Kind

COUNT = 5000
SECONDS = 15
FEWEST = 400
"""Samples below which nothing can be said: 0.95 to this power is 1e-9."""
NEAR = 0.05
"""How near to each end some value must come, as a part of the range."""
SURE = 16
"""An event of chance 1/n is seen in SURE * n samples but for one time in nine million."""
FRESH_RUNS = 24
"""Of two equally likely values, so many runs show both but for one time in eight million."""


@dataclass(frozen=True)
class Samples:
    """What one value was, and how often."""

    kind: Kind
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """The number of runs."""
        return sum(self.counts.values())


def check_varies(engine: Engine, job: Job, engine_label: str, *, often: bool) -> list[Failure]:
    """All values that vary in one command's output. `often`: run it thousands of times; else only a few."""
    parts = segments(job.run.output, job.snippet.varies)
    failures = check_clock(engine, job, parts, engine_label) if engine.can_move_clock else []
    drawn = [part for part in parts if part.kind and part.kind.word not in ("date", "time")]
    if drawn and often:
        failures += check_often(engine, job, parts, engine_label)
    if drawn and not failures:
        failures += check_fresh(engine, job, parts, engine_label)
    return failures


def check_often(engine: Engine, job: Job, parts: Sequence[Segment], engine_label: str) -> list[Failure]:
    """Run a command thousands of times in one process. That it cannot be done is a failure as well."""
    outcome = engine.run(order(job.snippet, job.run, "sample", str(COUNT), str(SECONDS), timeout=SECONDS + 15))
    if outcome.missing:
        return []
    try:
        outputs = reported(outcome)
    except ValueError as error:
        part = next(part for part in parts if part.kind)
        return [_failure(job, part, f"It cannot be run often enough to see whether it varies: {error}.", engine_label)]
    assert isinstance(outputs, dict)
    return check_samples(job, parts, outputs, engine_label)


def check_samples(job: Job, parts: Sequence[Segment], outputs: dict[str, int], engine: str) -> list[Failure]:
    """Every output holds, and each value reaches all that it promises."""
    wrong = [text for text in outputs if not holds(text, parts)]
    if wrong:
        reason = f"Of {sum(outputs.values())} runs, {sum(outputs[text] for text in wrong)} print what the page rules out, such as this."
        return [_failure(job, next(part for part in parts if part.kind), reason, engine, wrong[0])]
    found = [values_of(text, parts) or [] for text in outputs]
    failures = []
    for index, part in enumerate(part for part in parts if part.kind):
        assert part.kind
        counts: dict[str, int] = {}
        for values, times in zip(found, outputs.values(), strict=True):
            counts[values[index]] = counts.get(values[index], 0) + times
        if part.kind.word in ("date", "time"):
            continue
        if narrow := too_narrow(Samples(part.kind, counts)):
            failures.append(_failure(job, part, narrow, engine))
    return failures


def too_narrow(samples: Samples) -> str | None:
    """In words, what a value promises and never is; None where it varies as it says."""
    kind, total = samples.kind, samples.total
    if len(samples.counts) == 1:
        return f"It is said to vary ({kind.text}), and it was {next(iter(samples.counts))} in all of {total} runs."
    if total < FEWEST:
        return f"Only {total} runs could be made in {SECONDS} s: too few to see whether it varies as it says ({kind.text})."
    if kind.word == "one of":
        never = [choice for choice in kind.choices if choice not in samples.counts]
        return f"It is said to be {kind.text}, and in {total} runs it never was: {', '.join(never)}." if never else None
    numbers = {float(value): times for value, times in samples.counts.items()}
    for end, sign in ((kind.low, 1), (kind.high, -1)):
        distances = {sign * (number - end): times for number, times in numbers.items()}
        if min(distances) > reach(kind, distances, total):
            return (
                f"It is said to be {kind.text}, and in {total} runs it was from {min(numbers):g} to {max(numbers):g}:"
                f" it never came near {end:g}."
            )
    return None


def reach(kind: Kind, distances: dict[float, int], total: int) -> float:
    """How near to an end of its range the nearest value must be.

    Within a twentieth of the range, always. Where that twentieth is about as full as an even spread would
    fill it, the spread may be taken for even, and the nearest value must be so near that an even spread would
    miss it less than once in a million times: for `int 1..100`, the end itself.
    """
    width = kind.high - kind.low
    near = width * NEAR
    cells = width + 1 if kind.word == "int" else math.inf
    share = (math.floor(near) + 1) / cells if kind.word == "int" else NEAR
    seen = sum(times for distance, times in distances.items() if distance <= near)
    if seen < total * share / 2:
        return near
    even = width * SURE / total
    return min(near, even if kind.word == "float" else math.floor(cells * SURE / total))


def check_fresh(engine: Engine, job: Job, parts: Sequence[Segment], engine_label: str) -> list[Failure]:
    """Separate runs differ too: an interpreter that starts from a copy of itself would repeat its random state."""
    first = engine.run(FORWARDS.order(job))
    if first.trouble or first.missing:
        return []
    if any(engine.run(FORWARDS.order(job)).output != first.output for _ in range(FRESH_RUNS)):
        return []
    part = next(part for part in parts if part.kind)
    return [
        _failure(
            job,
            part,
            f"It is said to vary, and {FRESH_RUNS + 1} separate runs print the same.",
            engine_label,
            first.output,
        )
    ]


def check_clock(engine: Engine, job: Job, parts: Sequence[Segment], engine_label: str) -> list[Failure]:
    """The day's date and time move with the clock."""
    if not any(part.kind and part.kind.word in ("date", "time") for part in parts):
        return []
    outcomes: list[Outcome] = [engine.run(this) for this in (FORWARDS.order(job), CLOCK.order(job))]
    before, after = (values_of(outcome.output, parts) for outcome in outcomes)
    if before is None or after is None:  # which is reported elsewhere
        return []
    varying = [part for part in parts if part.kind]
    return [
        _failure(
            job,
            part,
            f"It is said to be the {part.kind.word} of the day, and stays {old} when the clock moves.",
            engine_label,
        )
        for part, old, new in zip(varying, before, after, strict=True)
        if part.kind and part.kind.word in ("date", "time") and old == new
    ]


def _failure(job: Job, part: Segment, reason: str, engine: str, printed: str | None = None) -> Failure:
    """At the line of the documented output where the value stands."""
    place = job.snippet.folder / job.run.output_name
    line = job.run.output[: job.run.output.index(part.text)].count("\n") + 1
    return Failure(
        place, line, f"`{part.text}`: {reason}", job.run.output if printed is not None else None, printed, engine
    )
