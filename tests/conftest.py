"""Hypothesis profiles: quick in `make test`, long in `make test-long`."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

# Deadlines are off: machines are shared, and no test asserts on seconds.
settings.register_profile(
    "quick", max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", settings.get_profile("quick"), max_examples=2000)
settings.load_profile(os.environ.get("KXCLEAN_HYPOTHESIS_PROFILE", "quick"))
