"""A slow line in the server itself.

The browser's own emulation of a slow network is set for a page and does not reach what its workers fetch, and a bare
page fetches everything in its worker. So the server waits, alike for all that asks it.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Network:
    """How fast bytes come, and how long the first of an answer takes."""

    name: str
    bytes_per_second: float
    latency: float
    """In seconds, for each request."""


MODEST = Network("20 Mbit/s, 40 ms", 20e6 / 8, 0.040)
CHUNK = 16 * 1024
"""What a slow line sends at a time, so that several answers share it."""


class Line:
    """The one line that a visitor has: what is sent over it at once shares its rate. Safe to use from many threads."""

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.network: Network | None = None
        """None: as fast as it goes."""
        self._clock = clock
        self._sleep = sleep
        self._free = 0.0
        self._lock = threading.Lock()

    def wait_for_answer(self) -> None:
        """As long as a request takes to the server and the first byte takes back."""
        if self.network:
            self._sleep(self.network.latency)

    def wait_for_bytes(self, count: int) -> None:
        """Until so many more bytes have come over the line, after all those that it was given before."""
        if not self.network:
            return
        with self._lock:
            now = self._clock()
            self._free = max(now, self._free) + count / self.network.bytes_per_second
            wait = self._free - now
        self._sleep(wait)

    @property
    def chunk(self) -> int:
        """How much to send at a time."""
        return CHUNK if self.network else 1 << 20
