"""Who is on call: never nobody, never somebody who cannot be reached, and what is typed is what is kept (S7)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.oncall import Who
from bot.domain.people import Staff, StaffStatus
from bot.domain.roster import Absence, Roster, Shift
from bot.domain.rosterline import (
    AskCover,
    AskSwap,
    ComeBack,
    SetAway,
    SetHours,
    Unread,
    read_hours,
    read_line,
    written,
)

MONDAY = date(2026, 5, 4)
ZONES = ("Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu")
OFFICE = Shift(days=frozenset(range(5)), since=time(8), until=time(17))
NIGHTS = Shift(days=frozenset(range(7)), since=time(20), until=time(8))
times = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
shifts = st.builds(Shift, days=st.frozensets(st.integers(0, 6), min_size=1), since=times, until=times)
SPRING = datetime(2026, 3, 20, tzinfo=UTC)
instants = st.integers(0, 235 * 24 * 60).map(lambda minutes: SPRING + timedelta(minutes=minutes))


def staff(number: int, role: str = "pharmacist") -> Staff:
    return Staff(
        id=number, name=f"S{number}", role=role, team="main", position=number, language="en", status=StaffStatus.ACTIVE
    )  # fmt: skip


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    size = draw(st.integers(1, 4))
    ids = st.integers(1, size)
    days = st.dates(date(2026, 3, 20), date(2026, 11, 10))
    away = st.builds(
        lambda who, since, length, deputy: Absence(
            staff_id=who, since_on=since, until_on=since + timedelta(days=length), deputy_id=deputy
        ),
        ids, days, st.integers(0, 20), st.none() | ids,
    )  # fmt: skip
    return Roster(
        zone=draw(st.sampled_from(ZONES)),
        team=tuple(staff(one, draw(st.sampled_from(("lead", "pharmacist")))) for one in range(1, size + 1)),
        unreachable=draw(st.frozensets(ids, max_size=size - 1)),
        hours=draw(st.dictionaries(ids, st.lists(shifts, max_size=2).map(tuple))),
        absences=tuple(draw(st.lists(away, max_size=3))),
    )


def madrid(hours: dict[int, tuple[Shift, ...]], *absences: Absence) -> Roster:
    team = (staff(1), staff(2, "lead"), staff(3))
    return Roster(zone="Europe/Madrid", team=team, unreachable=frozenset(), hours=hours, absences=absences)


def ids(found: tuple[Staff, ...]) -> list[int]:
    return [one.id for one in found]


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """In May, on Madrid's clocks."""
    return datetime(2026, 5, day, hour - 2, minute, tzinfo=UTC) if hour >= 2 else at(day - 1, hour + 24, minute)


@settings(max_examples=150)
@given(rosters(), instants)
def test_whatever_the_roster_says_somebody_who_can_be_reached_is_rung(roster: Roster, now: datetime) -> None:
    """No hours, no leave and no gap ever leave an alert without anybody to ring."""
    for found in (roster.on_duty(now), roster.present(now), *(roster.rung(who, now) for who in Who)):
        assert found
        assert not set(ids(found)) & roster.unreachable


@settings(max_examples=60)
@given(rosters(), instants)
def test_gaps_are_exactly_when_nobody_is_on_call(roster: Roster, now: datetime) -> None:
    """Told gaps and silence on call are the same instants."""
    until = now + timedelta(days=4)
    gaps = roster.gaps(now, until)
    for minutes in range(0, 4 * 24 * 60, 173):
        moment = now + timedelta(minutes=minutes)
        assert any(since <= moment < end for since, end in gaps) == (not roster.on_call(moment))


@settings(max_examples=60)
@given(rosters(), instants)
def test_nothing_changes_before_the_next_turn(roster: Roster, now: datetime) -> None:
    """Whoever watches the next turn misses no change of shift."""
    turn = roster.next_turn(now)
    before = roster.on_duty(now)
    for minutes in range(0, 5 * 24 * 60, 211):
        moment = now + timedelta(minutes=minutes)
        if turn is None or moment < turn:
            assert roster.on_duty(moment) == before


@given(st.lists(shifts, max_size=3).map(tuple))
def test_hours_written_and_read_again_are_the_same(week: tuple[Shift, ...]) -> None:
    """What the table keeps is what was typed."""
    assert read_hours(written(week)) == week


def test_a_gap_rings_the_lead_then_everybody() -> None:
    """At night nobody has hours: the lead first, and the second step does not stop at one person."""
    roster = madrid({1: (OFFICE,), 2: (OFFICE,), 3: ()})
    night = at(4, 23)
    assert roster.on_call(night) == ()
    assert ids(roster.rung(Who.FIRST, night)) == [2]
    assert ids(roster.rung(Who.SECOND, night)) == [1, 2, 3]


