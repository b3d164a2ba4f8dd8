"""What the tests of plans and doses share: zones come from the lock."""

import pytest

from bot.domain.localtime import use_locked_zones


@pytest.fixture(scope="session", autouse=True)
def locked_zones() -> None:
    """Read zones from the tzdata package, as the application does."""
    use_locked_zones()
