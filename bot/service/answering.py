"""What the people on call do with an alert: acknowledge it, let the next dose go ahead, hold it, resolve it.

A tap counts only from active staff responsible for that patient (S10); everybody else learns nothing, not even whose
alert it is. Every change edits every copy of the card and tells the patient what the patient should know.
"""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from bot.domain import alertrun
from bot.domain.alert import Alert, AlertState, Cause, Decision, Outcome, decided, resolved
from bot.domain.follows import Next
from bot.domain.messages import Verbatim, line, say
from bot.domain.people import Patient, PatientStatus, Staff, responsible
from bot.domain.planchange import Hold, Rezone
from bot.domain.questions import Ask, Question, option
from bot.service import (
    alerting,
    boxes,
    cards,
    changeasks,
    changeholds,
    changing,
    following,
    messaging,
    patientnews,
    post,
    ringing,
    standing,
    stopping,
)  # fmt: skip
from bot.service.changing import Made
from bot.service.office import Work
from bot.service.schedule import next_moment, prompt_again_if_due
from bot.store import alerts, ledger, people, questions

NOTE_LENGTH = 1000
AFTER_A_DECISION = timedelta(hours=24)  # deciding is an action; an outcome is still owed


async def on_tap(work: Work, member: Staff, alert_id: int, action: str) -> None:
    """A button of an alert card."""
    alert = await alerts.get(work.tx, alert_id)
    patient = await people.patient(work.tx, alert.patient_id) if alert else None
    act = ACTIONS.get(action)
    if alert is None or patient is None or act is None or not responsible(member, patient):
        work.toast = "toast-not-yours"
        return
    if not alert.unresolved:
        work.toast = await standing.toast(work, alert)
        await post.tell(work, member, await cards.card(work, patient, alert, member), subject=f"alert:{alert.id}")
        return
    await act(work, member, patient, alert)


