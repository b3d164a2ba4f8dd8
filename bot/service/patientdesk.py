"""What a patient sent, handed to the use case it belongs to; red flags before everything else (S8).

The order is the product: red flag, menu and commands, the open question, a short dose answer, and then `ownwords`.
"""

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import line, say
from bot.domain.people import Patient, PatientStatus
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Question, is_number
from bot.service import (
    antiemetics,
    boxes,
    checkinmoving,
    checks,
    dosing,
    enrolment,
    filing,
    followanswers,
    joining,
    measuring,
    menu,
    messaging,
    offering,
    overview,
    ownwords,
    post,
    reasons,
    redflags,
    reporting,
    teaching,
    travelling,
    twothings,
    understanding,
    unprompted,
)  # fmt: skip
from bot.service.office import Work
from bot.service.twothings import DOSE_KINDS
from bot.store import invites, questions

OnTap = Callable[[Work, Patient, Question, str], Awaitable[None]]
ANSWERABLE_FOR = timedelta(hours=36)  # typed words later than this are about something else
ANSWERABLE = {
    Ask.WHY_NOT: timedelta(hours=1),
    Ask.LANGUAGE: timedelta(hours=1),
    Ask.TIMEZONE: timedelta(minutes=15),
    Ask.CHECK: timedelta(hours=72),
}
BEFORE_JOINING = ("contact", "help", "language")
YES_OR_NO = {"yes": "yes", "understood": "yes", "no": "no"}
NUMERIC = (Ask.BOX, Ask.BOX_DIFFERS)
BUTTONS_ONLY = (
    Ask.READ_BACK, Ask.OFFER, Ask.AGAIN_OR_SECOND, Ask.WHICH, Ask.LANGUAGE, Ask.CHECK_IN_TIME,
)  # a "yes" says nothing there  # fmt: skip
GIVES_WAY = (Ask.STAFF_MESSAGE, Ask.CHECK)  # to a dose that is open: a plain "taken" is about that


async def receive(work: Work, patient: Patient, incoming: Incoming) -> None:
    """One update of a patient."""
    match incoming.kind:
        case Arrival.TAP:
            await _tap(work, patient, incoming.text)
        case Arrival.COMMAND:
            await _command(work, patient, incoming)
        case Arrival.UNREADABLE:
            await filing.unreadable(work, patient)
        case Arrival.TEXT:
            await _text(work, patient, incoming)
            if incoming.carries_file:
                await filing.unreadable(work, patient)
        case _:
            return


async def _tap(work: Work, patient: Patient, data: str) -> None:
    match data.split(":", 2):
        case ["q", number, answer] if is_number(number):
            question = await questions.get(work.tx, int(number), post.PATIENT, patient.id)
            if question is None:
                await _unknown_tap(work, patient)
                return
            await _answer(work, patient, question, answer)
        case ["m", what, which] if what in FINDS:
            await FINDS[what](work, patient, which)
        case ["m", item] if item in overview.MENU and (patient.status.joined or item in BEFORE_JOINING):
            await overview.MENU[item](work, patient)
        case ["m", "report"]:
            await menu.show(work, patient)
        case ["m", "cannot-wait"]:
            await redflags.cannot_wait(work, patient)
        case _:
            await _unknown_tap(work, patient)


async def _unknown_tap(work: Work, patient: Patient) -> None:
    """A button nobody knows any more: say what is true now instead of nothing."""
    await post.tell(work, patient, say(line("button-old")))
    show = overview.today if patient.status.joined else _where_enrolment_stands
    await show(work, patient)


async def _answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """The answer to a question, open or closed long ago: each handler knows what a late one means."""
    act = ANSWERS.get(question.kind)
    if act is None:  # answered by typing alone: no button of ours says this
        await _unknown_tap(work, patient)
        return
    await act(work, patient, question, answer)


