"""How much memory a browser takes: all its processes together, looked at several times a second."""

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

SECONDS = 0.1
"""Between two looks."""


class Peak:
    """The most that was seen, in bytes."""

    def __init__(self) -> None:
        self.bytes = 0


@contextlib.contextmanager
def watched(mark: str) -> Iterator[Peak]:
    """Watch the process whose command line has `mark`, and all that it started."""
    peak, over = Peak(), threading.Event()

    def watch() -> None:
        while not over.is_set():
            peak.bytes = max(peak.bytes, sum(map(size_of, family(processes(), mark))))
            over.wait(SECONDS)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield peak
    finally:
        over.set()
        thread.join()


def processes() -> dict[int, tuple[int, str]]:
    """All processes: number to the parent's number and the command line."""
    listed = subprocess.run(["ps", "-axww", "-o", "pid=,ppid=,command="], capture_output=True, text=True).stdout
    rows = (line.split(maxsplit=2) for line in listed.splitlines())
    return {int(row[0]): (int(row[1]), row[2]) for row in rows if len(row) == 3}


def family(processes: dict[int, tuple[int, str]], mark: str) -> set[int]:
    """The processes whose command line has `mark`, and their children's children."""
    members = {pid for pid, (_, command) in processes.items() if mark in command}
    while more := {pid for pid, (parent, _) in processes.items() if parent in members} - members:
        members |= more
    return members


def size_of(pid: int) -> int:
    """What a process takes, in bytes: what it shares with others only in part, where the system tells that."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text("utf-8").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) * 1024
    except (OSError, StopIteration):
        listed = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
        return int(listed or 0) * 1024
