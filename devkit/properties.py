"""How property tests run: what is right does not depend on how fast it is."""

from hypothesis import HealthCheck, settings


def load_profile():
    settings.register_profile(
        "untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    settings.load_profile("untimed")
