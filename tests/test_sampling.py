"""What is too narrow: honest spreads pass, and a value that promises more than it keeps does not."""

import random
from collections import Counter

import pytest
from importable.sampling import COUNT, Samples, too_narrow
from importable.varies import parse_kind

RANDOM = random.Random(1)


def drawn(is_: str, *values: object) -> Samples:
    return Samples(parse_kind(is_), dict(Counter(map(str, values))))


def many(draw: str, times: int = COUNT) -> list[object]:
    return [eval(draw, {"r": RANDOM}) for _ in range(times)]


@pytest.mark.parametrize(
    ("is_", "draw"),
    [
        ("int 1..100", "r.randint(1, 100)"),
        ("int 1..6", "r.randint(1, 6)"),
        ("int 1..1000", "r.randint(1, 1000)"),
        ("int 1..1000000", "r.randint(1, 1000000)"),
        ("int -50..50", "r.randint(-50, 50)"),
        ("int 2..12", "r.randint(1, 6) + r.randint(1, 6)"),
        ("int 3..18", "sum(r.randint(1, 6) for _ in range(3))"),
        ("float 0..1", "r.random()"),
        ("float 0..1", "round(r.random(), 2)"),
        ("float 0..2", "r.random() + r.random()"),
        ("float 10..20", "r.uniform(10, 20)"),
        ("one of heads | tails", "r.choice(['heads', 'tails'])"),
    ],
)
def test_honest(is_: str, draw: str) -> None:
    for _ in range(20):
        assert too_narrow(drawn(is_, *many(draw))) is None


@pytest.mark.parametrize(
    ("is_", "draw", "words"),
    [
        ("int 1..100", "57", "57 in all of"),
        ("int 1..101", "r.randint(1, 100)", "never came near 101"),
        ("int 0..100", "r.randint(1, 100)", "never came near 0"),
        ("int 1..110", "r.randint(1, 100)", "never came near 110"),
        ("int 1..1000", "r.randint(1, 900)", "never came near 1000"),
        ("int 1..6", "r.randint(1, 5)", "never came near 6"),
        ("float 0..1", "r.random() * 0.9", "never came near 1"),
        ("float 0..1", "r.random() * 0.98", "never came near 1"),
        ("float 0..1", "0.1 + r.random() * 0.9", "never came near 0"),
        ("one of a | b | c", "r.choice('ab')", "never was: c"),
    ],
)
def test_too_narrow(is_: str, draw: str, words: str) -> None:
    for _ in range(20):
        assert words in (too_narrow(drawn(is_, *many(draw))) or "")


def test_too_few_runs_say_nothing() -> None:
    assert "too few" in (too_narrow(drawn("int 1..6", *many("r.randint(1, 6)", 100))) or "")
