"""What a patient may look up at any time: today, the schedule, help, whom to phone, the language.

Reads and tells; changes nothing.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta

from bot.domain.dose import DoseState
from bot.domain.messages import Button, Line, button, line, say, stacked
from bot.domain.occurrence import DoseMoment, HeldDay, expand
from bot.domain.people import Patient, PatientStatus
from bot.domain.phrases import Heard
from bot.domain.plan import DrugSchedule
from bot.domain.questions import Ask, Question, option
from bot.domain.regimen import Drug
from bot.domain.visits import VisitDue, visits_due
from bot.service import alerting, boxes, filing, post, teaching, travelling, unprompted
from bot.service.localview import latest_plan, local_now
from bot.service.office import Work
from bot.store import checks, people, plans, questions

SCHEDULE_DAYS = 28


def always() -> tuple[tuple[Button, ...], ...]:
    """The button that is never far away."""
    return stacked(button("button-report", "m:report"))


async def today(work: Work, patient: Patient) -> None:
    """Today's doses with what is known of each, and the next dose."""
    now = await local_now(work, patient)
    doses = await plans.doses_of(work.tx, patient.id, now.date(), now.date())
    lines: list[Line] = [line("today-head", day=now.date())]
    unread = await _unread(work, patient)
    for one in doses:
        key = "today-dose-unread" if one.drug in unread else "today-dose"
        state = line(f"state-{one.state}")
        lines.append(line(key, drug=line(f"drug-{one.drug}"), mg=one.mg, tablets=one.tablets, state=state))
    lines.extend(await _checks(work, patient))
    held = await _on_hold(work, patient)
    lines.extend(line("dose-held", drug=line(f"drug-{drug}")) for drug in held)
    if not doses and not held:
        lines.append(line("today-none"))
    if await alerting.blocking(work, patient) is not None:
        lines.append(line("today-speak-first", phone=work.numbers.clinic))
    lines.extend(await _next(work, patient))
    await post.tell(work, patient, say(*lines, rows=_corrections(doses_answered=any(_answered(d) for d in doses))))


async def _unread(work: Work, patient: Patient) -> frozenset[Drug]:
    """The drugs whose box the patient has not read yet: its number is not told before."""
    return frozenset(one.drug for one in boxes.unread(patient, (await latest_plan(work, patient)).drugs))


async def _checks(work: Work, patient: Patient) -> list[Line]:
    """The blood tests, weights and visits of this day."""
    today = (await local_now(work, patient)).date()
    return [
        line("today-check", what=line(f"check-{one.kind}"), state=line(f"check-state-{one.state}"))
        for one in await checks.between(work.tx, patient.id, today, today)
    ]


async def _on_hold(work: Work, patient: Patient) -> tuple[Drug, ...]:
    """The drugs that would be due today and are on hold."""
    today = (await local_now(work, patient)).date()
    of_today = [one for one in await _coming(work, patient) if one.plan_day == today]
    return tuple(dict.fromkeys(drug for one in of_today for drug in _held(one)))


def _held(one: DoseMoment | HeldDay) -> tuple[Drug, ...]:
    return one.drugs if isinstance(one, HeldDay) else one.held


def _answered(one: plans.Dose) -> bool:
    return one.state not in (DoseState.PLANNED, DoseState.ASKED, DoseState.HELD)


def _corrections(*, doses_answered: bool) -> tuple[tuple[Button, ...], ...]:
    change = (button("button-change-answer", "m:change"),)
    return ((change, *always())) if doses_answered else always()


async def _next(work: Work, patient: Patient) -> tuple[Line, ...]:
    now = await local_now(work, patient)
    for one in await _coming(work, patient):
        if one.at > work.now and one.plan_day > now.date():
            key = "today-next-held" if isinstance(one, HeldDay) else "today-next"
            return (line(key, at=one.local),)
    return ()


