"""A slow line is shared by all that is sent over it."""

from importable.bench.network import Line, Network

SLOW = Network("slow", bytes_per_second=1000, latency=0.5)


class Clock:
    """Time that passes only where somebody sleeps."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def line(self, network: Network | None) -> Line:
        line = Line(lambda: self.now, self.slept.append)
        line.network = network
        return line


def test_without_a_network_nothing_waits() -> None:
    clock = Clock()
    line = clock.line(None)
    line.wait_for_answer()
    line.wait_for_bytes(10**9)
    assert clock.slept == []


def test_each_answer_waits_for_the_latency() -> None:
    clock = Clock()
    clock.line(SLOW).wait_for_answer()
    assert clock.slept == [0.5]


def test_bytes_that_are_sent_at_once_share_the_rate() -> None:
    clock = Clock()
    line = clock.line(SLOW)
    line.wait_for_bytes(1000)
    line.wait_for_bytes(2000)  # of another answer, at the same time
    assert clock.slept == [1, 3]


def test_a_line_that_was_idle_saves_nothing_up() -> None:
    clock = Clock()
    line = clock.line(SLOW)
    line.wait_for_bytes(1000)
    clock.now = 100
    line.wait_for_bytes(500)
    assert clock.slept == [1, 0.5]
