"""What is said of the samples: medians, spreads, ratios, and whether a target is reached."""

import json

import pytest
from importable.bench.figures import FIGURES, Figure, Measured, measured
from importable.bench.report import data, text
from importable.bench.scenarios import SCENARIOS
from importable.bench.statistics import spread

RATIO = Figure("first", "click to output", "ms", 0.4, "first", ratio=True)
PLAIN = Figure("rerun", "rerun", "ms", 20, "restart")
OPEN = Figure("memory", "memory", "bytes", of="memory")


def test_a_spread_is_the_median_and_the_ends() -> None:
    found = spread([3, 1, 2, 10])
    assert found is not None
    assert (found.median, found.least, found.most) == (2.5, 1, 10)
    assert spread([]) is None


@pytest.mark.parametrize(
    ("figure", "site", "bare", "ratio", "reached"),
    [
        (RATIO, [400], [1000], 0.4, True),
        (RATIO, [401], [1000], 0.401, False),
        (RATIO, [400], [], None, None),
        (RATIO, [], [1000], None, None),
        (PLAIN, [20], [1000], 0.02, True),
        (PLAIN, [21], [], None, False),
        (OPEN, [3e8], [2e8], 1.5, None),
        (OPEN, [3e8], [0], None, None),
    ],
)
def test_a_target_is_a_share_of_the_bare_page_or_a_value(
    figure: Figure, site: list[float], bare: list[float], ratio: float | None, reached: bool | None
) -> None:
    one = Measured(figure, spread(site), spread(bare))
    assert (one.ratio, one.reached) == (ratio, reached)


def test_a_figure_may_be_compared_with_another_of_the_bare_page() -> None:
    (one,) = measured(["rerun"], {"rerun": [10, 30]}, {"restart": [1000]})
    assert one.ratio == 0.02


def test_every_figure_belongs_to_one_scenario() -> None:
    given = [name for scenario in SCENARIOS.values() for name in scenario.figures]
    assert sorted(given) == sorted(figure.name for figure in FIGURES)


def test_the_report_says_what_was_measured_and_what_was_meant() -> None:
    report = text([Measured(RATIO, spread([300, 500, 1400]), spread([1000])), Measured(PLAIN, None, None)])
    assert [line.split() for line in report.splitlines()[1:]] == [
        [
            "click",
            "to",
            "output",
            "500",
            "ms",
            "(300",
            "ms",
            "…",
            "1.40",
            "s)",
            "1.00",
            "s",
            "0.50",
            "at",
            "most",
            "0.40",
            "of",
            "bare",
            "NOT",
            "reached",
        ],
        ["rerun", "not", "measured", "at", "most", "20", "ms"],
        ["0", "of", "1", "targets", "reached"],
    ]


def test_the_json_has_every_sample() -> None:
    (one,) = json.loads(json.dumps(data([Measured(RATIO, spread([300, 400]), spread([1000]))])))
    assert one["name"] == "first"
    assert one["site"]["samples"] == [300, 400]
    assert (one["site_by_bare"], one["most"], one["reached"]) == (0.35, 0.4, True)
