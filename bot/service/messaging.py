"""Words between a named member of staff and a patient, relayed both ways as they are (S11).

The patient reads who writes and in which role; a reply is a report like any other, red flags first. What cannot be
delivered is told to the sender. The bot adds nothing to anybody's words.
"""

from dataclasses import replace
from datetime import timedelta

from bot.domain import alertrun
from bot.domain.alert import Alert, AlertState, Cause, Reason
from bot.domain.follows import Duty
from bot.domain.messages import Kind, Priority, Verbatim, button, line, say, stacked
from bot.domain.people import Patient, Staff, StaffStatus, responsible
from bot.domain.questions import Ask, Question, option
from bot.domain.urgency import Urgency
from bot.service import cards, filing, patientnews, post, ringing, rostering
from bot.service.office import Work
from bot.store import alerts, ledger, people, questions
from bot.store.outbox import Outgoing

LONGEST = 3000
CANCEL = "cancel"
WAITS_FOR = timedelta(minutes=30)  # ours; what is typed later may be about another patient


async def ask_words(work: Work, member: Staff, patient: Patient, alert_id: int | None) -> None:
    """What should the patient read?"""
    await questions.close_kinds(work.tx, post.STAFF, member.id, Ask.MESSAGE_WORDS)
    data = {"patient": patient.id, "alert": alert_id}
    draft = say(line("message-ask", pseudonym=patient.pseudonym, language=line(f"language-{patient.language}")))
    await post.ask(work, member, Ask.MESSAGE_WORDS, draft, [option(CANCEL, "button-cancel")], data=data)


async def on_words(work: Work, member: Staff, question: Question, typed: str) -> None:
    """Pass the words on, under the sender's name and role."""
    patient = await people.patient(work.tx, question.data["patient"])
    words = typed.strip()[:LONGEST]
    if not responsible(member, patient) or not words:
        await post.tell(work, member, say(line("message-empty")))
        return
    if work.now - question.asked_at >= WAITS_FOR:
        await questions.close(work.tx, question.id)
        await post.tell(work, member, say(line("message-too-late", pseudonym=patient.pseudonym)))
        return
    await questions.answered(work.tx, question.id, "given", work.now)
    if not patient.status.joined or not await people.reachable(work.tx, post.PATIENT, patient.id):
        await _not_delivered(work, member, patient)
        return
    data = {"from": member.id, "alert": question.data["alert"]}
    draft = say(line("message-from", name=member.name, role=line(f"role-{member.role}")), Verbatim(text=words))
    number = await questions.add(work.tx, post.PATIENT, patient.id, Ask.STAFF_MESSAGE, data, work.now)
    tail = line("message-reply", phone=work.numbers.clinic)
    await post.tell(
        work, patient, draft.then(tail), kind=Kind.STAFF_MESSAGE, priority=Priority.ANSWER,
        subject=f"message:{member.id}:{number}",
    )  # fmt: skip
    await ledger.note(work.tx, work.now, f"staff:{member.id}", "messaged-patient", patient.id)
    await post.tell(work, member, say(line("message-sent", pseudonym=patient.pseudonym)))
    await _counts_as_action(work, member, patient, question.data["alert"])


async def _counts_as_action(work: Work, member: Staff, patient: Patient, alert_id: int | None) -> None:
    """Writing to the patient is an action: the deadline of the alert it began on starts anew."""
    alert = await alerts.get(work.tx, alert_id) if alert_id else None
    if alert is None or alert.owner_id != member.id or alert.state is not AlertState.ACKNOWLEDGED:
        return
    follows = alertrun.acted(alert, work.now + alert.policy.action_within)
    await ringing.keep(work, follows)
    await cards.refresh(work, patient, follows.alert)


async def on_reply(work: Work, patient: Patient, question: Question, typed: str) -> None:
    """The patient's answer goes to the sender at once, and is kept as a report; if nobody on duty has it, a human is rung."""
    await questions.answered(work.tx, question.id, "replied", work.now)
    sender = await people.member(work.tx, question.data["from"])
    words = typed[: filing.WORDS_KEPT]
    alert = await alerts.get(work.tx, question.data["alert"]) if question.data["alert"] else None
    there = sender.status is StaffStatus.ACTIVE and await people.reachable(work.tx, post.STAFF, sender.id)
    duty = await rostering.duty(work, patient.team)
    its_own = alert if alert is not None and _on_its_card(alert, duty) else None
    if its_own is None:
        await filing.words_to_a_human(work, patient, words)
    else:
        await _on_the_alert(work, patient, its_own, words, sender, duty)
        await filing.keep_words(work, patient, words, its_own.id)
    if there and responsible(sender, patient):
        head = line("message-reply-from", pseudonym=patient.pseudonym, reference=patient.reference)
        again = stacked(button("button-message-patient", f"p:{patient.id}:message"))
        await post.tell(work, sender, say(head, Verbatim(text=words[:LONGEST]), rows=again), priority=Priority.URGENT)
        await post.tell(work, patient, say(line("message-reply-passed-on", name=sender.name)))
    elif its_own is not None:
        await patientnews.reply_passed_on(work, patient, its_own)


def _on_its_card(alert: Alert, duty: Duty) -> bool:
    """Whether a reply belongs on the card of this alert: whoever has a red flag, or takes it over, needs to read it there.

    Of what can wait, the card alone is read only while its owner is on duty, or it rings.
    """
    if alert.red_flag or alert.state is not AlertState.ACKNOWLEDGED:
        return alert.unresolved
    return alert.owner_id is not None and duty.roster.serves(alert.owner_id, duty.now)


async def _on_the_alert(work: Work, patient: Patient, alert: Alert, words: str, sender: Staff, duty: Duty) -> None:
    """Onto the card. Its owner is rung with it, if not the one who is answered; gone off duty, whoever is on."""
    reason = Reason(cause=Cause.REPLY, urgency=Urgency.ROUTINE, at=work.now, words=words)
    more = replace(alert, reasons=(*alert.reasons, reason))
    await alerts.save(work.tx, more)
    await cards.refresh(work, patient, more)
    if alert.owner_id is not None:
        rung = [one for one in alertrun.concerned(more, duty) if one.id != sender.id]
        await ringing.ring(work, patient, more, tuple(rung), news=True)


async def undelivered(work: Work, row: Outgoing) -> None:
    """A message of staff did not reach the patient: its sender is told."""
    if row.kind != Kind.STAFF_MESSAGE or row.subject is None or row.person_id is None:
        return
    sender = await people.member(work.tx, int(row.subject.split(":")[1]))
    await _not_delivered(work, sender, await people.patient(work.tx, row.person_id))


async def _not_delivered(work: Work, member: Staff, patient: Patient) -> None:
    told = line("message-not-delivered", pseudonym=patient.pseudonym, phone=patient.phone)
    await post.tell(work, member, say(told), priority=Priority.URGENT)
