"""A change of plan on its way to being made: from which day, for what reason, reviewed, confirmed (S1, S14).

`begin` opens it for a prepared change, whoever prepared it. What is shown on the review card is what is made: a card
that is no longer true is shown anew. Making it is `planning`; the steps that prepare a change are `changeasks`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from bot.domain.changejson import change_from_json, change_to_json
from bot.domain.changetext import read_day
from bot.domain.messages import Draft, Line, line, say
from bot.domain.people import Patient, PatientStatus, Staff, responsible
from bot.domain.plan import Plan, PlanError
from bot.domain.planchange import Change, Hold, Redose, Stop
from bot.domain.plancheck import PlanProblem, check_plan
from bot.domain.plandifference import days_touched
from bot.domain.proposal import Proposed, new_boxes
from bot.domain.proposal import propose as propose_from
from bot.domain.questions import Ask, Question, option
from bot.domain.unusual import unusual
from bot.service import changemaking, changewords, post
from bot.service.localview import today as local_today
from bot.service.office import Work
from bot.store import people, plans, questions

REASON_LENGTH = 500
STEPS = (Ask.CHANGE_WHAT, Ask.CHANGE_STEP, Ask.CHANGE_FROM, Ask.CHANGE_REASON, Ask.CHANGE_REVIEW)
ANOTHER_DAY_MAY_DO = {"plan-problem-consecutive-days", "plan-problem-too-many-days", "plan-problem-too-much-a-week"}
TAKES_BACK = (Hold, Stop, Redose)  # the others leave a day alone once it has been prompted

Data = Mapping[str, Any]


async def begin(
    work: Work,
    member: Staff,
    patient: Patient,
    change: Change,
    *,
    alert_id: int | None = None,
    since: date | None = None,
) -> None:
    """Open the review of a prepared change: from which day if today is in question, the reason, the card."""
    await close(work, member)
    data = {"patient": patient.id, "alert": alert_id, "change": change_to_json(change)}
    await go_on(work, member, patient, {**data, "since": since.isoformat() if since else None})


async def close(work: Work, member: Staff) -> None:
    """End whatever change this person had begun and not made."""
    await questions.close_kinds(work.tx, post.STAFF, member.id, *STEPS)


async def go_on(work: Work, member: Staff, patient: Patient, data: Data, *, stale: bool = False) -> None:
    """Ask for what is still missing, or show the review card."""
    match await propose(work, patient, data):
        case [*problems]:
            await _refuse(work, member, patient, problems, data)
        case FromWhen() as card:
            await _ask_from(work, member, card, data, stale=stale)
        case Proposed() if not data.get("reason"):
            draft = say(line("change-reason", pseudonym=patient.pseudonym))
            await post.ask(work, member, Ask.CHANGE_REASON, draft, [option("cancel", "button-cancel")], data=data)
        case Proposed() as proposed:
            await _review(work, member, patient, proposed, data, stale=stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class FromWhen:
    """Today has been prompted: the pharmacist says whether the change touches it."""

    sent: tuple[Line, ...]


async def propose(work: Work, patient: Patient, data: Data) -> Proposed | FromWhen | list[Line]:
    """The change as it would be made now; or why it cannot be; or that today is in question."""
    versions = await plans.versions(work.tx, patient.id)
    change, today = change_from_json(data["change"]), await local_today(work, patient)
    chosen = date.fromisoformat(data["since"]) if data.get("since") else today
    since = max(chosen, today)
    found = _proposed(work, versions, change, since)
    if not isinstance(found, Proposed):
        return found
    sent = await changemaking.sent_today(work, patient) if _touches(work, found, today) else ()
    takes_back = _takes_back(change, found) and await changemaking.waiting_today(work, patient)
    if sent and takes_back and data.get("seen") is None:
        return FromWhen(sent=sent)
    if sent and not takes_back:  # what was answered stays answered
        found = _proposed(work, versions, change, today + timedelta(days=1), after=today)
        if not isinstance(found, Proposed):
            return found
    return await _judged(work, patient, found)


def _proposed(
    work: Work, versions: tuple[Plan, ...], change: Change, since: date, *, after: date | None = None
) -> Proposed | list[Line]:
    clinic = work.library.clinic
    try:
        found = propose_from(
            versions, change, since=since, rules=clinic.day_rules, stocked=clinic.stocked_mg, after=after
        )
    except PlanError:
        return [line("change-cannot")]
    return found or [line("change-nothing")]


def _takes_back(change: Change, proposed: Proposed) -> bool:
    """Whether a prompt of today may be taken back for it; never to say another number than the box was read to have."""
    return isinstance(change, TAKES_BACK) and not new_boxes(proposed)


def _touches(work: Work, found: Proposed, day: date) -> bool:
    after = (*found.versions, *found.made)
    return bool(days_touched(found.versions, after, day, day, work.library.clinic.day_rules))


async def _judged(work: Work, patient: Patient, proposed: Proposed) -> Proposed | list[Line]:
    """S14: refused whoever asks, or merely unusual in a way the plan was not before."""
    lived, stocked = await changemaking.lived(work, patient), work.library.clinic.stocked_mg
    # From today, not from the first day of the change: what is still to be taken until then counts too.
    today, after = await local_today(work, patient), (*proposed.versions, *proposed.at_once, *proposed.made)
    if problems := check_plan(after, lived, today, stocked, made=len(proposed.made)):
        return [one.line for one in problems]
    return replace(proposed, odd=_odd(work, patient, proposed.before, proposed.made))


def _odd(work: Work, patient: Patient, before: Plan, made: tuple[Plan, ...]) -> tuple[PlanProblem, ...]:
    regimen, surface = work.library.regimens[before.regimen_id], patient.body_surface_m2
    known = unusual(before, regimen, surface)
    return tuple(one for one in unusual(made[-1], regimen, surface) if one not in known)


async def _ask_from(work: Work, member: Staff, card: FromWhen, data: Data, *, stale: bool) -> None:
    options = [
        option("today", "change-from-today"),
        option("next", "change-from-next"),
        option("cancel", "button-cancel"),
    ]
    asked = [*_stale(shown=stale), line("change-from"), *card.sent]
    await post.ask(work, member, Ask.CHANGE_FROM, say(*asked), options, data=data)


def _stale(*, shown: bool) -> list[Line]:
    return [line("review-stale")] if shown else []


async def on_from(work: Work, member: Staff, patient: Patient, question: Question, answer: str) -> None:
    """From which day: today too, the next one, or a day typed or tapped."""
    await questions.answered(work.tx, question.id, answer, work.now)
    today = await local_today(work, patient)
    match answer:
        case "today":
            seen = await changemaking.standing(work, patient)
            await go_on(work, member, patient, {**question.data, "since": today.isoformat(), "seen": seen})
        case "next":
            tomorrow = (today + timedelta(days=1)).isoformat()
            await go_on(work, member, patient, {**question.data, "since": tomorrow})
        case _:
            await _on_day(work, member, patient, question.data, answer)


async def _on_day(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> None:
    """Another first day; one that is past cannot be meant."""
    today = await local_today(work, patient)
    day = read_day(answer, today)
    if day is None or day < today:
        await _ask_day(work, member, patient, data, line("change-not-read"))
        return
    await go_on(work, member, patient, {**data, "since": day.isoformat(), "seen": None})


async def cancelled(work: Work, member: Staff) -> None:
    """Nothing was changed."""
    await post.tell(work, member, say(line("staff-cancelled")))


async def on_reason(work: Work, member: Staff, patient: Patient, question: Question, typed: str) -> None:
    """The typed reason is kept with the plan; the card follows."""
    reason = typed.strip()[:REASON_LENGTH]
    if not reason:
        await post.tell(work, member, say(line("change-reason", pseudonym=patient.pseudonym)))
        return
    await questions.answered(work.tx, question.id, "given", work.now)
    await go_on(work, member, patient, {**question.data, "reason": reason})


async def _review(
    work: Work, member: Staff, patient: Patient, proposed: Proposed, data: Data, *, stale: bool = False
) -> None:
    draft = changewords.card(work, patient, member, proposed, data["reason"])
    shown = {**data, "shown": await _fingerprint(work, member, patient, proposed, draft), "sure": False}
    options = [
        option("make", "review-make"),
        option("day", "review-other-day"),
        option("cancel", "button-cancel"),
    ]
    await post.ask(work, member, Ask.CHANGE_REVIEW, say(*_stale(shown=stale), *draft.lines), options, data=shown)


async def _fingerprint(work: Work, member: Staff, patient: Patient, proposed: Proposed, draft: Draft) -> str:
    """What the card said and, if it touches today, what the patient had been sent and had answered then."""
    text = work.library.wording.render(member.language, draft).text
    of_today = proposed.since <= await local_today(work, patient)
    standing = await changemaking.standing(work, patient) if of_today else ""
    return sha256(f"{proposed.versions[-1].version}\n{standing}\n{text}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A change that began on an alert's card and is made: what that alert's owner has done about it."""

    alert_id: int
    change: Change
    since: date
    reason: str


