"""Catching up is visible: what was late, expired or asked again is noted, and told to the team in one message.

However many patients an outage concerns, nobody is rung for each: a few get an alert of their own, many stand in one
message with those who matter by name. What a patient reads is said elsewhere, at once.
"""

import json
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.catchup import NEVER_SAID, Late, Noted, Outage, Why, counted, who_matters
from bot.domain.messages import Draft, Kind, Line, button, line, stacked
from bot.domain.oncall import next_working_instant
from bot.domain.people import Patient, Role, Staff
from bot.domain.urgency import Urgency
from bot.logs import event
from bot.service import alerting, post
from bot.service.office import Work
from bot.store import agenda, alerts, ledger, people

log = logging.getLogger(__name__)

LAST_POLL, LAST_OUTAGE, LAST_TOLD = "last-poll", "last-outage", "catch-up"
ACTION = "catch-up"
SETTLES_IN = timedelta(minutes=5)  # what waited in agenda and outbox has been seen to by then: one message, not three
NOT_MORE_OFTEN = timedelta(minutes=30)
NAMED = 20  # patients named in the message; buttons for the first of them
BUTTONS = 8
REMEMBERED = timedelta(days=7)


async def note(work: Work, patient: Patient, what: Late, *, subject: str = "") -> None:
    """Keep that something was late, and let the team hear of it together with whatever else is late by then."""
    await ledger.note(work.tx, work.now, "system", ACTION, patient.id, what=str(what), subject=subject)
    told = await ledger.marked(work.tx, LAST_TOLD)
    soon = work.now + SETTLES_IN
    await _tell_at(work, max(soon, told[0] + NOT_MORE_OFTEN) if told else soon)


async def _tell_at(work: Work, at: datetime) -> None:
    """One entry for all that is late until it is told."""
    told = await ledger.marked(work.tx, LAST_TOLD)
    entry = Due(key=f"catch-up:{told[1] if told else 0}", kind=Entry.CATCH_UP, due_at=at)
    await agenda.add(work.tx, [entry])
    await agenda.reopen(work.tx, entry.key, at)  # again, if what it found until now was nothing


async def back(work: Work, since: datetime, why: Why) -> None:
    """Heard again after an absence, or a leap of the clock: it is kept, and what was late by it is told soon."""
    outage = Outage(since=since, until=work.now, why=why)
    await ledger.mark(work.tx, LAST_OUTAGE, work.now, json.dumps(outage.to_json()))
    await _tell_at(work, work.now + SETTLES_IN)
    name = "clock_put_forward" if why is Why.CLOCK else "back_after_outage"
    event(log, name, why=str(why), seconds=int((work.now - since).total_seconds()))


async def on_catch_up(work: Work, due: Due) -> None:
    """Tell each team; while nothing is heard nobody could read it, and more may follow."""
    heard = await ledger.marked(work.tx, LAST_POLL)
    if heard is not None and work.now - heard[0] > work.library.clinic.outage:
        await agenda.reopen(work.tx, due.key, work.now + NOT_MORE_OFTEN)
        return
    told = await ledger.marked(work.tx, LAST_TOLD)
    last, noted = await _noted(work, int(told[1]) if told else 0)
    if not noted:
        return
    await ledger.mark(work.tx, LAST_TOLD, work.now, str(last))
    event(log, "caught_up", **{what.replace("-", "_"): count for what, count in counted(noted)})
    await _alerts_of_few(work, noted)
    for member in await people.all_staff(work.tx):
        await _tell(work, member, noted)


async def _noted(work: Work, after: int) -> tuple[int, tuple[Noted, ...]]:
    rows = await ledger.noted(work.tx, ACTION, after)
    noted = tuple(
        Noted(
            patient_id=row["patient_id"], what=Late(row["data"]["what"]), at=row["at"], subject=row["data"]["subject"]
        )
        for row in rows
    )
    return max((row["id"] for row in rows), default=after), noted


async def _alerts_of_few(work: Work, noted: Sequence[Noted]) -> None:
    """An alert each while they are few enough to be looked at one by one; many would bury what else rings."""
    matter = who_matters(noted, frozenset())
    if len(matter) > work.library.clinic.gap_alerts_at_most:
        return
    for patient_id, _ in matter:
        patient = await people.patient(work.tx, patient_id)
        about = [one.subject for one in noted if one.patient_id == patient_id and one.what in NEVER_SAID]
        await alerting.raise_alert(work, patient, Cause.GAP, Urgency.ROUTINE, subject=about[0])


async def _tell(work: Work, member: Staff, noted: Sequence[Noted]) -> None:
    if not await people.reachable(work.tx, Role.STAFF, member.id):
        return
    known = {one.id: one for one in await people.patients_of(work.tx, member.team)}
    mine = [one for one in noted if one.patient_id in known]
    if not mine:
        return
    flags = frozenset(one.patient_id for one in await alerts.unresolved(work.tx) if one.red_flag)
    matter = [(known[patient_id], what) for patient_id, what in who_matters(mine, flags)]
    named = [_named(patient, what, red_flag=patient.id in flags) for patient, what in matter[:NAMED]]
    more = [line("catch-up-more", count=len(matter) - NAMED)] if len(matter) > NAMED else []
    rows = stacked(
        *(
            button("staff-patient-button", f"p:{one.id}:plan", pseudonym=one.pseudonym, reference=one.reference)
            for one, _ in matter[:BUTTONS]
        )
    )
    draft = Draft(lines=(*await _head(work, mine), *named, *more), rows=rows)
    await post.tell(
        work, member, draft, kind=Kind.NOTICE, not_before=next_working_instant(work.now, work.library.clinic)
    )


async def _head(work: Work, noted: Sequence[Noted]) -> tuple[Line, ...]:
    outage = await last_outage(work.tx)
    zone = ZoneInfo(work.library.clinic.zone)
    first, last = min(one.at for one in noted), max(one.at for one in noted)
    if outage is None or outage.until < first - work.library.clinic.outage:
        outage = Outage(since=first, until=last, why=Why.UNKNOWN)
    since, until = outage.since.astimezone(zone), outage.until.astimezone(zone)
    counts = [line(f"catch-up-{what}", count=count) for what, count in counted(noted)]
    who = line("catch-up-patients", count=len({one.patient_id for one in noted}))
    if outage.why is Why.CLOCK:
        return (line("catch-up-head-clock", since=since, until=until), *counts, who)
    return (line("catch-up-head", since=since, until=until), line(f"catch-up-why-{outage.why}"), *counts, who)


def _named(patient: Patient, what: Late, *, red_flag: bool) -> Line:
    key = "catch-up-named-red-flag" if red_flag else "catch-up-named"
    return line(key, pseudonym=patient.pseudonym, reference=patient.reference, what=line(f"late-{what}"))


async def last_outage(tx: AsyncConnection) -> Outage | None:
    """The last absence that was noticed."""
    kept = await ledger.marked(tx, LAST_OUTAGE)
    return Outage.from_json(json.loads(kept[1])) if kept else None


async def of_patient(work: Work, patient: Patient, zone: ZoneInfo) -> tuple[Line, ...]:
    """What was late for one patient in the last days, newest last."""
    since = work.now - REMEMBERED
    late = [row for row in await ledger.audited(work.tx, patient.id) if row["action"] == ACTION and row["at"] >= since]
    return tuple(
        line("late-line", at=row["at"].astimezone(zone), what=line(f"late-{row['data']['what']}")) for row in late[-5:]
    )
