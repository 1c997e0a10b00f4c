"""What holds for all tests."""

from hypothesis import settings

# A slow machine is no fault of the code: how long a single example takes is measured in benchmarks/.
settings.register_profile("masterplan", deadline=None)
settings.load_profile("masterplan")