async def on_review(work: Work, member: Staff, question: Question, answer: str) -> Made | None:
    """The confirmation. Returns what was made, if it began on an alert's card."""
    patient = await people.patient(work.tx, question.data["patient"])
    await questions.answered(work.tx, question.id, answer, work.now)
    if not responsible(member, patient) or patient.status is PatientStatus.STOPPED:
        await cancelled(work, member)
        return None
    match answer:
        case "make" | "sure":
            return await _confirm(work, member, patient, question.data, sure=answer == "sure")
        case "day":
            await _ask_day(work, member, patient, question.data)
        case _:
            await cancelled(work, member)
    return None


async def _confirm(work: Work, member: Staff, patient: Patient, data: Data, *, sure: bool) -> Made | None:
    proposed = await propose(work, patient, data)
    if not isinstance(proposed, Proposed):
        await go_on(work, member, patient, {**data, "seen": None}, stale=True)
        return None
    draft = changewords.card(work, patient, member, proposed, data["reason"])
    if await _fingerprint(work, member, patient, proposed, draft) != data["shown"]:
        await go_on(work, member, patient, {**data, "seen": None}, stale=True)
        return None
    if proposed.odd and not (sure and data["sure"]):
        await _ask_sure(work, member, proposed, data)
        return None
    change = change_from_json(data["change"])
    await changemaking.make(work, member, patient, change, proposed, data["reason"])
    if data["alert"] is None:
        return None
    return Made(alert_id=data["alert"], change=change, since=proposed.since, reason=data["reason"])


async def _ask_sure(work: Work, member: Staff, proposed: Proposed, data: Data) -> None:
    """S14: unusual needs a second confirmation."""
    draft = say(line("review-unusual"), *(one.line for one in proposed.odd))
    options = [option("sure", "review-sure"), option("cancel", "button-cancel")]
    await post.ask(work, member, Ask.CHANGE_REVIEW, draft, options, data={**data, "sure": True})


async def _refuse(work: Work, member: Staff, patient: Patient, problems: list[Line], data: Data) -> None:
    """What cannot be from this day may be right from another, such as a smaller week that begins after its first dose."""
    if {one.key for one in problems} <= ANOTHER_DAY_MAY_DO:
        await _ask_day(work, member, patient, data, *problems, line("change-not-made"))
        return
    await post.tell(work, member, say(*problems, line("change-not-made")))


async def _ask_day(work: Work, member: Staff, patient: Patient, data: Data, *head: Line) -> None:
    days = await changemaking.coming_days(work, patient)
    options = [option(day.isoformat(), "change-from-day", day=day) for day in days[:4]]
    options.append(option("cancel", "button-cancel"))
    await post.ask(work, member, Ask.CHANGE_FROM, say(*head, line("change-which-day")), options, data=data)
