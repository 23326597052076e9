"""A browser is many processes."""

import os

from importable.bench.memory import family, processes, size_of, watched


def test_a_family_is_a_process_and_all_that_it_started() -> None:
    tree = {1: (0, "init"), 2: (1, "chromium --user-data-dir=/here"), 3: (2, "gpu"), 4: (3, "zygote"), 5: (1, "other")}
    assert family(tree, "/here") == {2, 3, 4}


def test_this_very_process_has_a_size() -> None:
    assert os.getpid() in processes()
    assert size_of(os.getpid()) > 1_000_000


def test_a_process_that_is_gone_has_none() -> None:
    assert size_of(2**22 + 1) == 0


def test_the_peak_is_what_was_seen() -> None:
    with watched("no-such-process-anywhere") as peak:
        pass
    assert peak.bytes == 0
