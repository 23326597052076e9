"""The comparison: the same rows as docs/assets/cells/compare.js answers."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from importable.comparison import difference, first_difference, holds, segments, take_folder_off, values_of
from importable.snippet import Varies
from importable.varies import parse_kind

ROWS = json.loads(Path(__file__).with_name("comparison.json").read_text("utf-8"))


@pytest.mark.parametrize("row", [pytest.param(row, id=row["name"]) for row in ROWS])
def test_holds(row: dict[str, Any]) -> None:
    varies = [Varies(value["shown"], parse_kind(value["is"])) for value in row["varies"]]
    assert holds(row["printed"], segments(row["documented"], varies)) is row["holds"]


@given(st.text(), st.text())
def test_without_values_only_the_same_text_holds(documented: str, printed: str) -> None:
    assert holds(printed, segments(documented, [])) is (printed == documented)


@given(st.integers(-500, 500))
def test_an_int_holds_exactly_inside_its_range(number: int) -> None:
    parts = segments("n = 57.\n", [Varies("57", parse_kind("int 1..100"))])
    assert holds(f"n = {number}.\n", parts) is (1 <= number <= 100)


def test_values_are_read_where_they_stand() -> None:
    parts = segments(
        "57, heads\n", [Varies("heads", parse_kind("one of heads | tails")), Varies("57", parse_kind("int 1..100"))]
    )
    assert values_of("8, tails\n", parts) == ["8", "tails"]


@pytest.mark.parametrize(
    ("text", "folder", "left"),
    [
        ('File "/tmp/x/main.py", line 1', "/tmp/x", 'File "main.py", line 1'),
        ('File "/tmp/x/pkg/a.py"', "/tmp/x/", 'File "pkg/a.py"'),
        ("/tmp/x", "/tmp/x", "/tmp/x"),
        ("/tmp/xy/main.py", "/tmp/x", "/tmp/xy/main.py"),
    ],
)
def test_take_folder_off(text: str, folder: str, left: str) -> None:
    assert take_folder_off(text, folder) == left


@pytest.mark.parametrize(
    ("documented", "printed", "line"),
    [("a\nb\n", "a\nc\n", 2), ("a\n", "b\n", 1), ("a\nb\n", "a\n", 2), ("", "a\n", 1), ("a\n", "a", 1)],
)
def test_first_difference(documented: str, printed: str, line: int) -> None:
    assert first_difference(documented, printed) == line


def test_a_missing_line_feed_is_said() -> None:
    assert "(no line feed at the end)" in difference("a\n", "a")
