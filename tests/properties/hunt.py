"""How many examples a property is tried with."""

import os

from hypothesis import HealthCheck, Phase, settings

TIMES = int(os.environ.get("IMPORTABLE_HUNT", "0"))


def tried(number: int) -> settings:
    """With so many examples, the same ones in every run; a hunt tries many more, and others each time."""
    return settings(
        max_examples=number * (TIMES or 1),
        derandomize=not TIMES,
        print_blob=bool(TIMES),
        deadline=None,
        phases=[phase for phase in Phase if phase is not Phase.explain],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
