"""Wall times, zones and instants."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.localtime import known_zone, known_zones, resolve, suggest, to_local
from tests.domain.dose.builders import days, zones


class TestResolve:
    def test_gap_is_read_with_the_offset_before_it(self):
        """02:30 on the morning Berlin's clocks jump is 03:30 there, an hour and a half into the UTC day."""
        at = resolve(date(2026, 3, 29), time(2, 30), "Europe/Berlin")
        assert at == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
        assert to_local(at, "Europe/Berlin").time() == time(3, 30)

    def test_fold_happens_once_the_first(self):
        """01:30 on the night New York's clocks go back is the earlier of the two."""
        at = resolve(date(2026, 11, 1), time(1, 30), "America/New_York")
        assert at == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)

    def test_fold_asked_for_second_is_still_the_first(self):
        """A time that carries a fold of its own cannot move a dose by an hour."""
        second = time(1, 30, fold=1)
        assert resolve(date(2026, 11, 1), second, "America/New_York") == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)

    @pytest.mark.parametrize(
        ("day", "at", "zone", "local"),
        [
            (date(2026, 9, 6), time(0, 0), "America/Santiago", "2026-09-06T01:00:00-03:00"),  # midnight does not exist
            (date(2026, 10, 4), time(2, 15), "Australia/Lord_Howe", "2026-10-04T02:45:00+11:00"),  # half an hour
            (date(2026, 4, 5), time(1, 45), "Australia/Lord_Howe", "2026-04-05T01:45:00+11:00"),
            (date(2026, 5, 4), time(9), "Asia/Kathmandu", "2026-05-04T09:00:00+05:45"),
            (date(2026, 5, 4), time(9), "UTC", "2026-05-04T09:00:00+00:00"),
        ],
    )
    def test_odd_clocks(self, day, at, zone, local):
        """Half-hour jumps, missing midnights and odd offsets are read as their people read them."""
        assert to_local(resolve(day, at, zone), zone).isoformat() == local

    @given(day=days, at=st.times(), zone=zones)
    def test_a_wall_time_that_exists_is_kept(self, day, at, zone):
        """In every zone the instant shows the asked wall time, or lies right behind the gap that swallowed it."""
        wall = datetime.combine(day, at)
        local = to_local(resolve(day, at, zone), zone)
        assert local.replace(tzinfo=None) == wall or self.in_gap(wall, zone)
        assert timedelta(0) <= local.replace(tzinfo=None) - wall <= timedelta(hours=1)

    @staticmethod
    def in_gap(wall: datetime, zone: str) -> bool:
        offsets = {wall.replace(tzinfo=ZoneInfo(zone), fold=fold).utcoffset() for fold in (0, 1)}
        return len(offsets) == 2

    def test_an_instant_without_a_zone_is_refused(self):
        """Nobody can say where a naive time was read."""
        with pytest.raises(ValueError, match="zone"):
            to_local(datetime(2026, 5, 4, 9), "Europe/Madrid")  # noqa: DTZ001 - the mistake itself


class TestZones:
    @pytest.mark.parametrize("name", ["Europe/Madrid", "America/Argentina/Ushuaia", "Asia/Kathmandu", "UTC"])
    def test_places_are_known(self, name):
        """An area and a city, or UTC."""
        assert known_zone(name)

    @pytest.mark.parametrize(
        "name",
        ["", "Madrid", "europe/madrid", "CET", "EST", "EST5EDT", "GMT+2", "Etc/GMT-2", "US/Eastern", "Japan", "local",
         "../../etc/passwd", "/etc/localtime", "Europe", "Europe/", "posix/Europe/Madrid", "Factory", "Europe/Madrid\n"],
    )  # fmt: skip
    def test_anything_else_is_refused(self, name):
        """Abbreviations and fixed offsets do not follow the clocks of a place; paths are no zones at all."""
        assert not known_zone(name)

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("Madrid", "Europe/Madrid"),
            (" europe/madrid ", "Europe/Madrid"),
            ("New York", "America/New_York"),
            ("Europe/Madird", "Europe/Madrid"),
            ("US/Eastern", "America/New_York"),
            ("Japan", "Asia/Tokyo"),
        ],
    )
    def test_a_near_miss_is_offered_its_zone(self, typed, meant):
        """The likeliest zone comes first."""
        assert suggest(typed)[0] == meant

    @given(st.text(max_size=60))
    def test_suggestions_are_always_zones(self, typed):
        """Whatever is typed, at most three zones come back, each of them known."""
        found = suggest(typed)
        assert len(found) <= 3
        assert all(known_zone(one) for one in found)

    def test_every_known_zone_can_be_read(self):
        """No name is offered that the locked tzdata cannot load."""
        assert all(ZoneInfo(name) for name in known_zones())
