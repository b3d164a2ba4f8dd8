"""Antiemetics of the patient's own prescription: the prompts around and after a dose, and what is answered (F-EMET-10).

Every intake is decided when it falls due: what became of its dose, what was said to be taken, what another plan version
prompted already (S1, S5, S15). Nothing here starts or raises one, and nothing reads like a prompt for selinexor.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.antiemetic import Intake, free_from, medicine, too_many
from bot.domain.antiemeticwords import long
from bot.domain.catchup import Late
from bot.domain.messages import Kind, Line, Priority, line, say
from bot.domain.occurrence import AntiemeticDue
from bot.domain.people import Patient
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.urgency import Urgency
from bot.service import alerting, catchup, copies, permitted, post, schedule
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import agenda, ledger, questions

ANSWERS = ("taken", "none", "not-now")
NONE_LEFT_FOR = timedelta(days=2)  # "I have none" is repeated with the dose prompts of so long
REMEMBERED = timedelta(days=2)  # longer than any gap and any 24 hours
ASKED_AGAIN_FOR = timedelta(hours=24)  # after a gap nobody is asked about what was due before this
SHOWN = 8


async def on_antiemetic(work: Work, due: Due) -> None:
    """One intake is due."""
    patient = await permitted.ready(work, due)
    event = patient and await schedule.event_of(work, patient, due)
    if patient is None or not isinstance(event, AntiemeticDue):
        return
    asked = await _asked(work, patient, event)
    if any(one.data["day"] == event.plan_day.isoformat() and one.data["slot"] == event.slot for one in asked):
        return  # an earlier version prompted this intake at another hour
    if await schedule.ended_with_its_dose(work, patient, event):
        await _tell_ended(work, patient, event)
    elif work.now >= event.until:
        await _tell_missed(work, patient, event)
    elif not await _held_back(work, patient, event):
        await _prompt_or_wait(work, patient, due, event, asked)


async def _asked(work: Work, patient: Patient, event: AntiemeticDue) -> tuple[Question, ...]:
    """What was asked about this medicine lately, oldest first."""
    recent = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.ANTIEMETIC, work.now - REMEMBERED)
    return tuple(one for one in recent if medicine(one.data["name"]) == event.antiemetic.medicine)


async def _tell_ended(work: Work, patient: Patient, event: AntiemeticDue) -> None:
    """Said once for each dose: a reminder that stays away unexplained worries, or is missed."""
    if work.now >= event.until:
        return
    name = event.antiemetic.name
    told = line("antiemetic-ended", name=name, day=event.plan_day, phone=work.numbers.clinic)
    key = f"p{patient.id}:antiemetic-ended:{event.plan_day}:{event.antiemetic.medicine}"
    await post.tell(
        work, patient, say(told), kind=Kind.NOTICE, priority=Priority.PROMPT, key=key, expires_at=event.until
    )


async def _held_back(work: Work, patient: Patient, event: AntiemeticDue) -> bool:
    moment = await schedule.moment_before_which(work, patient, event)
    if moment is None:
        return await permitted.antiemetic_held_back(work, patient, event)
    return await permitted.held_back(work, patient, moment.local, moment.until)


async def _prompt_or_wait(
    work: Work, patient: Patient, due: Due, event: AntiemeticDue, asked: Sequence[Question]
) -> None:
    """Now, or when the minimum gap since the last one taken is over; too late for that, it is left out and said so."""
    if _enough(event, asked):
        await _tell_too_soon(work, patient, event)
        return
    taken_at = [one.answered_at for one in asked if one.answer == "taken" and one.answered_at]
    free_at = free_from(taken_at, timedelta(minutes=event.antiemetic.gap_minutes)) or work.now
    if free_at <= work.now:
        await _prompt(work, patient, due, event)
    elif free_at < event.until:
        await agenda.reopen(work.tx, due.key, free_at)
    else:
        await _tell_too_soon(work, patient, event)


def _enough(event: AntiemeticDue, asked: Sequence[Question]) -> bool:
    """Whether what was prompted already, perhaps by another version, makes this one too many in 24 hours."""
    counted = [_intake(one) for one in asked if one.answer not in ("none", "not-now")]
    return too_many(event.when, counted, event.antiemetic.most_a_day)


def _intake(question: Question) -> Intake:
    local = datetime.fromisoformat(question.data["at"])
    return Intake(at=local, clock=local.replace(tzinfo=None) if question.data["clock"] else None)


async def _tell_too_soon(work: Work, patient: Patient, event: AntiemeticDue) -> None:
    name, following = event.antiemetic.name, await schedule.next_intake(work, patient, event.antiemetic.name)
    lines = [line("antiemetic-too-soon", at=event.local, name=name)]
    lines += [line("antiemetic-next", name=name, at=following.local)] if following else []
    await post.tell(work, patient, say(*lines), kind=Kind.NOTICE, priority=Priority.PROMPT, expires_at=event.until)


async def _prompt(work: Work, patient: Patient, due: Due, event: AntiemeticDue) -> None:
    """S4: date, time, medicine, amount, until when; and that it is not the dose itself."""
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is Ask.ANTIEMETIC and medicine(question.data["name"]) == event.antiemetic.medicine:
            await questions.close(work.tx, question.id)  # a "taken" belongs to the newest
    one, until = event.antiemetic, event.local_until
    draft = say(
        line("antiemetic", at=event.local, name=one.name, amount=one.amount),
        *await _beside_the_dose(work, patient, event),
        *_limits(event),
        line("antiemetic-until", until=until.time(), day=until.date()),
    )
    await post.ask(
        work, patient, Ask.ANTIEMETIC, draft, options(), kind=Kind.ANTIEMETIC, priority=Priority.PROMPT,
        key=f"send:{due.key}", expires_at=event.until, data=_data(event), in_rows_of=2,
    )  # fmt: skip


def _data(event: AntiemeticDue) -> dict[str, object]:
    one = event.antiemetic
    return {
        "day": event.plan_day.isoformat(), "slot": event.slot, "name": one.name, "amount": one.amount,
        "at": event.local.isoformat(), "until": event.local_until.isoformat(), "clock": event.by_the_clock,
    }  # fmt: skip


async def _beside_the_dose(work: Work, patient: Patient, event: AntiemeticDue) -> list[Line]:
    """Before a dose: when that is. Otherwise: that this is not the dose (S2)."""
    moment = await schedule.moment_before_which(work, patient, event)
    if moment is None:
        return [line("antiemetic-only", name=event.antiemetic.name)]
    # A dose taken early is not announced again: that would ask for a second one.
    waiting = await schedule.unasked(work, patient, moment)
    return [line("antiemetic-dose-at", at=moment.local.time())] if waiting else []


def _limits(event: AntiemeticDue) -> list[Line]:
    minutes, most = event.antiemetic.gap_minutes, event.antiemetic.most_a_day
    gap = [line("antiemetic-leave-between", gap=long(minutes))] if minutes else []
    return [*gap, *([line("antiemetic-not-more", most=most)] if most is not None else [])]


def options() -> list[Option]:
    """The answers to an antiemetic prompt."""
    not_now = option("not-now", "answer-not-now")
    return [option("taken", "answer-taken"), option("none", "answer-none-left"), not_now]


async def on_typed(work: Work, patient: Patient, question: Question, said: str) -> bool:
    """A short typed answer; False when it answers something else."""
    meant = {"taken": "taken", "yes": "taken", "none": "none", "later": "not-now"}.get(said)
    if meant is not None:
        await on_answer(work, patient, question, meant)
    return meant is not None


async def on_answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """[Taken], [I have none] or [Not now]; none left reaches the pharmacist, with when the next one is due."""
    if answer == copies.CHANGE:
        await _put_again(work, patient, question)
        return
    if answer not in ANSWERS:
        return
    if question.answer == answer:
        await post.tell(work, patient, say(line("noted-before")))
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    await ledger.note(work.tx, work.now, "patient", f"antiemetic-{answer}", patient.id, question=question.id)
    await copies.show_antiemetic(work, patient, question, answer)
    name, at = question.data["name"], datetime.fromisoformat(question.data["at"])
    match answer:
        case "taken":
            await post.tell(work, patient, say(line("antiemetic-noted", name=name, at=at)))
        case "not-now":
            await post.tell(work, patient, say(line("antiemetic-not-now", name=name, at=at)))
        case _:
            await _none_left(work, patient, name)


async def _none_left(work: Work, patient: Patient, name: str) -> None:
    following = await schedule.next_intake(work, patient, name)
    lines = [line("antiemetic-none", name=name, phone=work.numbers.clinic)]
    lines += [line("antiemetic-next", name=name, at=following.local)] if following else []
    await post.tell(work, patient, say(*lines))
    alert = await alerting.raise_alert(work, patient, Cause.NO_ANTIEMETIC, Urgency.ROUTINE, subject=name)
    await alerting.passed_on(work, patient, alert)


async def missing(work: Work, patient: Patient) -> list[Line]:
    """What the patient last said to have none of, for the dose prompt."""
    asked = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.ANTIEMETIC, work.now - NONE_LEFT_FOR)
    answers = {one.data["name"]: one.answer for one in asked if one.answer in ("taken", "none")}
    none = [name for name, answer in answers.items() if answer == "none"]
    return [line("dose-no-antiemetic", name=name, phone=work.numbers.clinic) for name in none]


async def close_passed(work: Work, patient: Patient) -> None:
    """A "taken" of tomorrow must not answer today's antiemetic."""
    for question in await questions.open_of(work.tx, post.PATIENT, patient.id):
        if question.kind is Ask.ANTIEMETIC and datetime.fromisoformat(question.data["until"]) <= work.now:
            await questions.close(work.tx, question.id)


