"""What holds for all tests."""

import os

from hypothesis import settings

# A slow machine is no fault of the code: how long a single example takes is measured in benchmarks/.
# The same commit tries the same examples everywhere, so that main is green or red for everyone;
# HYPOTHESIS_PROFILE=searching tries new ones, as `make survive` does.
settings.register_profile("masterplan", deadline=None, derandomize=True)
settings.register_profile("searching", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "masterplan"))
