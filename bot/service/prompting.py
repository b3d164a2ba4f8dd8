"""What a dose day says by itself: heads-up, the dose, nudges. Antiemetics are `antiemetics`, the end of the window `closing`.

Every entry is decided on what is true when it falls due: the plan as it now is (S1), what was asked before (S2), whether
its window is still open (S5), whether an alert holds prompts back (S15). What the patient answers is `dosing`.
"""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.agenda import Due, Entry
from bot.domain.catchup import Late
from bot.domain.dose import DoseState, FirstMessage, Window, first_message
from bot.domain.messages import Draft, Kind, Line, Priority, line, say
from bot.domain.occurrence import DoseMoment, HeadsUp, HeldDay, nudge_times
from bot.domain.people import Patient
from bot.domain.plan import DrugSchedule
from bot.domain.questions import Ask, Question, is_number
from bot.service import (
    alerting,
    antiemetics,
    boxes,
    catchup,
    closing,
    doseform,
    gaps,
    permitted,
    post,
    schedule,
    stopping,
)
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, alerts, outbox, plans, questions
from bot.store.outbox import Outgoing
from bot.store.plans import Dose


async def on_heads_up(work: Work, due: Due) -> None:
    """The evening before: tomorrow is a dose day."""
    patient = await permitted.ready(work, due)
    event = patient and await schedule.event_of(work, patient, due)
    if patient is None or not isinstance(event, HeadsUp) or work.now >= event.until:
        return
    rules = work.library.clinic.day_rules
    if work.now > event.at + rules.late_after and rules.quiet.cover((await local_now(work, patient)).time()):
        return  # late, and at night: it would wake somebody for what the dose message says by itself
    first = event.moments[0]
    if await _asks_again(work, patient, event) or await permitted.held_back(work, patient, first.local, first.until):
        return
    lines = [line("heads-up", day=event.plan_day)]
    for moment in event.moments:
        lines.extend(_heads_up_drug(patient, moment, one) for one in moment.schedules)
        lines.extend(_not_due(moment))
    lines.append(line("heads-up-not-today"))
    await post.tell(
        work, patient, say(*lines), kind=Kind.HEADS_UP, priority=Priority.PROMPT, key=f"send:{due.key}",
        subject=f"day:{event.plan_day}", expires_at=event.until,
    )  # fmt: skip


async def _asks_again(work: Work, patient: Patient, event: HeadsUp) -> bool:
    """An alert let the last dose go, and this one waits for another word.

    The decision stands until the dose is near: what is taken against sickness after the last one goes on.
    """
    first = event.moments[0]
    waiting = await alerting.used_up(work, patient, event.plan_day)
    for alert in waiting[-1:]:
        await stopping.tell(work, patient, alert, first.local, first.until)
    return bool(waiting)


def _heads_up_drug(patient: Patient, moment: DoseMoment, one: DrugSchedule) -> Line:
    key = "heads-up-drug-unread" if boxes.unread(patient, [one]) else "heads-up-drug"
    return line(key, at=moment.local.time(), **doseform.named(one))


def _not_due(moment: DoseMoment) -> list[Line]:
    held = [line("dose-held", drug=line(f"drug-{drug}")) for drug in moment.held]
    others = [line("dose-not-due", drug=line(f"drug-{drug}")) for drug in moment.not_due]
    return [*held, *others]


async def on_held_day(work: Work, due: Due) -> None:
    """During a hold each would-be dose day says so."""
    patient = await permitted.ready(work, due)
    event = patient and await schedule.event_of(work, patient, due)
    if patient is None or not isinstance(event, HeldDay) or work.now >= event.until:
        return
    doses = await plans.doses_of(work.tx, patient.id, event.plan_day, event.plan_day)
    answered = {one.drug for one in doses if one.state not in (DoseState.PLANNED, DoseState.HELD)}
    drugs = [drug for drug in event.drugs if drug not in answered]  # a dose already taken is not forbidden afterwards
    if not drugs:
        return
    lines = [line("held-day", at=event.local, drug=line(f"drug-{drug}")) for drug in drugs]
    draft = say(*lines, line("held-day-phone", phone=work.numbers.clinic))
    await post.tell(
        work, patient, draft, kind=Kind.HELD, priority=Priority.PROMPT, key=f"send:{due.key}",
        subject=f"day:{event.plan_day}", expires_at=event.until,
    )  # fmt: skip


