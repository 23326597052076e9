"""What is measured, in which unit, and what it is meant to be at most: the one table of both."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from importable.bench.statistics import Spread, spread

Unit = Literal["ms", "bytes", "requests"]
Samples = dict[str, float]
"""What one scenario gives in one round: the name of a figure to its value."""


@dataclass(frozen=True)
class Figure:
    """One line of the report."""

    name: str
    says: str
    unit: Unit
    most: float | None = None
    """What the site's median is meant to be at most: in the unit, or of the bare page's where there is `of`."""
    of: str = ""
    """The bare page's figure that the site's is compared with."""
    ratio: bool = False
    """Whether `most` is a share of that."""


def _ratio(name: str, says: str, most: float | None, of: str = "") -> Figure:
    return Figure(name, says, "ms", most, of or name, ratio=True)


FIGURES = (
    Figure("idle-requests", "requests before any interaction", "requests", of="idle-requests"),
    Figure("idle-bytes", "all bytes before any interaction", "bytes", of="idle-bytes"),
    Figure("idle-ours", "… of our own scripts and styles", "bytes", 20_000),
    Figure("idle-python", "… of Pyodide and the editor", "bytes", 0),
    Figure("idle-abroad", "… requests to another origin", "requests", 0),
    Figure("task-load", "longest main-thread task on load, the theme's included", "ms", of="task-load"),
    Figure("task-load-ours", "… of our own scripts", "ms", 50),
    _ratio("first", "click to output, first visit", 0.40),
    Figure("first-bytes", "bytes from opening to the first output, first visit", "bytes", 4_600_000, "first-bytes"),
    Figure("after-bytes", "bytes in the 8 s after it", "bytes", of="after-bytes"),
    _ratio("second", "click to output, second visit, clicked as the page is there", 0.35),
    _ratio("second-later", "… clicked 2 s later", None, "second"),
    Figure("rerun", "click to output, rerun 2 s later", "ms", 20, "restart"),
    Figure("cell", "click to output, second cell 2 s later", "ms", 20, "restart"),
    Figure("next", "click to output, next page by instant navigation", "ms", 30, "restart"),
    _ratio("rerun-at-once", "click to output, rerun as soon as the first run ends", 0.25, "restart"),
    _ratio("stop", "Stop of an endless loop to the next run's output", 0.25, "restart"),
    Figure("task-boot", "longest main-thread task from click to 2 s after the first run", "ms", 50, "task-boot"),
    Figure("task-run", "… of a rerun", "ms", 50),
    Figure("task-print", "… under an endless print, and its Stop", "ms", 100),
    Figure("letter", "click in the code to the first letter on the screen", "ms", 250),
    Figure("letters", "key to letter on the screen after it (median of ten)", "ms", 50),
    _ratio("slow-opened", "20 Mbit/s, 40 ms: opening to output, clicked at once", 0.55),
    _ratio("slow-clicked", "… click to output, clicked at once", 0.55),
    _ratio("slow-pointer", "… click to output, pointer on the cell 1 s before", 0.40, "slow-clicked"),
    _ratio("slow-focus", "… click to output, focus on the cell 1 s before", 0.40, "slow-clicked"),
    Figure("memory", "peak memory of the browser, start and two runs", "bytes", of="memory"),
)

SCALE = (
    Figure("build", "build, a snippet", "ms", 30),
    Figure("change", "a page changed under scripts/serve, until it is served", "ms", 3000),
    Figure("verify", "verification on the pyodide engine, a snippet", "ms", 300),
    Figure("page", "a page with cells, half of them weigh less", "bytes"),
    Figure("heaviest", "the heaviest page", "bytes"),
    Figure("index", "what the search loads", "bytes"),
)
"""What `--scale` measures at each size."""


@dataclass(frozen=True)
class Measured:
    """A figure and what came out."""

    figure: Figure
    site: Spread | None
    bare: Spread | None

    @property
    def ratio(self) -> float | None:
        """The site's median by the bare page's."""
        if self.site is None or self.bare is None or not self.bare.median:
            return None
        return self.site.median / self.bare.median

    @property
    def reached(self) -> bool | None:
        """Whether it is what it is meant to be; None where nothing is meant, or nothing is known."""
        if self.figure.most is None or self.site is None:
            return None
        value = self.ratio if self.figure.ratio else self.site.median
        return None if value is None else value <= self.figure.most


def measured(names: Sequence[str], site: Mapping[str, list[float]], bare: Mapping[str, list[float]]) -> list[Measured]:
    """The figures that belong to `names`, in the order of the table."""
    return [
        Measured(figure, spread(site.get(figure.name, ())), spread(bare.get(figure.of, ())))
        for figure in FIGURES
        if figure.name in names
    ]
