"""What a patient's answer about a dose leads to (S2, S3, S9).

The state machine in the domain says what an answer makes of a dose and what has to follow; here each consequence becomes
messages, questions and alerts. No answer ever leads back to "take".
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.agenda import Due, Entry
from bot.domain.alert import Cause
from bot.domain.apart import DOSE
from bot.domain.dose import DoseAnswer, DoseState, Effect, Verdict, Window, next_state
from bot.domain.messages import Line, Priority, line, say
from bot.domain.people import Patient
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question, option
from bot.domain.regimen import Drug
from bot.domain.urgency import Urgency
from bot.service import alerting, antiemetics, boxes, copies, doseform, post, reasons, schedule
from bot.service.localview import clock_of
from bot.service.office import Work
from bot.store import agenda, ledger, plans, questions
from bot.store.plans import Dose

Judged = tuple[Dose, Verdict]

SAID_TOO = ("none", "yes", "no", "box", "understood")  # short answers that are not an answer about a dose by themselves


async def on_dose(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """A tapped answer: `taken`, `only`, `taken:selinexor`, ... On a closed question it is a correction or told late."""
    what, _, which = answer.partition(":")
    doses = await doseform.doses_of(work, question)
    if what == "only":
        await _ask_which(work, patient, question, doses)
        return
    if what == copies.CHANGE:
        await doseform.ask_change(work, patient, doses)
        return
    if what == "box":
        await boxes.ask_first(work, patient, doses)
        return
    if what == doseform.EARLIER:
        doses = await _as_before_the_change(work, patient, question, doses)
        what = str(DoseAnswer.TAKEN)
    if what not in tuple(DoseAnswer):
        return
    chosen = tuple(one for one in doses if which in ("", one.drug))
    await record(work, patient, question, chosen, DoseAnswer(what))
    if which:
        await _the_other(work, patient, question, which)


async def _as_before_the_change(
    work: Work, patient: Patient, question: Question, doses: Sequence[Dose]
) -> tuple[Dose, ...]:
    """Taken in the amount of the prompt, before the plan said another one: recorded so, and told to the pharmacist."""
    earlier = question.data.get("earlier", {})
    for one in doses:
        if str(one.id) in earlier:
            mg, tablets = earlier[str(one.id)]
            await plans.change_dose(work.tx, one.id, mg=mg, tablets=tablets)
    drugs = reasons.drug_names([one for one in doses if str(one.id) in earlier])
    await _alert(work, patient, Cause.EARLIER_AMOUNT, Urgency.ROUTINE, drugs)
    left = [one for one in doses if str(one.id) in earlier or one.state is DoseState.ASKED]
    return tuple([await plans.dose(work.tx, one.id) for one in left])


async def on_typed(work: Work, patient: Patient, question: Question, heard: Heard) -> bool:
    """A short typed answer; False when nothing that answers this question was heard, or more than one thing."""
    said = [one for one in heard.answers if one in DOSE or one in SAID_TOO]
    if len(said) != 1:
        return False
    if said[0] == "understood":
        return await _not_yet_an_answer(work, patient, question)
    if question.kind is Ask.ANTIEMETIC:
        return await antiemetics.on_typed(work, patient, question, said[0])
    meant = {"yes": "taken", "no": "not-taking"}.get(said[0], said[0])
    if meant not in DOSE and (meant != "box" or question.kind is not Ask.DOSE):
        return False
    doses = await doseform.doses_of(work, question)
    left = doseform.still_asked(question, doses)
    one_left = f":{left[0].drug}" if len(left) == 1 < len(doses) else ""  # the other drug's answer stands
    await on_dose(work, patient, question, meant + one_left)
    return True


async def _not_yet_an_answer(work: Work, patient: Patient, question: Question) -> bool:
    """An "OK" to a prompt says that it was read, not that anything was taken (S9)."""
    match question.kind:
        case Ask.DOSE if doseform.still_asked(question, await doseform.doses_of(work, question)):
            await doseform.ask_again(work, patient, question, "nudge-ask")
        case Ask.ANTIEMETIC:
            await post.tell(work, patient, say(line("read-not-taken")))
        case _:
            return False
    return True


async def _ask_which(work: Work, patient: Patient, question: Question, doses: Sequence[Dose]) -> None:
    options = [option(f"taken:{one.drug}", "answer-only-drug", drug=line(f"drug-{one.drug}")) for one in doses]
    await post.put(work, patient, question.id, say(line("only-which")), options)


async def _the_other(work: Work, patient: Patient, question: Question, answered: str) -> None:
    """One of two is answered: the question stays open for the other."""
    left = doseform.still_asked(question, await doseform.doses_of(work, question))
    if any(one.drug != answered for one in left):
        await questions.reopen(work.tx, question.id, dict(question.data))
        await doseform.ask_again(work, patient, question, "other-ask")


async def record(
    work: Work, patient: Patient, question: Question | None, doses: Sequence[Dose], answer: DoseAnswer
) -> None:
    """Write what the answer makes of each dose, and do what has to follow."""
    judged = [(one, _judge(work, one, answer)) for one in doses]
    await _taken_while_stopped(work, patient, doses, answer)
    if await _write(work, patient, judged, answer) and answer is not DoseAnswer.LATER:
        await copies.show_doses(work, patient, doses)
    settled = all(not verdict.state.open for _, verdict in judged)
    if question is not None and settled:
        await questions.answered(work.tx, question.id, answer, work.now)
    await _follow(work, patient, judged, answer, question)


async def _taken_while_stopped(work: Work, patient: Patient, doses: Sequence[Dose], answer: DoseAnswer) -> None:
    """A dose nobody was asked to take, because an alert holds doses back, and taken all the same: the team must know."""
    stopped = [one for one in doses if one.asked_at is None and one.answered_at is None]
    swallowed = answer in (DoseAnswer.TAKEN, DoseAnswer.VOMITED)
    if stopped and swallowed and await alerting.blocking(work, patient) is not None:
        await _alert(work, patient, Cause.TAKEN_WHILE_STOPPED, Urgency.URGENT, reasons.drug_names(stopped))


def _judge(work: Work, dose: Dose, answer: DoseAnswer) -> Verdict:
    window = Window(at=dose.planned_at, until=dose.window_until)
    last = DoseAnswer(dose.reason) if dose.reason in tuple(DoseAnswer) else None
    return next_state(
        dose.state, answer, now=work.now, window=window, last_answer=last, rules=work.library.clinic.day_rules
    )


async def _write(work: Work, patient: Patient, judged: Sequence[Judged], answer: DoseAnswer) -> bool:
    """Keep the answer; False when all of it was known before."""
    news = [(dose, verdict) for dose, verdict in judged if Effect.NOTHING_NEW not in verdict.effects]
    said = {"reason": answer, "answered_at": work.now}
    await plans.change_doses(
        work.tx,
        {
            dose.id: {**said, "state": verdict.state, "told_late": dose.told_late or verdict.told_late}
            for dose, verdict in news
        },
    )
    changes = [{"dose": dose.id, "was": dose.state, "became": verdict.state} for dose, verdict in news]
    await ledger.note_each(work.tx, work.now, "patient", f"dose-{answer}", patient.id, changes)
    return bool(news)


async def _follow(
    work: Work, patient: Patient, judged: Sequence[Judged], answer: DoseAnswer, question: Question | None
) -> None:
    effects = {effect for _, verdict in judged for effect in verdict.effects}
    drugs = reasons.drug_names([dose for dose, _ in judged])
    await post.tell(
        work, patient, say(*await _said_back(work, patient, judged, answer, effects)), priority=_lane(effects)
    )
    if Effect.ASK_AGAIN_AT in effects and question is not None:
        again_at = next(verdict.ask_again_at for _, verdict in judged if verdict.ask_again_at)
        await _again_at(work, patient, question, again_at, judged[0][0].window_until)
    if Effect.ALERT_NOT_SURE in effects:
        await _alert(work, patient, Cause.NOT_SURE, Urgency.URGENT, drugs)
    if Effect.ALERT_TAKEN_ON_HOLD in effects:
        await _alert(work, patient, Cause.WRONG_DAY, Urgency.URGENT, drugs)
    if Effect.ALERT_VOMITED in effects:
        await _alert(work, patient, Cause.VOMITED_DOSE, Urgency.ROUTINE, drugs)
    if Effect.ASK_AGAIN_OR_SECOND in effects:
        await ask_again_or_second(work, patient, [dose for dose, _ in judged])
    if Effect.ASK_WHY_NOT in effects:
        await reasons.ask_why(work, patient, [dose for dose, _ in judged])


def _lane(effects: set[Effect]) -> Priority:
    return Priority.URGENT if Effect.DO_NOT_TAKE_ANOTHER in effects else Priority.ANSWER


async def _alert(work: Work, patient: Patient, cause: Cause, urgency: Urgency, subject: str) -> None:
    alert = await alerting.raise_alert(work, patient, cause, urgency, subject=subject)
    await alerting.passed_on(work, patient, alert)


async def _said_back(
    work: Work, patient: Patient, judged: Sequence[Judged], answer: DoseAnswer, effects: set[Effect]
) -> list[Line]:
    """What the patient reads at once: what was noted, and what not to do."""
    if effects == {Effect.NOTHING_NEW}:
        return [line("noted-before"), *await _noted(work, patient, [dose for dose, _ in judged], answer)]
    lines: list[Line] = []
    if Effect.ASK_AGAIN_AT in effects:
        again_at = next(verdict.ask_again_at for _, verdict in judged if verdict.ask_again_at)
        return await _asked_later(work, patient, judged[0][0], again_at)
    if Effect.TOO_LATE_FOR_LATER in effects:
        until = await doseform.until(work, patient, [dose for dose, _ in judged])
        return [line("later-too-late", until=until.time(), day=until.date())]
    if Effect.WINDOW_OVER in effects:
        return doseform.not_now(work, [dose.drug for dose, _ in judged])
    if Effect.DO_NOT_TAKE_ANOTHER in effects:
        lines.append(line("do-not-take-another", phone=work.numbers.clinic))
    else:
        lines.extend(await _noted(work, patient, [dose for dose, _ in judged], answer))
    if Effect.NO_REPEAT_ADVICE in effects:
        lines.extend(await _no_repeat(work, patient, [dose for dose, _ in judged]))
    return lines


async def _noted(work: Work, patient: Patient, doses: Sequence[Dose], answer: DoseAnswer) -> list[Line]:
    return [
        line(
            f"noted-{answer}", drug=line(f"drug-{one.drug}"), mg=one.mg, day=one.plan_day,
            at=one.planned_at.astimezone(await clock_of(work, patient, one)).time(),
        )
        for one in doses
    ]  # fmt: skip


async def _asked_later(work: Work, patient: Patient, dose: Dose, again_at: datetime) -> list[Line]:
    at = again_at.astimezone(await clock_of(work, patient, dose)).time()
    return [line("later-noted", at=at), *await doseform.elsewhere(work, patient, dose)]


async def _no_repeat(work: Work, patient: Patient, doses: Sequence[Dose]) -> list[Line]:
    """S3: selinexor is never repeated or moved; for dexamethasone the pharmacist says what to do (F-DEX-04)."""
    lines: list[Line] = []
    if any(one.drug is Drug.SELINEXOR for one in doses):
        lines.append(line("no-repeat-selinexor"))
    if any(one.drug is Drug.DEXAMETHASONE for one in doses):
        lines.append(line("no-repeat-dexamethasone", phone=work.numbers.clinic))
    following = await _following(work, patient, doses)
    lines.extend(line("next-dose", at=at) for at in following[:1])
    return lines


async def _following(work: Work, patient: Patient, doses: Sequence[Dose]) -> list[datetime]:
    day = max(one.plan_day for one in doses)
    moments = await schedule.moments(work, patient, day + timedelta(days=1), day + timedelta(days=schedule.LOOK_AHEAD))
    drugs = {one.drug for one in doses}
    return [one.local for one in moments if one.at > work.now and drugs & set(one.drugs)]


async def _again_at(work: Work, patient: Patient, question: Question, at: datetime, until: datetime) -> None:
    """[Later]: ask again, and let the nudges between rest."""
    waiting = await agenda.pending(work.tx, patient.id, Entry.NUDGE)
    await agenda.cancel(work.tx, *(one.key for one in waiting if one.subject_id == question.id and one.due_at <= at))
    key = f"question:{question.id}:later:{at.isoformat()}"
    entry = Due(key=key, kind=Entry.NUDGE, patient_id=patient.id, subject_id=question.id, due_at=at, until=until)
    await agenda.add(work.tx, [entry])


async def ask_again_or_second(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """Telling me again, or a second dose?"""
    data = {"doses": [one.id for one in doses]}
    options = [option("again", "again-telling"), option("second", "again-second")]
    draft = say(line("again-ask"), *await doseform.about(work, patient, doses))
    await post.ask(work, patient, Ask.AGAIN_OR_SECOND, draft, options, data=data)


def answered_state(dose: Dose) -> bool:
    """Whether the patient has said what became of a dose."""
    return dose.state in (DoseState.TAKEN, DoseState.VOMITED, DoseState.NOT_TAKEN)
