"""Who is on call at an instant: weekly hours, days away, deputies; and whom a step of the ladder rings (S7).

Pure arithmetic on the clinic's wall time. It never answers "nobody" while anybody can be reached: a gap in the roster
falls to the lead, then to everybody.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from bot.domain.localtime import resolve
from bot.domain.oncall import Who
from bot.domain.people import Staff

LEAD = "lead"
LOOKS_AHEAD = timedelta(days=14)
_DAY = timedelta(days=1)
_A_MOMENT = timedelta(microseconds=1)

Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Hours on some days of every week. Monday is 0; `until` not after `since` lies on the next day."""

    days: frozenset[int]
    since: time
    until: time


WHOLE_DAY = Shift(days=frozenset(range(7)), since=time(0), until=time(0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """Days on which somebody's shifts are not theirs; a shift belongs to the day it begins. With a deputy it is theirs."""

    staff_id: int
    since_on: date
    until_on: date
    deputy_id: int | None = None
    id: int = 0

    def holds(self, day: date) -> bool:
        """Whether it holds on this day; both ends count."""
        return self.since_on <= day <= self.until_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """One team: its active staff in order of position, their hours, and who is away.

    Whoever has no `hours` is on call at any hour; with empty hours never, but for a gap.
    """

    zone: str
    team: tuple[Staff, ...]
    unreachable: frozenset[int]
    hours: Mapping[int, tuple[Shift, ...]]
    absences: tuple[Absence, ...] = ()

    def on_call(self, at: datetime) -> tuple[Staff, ...]:
        """Whose hours these are and who can be reached, first on call first; empty in a gap."""
        today = at.astimezone(ZoneInfo(self.zone)).date()
        found: dict[int, None] = {}
        for member in self.team:
            for day in (today - _DAY, today):
                if any(since <= at < until for since, until in self._spans(member.id, day)):
                    found[self._stands_in(member.id, day)] = None
        return self._those(tuple(found))

    def on_duty(self, at: datetime) -> tuple[Staff, ...]:
        """Who has to answer now: who is on call; in a gap the lead; without one, everybody there is."""
        if called := self.on_call(at):
            return called
        here = self.present(at)
        return tuple(one for one in here if one.role == LEAD) or here

    def present(self, at: datetime) -> tuple[Staff, ...]:
        """Everybody who can be reached and is not away; if all are, those who can be reached."""
        there = self._those(tuple(one.id for one in self.team))
        return tuple(one for one in there if not self.away(one.id, at)) or there

    def away(self, staff_id: int, at: datetime) -> bool:
        """Whether somebody is away, and not merely off shift."""
        day = at.astimezone(ZoneInfo(self.zone)).date()
        gone = any(one.staff_id == staff_id and one.deputy_id is None and one.holds(day) for one in self.absences)
        return gone and not self._listed(staff_id, self.on_call(at))

    def serves(self, staff_id: int, at: datetime) -> bool:
        """Whether somebody is on duty."""
        return self._listed(staff_id, self.on_duty(at))

    def rung(self, who: Who, at: datetime) -> tuple[Staff, ...]:
        """Whom a step rings at this instant. Where the roster has a gap: the lead, then everybody."""
        duty, here = self.on_duty(at), self.present(at)
        if who is Who.FIRST:
            return duty[:1]
        if who is Who.SECOND and self.on_call(at):
            leads = [one for one in here if one.role == LEAD]
            after = [one for one in (*duty[1:], *leads, *here) if one.id != duty[0].id]
            return tuple(after[:1]) or duty
        return here

    def next_turn(self, after: datetime) -> datetime | None:
        """When somebody next comes on duty or goes off; when nothing changes for long, when to look again."""
        if not self.hours and not self.absences:
            return None
        until = after + LOOKS_AHEAD
        turns = (one for one in self._bounds(after, until) if self._ids(one) != self._ids(one - _A_MOMENT))
        return next(turns, until)

    def back_at(self, staff_id: int, after: datetime, until: datetime) -> datetime | None:
        """When somebody is on duty again, if that is before `until`."""
        return next((one for one in self._bounds(after, until) if self.serves(staff_id, one)), None)

    def gaps(self, since: datetime, until: datetime) -> tuple[Span, ...]:
        """When nobody is on call."""
        bounds = [since, *self._bounds(since, until), until]
        found: list[Span] = []
        for begin, end in pairwise(bounds):
            if begin == end or self.on_call(begin):
                continue
            joins = bool(found) and found[-1][1] == begin
            found[-1:] = [(found[-1][0], end)] if joins else [*found[-1:], (begin, end)]
        return tuple(found)

    def _ids(self, at: datetime) -> tuple[int, ...]:
        return tuple(one.id for one in self.on_duty(at))

    def _bounds(self, after: datetime, until: datetime) -> list[datetime]:
        """Every instant in between at which who is on call may change."""
        zone = ZoneInfo(self.zone)
        first, last = after.astimezone(zone).date() - _DAY, until.astimezone(zone).date()
        days = [first + number * _DAY for number in range((last - first).days + 1)]
        ends = {end for day in days for one in self.team for span in self._spans(one.id, day) for end in span}
        turned = {day for one in self.absences for day in (one.since_on, one.until_on + _DAY) if first <= day <= last}
        ends |= {resolve(day, time(0), self.zone) for day in turned}
        return sorted(one for one in ends if after < one < until)

    def _spans(self, staff_id: int, day: date) -> Iterator[Span]:
        """The shifts that begin on a day, as instants."""
        for shift in self.hours.get(staff_id, (WHOLE_DAY,)):
            if day.weekday() in shift.days:
                last = day if shift.until > shift.since else day + _DAY
                yield resolve(day, shift.since, self.zone), resolve(last, shift.until, self.zone).astimezone(UTC)

    def _stands_in(self, staff_id: int, day: date) -> int:
        """Who does the shifts of this day: the person, a deputy, or nobody (0)."""
        held = [one for one in self.absences if one.staff_id == staff_id and one.holds(day)]
        if not held:
            return staff_id
        deputy = next((one.deputy_id for one in reversed(held) if one.deputy_id is not None), 0)
        gone = any(one.staff_id == deputy and one.deputy_id is None and one.holds(day) for one in self.absences)
        return 0 if gone else deputy

    def _those(self, ids: tuple[int, ...]) -> tuple[Staff, ...]:
        by_id = {one.id: one for one in self.team if one.id not in self.unreachable}
        return tuple(by_id[one] for one in ids if one in by_id)

    @staticmethod
    def _listed(staff_id: int, among: tuple[Staff, ...]) -> bool:
        return any(one.id == staff_id for one in among)
