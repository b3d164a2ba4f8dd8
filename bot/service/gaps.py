"""When the bot was away or could not speak in time: the gap is told, and what was open is asked again (S5).

Taps are kept by Telegram for 150 seconds only, so after a longer absence nobody can know whether somebody answered.
"""

import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from functools import partial

from bot.domain.catchup import Late, Why
from bot.domain.dose import DoseState
from bot.domain.messages import Kind, line, say
from bot.domain.people import Patient, Role, Staff, StaffStatus
from bot.domain.questions import Ask, Question
from bot.logs import event
from bot.service import antiemetics, catchup, checks, closing, doseform, post, reporting, staffaway
from bot.service.catchup import LAST_POLL
from bot.service.localview import zone_of
from bot.service.office import Office, Work
from bot.store import ledger, outbox, people, plans, questions
from bot.store.plans import Dose

log = logging.getLogger(__name__)

KEPT_FOR = timedelta(hours=24)  # so long Telegram keeps typed words for us


async def missed_dose(work: Work, patient: Patient, doses: Sequence[Dose]) -> int:
    """Nothing was said within the window: tell the patient not to take it now, ask what happened, tell the team."""
    for one in doses:
        await plans.change_dose(work.tx, one.id, state=DoseState.UNKNOWN)
    await catchup.note(work, patient, Late.DOSE_EXPIRED, subject="+".join(one.drug for one in doses))
    return await doseform.ask_what_happened(work, patient, doses, "gap")


async def note_poll(office: Office) -> datetime | None:
    """Telegram has just been heard: note it. Returns since when it had not been, if that was long enough to lose taps.

    Everybody is asked again before the mark is moved, each in a transaction of their own: a crash between asks some of
    them the same thing again, under the same key, and so says it once.
    """
    async with office.reading() as tx:
        before = await ledger.marked(tx, LAST_POLL)
    missed = before is not None and office.clock.now() - before[0] > office.library.clinic.outage
    since = _away_since(office, before[0]) if before and missed else None
    if since is not None:
        await _tell_everybody(office, since)
    if before and missed:
        async with office.work() as work:
            why = Why.CLOCK if since is None else _why(office, since)
            await catchup.back(work, since or before[0], why)
    office.hindered_by.clear()
    await heard(office)
    return since


def _away_since(office: Office, marked: datetime) -> datetime | None:
    """Since when nothing was heard; None when the clock was put forward and we were listening all the while.

    A machine that was stood still from outside counts no time either: polls that broke off then say that it was away.
    """
    if office.heard_after is None or office.hindered_by:
        return marked
    silent = office.clock.lived() - office.heard_after
    return max(marked, office.clock.now() - silent) if silent > office.library.clinic.outage else None


def _why(office: Office, since: datetime) -> Why:
    """The bot itself, if it began after that; else what it met while it tried."""
    if since < office.started_at:
        return Why.BOT
    return next((one for one in (Why.DATABASE, Why.TELEGRAM) if one in office.hindered_by), Why.UNKNOWN)


async def heard(office: Office) -> None:
    """Telegram has been listened to until now, whatever the clock says: a rehearsal moves time in leaps."""
    async with office.work() as work:
        await ledger.mark(work.tx, LAST_POLL, work.now)
    office.heard_after = office.clock.lived()


async def _tell_everybody(office: Office, since: datetime) -> None:
    async with office.reading() as tx:
        waiting = await questions.people_waiting(tx, Role.PATIENT)
        known = await people.ids_of_active(tx)
        staff = [one for one in await people.all_staff(tx) if one.status is StaffStatus.ACTIVE]
    lost = office.clock.now() - since > KEPT_FOR
    for member in staff:  # first: an alert that nobody took is theirs to take
        await _each(office, since, "staff", member.id, partial(_tell_staff, member=member, since=since, lost=lost))
    for patient_id in sorted({*waiting, *(known if lost else ())}):
        asking = partial(_tell_patient, patient_id=patient_id, since=since)
        await _each(office, since, "patient", patient_id, asking)


async def _each(
    office: Office, since: datetime, role: str, person_id: int, tell: Callable[[Work], Awaitable[None]]
) -> None:
    try:
        async with office.work(f"away:{since.timestamp():.0f}:{role}:{person_id}") as work:
            await tell(work)
    except Exception:  # noqa: BLE001 - one person's rows must not keep the others from being asked
        event(log, "not_asked_again", logging.ERROR, exc_info=True, role=role, person=person_id)


async def _tell_staff(work: Work, *, member: Staff, since: datetime, lost: bool) -> None:
    await staffaway.ask_again(work, member, since, lost=lost)


async def _tell_patient(work: Work, *, patient_id: int, since: datetime) -> None:
    await ask_again(work, await people.patient(work.tx, patient_id), since)


async def ask_again(work: Work, patient: Patient, since: datetime) -> None:
    """Ask a patient again about what was open while nobody listened, and say why."""
    # Not "before the last poll": that is noted every now and then only, and a question of the seconds after it counts too.
    taps_kept_since = work.now - work.library.clinic.outage
    still_open = await questions.open_of(work.tx, post.PATIENT, patient.id)
    waiting = [
        one for one in still_open if one.asked_at < taps_kept_since and not await closing.never_left(work, one.id)
    ]
    lost_before = work.now - KEPT_FOR
    if not still_open and since >= lost_before:
        return
    zone = await zone_of(work, patient)
    lines = [line("away", since=since.astimezone(zone), until=work.now.astimezone(zone))]
    if since < lost_before:
        lines.append(line("away-lost", before=lost_before.astimezone(zone), phone=work.numbers.clinic))
    await post.tell(work, patient, say(*lines), kind=Kind.NOTICE)
    for question in reversed(waiting):
        await _put_again(work, patient, question)
        await catchup.note(work, patient, Late.ASKED_AGAIN)


async def _put_again(work: Work, patient: Patient, question: Question) -> None:
    match question.kind:
        case Ask.DOSE | Ask.LATE_DOSE:
            if question.kind is Ask.LATE_DOSE or await _window_open(work, question):
                await doseform.ask_again(work, patient, question, "away-ask")
        case Ask.REPORT:
            await reporting.ask_again(work, patient, question)
        case Ask.CHECK if await checks.about_to_ask(work, patient, question):
            return
        case Ask.ANTIEMETIC:
            await antiemetics.ask_again(work, patient, question)
        case _:
            await _last_shown_again(work, patient, question)


async def _last_shown_again(work: Work, patient: Patient, question: Question) -> None:
    """Any other question: its own message, once more, buttons and all."""
    rows = await outbox.about(work.tx, f"question:{question.id}")
    if rows:
        await post.copy(work, patient, rows[-1])


async def _window_open(work: Work, question: Question) -> bool:
    """A window that ended meanwhile is closed by its own entry, with its own words."""
    return any(one.window_until > work.now for one in await doseform.doses_of(work, question))
