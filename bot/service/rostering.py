"""Who is on duty in a team, as the tables have it now. Decides nothing: the roster does."""

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.follows import Duty
from bot.domain.people import StaffStatus
from bot.domain.roster import Roster
from bot.domain.rosterline import Unread, read_hours
from bot.service.office import Work
from bot.store import people, rosters


async def of_team(work: Work, team: str) -> Roster:
    """The roster of a team: only active staff count."""
    return await read(work.tx, team, work.library.clinic.zone)


async def read(tx: AsyncConnection, team: str, zone: str) -> Roster:
    """The same, for whoever only looks."""
    active = await people.active_team(tx, team)
    kept = await rosters.hours(tx)
    hours = {one.id: read_hours(kept[one.id]) for one in active if one.id in kept}
    return Roster(
        zone=zone,
        team=active,
        unreachable=frozenset(one.id for one in active) - await rosters.reachable(tx),
        hours={who: shifts for who, shifts in hours.items() if shifts is not None and not isinstance(shifts, Unread)},
        absences=await rosters.absences(tx, [one.id for one in active]),
    )


async def teams(tx: AsyncConnection) -> tuple[str, ...]:
    """Every team that has active staff."""
    active = [one.team for one in await people.all_staff(tx) if one.status is StaffStatus.ACTIVE]
    return tuple(dict.fromkeys(active))


async def duty(work: Work, team: str) -> Duty:
    """This instant, who is on duty, and the clinic's rules."""
    clinic = work.library.clinic
    return Duty(
        now=work.now, roster=await of_team(work, team), hours=clinic, hand_over_within=clinic.hand_over_within
    )  # fmt: skip
