"""When the bot was away or could not speak in time: the gap is told, and what was open is asked again (S5).

Taps are kept by Telegram for 150 seconds only, so after a longer absence nobody can know whether somebody answered.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.alert import Cause
from bot.domain.dose import DoseState
from bot.domain.messages import Kind, line, say
from bot.domain.occurrence import AntiemeticDue
from bot.domain.people import Patient, Role
from bot.domain.questions import Ask, Question
from bot.domain.urgency import Urgency
from bot.service import alerting, doseform, post, reporting
from bot.service.localview import zone_of
from bot.service.office import Office, Work
from bot.store import ledger, outbox, people, plans, questions
from bot.store.outbox import Outgoing
from bot.store.plans import Dose

LAST_POLL = "last-poll"


async def missed_dose(work: Work, patient: Patient, doses: Sequence[Dose]) -> int:
    """Nothing was said within the window: tell the patient not to take it now, ask what happened, tell the team."""
    for one in doses:
        await plans.change_dose(work.tx, one.id, state=DoseState.UNKNOWN)
    await alerting.raise_alert(work, patient, Cause.GAP, Urgency.ROUTINE, subject="+".join(one.drug for one in doses))
    return await doseform.ask_what_happened(work, patient, doses, "gap")


async def late_antiemetic(work: Work, patient: Patient, event: AntiemeticDue) -> None:
    """An antiemetic nobody was reminded of in time: told as a gap, never sent as if on time."""
    told = line("gap-antiemetic", name=event.antiemetic.name, at=event.local)
    await post.tell(work, patient, say(told), kind=Kind.NOTICE)
    await alerting.raise_alert(work, patient, Cause.GAP, Urgency.ROUTINE, subject="antiemetic")


async def on_expired(work: Work, row: Outgoing) -> None:
    """A prompt could not be sent before its window ended: the team hears of it; the patient is asked at the close."""
    if row.role != Role.PATIENT or row.person_id is None or row.kind not in (Kind.DOSE, Kind.ANTIEMETIC):
        return
    patient = await people.patient(work.tx, row.person_id)
    await alerting.raise_alert(work, patient, Cause.GAP, Urgency.ROUTINE, subject=str(row.kind))
    if row.kind == Kind.ANTIEMETIC:
        await post.tell(work, patient, say(line("gap-antiemetic-lost")), kind=Kind.NOTICE)


async def note_poll(office: Office) -> datetime | None:
    """Telegram has just been heard: note it. Returns since when it had not been, if that was long enough to lose taps."""
    async with office.work() as work:
        before = await ledger.marked(work.tx, LAST_POLL)
        await ledger.mark(work.tx, LAST_POLL, work.now)
        if before is None or work.now - before[0] <= work.library.clinic.outage:
            return None
        await ask_again(work, before[0])
        return before[0]


async def heard(office: Office) -> None:
    """Telegram has been listened to until now, whatever the clock says: a rehearsal moves time in leaps."""
    async with office.work() as work:
        await ledger.mark(work.tx, LAST_POLL, work.now)


async def ask_again(work: Work, since: datetime) -> None:
    """Ask every patient again about what was open while nobody listened, and say why."""
    told: set[int] = set()
    for question in await questions.all_open(work.tx, Role.PATIENT):
        if question.asked_at > work.now:
            continue
        patient = await people.patient(work.tx, question.person_id)
        if question.person_id not in told:
            told.add(question.person_id)
            zone = await zone_of(work, patient)
            away = line("away", since=since.astimezone(zone), until=work.now.astimezone(zone).time())
            await post.tell(work, patient, say(away), kind=Kind.NOTICE)
        await _put_again(work, patient, question)


async def _put_again(work: Work, patient: Patient, question: Question) -> None:
    match question.kind:
        case Ask.DOSE | Ask.LATE_DOSE:
            if question.kind is Ask.LATE_DOSE or await _window_open(work, question):
                await doseform.ask_again(work, patient, question, "away-ask")
        case Ask.REPORT:
            await reporting.ask_again(work, patient, question)
        case Ask.ANTIEMETIC:
            again = line("antiemetic-again", name=question.data["name"], at=datetime.fromisoformat(question.data["at"]))
            await post.put(work, patient, question.id, say(again), doseform.antiemetic_options())
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
