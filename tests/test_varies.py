"""The words for values that vary."""

import pytest
from importable.varies import parse_kind


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("int 1..100", ["1", "57", "100"], ["0", "101", "1.5", "", "x", "57 "]),
        ("int -5..5", ["-5", "0"], ["-6", "6"]),
        ("float 0..1", ["0", "0.5", "1.0", "1e-05"], ["1.1", "-0.1", "nan"]),
        ("float -1.5..2.5", ["-1.5", "2.5"], ["-1.6", "2.6"]),
        ("one of heads | tails", ["heads", "tails"], ["edge", "heads | tails", "Heads"]),
        ("date", ["2026-01-31"], ["2026-1-31", "31.01.2026"]),
        ("time", ["09:30", "09:30:59", "09:30:59.123"], ["9:30", "09.30"]),
    ],
)
def test_accepts(text: str, inside: list[str], outside: list[str]) -> None:
    kind = parse_kind(text)
    assert [value for value in inside if not kind.accepts(value)] == []
    assert [value for value in outside if kind.accepts(value)] == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".*",
        "int",
        "int 1-100",
        "int 5..5",
        "int 9..1",
        "int 0.5..2",
        "float a..b",
        "one of a",
        "one of a | a",
        "one of a | ",
        "Date",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is none of: int A\.\.B"):
        parse_kind(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [("int 1..6", "a whole number from 1 to 6"), ("one of a | b", "one of a, b"), ("date", "the date of the day")],
)
def test_in_words(text: str, words: str) -> None:
    assert parse_kind(text).in_words == words