def test_positions_are_the_order_within_the_roster() -> None:
    """Of those on call the first by position is rung first; alone on call, the lead is second."""
    roster = madrid({1: (OFFICE,), 3: (OFFICE,), 2: ()})
    assert ids(roster.on_call(at(4, 9))) == [1, 3]
    assert ids(roster.rung(Who.SECOND, at(4, 9))) == [3]
    alone = madrid({1: (OFFICE,), 3: (), 2: ()})
    assert ids(alone.rung(Who.SECOND, at(4, 9))) == [2]


def test_a_night_shift_belongs_to_the_day_it_begins() -> None:
    """Away from Tuesday on: Monday's night is still worked to its end, Tuesday's is not."""
    away = Absence(staff_id=1, since_on=MONDAY + timedelta(days=1), until_on=MONDAY + timedelta(days=1))
    roster = madrid({1: (NIGHTS,), 2: (), 3: ()}, away)
    assert ids(roster.on_call(at(5, 7, 59))) == [1]
    assert roster.on_call(at(5, 8)) == ()
    assert roster.on_call(at(5, 21)) == ()
    assert roster.away(1, at(5, 12))
    assert ids(roster.on_call(at(6, 21))) == [1]


def test_a_deputy_stands_in_at_the_place_of_the_other() -> None:
    """The deputy is rung where the other would have been; a deputy who is away leaves a gap, not a ghost."""
    cover = Absence(staff_id=1, since_on=MONDAY, until_on=MONDAY, deputy_id=3)
    roster = madrid({1: (OFFICE,), 2: (OFFICE,), 3: ()}, cover)
    assert ids(roster.on_call(at(4, 9))) == [3, 2]
    gone = Absence(staff_id=3, since_on=MONDAY, until_on=MONDAY)
    assert ids(madrid({1: (OFFICE,), 2: (), 3: ()}, cover, gone).on_call(at(4, 9))) == []


def test_a_shift_over_the_night_of_the_clock_change_ends_at_its_wall_time() -> None:
    """In March the night is an hour shorter, and the day shift still begins at eight."""
    roster = madrid({1: (NIGHTS,), 2: (), 3: ()})
    before, after = datetime(2026, 3, 29, 5, 59, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)  # 07:59, 08:00
    assert (ids(roster.on_call(before)), ids(roster.on_call(after))) == ([1], [])


WEEK = SetHours(shifts=(OFFICE,))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Mon-Fri 08:00-17:00", WEEK),
        ("monday to friday 8-17", WEEK),
        ("de lunes a viernes de 8 a 17", WEEK),
        ("lun–vie 08:00–17:00.", WEEK),
        ("any hour", SetHours(shifts=None)),
        ("Ninguno", SetHours(shifts=())),
        ("every day 20:00-08:00", SetHours(shifts=(NIGHTS,))),
        ("away 24 Dec to 2 Jan", SetAway(since_on=date(2026, 12, 24), until_on=date(2027, 1, 2))),
        ("fuera del 24 de dic al 2 de ene", SetAway(since_on=date(2026, 12, 24), until_on=date(2027, 1, 2))),
        ("vacaciones el lunes 4 de mayo", SetAway(since_on=MONDAY, until_on=MONDAY)),
        ("back", ComeBack()),
        ("Clara covers me on Mon 4 May", AskCover(name="clara", since_on=MONDAY, until_on=MONDAY)),
        ("Clara me sustituye el lun 4 de mayo", AskCover(name="clara", since_on=MONDAY, until_on=MONDAY)),
        (
            "swap Mon 4 May with Clara on Tue 5 May",
            AskSwap(name="clara", mine_on=MONDAY, theirs_on=MONDAY + timedelta(days=1)),
        ),
        (
            "cambio el lun 4 de mayo con Clara el mar 5 de mayo",
            AskSwap(name="clara", mine_on=MONDAY, theirs_on=MONDAY + timedelta(days=1)),
        ),
    ],
)
def test_a_line_is_read_as_people_write_it(typed: str, read: object) -> None:
    """In both languages, with or without minutes and accents."""
    assert read_line(typed, date(2026, 5, 3)) == read


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("whenever", "roster-problem-hours"),
        ("Mon 9-5", "roster-problem-hours"),  # until five in the afternoon, or until the next morning?
        ("Mon 25:00-26:00", "roster-problem-hours"),
        ("away 4/5", "roster-problem-day"),  # April or May?
        ("away 2026-05-01", "roster-problem-past"),
        ("away Tue 4 May", "roster-problem-weekday"),
        ("away 10 May to 2028-05-09", "roster-problem-order"),
        ("swap Mon 4 May with Clara on soon", "roster-problem-day"),
    ],
)
def test_what_cannot_be_read_for_certain_says_what_to_type(typed: str, problem: str) -> None:
    """Nothing is guessed about when somebody is on call."""
    read = read_line(typed, date(2026, 5, 3))
    assert isinstance(read, Unread)
    assert read.problem.key == problem
