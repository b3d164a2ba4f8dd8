"""The roster as staff read it: who is on call now and next, one's own hours and days away. Reads and changes nothing."""

from collections.abc import Iterable
from datetime import date

from bot.domain.messages import Line, line
from bot.domain.people import Staff
from bot.domain.roster import WHOLE_DAY, Absence, Roster, Shift
from bot.domain.rosterline import WEEKDAYS
from bot.service import rosterahead
from bot.service.localview import at_the_clinic
from bot.service.office import Work


def whole(work: Work, roster: Roster, member: Staff) -> tuple[Line, ...]:
    """Who is on call now and next, the gaps to come, and one's own hours."""
    ahead = work.library.clinic.roster_ahead
    gaps = roster.gaps(work.now, work.now + ahead) if roster.hours else ()
    told = rosterahead.lines(work, roster, gaps) if gaps else ()
    others = [line("roster-of", name=one.name, hours=_of(roster, one)) for one in roster.team if one.id != member.id]
    gone = _others_away(_to_come(work, roster), member, _names_of(roster))
    return (_now(work, roster), *_next(work, roster), *told, *mine(work, roster, member), *others, *gone)


def _now(work: Work, roster: Roster) -> Line:
    called = roster.on_call(work.now)
    if called:
        return line("roster-now", names=_names(called))
    return line("roster-now-nobody", names=_names(roster.on_duty(work.now)))


def _next(work: Work, roster: Roster) -> tuple[Line, ...]:
    at = roster.next_turn(work.now)
    if at is None or roster.on_duty(at) == roster.on_duty(work.now):
        return ()
    local = at_the_clinic(work, at)
    called = roster.on_call(at)
    key = "roster-next" if called else "roster-next-nobody"
    return (line(key, at=local, names=_names(called or roster.on_duty(at))),)


def mine(work: Work, roster: Roster, member: Staff) -> tuple[Line, ...]:
    """One's own hours, days away, and who stands in for whom."""
    own = _absences(_to_come(work, roster), member, _names_of(roster))
    return (_hours(roster.hours.get(member.id)), *own)


def _to_come(work: Work, roster: Roster) -> list[Absence]:
    today = at_the_clinic(work, work.now).date()
    return [one for one in roster.absences if one.until_on >= today]


def _names_of(roster: Roster) -> dict[int, str]:
    return {one.id: one.name for one in roster.team}


def _others_away(found: Iterable[Absence], member: Staff, names: dict[int, str]) -> Iterable[Line]:
    for one in found:
        days, name = span(one.since_on, one.until_on), names.get(one.staff_id, "-")
        if member.id in (one.staff_id, one.deputy_id):
            continue
        if one.deputy_id is None:
            yield line("roster-other-away", name=name, days=days)
        else:
            yield line("roster-other-covered", name=name, deputy=names.get(one.deputy_id, "-"), days=days)


def _hours(shifts: tuple[Shift, ...] | None) -> Line:
    """One's own weekly hours, and what it means to have none."""
    if shifts is None:
        return line("roster-hours-any")
    if not shifts:
        return line("roster-hours-none")
    return line("roster-hours", hours=tuple(_shift(one) for one in shifts))


def _of(roster: Roster, member: Staff) -> tuple[Line, ...] | Line:
    shifts = roster.hours.get(member.id)
    if shifts is None:
        return line("roster-any-hour")
    return tuple(_shift(one) for one in shifts) or line("roster-no-hours")


def _absences(found: Iterable[Absence], member: Staff, names: dict[int, str]) -> Iterable[Line]:
    for one in found:
        days = span(one.since_on, one.until_on)
        if one.staff_id == member.id and one.deputy_id is None:
            yield line("roster-away", days=days)
        elif one.staff_id == member.id:
            yield line("roster-covered", name=names.get(one.deputy_id or 0, "-"), days=days)
        elif one.deputy_id == member.id:
            yield line("roster-covers", name=names.get(one.staff_id, "-"), days=days)


def span(since: date, until: date) -> Line:
    """Days, both included; one day by itself."""
    return line("roster-on", day=since) if since == until else line("roster-to", since=since, until=until)


def _shift(one: Shift) -> Line:
    if one.since == one.until:
        return line("roster-shift-whole", days=_days(one))
    return line("roster-shift", days=_days(one), since=one.since, until=one.until)


def _days(one: Shift) -> tuple[Line, ...] | Line:
    """Neighbouring days as a run, so that a week reads as people write it."""
    if one.days == WHOLE_DAY.days:
        return line("roster-every-day")
    runs: list[list[int]] = []
    for day in sorted(one.days):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(each for run in runs for each in _run(run))


def _run(days: list[int]) -> tuple[Line, ...]:
    names = [line(f"weekday-{WEEKDAYS[day]}") for day in days]
    return (line("roster-days", first=names[0], last=names[-1]),) if len(days) > 2 else tuple(names)


def _names(staff: Iterable[Staff]) -> str:
    return ", ".join(one.name for one in staff) or "-"