async def _acknowledge(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    if alert.state is AlertState.ACKNOWLEDGED:
        work.toast = await standing.toast(work, alert)
    else:
        await _own(work, member, patient, alert)


async def _own(work: Work, member: Staff, patient: Patient, alert: Alert) -> Alert | None:
    """Make the alert this person's: already theirs, or nobody's until now. None, with a toast, when a colleague has it."""
    if alert.state is AlertState.ACKNOWLEDGED:
        if alert.owner_id == member.id:
            return alert
        work.toast = await standing.toast(work, alert)
        return None
    mine = alertrun.taken(alert, member.id, work.now)
    if mine is None:
        return None
    await _keep(work, member, patient, mine, "acknowledged")
    await patientnews.seen(work, patient, mine.alert, member)
    return mine.alert


async def _keep(work: Work, member: Staff, patient: Patient, follows: Next, action: str) -> None:
    alert = follows.alert
    await ringing.keep(work, follows)
    await ledger.note(work.tx, work.now, f"staff:{member.id}", action, patient.id, alert=alert.id)
    await cards.refresh(work, patient, alert)
    await cards.at_hand(work, patient, alert, member)


async def _take_over(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    """A colleague takes an acknowledged alert over; the deadline to act starts anew."""
    again = alertrun.taken_over(alert, member.id, work.now)
    if again is None:
        await _acknowledge(work, member, patient, alert)
        return
    await _keep(work, member, patient, again, "taken-over")
    await patientnews.taken_over(work, patient, again.alert, member)


async def _go_ahead(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    mine = await _own(work, member, patient, alert)
    if mine is None:
        return
    coming = await next_moment(work, patient)
    if mine.decision is Decision.HOLD or coming is None:
        work.toast = "toast-nothing-goes-ahead"  # an old button must not speak against the hold
        return
    over = {one.id for one in await alerting.used_up(work, patient, coming.plan_day)}
    if mine.decision is Decision.GOES_AHEAD and mine.id not in over:
        work.toast = "toast-already-answered"  # the patient was told; told again it would sound like another dose
        return
    await _decide(work, member, patient, mine, Decision.GOES_AHEAD)
    if await alerting.blocking(work, patient) is not None:
        work.toast = "toast-still-held-back"
        return
    told = line("alert-goes-ahead", name=member.name, role=line(f"role-{member.role}"))
    await post.tell(work, patient, say(told))
    await _on_their_way(work, patient)


async def _on_their_way(work: Work, patient: Patient) -> None:
    """What an alert held back may go on: the box is looked at again, and a prompt whose window is open falls due."""
    if patient.status is PatientStatus.ACTIVE and not patient.tablets_in_hand:
        await boxes.ask(work, patient)
        return
    if await alerting.blocking(work, patient) is None:
        await prompt_again_if_due(work, patient)
        await stopping.ask_again(work, patient)


async def _decide(work: Work, member: Staff, patient: Patient, alert: Alert, decision: Decision) -> None:
    made = decided(alert, decision, member.id, work.now)
    later = alertrun.acted(made, work.now + AFTER_A_DECISION)
    await _keep(work, member, patient, later, f"dose-{decision}")


async def _show(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    await cards.send(work, patient, alert, member)


async def _hold(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    mine = await _own(work, member, patient, alert)
    if mine is None:
        return
    await changeholds.hold(work, member, patient, alert_id=alert.id)


async def _change_plan(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    if await _own(work, member, patient, alert) is not None:
        await changeasks.menu(work, member, patient, alert_id=alert.id)


async def changed(work: Work, member: Staff, patient: Patient, made: Made) -> None:
    """The change that began on this alert's card is made: it is an action (S7), and a hold is the decision too.

    With any other change one tap on the outcome is left: what was done has been said.
    """
    alert = await alerts.get(work.tx, made.alert_id)
    if alert is None or not alert.unresolved:
        return
    if isinstance(made.change, Hold):
        await _decide(work, member, patient, alert, Decision.HOLD)
        return
    mine = await _own(work, member, patient, alert)
    if mine is not None:
        later = alertrun.acted(mine, work.now + AFTER_A_DECISION)
        await _keep(work, member, patient, later, "plan-changed-for-alert")
        done = line("alert-note-changed", day=made.since, reason=made.reason)
        note = work.library.wording.say(member.language, done)[:NOTE_LENGTH]
        await _ask_no_other_note(work, member, alert)
        await _ask_outcome(work, member, alert.id, note)


async def _message(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    if await _own(work, member, patient, alert) is not None:
        await messaging.ask_words(work, member, patient, alert.id)


async def _resolve(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    if await _own(work, member, patient, alert) is None:
        return
    asked = say(line("alert-ask-note", pseudonym=patient.pseudonym))
    await _ask_no_other_note(work, member, alert)
    await post.ask(work, member, Ask.ALERT_NOTE, asked, [], data={"alert": alert.id})


async def _ask_no_other_note(work: Work, member: Staff, alert: Alert) -> None:
    """What is typed next is one alert's note. Another one's outcome, its note given, may still be tapped."""
    for one in await questions.open_of(work.tx, post.STAFF, member.id):
        if one.kind is Ask.ALERT_NOTE and ("note" not in one.data or one.data["alert"] == alert.id):
            await questions.close(work.tx, one.id)


async def on_note(work: Work, member: Staff, question: Question, typed: str) -> None:
    """The typed note; one tap on the outcome ends the alert."""
    note = typed.strip()[:NOTE_LENGTH]
    if not note:
        await post.tell(work, member, say(line("alert-note-empty")))
        return
    await questions.close(work.tx, question.id)
    await _ask_outcome(work, member, question.data["alert"], note)


async def _ask_outcome(work: Work, member: Staff, alert_id: int, note: str) -> None:
    data = {"alert": alert_id, "note": note}
    options = [option(one, f"outcome-{one}") for one in Outcome]
    draft = say(line("alert-ask-outcome"), Verbatim(text=note))
    await post.ask(work, member, Ask.ALERT_NOTE, draft, options, data=data)


async def on_outcome(work: Work, member: Staff, question: Question, answer: str) -> None:
    """One tap: the alert is resolved, unless somebody did so meanwhile."""
    alert = await alerts.get(work.tx, question.data["alert"])
    if alert is None or answer not in tuple(Outcome) or "note" not in question.data:
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    patient = await people.patient(work.tx, alert.patient_id)
    if not responsible(member, patient):
        work.toast = "toast-not-yours"
        return
    if not alert.unresolved:
        work.toast = await standing.toast(work, alert)
        return
    done = resolved(alert, member.id, Outcome(answer), question.data["note"], work.now)
    followed = await following.close(work, patient, done)
    await _keep(work, member, patient, Next(alert=done), "resolved")
    await post.tell(work, member, say(line("alert-resolved", pseudonym=patient.pseudonym)))
    await patientnews.dealt_with(work, patient, done, member, *([line("follow-closed")] if followed else []))
    await _on_their_way(work, patient)


async def _zone(work: Work, member: Staff, patient: Patient, alert: Alert) -> None:
    """The patient is elsewhere: open the review of a change of zone, as prepared by what the patient said."""
    where = [one.subject for one in alert.reasons if one.cause is Cause.ELSEWHERE]
    if await _own(work, member, patient, alert) is not None and where:
        await changing.begin(work, member, patient, Rezone(zone=where[-1]), alert_id=alert.id)


Action = Callable[[Work, Staff, Patient, Alert], Awaitable[None]]

ACTIONS: dict[str, Action] = {
    "ack": _acknowledge,
    "card": _show,
    "change": _change_plan,
    "take": _take_over,
    "go": _go_ahead,
    "hold": _hold,
    "message": _message,
    "zone": _zone,
    "resolve": _resolve,
}