async def ask_again(work: Work, patient: Patient, question: Question) -> None:
    """After a gap in which a tap may have been lost: did you take it? What is long past is not asked about."""
    if datetime.fromisoformat(question.data["at"]) < work.now - ASKED_AGAIN_FOR:
        await questions.close(work.tx, question.id)
        return
    await _put_again(work, patient, question)


async def _put_again(work: Work, patient: Patient, question: Question) -> None:
    again = line("antiemetic-again", name=question.data["name"], at=datetime.fromisoformat(question.data["at"]))
    await post.put(work, patient, question.id, say(again), options(), in_rows_of=2)


async def _tell_missed(work: Work, patient: Patient, first: AntiemeticDue) -> None:
    """Nobody was reminded in time: told once for all that passed, never sent as if on time (S5)."""
    missed = [first, *await _others_missed(work, patient)]
    lines = [line("gap-antiemetics")]
    shown = [line("gap-antiemetic-one", name=one.antiemetic.name, at=one.local) for one in missed[:SHOWN]]
    more = [line("gap-antiemetics-more", count=len(missed) - SHOWN)] if len(missed) > SHOWN else []
    draft = say(*lines, *shown, *more, line("gap-antiemetics-ask"))
    await post.tell(work, patient, draft, kind=Kind.NOTICE)
    for _ in missed:
        await catchup.note(work, patient, Late.ANTIEMETIC_EXPIRED, subject="antiemetic")


async def _others_missed(work: Work, patient: Patient) -> list[AntiemeticDue]:
    """The other intakes that passed while nothing could be said; they are done with."""
    found: list[AntiemeticDue] = []
    for due in await agenda.pending(work.tx, patient.id, Entry.ANTIEMETIC):
        if due.until is None or due.until > work.now:
            continue
        await agenda.cancel(work.tx, due.key)
        event = await schedule.event_of(work, patient, due)
        if isinstance(event, AntiemeticDue) and not await schedule.ended_with_its_dose(work, patient, event):
            found.append(event)
    return found


async def tell_lost(work: Work, patient: Patient) -> None:
    """A prompt could not be sent in time; said once a day, however many were lost."""
    today = work.now.astimezone(await zone_of(work, patient)).date()
    key = f"p{patient.id}:antiemetic-lost:{today}"
    await post.tell(work, patient, say(line("gap-antiemetic-lost")), kind=Kind.NOTICE, key=key)
