"""What holds for the whole suite."""

from hypothesis import settings

# How long an example takes is no assertion: the machine may be busy.
settings.register_profile("suite", deadline=None)
settings.load_profile("suite")
