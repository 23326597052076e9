"""Shows how far a verification is: one line that moves in a terminal, one now and then in a log."""

import sys
import threading
from time import monotonic

SECONDS = 5
"""Between two lines in a log."""


class Progress:
    """Counts to `total` and says so on standard error. Safe to tick from several threads."""

    def __init__(self, what: str, total: int) -> None:
        self.what = what
        self.total = total
        self.done = 0
        self._said = monotonic()
        self._lock = threading.Lock()
        self._terminal = sys.stderr.isatty()

    def more(self, count: int) -> None:
        """It takes more than was thought."""
        with self._lock:
            self.total += count

    def tick(self) -> None:
        """One more is done."""
        with self._lock:
            self.done += 1
            if self._terminal:
                print(f"\r\033[K{self.what}: {self.done} of {self.total}", end="", file=sys.stderr, flush=True)
            elif monotonic() - self._said >= SECONDS:
                self._said = monotonic()
                print(f"{self.what}: {self.done} of {self.total}", file=sys.stderr, flush=True)

    def end(self) -> None:
        """All is done: say it once."""
        start = "\r\033[K" if self._terminal else ""
        print(f"{start}{self.what}: {self.done} of {self.total}", file=sys.stderr, flush=True)
