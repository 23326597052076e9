"""The suite counts what its steps say, and ends a step that hangs."""

import signal
import sys
import time
from typing import Any

import pytest
from importable.suite import STEPS, Step, run, run_all


def step(code: str, minutes: float = 1) -> Step:
    return Step("some", (sys.executable, "-c", code), r"(\d+) passed", r"(\d+) failed", minutes)


@pytest.mark.parametrize(
    ("code", "passed", "failed"),
    [
        ("print('3 passed')", 3, 0),
        ("print('3 passed, 2 failed'); exit(1)", 3, 2),
        ("print('\\x1b[32m3 passed\\x1b[0m')", 3, 0),
        ("exit(1)", 0, 1),
    ],
)
def test_what_a_step_says_is_counted(code: str, passed: int, failed: int) -> None:
    ended = run(step(code))
    assert (ended.passed, ended.failed) == (passed, failed)


def test_what_was_not_checked_is_kept() -> None:
    assert run(step("print('not checked: a browser')")).unchecked == ("not checked: a browser",)


@pytest.mark.parametrize("handler", [signal.default_int_handler, signal.SIG_IGN], ids=["in front", "in the background"])
def test_a_step_that_hangs_ends_as_failed_and_says_what_it_has_seen(handler: Any) -> None:
    signal.signal(signal.SIGINT, handler)
    started = time.monotonic()
    ended = run(step("import time\ntry: time.sleep(600)\nfinally: print('7 passed')", minutes=0.2))
    assert (ended.passed, ended.failed) == (7, 1)
    assert time.monotonic() - started < 60


def test_a_step_may_take_what_those_before_it_have_left() -> None:
    slow = step("import time; time.sleep(4); print('1 passed')", minutes=0.02)
    assert [one.passed for one in run_all([slow])] == [0]
    assert [one.passed for one in run_all([step("print('1 passed')", minutes=0.2), slow])] == [1, 1]


def test_what_a_step_leaves_running_is_ended() -> None:
    # It holds the step's output open: without an end nobody would ever read the last line.
    code = "import subprocess, sys\nsubprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
    assert run(step(code, minutes=0.2)).seconds < 60


def test_all_steps_together_take_no_longer_than_the_90_minutes_of_ci() -> None:
    assert sum(step.minutes for step in STEPS) <= 85
