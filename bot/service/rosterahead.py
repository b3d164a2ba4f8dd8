"""Telling ahead that nobody is on call: to the lead, about a week at a time, and at once when the roster has changed.

A gap stops no alert: the lead is rung in it, then everybody. It is told so that somebody may fill it.
"""

from datetime import datetime, timedelta

from bot.domain.messages import Kind, Line, line, say
from bot.domain.people import Staff
from bot.domain.roster import LEAD, Roster, Span
from bot.service import post
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import ledger

MOST = 10


async def tell(work: Work, team: str, roster: Roster, *, changed: bool) -> None:
    """Tell the gaps of the next days, unless they have been told and the roster is the same."""
    ahead = work.library.clinic.roster_ahead
    told = await ledger.marked(work.tx, _mark(team))
    if told is not None and not changed and told[0] > work.now + timedelta(days=1):
        return
    gaps = roster.gaps(work.now, work.now + ahead)
    await ledger.mark(work.tx, _mark(team), work.now + ahead)
    if gaps:
        for one in leads(roster, work.now):
            await post.tell(work, one, say(*lines(work, roster, gaps)), kind=Kind.NOTICE)


def leads(roster: Roster, now: datetime) -> tuple[Staff, ...]:
    """Who has to know what is wrong in a team: its leads; without one, everybody there."""
    here = roster.present(now)
    return tuple(one for one in here if one.role == LEAD) or here


def lines(work: Work, roster: Roster, gaps: tuple[Span, ...]) -> tuple[Line, ...]:
    """When nobody is on call, and who is rung then."""
    each = [
        line("roster-gap", since=at_the_clinic(work, since), until=at_the_clinic(work, until))
        for since, until in gaps[:MOST]
    ]
    more = [line("roster-gap-more", count=len(gaps) - MOST)] if len(gaps) > MOST else []
    instead = ", ".join(one.name for one in leads(roster, work.now)) or "-"
    return (line("roster-gap-head"), *each, *more, line("roster-gap-foot", names=instead))


def _mark(team: str) -> str:
    return f"gaps-told:{team}"
