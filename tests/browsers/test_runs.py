"""A run means what a terminal means, and one run leaves nothing to the next."""

from collections.abc import Callable

from .cell import Cell

Lab = Callable[[str], Cell]


def test_a_first_and_a_second_run_print_what_the_page_says(cell: Lab) -> None:
    plain = cell("plain")
    for _ in range(2):
        plain.click_run()
        assert (plain.output, plain.verdict) == ("hello\n", "same")
