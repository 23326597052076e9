"""The figures as text for people, and as JSON for whoever compares runs."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from importable.bench.figures import Figure, Measured, Unit
from importable.bench.statistics import Spread


def amount(value: float, unit: Unit) -> str:
    """A value as people read it."""
    if unit == "requests":
        return f"{value:.0f}"
    if unit == "ms":
        return f"{value / 1000:.2f} s" if value >= 1000 else f"{value:.0f} ms"
    return f"{value / 1e6:.2f} MB" if value >= 1e6 else f"{value / 1e3:.1f} KB"


def _spread(spread: Spread | None, unit: Unit) -> str:
    if spread is None:
        return ""
    median, least, most = (amount(value, unit) for value in (spread.median, spread.least, spread.most))
    return median if least == most else f"{median} ({least} … {most})"


def target(figure: Figure) -> str:
    """What a figure is meant to be."""
    if figure.most is None:
        return ""
    return f"at most {figure.most:.2f} of bare" if figure.ratio else f"at most {amount(figure.most, figure.unit)}"


def row(measured: Measured) -> tuple[str, ...]:
    """One line of the table."""
    figure = measured.figure
    verdict = {True: "reached", False: "NOT reached", None: ""}[measured.reached]
    return (
        figure.says,
        "not measured" if measured.site is None else _spread(measured.site, figure.unit),
        _spread(measured.bare, figure.unit),
        "" if measured.ratio is None else f"{measured.ratio:.2f}",
        target(figure),
        verdict,
    )


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as they need to be."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def text(figures: Sequence[Measured]) -> str:
    """The whole report."""
    head = ("median (least … most)", "the site", "bare page", "ratio", "meant to be", "")
    reached = [one.reached for one in figures]
    sum = f"{reached.count(True)} of {reached.count(True) + reached.count(False)} targets reached"
    return f"{table([head, *map(row, figures)])}\n{sum}"


def data(figures: Sequence[Measured]) -> list[dict[str, Any]]:
    """The same for machines, with each round's value."""
    return [
        {
            **asdict(one.figure),
            "site": one.site and asdict(one.site),
            "bare": one.bare and asdict(one.bare),
            "site_by_bare": one.ratio,
            "reached": one.reached,
        }
        for one in figures
    ]
