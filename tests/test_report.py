"""How failures are said."""

from pathlib import Path

from importable.report import Failure, Tally, failure_text, texts

ROOT = Path("/project")
PLACE = ROOT / "snippets/import/import-math/output.txt"


def test_a_failure_says_place_engine_reason_and_both_texts() -> None:
    failure = Failure(PLACE, 1, "`python main.py` prints something else.", "5.1\n", "5.0\n")
    assert failure_text(failure, "cpython 3.11.7", ROOT) == (
        "snippets/import/import-math/output.txt:1\n"
        "  engine: cpython 3.11.7\n"
        "  `python main.py` prints something else.\n"
        "  the page promises:\n"
        "    5.1\n"
        "  printed:\n"
        "    5.0\n"
    )


def test_without_engine_line_and_texts() -> None:
    assert failure_text(Failure(PLACE, None, "Why."), "", ROOT) == "snippets/import/import-math/output.txt\n  Why.\n"


def test_long_texts_are_a_difference() -> None:
    promised = "".join(f"{n}\n" for n in range(100))
    lines = texts(promised, promised.replace("50\n", "x\n"))
    assert len(lines) < 15
    assert "-50" in lines
    assert "+x" in lines


def test_what_the_eye_cannot_see_is_said() -> None:
    assert "  (no line feed at the end)" in texts("a\n", "a")
    assert "  (nothing)" in texts("a\n", "")
    assert "spelled out: 'a' is promised, 'a ' is printed" in texts("a\n", "a \n")


def test_one_failure_on_two_engines_is_said_once() -> None:
    tally = Tally()
    for engine in ("cpython 3.11.7", "pyodide 314.0.7", "cpython 3.11.7"):
        tally.check([Failure(PLACE, 1, "Why.", engine=engine)])
    text = tally.text(ROOT)
    assert text.count("Why.") == 1
    assert "engine: cpython 3.11.7, pyodide 314.0.7\n" in text
    assert text.endswith("0 passed, 3 failed")


def test_failures_stand_in_the_order_of_their_places() -> None:
    places = [(ROOT / "b.txt", 1), (ROOT / "a.txt", 10), (ROOT / "a.txt", 9), (ROOT / "a.txt", None)]
    tally = Tally()
    for path, line in places:
        tally.check([Failure(path, line, "Why.")])
    lines = [line for line in tally.text(ROOT).splitlines() if ".txt" in line]
    assert lines == ["a.txt", "a.txt:9", "a.txt:10", "b.txt:1"]


def test_what_was_not_checked_stands_before_the_last_line() -> None:
    tally = Tally()
    tally.check([])
    tally.skip("a run that needs the CDN", 2)
    tally.skip("a run that needs the CDN")
    assert tally.text(ROOT) == "not checked: 3 × a run that needs the CDN\n1 passed, 0 failed"
