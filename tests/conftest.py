"""How much hypothesis tries: HYPOTHESIS_PROFILE=nightly tries more."""

import os

from hypothesis import settings

# A busy machine is no failure.
settings.register_profile("quick", max_examples=100, stateful_step_count=30, deadline=None)
settings.register_profile("nightly", max_examples=1000, stateful_step_count=50, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
