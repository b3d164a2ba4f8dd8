"""Points in time are read as people write them, on the clocks of the scenario's zone."""

from datetime import UTC, datetime

import pytest

from bot.rehearsal.moments import NoMomentError, read_moment, show_moment

MADRID = "Europe/Madrid"
SUNDAY_EVENING = datetime(2026, 5, 3, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "local"),
    [
        ("Mon 09:00", "2026-05-04T09:00+02:00"),
        ("Monday 9:00", "2026-05-04T09:00+02:00"),
        ("sun 18:00", "2026-05-10T18:00+02:00"),
        ("Sun 18:01", "2026-05-03T18:01+02:00"),
        ("19:00", "2026-05-03T19:00+02:00"),
        ("07:00", "2026-05-04T07:00+02:00"),
        ("2026-06-01 08:30", "2026-06-01T08:30+02:00"),
        ("2026-05-04T07:00Z", "2026-05-04T09:00+02:00"),
        ("+1h", "2026-05-03T19:00+02:00"),
        ("+1h30m", "2026-05-03T19:30+02:00"),
        ("+2d", "2026-05-05T18:00+02:00"),
    ],
)
def test_moments_are_read(words, local):
    """Week days and times are the next such ones, steps start from now, and the rest is written out."""
    assert read_moment(words, SUNDAY_EVENING, MADRID) == datetime.fromisoformat(local)


def test_days_keep_the_wall_time():
    """Across a clock change a day later is the same time on the wall, 24 hours later is not."""
    saturday = datetime.fromisoformat("2026-10-24T09:00+02:00")
    assert read_moment("+1d", saturday, MADRID) == datetime.fromisoformat("2026-10-25T09:00+01:00")
    assert read_moment("+24h", saturday, MADRID) == datetime.fromisoformat("2026-10-25T08:00+01:00")


@pytest.mark.parametrize(
    "words",
    [
        "",
        "soon",
        "+1",
        "+1w",
        "25:00",
        "Mon 24:61",
        "Mon",
        "2026-13-01 09:00",
        "next",
        "+9999d" * 2,
        "+" + "9999d" * 400,
    ],
)
def test_everything_else_is_refused(words):
    """What is no point in time is told so."""
    with pytest.raises(NoMomentError):
        read_moment(words, SUNDAY_EVENING, MADRID)


def test_moments_are_shown_without_numbers_only():
    """A moment names its day."""
    assert show_moment(SUNDAY_EVENING, MADRID) == "Sun 3 May, 18:00"