async def _command(work: Work, patient: Patient, incoming: Incoming) -> None:
    heard = work.library.phrasebook.read(incoming.rest)
    if incoming.text == "start" and incoming.rest:
        await _another_link(work, patient, incoming)
    elif heard.red_flags:
        await redflags.on_words(work, patient, incoming.rest, heard)
        return
    if not patient.status.joined and incoming.text not in BEFORE_JOINING:
        await _where_enrolment_stands(work, patient)
        return
    match incoming.text:
        case "report" if incoming.rest:
            await ownwords.hear(work, patient, incoming.rest, heard)
        case "report":
            await menu.show(work, patient)
        case "weight":
            await reporting.start(work, patient, "weight", first=incoming.rest)  # `/weight 72,5` answers itself
        case item if item in overview.MENU:
            await overview.MENU[item](work, patient)
        case _:
            await overview.help_(work, patient)


async def _another_link(work: Work, patient: Patient, incoming: Incoming) -> None:
    """A chat has one patient; a link of somebody else opened here is told to that patient's team."""
    invite = await invites.by_token(work.tx, joining.hashed(incoming.rest.strip()))
    if invite is not None and (invite.role is not post.PATIENT or invite.subject_id != patient.id):
        await joining.opened_twice(work, invite)


async def _where_enrolment_stands(work: Work, patient: Patient) -> None:
    match patient.status:
        case PatientStatus.CONSENTING:
            await enrolment.ask_consent(work, patient)
        case PatientStatus.CONFIRMING:
            await enrolment.show_plan(work, patient)
        case _:
            await overview.help_(work, patient)


async def _text(work: Work, patient: Patient, incoming: Incoming) -> None:
    heard = work.library.phrasebook.read(incoming.text)
    if heard.red_flags and not incoming.from_bot and not await measuring.asked(work, patient, incoming):
        await redflags.on_words(work, patient, incoming.text, heard)
        return
    if incoming.answers and await _answers_a_question(work, patient, incoming.text, heard):
        return
    if not patient.status.joined:
        await filing.words_to_a_human(work, patient, incoming.text)
        await _where_enrolment_stands(work, patient)
        return
    if incoming.answers and (
        await unprompted.taken(work, patient, incoming.text, heard)
        or await unprompted.vomited(work, patient, heard)
        or await followanswers.unasked(work, patient, incoming.text, heard)
        or await teaching.on_typed(work, patient, incoming.text)
    ):
        return
    if incoming.from_bot:
        await filing.words_to_a_human(work, patient, incoming.text)
        return
    await ownwords.hear(work, patient, incoming.text, heard)


async def _answers_a_question(work: Work, patient: Patient, text: str, heard: Heard) -> bool:
    """A short typed answer belongs to the newest open question; two open ones of a day are asked about."""
    still_open = await questions.open_of(work.tx, post.PATIENT, patient.id)
    recent = [one for one in still_open if work.now - one.asked_at < ANSWERABLE.get(one.kind, ANSWERABLE_FOR)]
    ours = [one for one in recent if reporting.begun_by_us(one)]
    if ours and await _says_a_label(work, patient, ours[0], text):
        return True
    # Whatever else is typed was not asked for by a check-in, nor by a lesson, which has its own turn later.
    waiting = [one for one in recent if one not in ours and one.kind is not Ask.LESSON]
    fit_done = [one for one in waiting if one.kind in (*DOSE_KINDS, Ask.CHECK)]
    if await unprompted.done_with_which(work, patient, fit_done, text):
        return True
    if await _fits_two(work, patient, waiting, heard):
        return True
    for question in _in_turn(waiting, heard):
        if await _typed(work, patient, question, text, heard):
            return True
    return False


def _in_turn(waiting: Sequence[Question], heard: Heard) -> list[Question]:
    """The newest question first, then dose questions, then a message of the team to be answered.

    A plain "taken" is for a dose even while a message of the team is the newest thing in the chat.
    """
    doses = [one for one in waiting if one.kind in DOSE_KINDS]
    checks_ = [one for one in waiting if one.kind is Ask.CHECK and not (heard.answers and doses)]
    messages = [one for one in waiting if one.kind is Ask.STAFF_MESSAGE]
    newest = [one for one in waiting[:1] if not (one.kind in GIVES_WAY and heard.answers and doses)]
    return list({one.id: one for one in (*newest, *doses, *checks_, *messages)}.values())


