"""The garbage collector goes on working for what comes after the start."""

import gc
import weakref

import pytest

from bot.heap import made_to_stay


class Ring:
    """Holds itself, so only the collector can free it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def _as_it_was():
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


def test_garbage_made_later_is_still_found():
    """What is thrown away after the start does not stay in memory for good."""
    with made_to_stay():
        kept = Ring()
    lost = weakref.ref(Ring())
    gc.collect()
    assert lost() is None
    assert kept.own is kept


def test_it_rests_within_and_goes_on_after_an_error_too():
    """A start that fails, one problem a line, leaves a collector that works."""
    with pytest.raises(ValueError, match="wrong"), made_to_stay():
        assert not gc.isenabled()
        raise ValueError("wrong")
    assert gc.isenabled()
    with made_to_stay(), made_to_stay():
        pass
    assert gc.isenabled()


def test_a_look_comes_by_itself_though_seldom():
    """Nobody needs to ask for it: as much garbage as a long day makes is gone by the evening."""
    with made_to_stay():
        pass
    rings = [weakref.ref(Ring()) for _ in range(gc.get_threshold()[0] + 1)]
    assert any(one() is None for one in rings)
