"""Who is on duty in a team, as the tables have it now. Decides nothing: the roster does."""

from bot.domain.follows import Duty
from bot.domain.roster import Roster
from bot.domain.rosterline import Unread, read_hours
from bot.service.office import Work
from bot.store import people, rosters


async def of_team(work: Work, team: str) -> Roster:
    """The roster of a team: only active staff count."""
    active = await people.active_team(work.tx, team)
    written = await rosters.hours(work.tx)
    hours = {one.id: read_hours(written[one.id]) for one in active if one.id in written}
    return Roster(
        zone=work.library.clinic.zone,
        team=active,
        unreachable=frozenset(one.id for one in active) - await rosters.reachable(work.tx),
        hours={who: read for who, read in hours.items() if read is not None and not isinstance(read, Unread)},
        absences=await rosters.absences(work.tx, [one.id for one in active]),
    )


async def duty(work: Work, team: str) -> Duty:
    """This instant, who is on duty, and the clinic's rules."""
    clinic = work.library.clinic
    return Duty(
        now=work.now, roster=await of_team(work, team), hours=clinic, hand_over_within=clinic.hand_over_within
    )  # fmt: skip
