"""The pharmacist's word on monitoring: accept what is offered, make it closer, write another schedule, end it, let it rest.

Nothing starts by itself (F-MON-06), and the figures are the pharmacist's. A change moves what is to come, never what was.
"""

from dataclasses import replace

from bot.domain.messages import Line, line, say
from bot.domain.monitoring import CheckState, Schedule, offered
from bot.domain.monitoringtext import Unread, read_closer, read_schedule, written
from bot.domain.people import Patient, PatientStatus, Staff, responsible
from bot.domain.questions import Ask, Option, Question, is_number, option
from bot.service import checkplan, checks, checkwords, monitoringview, planahead, post
from bot.service.localview import latest_plan
from bot.service.office import Work
from bot.store import checks as rows
from bot.store import ledger, people, questions


async def ask(work: Work, member: Staff, patient: Patient) -> None:
    """The schedule as it is, the one that is offered, and what can be done with them."""
    await questions.close_kinds(work.tx, post.role_of(member), member.id, Ask.MONITORING, Ask.MONITORING_WORDS)
    now, offer = await checkplan.accepted(work, patient), await _offer(work, patient)
    draft = say(
        line("monitoring-head", pseudonym=patient.pseudonym),
        *await monitoringview.card_lines(work, patient, member.language),
        line("monitoring-offered" if offer.series else "monitoring-nothing-offered"),
        *monitoringview.schedule_lines(work, offer, member.language),
    )
    data = {"patient": patient.id}
    overdue = [
        option(f"done:{one.id}", "monitoring-mark-done", what=line(f"check-{one.kind}"), day=one.due_on)
        for one in await monitoringview.overdue(work, patient)
    ]
    await post.ask(work, member, Ask.MONITORING, draft, [*overdue[-3:], *_choices(now, offer)], data=data)


async def _offer(work: Work, patient: Patient) -> Schedule:
    regimen = work.library.regimens.get((await latest_plan(work, patient)).regimen_id)
    return offered(regimen.monitoring if regimen else ())


def _choices(now: Schedule, offer: Schedule) -> list[Option]:
    accept = [option("offered", "monitoring-accept"), option("closer", "monitoring-closer")] if offer.series else []
    resting = option("goes-on", "monitoring-goes-on") if now.rests_in_hold else option("rests", "monitoring-rest")
    hold = [resting, option("none", "monitoring-end")] if now.series else []
    return [*accept, option("own", "monitoring-own"), *hold, option("cancel", "button-cancel")]


async def on_choice(work: Work, member: Staff, question: Question, answer: str) -> None:
    """One tap; "closer" and "own" go on with typed figures."""
    await questions.answered(work.tx, question.id, answer, work.now)
    patient = await people.patient(work.tx, question.data["patient"])
    if not responsible(member, patient):
        return
    now = await checkplan.accepted(work, patient)
    match answer.partition(":"):
        case ["offered", _, _]:
            await _keep(work, member, patient, replace(await _offer(work, patient), rests_in_hold=now.rests_in_hold))
        case ["none", _, _]:
            await _keep(work, member, patient, Schedule())
        case ["rests" | "goes-on" as hold, _, _]:
            await _keep(work, member, patient, replace(now, rests_in_hold=hold == "rests"))
        case ["closer" | "own" as how, _, _]:
            asked = line("monitoring-ask-closer" if how == "closer" else "monitoring-ask-own")
            data = {"patient": patient.id, "how": how}
            await post.ask(work, member, Ask.MONITORING_WORDS, say(asked), [], data=data)
        case ["done", _, number] if is_number(number):
            await _mark_done(work, member, patient, int(number))
        case _:
            await post.tell(work, member, say(line("staff-cancelled")))


async def on_words(work: Work, member: Staff, question: Question, typed: str) -> None:
    """The typed figures; what cannot be read says why, and the question stays open."""
    patient = await people.patient(work.tx, question.data["patient"])
    if not responsible(member, patient):
        return
    closer = question.data["how"] == "closer"
    read = read_closer(typed, await _offer(work, patient)) if closer else read_schedule(typed)
    if isinstance(read, Unread):
        await post.tell(work, member, say(read.problem))
        return
    await questions.answered(work.tx, question.id, "given", work.now)
    now = await checkplan.accepted(work, patient)
    await _keep(work, member, patient, replace(read, rests_in_hold=now.rests_in_hold))


async def _keep(work: Work, member: Staff, patient: Patient, chosen: Schedule) -> None:
    """Write the schedule, plan the days to come anew, tell the patient what we remind of."""
    before, text = await checkplan.accepted(work, patient), written(chosen)
    await people.change_patient(work.tx, patient.id, monitoring=text, monitoring_rests=chosen.rests_in_hold)
    await ledger.note(
        work.tx, work.now, f"staff:{member.id}", "monitoring-changed", patient.id, schedule=text,
        rests=chosen.rests_in_hold,
    )  # fmt: skip
    await planahead.replan_checks(work, patient)
    shown = await monitoringview.card_lines(work, patient, member.language)
    await post.tell(work, member, say(line("monitoring-made", pseudonym=patient.pseudonym), *shown))
    if chosen.series != before.series and patient.status is PatientStatus.ACTIVE:
        await post.tell(work, patient, say(line("check-changed"), *_told(work, patient, chosen)))


def _told(work: Work, patient: Patient, chosen: Schedule) -> tuple[Line, ...]:
    return (checkplan.reminded_of(work, patient, chosen) if chosen.series else line("check-none"),)


async def _mark_done(work: Work, member: Staff, patient: Patient, check_id: int) -> None:
    check = await rows.one(work.tx, check_id)
    if check.patient_id != patient.id or check.state is CheckState.DONE:
        work.toast = "toast-already-answered"
        return
    by = f"staff:{member.id}"
    await rows.change(work.tx, check.id, state=CheckState.DONE, answered_at=work.now, answered_by=by)
    await questions.close(work.tx, check.question_id or 0)
    await ledger.note(work.tx, work.now, by, "check-done", patient.id, check=check.id, was=check.state)
    await checkwords.show_answer(work, patient, await rows.one(work.tx, check.id))
    await checks.refresh_cards(work, patient)
    await post.tell(work, member, say(line("monitoring-marked", what=line(f"check-{check.kind}"), day=check.due_on)))