async def _fits_two(work: Work, patient: Patient, waiting: Sequence[Question], heard: Heard) -> bool:
    """The word fits both the antiemetic and the dose while both are open: ask which."""
    both = [one for one in waiting if one.kind in DOSE_KINDS]
    newest_waits = bool(waiting) and waiting[0].kind in DOSE_KINDS
    if not newest_waits or len({one.kind for one in both}) < 2 or heard.answers not in (("taken",), ("yes",)):
        return False
    await unprompted.ask_which(work, patient, both, "taken")
    return True


async def _says_a_label(work: Work, patient: Patient, question: Question, text: str) -> bool:
    label = await post.label_typed(work, question.id, text)
    if label is not None:
        await _answer(work, patient, question, label)
    return label is not None


async def _typed(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    if await _says_a_label(work, patient, question, text):
        return True
    if question.kind in LISTENS:
        return await LISTENS[question.kind](work, patient, question, text, heard)
    if question.kind in DOSE_KINDS:
        return await twothings.on_dose(work, patient, question, text, heard)
    if question.kind in TAKES_WORDS:
        await TAKES_WORDS[question.kind](work, patient, question, text)
        return True
    if question.kind in NUMERIC and boxes.strengths_typed(text):
        await _answer(work, patient, question, text)
        return True
    return question.kind not in BUTTONS_ONLY and await _yes_or_no(work, patient, question, heard)


async def _yes_or_no(work: Work, patient: Patient, question: Question, heard: Heard) -> bool:
    said = {YES_OR_NO[one] for one in heard.answers if one in YES_OR_NO}
    if len(said) != 1:
        return False
    await _answer(work, patient, question, said.pop())
    return True


FINDS: dict[str, Callable[[Work, Patient, str], Awaitable[None]]] = {  # what a button of a list leads to
    "s": reporting.start,
    "a": menu.show_area,
    "t": teaching.lessons_of,
    "l": teaching.lesson,
}

LISTENS = {  # to some words; others are not for them
    Ask.CHECK: checks.on_typed,
    Ask.FOLLOW_UP: followanswers.on_typed,
    Ask.TIMEZONE: travelling.on_typed,
}

TAKES_WORDS: dict[Ask, OnTap] = {
    Ask.REPORT: reporting.on_typed,
    Ask.STAFF_MESSAGE: messaging.on_reply,
    Ask.WHY_NOT: reasons.on_reason_typed,
}

ANSWERS: dict[Ask, OnTap] = {
    Ask.LANGUAGE: overview.on_language,
    Ask.TIMEZONE: travelling.on_answer,
    Ask.CONSENT: enrolment.on_consent,
    Ask.CONFIRM_PLAN: enrolment.on_plan,
    Ask.TABLETS: enrolment.on_tablets,
    Ask.BOX: boxes.on_box,
    Ask.BOX_DIFFERS: boxes.on_box,
    Ask.ANTIEMETIC: antiemetics.on_answer,
    Ask.DOSE: dosing.on_dose,
    Ask.LATE_DOSE: dosing.on_dose,
    Ask.WHY_NOT: reasons.on_reason,
    Ask.CHECK: checks.on_answer,
    Ask.WHICH: unprompted.on_which,
    Ask.AGAIN_OR_SECOND: unprompted.on_again_or_second,
    Ask.WRONG_DAY: unprompted.on_wrong_day,
    Ask.REPORT: reporting.on_answer,
    Ask.FOLLOW_UP: followanswers.on_answer,
    Ask.CHECK_IN_TIME: checkinmoving.on_time,
    Ask.READ_BACK: reporting.on_read_back,
    Ask.OFFER: offering.on_offer,
    Ask.LESSON: teaching.on_answer,
    Ask.UNDERSTOOD: understanding.on_understood,
}
