from hypothesis import settings

# A busy machine is no failure.
settings.register_profile("unit", deadline=None)
settings.load_profile("unit")
