"""What is said of several rounds: the median, and between which values they lay."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Spread:
    """Several measurements of one thing."""

    median: float
    least: float
    most: float
    samples: tuple[float, ...]


def spread(samples: Sequence[float]) -> Spread | None:
    """None where there is no sample."""
    if not samples:
        return None
    return Spread(statistics.median(samples), min(samples), max(samples), tuple(samples))
