"""What a member of staff sent, handed to the use case it belongs to. Only their own team's patients exist for them (S10)."""

from collections.abc import Awaitable, Callable

from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import Button, Line, button, line, say, stacked
from bot.domain.people import Patient, Staff, responsible
from bot.domain.questions import Ask, Question, is_number, option
from bot.service import (
    adhering,
    alertlist,
    answering,
    catchup,
    changeasks,
    changeholds,
    changemaking,
    changewords,
    changing,
    followview,
    joining,
    labdesk,
    labview,
    labwithdraw,
    messaging,
    monitoringdesk,
    monitoringview,
    post,
    rosterdesk,
    teaching,
    teamgroup,
    travelling,
)
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.store import invites, people, plans, questions


async def receive(work: Work, member: Staff, incoming: Incoming) -> None:
    """One update of a member of staff."""
    match incoming.kind:
        case Arrival.TAP:
            await _tap(work, member, incoming.text)
        case Arrival.COMMAND:
            await _command(work, member, incoming)
        case Arrival.TEXT if incoming.answers:
            await _text(work, member, incoming.text)
        case Arrival.TEXT | Arrival.UNREADABLE:
            await help_(work, member)
        case _:
            return


async def _tap(work: Work, member: Staff, data: str) -> None:
    match data.split(":", 2):
        case ["a", number, action] if is_number(number):
            await answering.on_tap(work, member, int(number), action)
        case ["p", number, action] if is_number(number):
            await _patient_tap(work, member, int(number), action)
        case ["q", number, answer] if is_number(number):
            question = await questions.get(work.tx, int(number), post.STAFF, member.id)
            if question is None or not question.open:
                work.toast = "toast-already-answered" if question and question.answer else "toast-old-button"
                return
            await _answer(work, member, question, answer)
        case _:
            work.toast = "toast-old-button"


async def _answer(work: Work, member: Staff, question: Question, answer: str) -> None:
    act = _change if question.kind in changing.STEPS else ANSWERS.get(question.kind)
    if act is not None:
        await act(work, member, question, answer)


async def _text(work: Work, member: Staff, text: str) -> None:
    """Typed words answer the newest open question that wants words; anything else gets the help."""
    for question in await questions.open_of(work.tx, post.STAFF, member.id):
        if question.kind is Ask.ALERT_NOTE and "note" not in question.data:
            await answering.on_note(work, member, question, text)
            return
        if question.kind in changing.STEPS and await _change_typed(work, member, question, text):
            return
        if question.kind is Ask.ROSTER and rosterdesk.still_asked(work, question):
            await rosterdesk.on_line(work, member, text, question)
            return
        if question.kind is Ask.MESSAGE_WORDS and await post.label_typed(work, question.id, text):
            await _cancelled(work, member, question, messaging.CANCEL)
            return
        if question.kind in TAKES_WORDS or labdesk.waits(work, question):
            await TAKES_WORDS.get(question.kind, labdesk.on_lines)(work, member, question, text)
            return
    await help_(work, member)


async def _change(work: Work, member: Staff, question: Question, answer: str) -> None:
    """An answer on the way to a change of plan; one that began on an alert's card is what was done about it."""
    patient = await people.patient(work.tx, question.data["patient"])
    if not responsible(member, patient):
        work.toast = "toast-not-yours"
        return
    if question.kind is not Ask.CHANGE_REVIEW:
        await changeasks.on_answer(work, member, patient, question, answer)
        return
    made = await changing.on_review(work, member, question, answer)
    if made is not None:
        await answering.changed(work, member, patient, made)


async def _change_typed(work: Work, member: Staff, question: Question, text: str) -> bool:
    """Typed words: what a button says, the reason, or what a step asks to be typed. False: about something else."""
    label = await post.label_typed(work, question.id, text)
    patient = await people.patient(work.tx, question.data["patient"])
    if label is None and question.kind is Ask.CHANGE_REASON and responsible(member, patient):
        await changing.on_reason(work, member, patient, question, text)
        return True
    if label is None and question.kind not in (Ask.CHANGE_STEP, Ask.CHANGE_FROM):
        return False
    await _change(work, member, question, label or text)
    return True


async def _patient_tap(work: Work, member: Staff, patient_id: int, action: str) -> None:
    patient = await people.find_patient(work.tx, patient_id)
    if patient is None or not responsible(member, patient) or action not in PATIENT_ACTIONS:
        work.toast = "toast-not-yours"
        return
    await PATIENT_ACTIONS[action](work, member, patient)


async def _message(work: Work, member: Staff, patient: Patient) -> None:
    await messaging.ask_words(work, member, patient, None)


