"""Hypothesis profiles: quick in `make test`, long in `make test-long`.

The quick one draws the same examples at each run, so that a failure speaks of the change that is
tested and not of the draw; the long one looks for new examples every time.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Deadlines are off: machines are shared, and no test asserts on seconds.
settings.register_profile(
    "quick",
    max_examples=100,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile(
    "long", settings.get_profile("quick"), max_examples=2000, derandomize=False
)
settings.load_profile(os.environ.get("KXCLEAN_HYPOTHESIS_PROFILE", "quick"))
