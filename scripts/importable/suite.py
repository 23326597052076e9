"""`scripts/test`: run every step, also after one has failed, and sum up what passed, failed and was not checked."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from importable.paths import NODE, ROOT


@dataclass(frozen=True)
class Step:
    """A command of the suite, and how its output tells what passed and what failed."""

    name: str
    command: tuple[str, ...]
    passed: str = ""
    failed: str = ""
    minutes: float = 10
    """After which it is taken to hang, unless the steps before it have left it some of theirs."""


@dataclass(frozen=True)
class Ended:
    """A step that has been run. A step that counts nothing counts as one."""

    step: Step
    status: int
    seconds: float
    passed: int
    failed: int
    unchecked: tuple[str, ...]


PYTEST = (sys.executable, "-m", "pytest", "--numprocesses=2")
PYTEST_PASSED, PYTEST_FAILED = r"(\d+) passed", r"(\d+) (?:failed|errors?)\b"
STEPS = (
    Step("check", ("scripts/check",), minutes=2),
    Step("build", ("scripts/build",), minutes=1),
    Step(
        "python",
        (*PYTEST, "--dist=loadfile", "--ignore=tests/web", "--ignore=tests/browsers"),
        PYTEST_PASSED,
        PYTEST_FAILED,
        minutes=8,
    ),
    Step("web", (*PYTEST, "--dist=loadfile", "tests/web"), PYTEST_PASSED, PYTEST_FAILED, minutes=34),
    Step("browsers", (*PYTEST, "tests/browsers"), PYTEST_PASSED, PYTEST_FAILED, minutes=31),
    Step("node", (str(NODE), "--test", "tests/cells/*.test.js"), r"pass (\d+)", r"fail (\d+)", minutes=1.5),
    Step("verify", ("scripts/verify",), r"^(\d+) passed", r"passed, (\d+) failed", minutes=7),
)
UNCHECKED = re.compile(r"^(?:SKIPPED .*|.*\bnot checked\b.*)$", re.MULTILINE)


def run_all(steps: Iterable[Step]) -> list[Ended]:
    """Run them one after the other. On a slow day a step may take what those before it have left of their minutes."""
    ended = []
    spare = 0.0
    for step in steps:
        one = run(step, spare)
        spare = max(0.0, spare + step.minutes * 60 - one.seconds)
        ended.append(one)
    return ended


def run(step: Step, spare: float = 0) -> Ended:
    """Run a step, showing what it prints while it prints it. It may take its minutes and `spare` seconds."""
    print(f"\n── {step.name} ──", flush=True)
    started = time.monotonic()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background; a step would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    process = subprocess.Popen(
        step.command,
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    seconds = step.minutes * 60 + spare
    clock = threading.Timer(seconds, end, (process, step, seconds))
    clock.daemon = True
    clock.start()
    printed = []
    try:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            printed.append(line)
        status = process.wait()
    finally:
        clock.cancel()
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # what it has left behind, or all of it after Ctrl+C
    output = re.sub(r"\x1b\[[\d;]*m", "", "".join(printed))
    passed, failed = count(step.passed, output), count(step.failed, output)
    if status and not failed:
        failed = 1
    if not step.passed and not status:
        passed = 1
    return Ended(step, status, time.monotonic() - started, passed, failed, tuple(UNCHECKED.findall(output)))


def end(process: subprocess.Popen[str], step: Step, seconds: float) -> None:
    """End a step that hangs: first so that it can still say what it has seen, then with all that it started."""
    print(f"\n{step.name}: not at its end after {seconds / 60:.1f} minutes", flush=True)
    with suppress(ProcessLookupError):
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(60)
        os.killpg(process.pid, signal.SIGKILL)


def count(pattern: str, output: str) -> int:
    """The last number that the output gives for `pattern`."""
    found = re.findall(pattern, output, re.MULTILINE) if pattern else []
    return int(found[-1]) if found else 0


def main() -> int:
    """Exit status: 0 if all steps passed, 1 if not, 2 for a step that does not exist."""
    names = sys.argv[1:] or [step.name for step in STEPS]
    if unknown := set(names) - {step.name for step in STEPS}:
        print(f"no such step: {', '.join(sorted(unknown))}; there are: {', '.join(step.name for step in STEPS)}")
        return 2
    ended = run_all(step for step in STEPS if step.name in names)
    print("\n── summary ──")
    for one in ended:
        verdict = "failed" if one.status else "passed"
        print(f"{one.step.name:8} {verdict}: {one.passed} passed, {one.failed} failed, {one.seconds:.0f} s")
    for line in dict.fromkeys(line.strip() for one in ended for line in one.unchecked):
        print(line if line.startswith("not checked") else f"not checked: {line}")
    print(f"{sum(one.passed for one in ended)} passed, {sum(one.failed for one in ended)} failed")
    return 1 if any(one.status for one in ended) else 0


if __name__ == "__main__":
    sys.exit(main())