async def _plan(work: Work, member: Staff, patient: Patient) -> None:
    """The patient's plan and where the patient stands."""
    versions = await plans.versions(work.tx, patient.id)
    head = line("staff-patient", pseudonym=patient.pseudonym, reference=patient.reference, phone=patient.phone)
    status = line(f"patient-status-{patient.status}")
    lines: list[Line] = [head, line("staff-patient-status", status=status)]
    rows: tuple[tuple[Button, ...], ...] = ()
    if versions:
        now = await changemaking.coming_plan(work, patient)
        lines.extend(changewords.described(now))
        coming = sorted({one.effective_on for one in versions[1:] if one.version > now.version})
        lines.extend(line("staff-plan-later", day=day) for day in coming)
        lines.extend(await adhering.lines(work, patient, member.language))
        lines.extend(await monitoringview.card_lines(work, patient, member.language))
        other = "resume" if now.held else "hold"
        rows = stacked(
            button("button-message-patient", f"p:{patient.id}:message"),
            button(f"button-{other}", f"p:{patient.id}:{other}"),
            button("button-change-plan", f"p:{patient.id}:change"),
            button("button-monitoring", f"p:{patient.id}:monitoring"),
            button("button-labs", f"p:{patient.id}:labs"),
        )
    lines.extend(await labview.latest_lines(work, patient))
    lines.extend(await followview.of_patient(work, patient))
    lines.extend(await teaching.of_patient(work, patient))
    lines.extend(await catchup.of_patient(work, patient, await zone_of(work, patient)))
    await post.tell(work, member, say(*lines, rows=rows))


async def _command(work: Work, member: Staff, incoming: Incoming) -> None:
    if incoming.text == "start" and incoming.rest:
        await _another_link(work, member, incoming)
    match incoming.text:
        case "lab":
            await labdesk.choose(work, member, incoming.rest)
        case "team" if incoming.rest:
            await teamgroup.on_line(work, member, incoming.rest)
        case "oncall" if incoming.rest:
            await rosterdesk.on_line(work, member, incoming.rest)
        case item:
            await COMMANDS.get(item, help_)(work, member)


async def _ask_language(work: Work, member: Staff) -> None:
    options = [option(one, f"language-name-{one}") for one in work.library.wording.languages]
    await post.ask(work, member, Ask.LANGUAGE, say(line("language-ask")), options)


async def _another_link(work: Work, member: Staff, incoming: Incoming) -> None:
    invite = await invites.by_token(work.tx, joining.hashed(incoming.rest.strip()))
    if invite is not None and (invite.role is not post.STAFF or invite.subject_id != member.id):
        await joining.opened_twice(work, invite)


async def help_(work: Work, member: Staff) -> None:
    """What a member of staff can do here."""
    await post.tell(work, member, say(line("staff-help", name=member.name)))


async def patients(work: Work, member: Staff) -> None:
    """The team's patients, one button each."""
    mine = await people.patients_of(work.tx, member.team)
    rows = stacked(
        *(
            button("staff-patient-button", f"p:{one.id}:plan", pseudonym=one.pseudonym, reference=one.reference)
            for one in mine
        )
    )
    await post.tell(work, member, say(line("staff-patients", count=len(mine)), rows=rows))


async def _cancelled(work: Work, member: Staff, question: Question, answer: str) -> None:
    """[Cancel] under what was to be typed."""
    await questions.answered(work.tx, question.id, answer, work.now)
    await post.tell(work, member, say(line("staff-cancelled")))


async def _language_chosen(work: Work, member: Staff, question: Question, answer: str) -> None:
    if answer not in work.library.wording.languages:
        return
    await questions.answered(work.tx, question.id, answer, work.now)
    await people.change_staff(work.tx, member.id, language=answer)
    await post.tell(work, await people.member(work.tx, member.id), say(line("language-changed")))


OnAnswer = Callable[[Work, Staff, Question, str], Awaitable[None]]

ANSWERS: dict[Ask, OnAnswer] = {
    Ask.LANGUAGE: _language_chosen,
    Ask.ALERT_NOTE: answering.on_outcome,
    Ask.MESSAGE_WORDS: _cancelled,
    Ask.ROSTER: _cancelled,
    Ask.ROSTER_OFFER: rosterdesk.on_offer,
    Ask.MONITORING: monitoringdesk.on_choice,
    Ask.LAB: labdesk.on_done,
    Ask.LAB_WHOSE: labdesk.on_whose,
    Ask.LAB_ODD: labdesk.on_odd,
    Ask.LAB_WITHDRAW: labwithdraw.on_which,
    Ask.LAB_WITHDRAW_WHY: labwithdraw.on_why,
}

TAKES_WORDS: dict[Ask, OnAnswer] = {
    Ask.MONITORING_WORDS: monitoringdesk.on_words,
    Ask.MESSAGE_WORDS: messaging.on_words,
}

PATIENT_ACTIONS: dict[str, Callable[[Work, Staff, Patient], Awaitable[None]]] = {
    "plan": _plan,
    "hold": changeholds.hold,
    "labs": labdesk.ask,
    "labs-back": labwithdraw.choose,
    "message": _message,
    "monitoring": monitoringdesk.ask,
    "resume": changeholds.resume,
    "change": changeasks.menu,
}

COMMANDS: dict[str, Callable[[Work, Staff], Awaitable[None]]] = {
    "alerts": alertlist.show,
    "patients": patients,
    "oncall": rosterdesk.show,
    "team": teamgroup.ask_code,
    "timezone": travelling.clinic,
    "language": _ask_language,
}
