"""A patient who is somewhere else: the patient says where, sees the next dose in both times, and the pharmacist decides.

Nothing is inferred from a phone, and nothing changes by itself: reminders go by the plan's clock until a named pharmacist
makes another version of the plan.
"""

from bot.domain.alert import Cause
from bot.domain.localtime import known_zone, place, place_key, suggest, to_local
from bot.domain.messages import Line, button, line, say
from bot.domain.people import Patient, Staff
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.urgency import Urgency
from bot.service import alerting, post
from bot.service.localview import zone_of
from bot.service.office import Work
from bot.service.schedule import next_moment
from bot.store import ledger, questions

LONGEST_NAME = 40


async def ask(work: Work, patient: Patient) -> None:
    """Which clock we go by, and where the patient is instead."""
    await questions.close_kinds(work.tx, post.PATIENT, patient.id, Ask.TIMEZONE)
    zone = await zone_of(work, patient)
    draft = say(line("timezone-now", place=place(zone.key), at=work.now.astimezone(zone)), line("timezone-ask"))
    await post.ask(work, patient, Ask.TIMEZONE, draft, [option("stay", "timezone-stay")])


async def on_typed(work: Work, patient: Patient, question: Question, text: str, heard: Heard) -> bool:
    """A place typed; False when the words are about something else, so that they go where they belong."""
    found = zones_called(work, text)
    if not found:
        about_else = bool(heard.answers or heard.symptoms or heard.lessons)
        if about_else or len(text) > LONGEST_NAME or "asked" in question.data:
            return False
        await _unknown(work, patient, question)
        return True
    if len(found) == 1:
        await _show(work, patient, question, found[0])
        return True
    options = [option(f"is:{one}", "timezone-is", place=place(one), zone=one) for one in found]
    options.append(option("stay", "timezone-stay"))
    await post.put(work, patient, question.id, say(line("timezone-which")), options)
    return True


def zones_called(work: Work, text: str) -> tuple[str, ...]:
    """The zones a place may be in: our own list of cities first, then the names of the zones."""
    name = place_key(text)
    known = work.library.places.get(name)
    return (known,) if known else suggest(name)


async def _unknown(work: Work, patient: Patient, question: Question) -> None:
    """Asked once more; words after that are not taken for a place, and reach a human."""
    await questions.reopen(work.tx, question.id, {**question.data, "asked": True})
    options = [option("stay", "timezone-stay")]
    rows = ((button("button-report", "m:report"),),)
    await post.put(work, patient, question.id, say(line("timezone-unknown"), rows=rows), options)


async def _show(work: Work, patient: Patient, question: Question, zone: str) -> None:
    """The next dose in both times, and whether the pharmacist is to know."""
    lines, differs = await both_times(work, patient, zone)
    if not differs:
        await questions.answered(work.tx, question.id, "same", work.now)
        await post.tell(work, patient, say(line("timezone-same", place=place(zone))))
        return
    here = place((await zone_of(work, patient)).key)
    options: list[Option] = [option(f"tell:{zone}", "timezone-tell"), option("stay", "timezone-stay")]
    draft = say(*lines, line("timezone-until-then", here=here), line("timezone-shall-we", place=place(zone)))
    await post.put(work, patient, question.id, draft, options)


async def both_times(work: Work, patient: Patient, zone: str) -> tuple[tuple[Line, ...], bool]:
    """What the clocks say, here and there; and whether they say different things, now or at the next dose."""
    here = (await zone_of(work, patient)).key
    coming = await next_moment(work, patient)
    at = coming.at if coming is not None else work.now
    key = "timezone-next-dose" if coming is not None else "timezone-both-now"
    said = line(key, at=to_local(at, here), here=place(here), there_at=to_local(at, zone), there=place(zone))
    differs = any(to_local(one, here).utcoffset() != to_local(one, zone).utcoffset() for one in (work.now, at))
    return (said,), differs


async def on_answer(work: Work, patient: Patient, question: Question, answer: str) -> None:
    """Another place, the pharmacist is to know, or nothing changes."""
    what, _, zone = answer.partition(":")
    if question.answer == answer:
        await post.tell(work, patient, say(line("noted-before")))
        return
    match what:
        case "is" if known_zone(zone):
            await _show(work, patient, question, zone)
        case "tell" if known_zone(zone):
            await questions.answered(work.tx, question.id, answer, work.now)
            await ledger.note(work.tx, work.now, "patient", "elsewhere", patient.id, zone=zone)
            alert = await alerting.raise_alert(work, patient, Cause.ELSEWHERE, Urgency.ROUTINE, subject=zone)
            here = place((await zone_of(work, patient)).key)
            await post.tell(work, patient, say(line("timezone-told", here=here)))
            await alerting.passed_on(work, patient, alert)
        case _:
            await questions.answered(work.tx, question.id, "stay", work.now)
            await post.tell(
                work, patient, say(line("timezone-unchanged", here=place((await zone_of(work, patient)).key)))
            )


async def clinic(work: Work, member: Staff) -> None:
    """For staff: the clinic's own clock; each patient has one too."""
    zone = work.library.clinic.zone
    await post.tell(work, member, say(line("timezone-clinic", zone=zone, at=to_local(work.now, zone))))