async def on_dose(work: Work, due: Due) -> None:
    """The dose is due: say "take" once, ask when it is late, and never prompt what is over."""
    patient = await permitted.ready(work, due)
    event = patient and await schedule.event_of(work, patient, due)
    if patient is None or not isinstance(event, DoseMoment):
        return
    waiting = await schedule.unasked(work, patient, event)
    if not waiting:
        return
    window = Window(at=event.at, until=event.until)
    match first_message(DoseState.PLANNED, now=work.now, window=window, rules=work.library.clinic.day_rules):
        case FirstMessage.EXPIRED if patient.tablets_in_hand or await alerting.blocking(work, patient):
            number = await gaps.missed_dose(work, patient, waiting)
            await closing.ask_tomorrow(work, patient, event.plan_day, number)
        case FirstMessage.TAKE | FirstMessage.ASK as first:
            await _first(work, patient, due, event, waiting, late=first is FirstMessage.ASK)
            await _close_later(work, patient, event)
        case FirstMessage.NOT_YET:
            await agenda.reopen(work.tx, due.key, event.at)  # the zone's rules have changed since it was planned
        case _:
            return


async def _first(
    work: Work, patient: Patient, due: Due, event: DoseMoment, waiting: Sequence[Dose], *, late: bool
) -> None:
    """The first message of a dose, unless it is held back; with its box unread, that comes first."""
    if await permitted.held_back(work, patient, event.local, event.until):
        return
    if boxes.unread(patient, event.schedules):
        await _box_first(work, patient, event, key=f"send:{due.key}:box")
        return
    await _prompt(work, patient, event, waiting, late=late, key=f"send:{due.key}")
    await _late_by(work, patient, due, late=late)


async def _late_by(work: Work, patient: Patient, due: Due, *, late: bool) -> None:
    """Late by our fault is noted; not what an alert or the box had held back until now."""
    if late and due.due_at <= work.now - work.library.clinic.day_rules.late_after:
        await catchup.note(work, patient, Late.DOSE_LATE)


async def _prompt(
    work: Work, patient: Patient, moment: DoseMoment, waiting: Sequence[Dose], *, late: bool, key: str
) -> None:
    for one in waiting:
        await plans.change_dose(work.tx, one.id, state=DoseState.ASKED, asked_at=work.now)
    due = [one for one in moment.schedules if one.drug in {dose.drug for dose in waiting}]
    draft = await _words(work, patient, moment, due, late=late)
    rules = work.library.clinic.day_rules
    number = await post.ask(
        work, patient, Ask.DOSE, draft, doseform.options([one.drug for one in due]), kind=Kind.DOSE,
        priority=Priority.PROMPT, key=f"{key}:{work.now.timestamp():.0f}",
        expires_at=moment.until if late else min(moment.until, moment.at + rules.late_after),
        data=doseform.data_of(moment, waiting), in_rows_of=2,
    )  # fmt: skip
    nudges = [at for at in nudge_times(moment, rules) if at > work.now]
    await agenda.add(work.tx, [_nudge(patient, number, at, moment) for at in nudges])


async def ask_instead(work: Work, patient: Patient, row: Outgoing) -> bool:
    """A prompt waited too long to be sent to say "take": ask instead, while its window is open. False when it is over."""
    number = (row.subject or "").removeprefix("question:")
    question = await questions.get(work.tx, int(number), post.PATIENT, patient.id) if is_number(number) else None
    moment = await _moment_of(work, patient, question) if question and question.open else None
    if question is None or moment is None or moment.until <= work.now:
        return False
    if await permitted.held_back(work, patient, moment.local, moment.until):
        return True
    await catchup.note(work, patient, Late.DOSE_LATE)
    if row.doubts:  # a copy may be on the phone: "we could not remind you" may be untrue
        await doseform.ask_again(work, patient, question, "nudge-ask", expires_at=moment.until)
        return True
    asked = {one.drug for one in doseform.still_asked(question, await doseform.doses_of(work, question))}
    due = [one for one in moment.schedules if one.drug in asked]
    await post.put(
        work, patient, question.id, await _words(work, patient, moment, due, late=True),
        doseform.options([one.drug for one in due]), kind=Kind.DOSE, priority=Priority.PROMPT, expires_at=moment.until,
        in_rows_of=2,
    )  # fmt: skip
    return True