async def _coming(work: Work, patient: Patient) -> tuple[DoseMoment | HeldDay, ...]:
    start = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    events = expand(versions, start, start + timedelta(days=SCHEDULE_DAYS), work.library.clinic.day_rules)
    return tuple(one for one in events if isinstance(one, DoseMoment | HeldDay))


async def _visits(work: Work, patient: Patient) -> tuple[VisitDue, ...]:
    start = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    return visits_due(versions, start, start + timedelta(days=SCHEDULE_DAYS))


async def schedule(work: Work, patient: Patient) -> None:
    """The dose days of the next four weeks."""
    lines: list[Line] = [line("schedule-head")]
    for one in sorted([*await _coming(work, patient), *await _visits(work, patient)], key=lambda each: each.at):
        if isinstance(one, VisitDue):
            lines.append(line("schedule-visit", day=one.plan_day, name=one.name))
            continue
        lines.extend(line("schedule-held", at=one.local, drug=line(f"drug-{drug}")) for drug in _held(one))
        if isinstance(one, HeldDay):
            continue
        lines.extend(_due(patient, one, each) for each in one.schedules)
    if len(lines) == 1:
        lines.append(line("schedule-none"))
    lines.append(line("schedule-foot"))
    await post.tell(work, patient, say(*lines, rows=always()))


def _due(patient: Patient, moment: DoseMoment, one: DrugSchedule) -> Line:
    key = "schedule-dose-unread" if boxes.unread(patient, [one]) else "schedule-dose"
    return line(key, at=moment.local, drug=line(f"drug-{one.drug}"), mg=one.mg, tablets=one.in_tablets)


async def help_(work: Work, patient: Patient) -> None:
    """What the bot can do, in a few words, and whom to phone."""
    key = "help" if patient.status is PatientStatus.ACTIVE else "help-before"
    if patient.status is PatientStatus.STOPPED:
        key = "help-stopped"
    told = line(key, phone=work.numbers.clinic, emergency=work.numbers.emergency)
    rows = (
        (button("button-report", "m:report"), button("button-today", "m:today")),
        (button("button-schedule", "m:schedule"), button("button-contact", "m:contact")),
        (button("button-learn", "m:learn"),),
    )
    await post.tell(work, patient, say(told, rows=rows if patient.status.joined else ()))


async def contact(work: Work, patient: Patient) -> None:
    """Whom to phone, and when."""
    told = line("contact", phone=work.numbers.clinic, emergency=work.numbers.emergency)
    await post.tell(work, patient, say(told, rows=always()))


async def asked(work: Work, patient: Patient, heard: Heard, text: str) -> bool:
    """A typed question that the menu answers. A bare "help" may be a cry for it: a human reads that too."""
    if len(heard.answers) != 1 or heard.answers[0] not in ASKED:
        return False
    await ASKED[heard.answers[0]](work, patient)
    if heard.answers[0] == "help":
        await filing.words_to_a_human(work, patient, text)
    return True


async def language(work: Work, patient: Patient) -> None:
    """Which language to go on in; each says its own name."""
    options = [option(one, f"language-name-{one}") for one in work.library.wording.languages]
    await post.ask(work, patient, Ask.LANGUAGE, say(line("language-ask")), options)


async def on_language(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The language chosen; the answer is in it already."""
    if answer not in work.library.wording.languages:
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    await people.change_patient(work.tx, patient.id, language=answer)
    await post.tell(work, patient.speaking(answer), say(line("language-changed")))


ASKED: Mapping[str, Callable[[Work, Patient], Awaitable[None]]] = {
    "ask-today": today,
    "ask-contact": contact,
    "ask-help": help_,
    "help": help_,
}

MENU: Mapping[str, Callable[[Work, Patient], Awaitable[None]]] = {
    "today": today,
    "schedule": schedule,
    "help": help_,
    "start": help_,
    "contact": contact,
    "language": language,
    "change": unprompted.change,
    "timezone": travelling.ask,
    "learn": teaching.topics,
}