async def _box_first(work: Work, patient: Patient, moment: DoseMoment, *, key: str) -> None:
    number = await boxes.ask_before_dose(work, patient, moment, f"{key}:{work.now.timestamp():.0f}")
    times = nudge_times(moment, work.library.clinic.day_rules)
    await agenda.add(work.tx, [_nudge(patient, number, at, moment) for at in times if at > work.now])


def _nudge(patient: Patient, number: int, at: datetime, moment: DoseMoment) -> Due:
    return Due(
        key=f"question:{number}:nudge:{at.isoformat()}", kind=Entry.NUDGE, patient_id=patient.id, subject_id=number,
        due_at=at, until=moment.until,
    )  # fmt: skip


async def _words(work: Work, patient: Patient, moment: DoseMoment, due: Sequence[DrugSchedule], *, late: bool) -> Draft:
    """S4: date, time, drug with brand, amount, and until when; readable twice and readable late."""
    until = moment.local_until
    drugs = [line("dose-drug", **doseform.named(one)) for one in due]
    none_left = await antiemetics.missing(work, patient)
    if late:
        head = await _why_late(work, patient, moment)
        tail = line("dose-late-until", until=until.time(), day=until.date())
        return say(head, *drugs, tail, line("dose-other-box"), *_not_due(moment), *none_left)
    return say(
        line("dose-take", at=moment.local),
        *drugs,
        line("advice-swallow-whole"),
        line("dose-other-box"),
        *_not_due(moment),
        *none_left,
        line("dose-until", until=until.time(), day=until.date()),
    )


async def _why_late(work: Work, patient: Patient, moment: DoseMoment) -> Line:
    """What a dose asked about late says of that: its box came first, an alert held it back until now, or we are sorry."""
    if await _box_read(work, patient, moment):
        return line("dose-late-box", at=moment.local)
    held_back = await alerts.settled_since(work.tx, patient.id, moment.at)
    return line("dose-late-held" if held_back else "dose-late", at=moment.local)


async def _box_read(work: Work, patient: Patient, moment: DoseMoment) -> bool:
    """Whether the dose comes late because its box had to be read first."""
    recent = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.BOX, moment.at)
    return any(one.data.get("event") == moment.key for one in recent)


async def _close_later(work: Work, patient: Patient, moment: DoseMoment) -> None:
    data = {"day": moment.plan_day.isoformat(), "event": moment.key}
    key = f"p{patient.id}:close:{moment.key}:{moment.until.timestamp():.0f}"
    entry = Due(key=key, kind=Entry.CLOSE, patient_id=patient.id, due_at=moment.until, data=data)
    await agenda.add(work.tx, [entry])


async def on_nudge(work: Work, due: Due) -> None:
    """Still no answer: ask "did you take it?", never "take" (S2)."""
    patient = await permitted.ready(work, due)
    question = patient and await questions.get(work.tx, due.subject_id or 0, post.PATIENT, patient.id)
    if patient is None or not question or not question.open or (due.until and work.now >= due.until):
        return
    if await closing.never_left(work, question.id) or await _stopped_meanwhile(work, patient, question):
        return
    if question.kind is Ask.BOX:
        await post.copy(work, patient, (await outbox.about(work.tx, f"question:{question.id}"))[-1])
        return
    await doseform.ask_again(work, patient, question, "nudge-ask", expires_at=due.until)


async def _stopped_meanwhile(work: Work, patient: Patient, question: Question) -> bool:
    """A red flag since the prompt: "speak with your team" instead of a nudge (S15)."""
    moment = await _moment_of(work, patient, question)
    return moment is not None and await permitted.stopped(work, patient, moment.local, moment.until)


async def _moment_of(work: Work, patient: Patient, question: Question) -> DoseMoment | None:
    day = date.fromisoformat(question.data["day"])
    moments = await schedule.moments(work, patient, day, day)
    return next((one for one in moments if one.key == question.data["event"]), None)
