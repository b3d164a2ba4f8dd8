"""A question of a patient, answered with its lesson; and the list of all lessons.

It answers what people ask, never what they report: a red flag has been answered before anybody comes here (S8), and a symptom
in the same words stays within reach. Nothing tapped, nothing claimed; [Ask my team] passes the words on as they are.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from bot.domain.lessons import Lesson
from bot.domain.messages import Arg, Draft, Line, button, line, say, stacked
from bot.domain.people import Patient, PatientStatus
from bot.domain.phrases import Heard
from bot.domain.questions import Ask, Option, Question, QuestionState, option
from bot.service import alerting, filing, finishing, offering, post, redflags, reporting
from bot.service.localview import latest_plan
from bot.service.office import Work
from bot.store import ledger, questions

HELPS, TEAM, LESSON, SYMPTOM = "helps", "team", "lesson", "symptom"
TYPED_WITHIN = timedelta(hours=1)
SHOWN_FOR = timedelta(days=14)
MOST = 3  # lessons, or symptoms, to choose from


async def answer(work: Work, patient: Patient, text: str, heard: Heard) -> bool:
    """Whether there is a lesson for what was asked; of several, the patient chooses."""
    lessons = await _for(work, patient, heard.lessons)
    if not lessons:
        return False
    if heard.happened:
        await _teach_and_pass_on(work, patient, lessons, text, heard)
    elif len(lessons) == 1:
        await _teach(work, patient, lessons[0], words=text, symptoms=heard.symptoms[:MOST])
    else:
        await _ask_which(work, patient, lessons[:MOST], text, heard.symptoms[:MOST])
    return True


async def _for(work: Work, patient: Patient, ids: Iterable[str]) -> tuple[Lesson, ...]:
    """Lessons are about a treatment that goes on, and about the drugs of its plan."""
    if patient.status is not PatientStatus.ACTIVE:
        return ()
    plan = await latest_plan(work, patient)
    return work.library.lessons.of(ids, (one.drug for one in plan.drugs))


async def _teach_and_pass_on(work: Work, patient: Patient, lessons: Sequence[Lesson], text: str, heard: Heard) -> None:
    """Something has happened: the answer comes at once, and a human reads of it all the same."""
    for one in lessons[:MOST]:
        await post.tell(work, patient, await _said(work, patient, one))
        await _note(work, patient, one)
    if heard.symptoms:
        await offering.offer(work, patient, text, heard)
    else:
        await filing.words_to_a_human(work, patient, text)


async def _teach(
    work: Work, patient: Patient, lesson: Lesson, *, words: str | None, symptoms: Sequence[str] = ()
) -> None:
    """The lesson with its two buttons. With a symptom in the words it waits, and silence passes them on (S9)."""
    draft, data = await _said(work, patient, lesson, symptoms), {"words": words, "symptoms": list(symptoms)}
    number = await post.ask(work, patient, Ask.LESSON, draft, _options(symptoms), data=data)
    await _note(work, patient, lesson)
    if symptoms:
        await finishing.pass_on_later(work, patient, number)
    else:
        await questions.close(work.tx, number)  # nothing is waited for; its buttons find it all the same


async def _ask_which(
    work: Work, patient: Patient, lessons: Sequence[Lesson], text: str, symptoms: Sequence[str]
) -> None:
    """Two lessons may be meant: the patient chooses. Not taken up, the words go to a human."""
    options = [option(f"{LESSON}:{one.id}", one.wording_id) for one in lessons]
    data = {"words": text, "symptoms": list(symptoms), "which": True}
    draft = say(line("lesson-which"), rows=stacked(button("button-report", "m:report")))
    options = [*options, *_symptoms(symptoms), option(TEAM, "lesson-team")]
    number = await post.ask(work, patient, Ask.LESSON, draft, options, data=data)
    await finishing.pass_on_later(work, patient, number)


async def _said(work: Work, patient: Patient, lesson: Lesson, symptoms: Sequence[str] = ()) -> Draft:
    lines = [line(lesson.wording_id), *(line(one, **_known(work)) for one in lesson.paragraphs)]
    if await alerting.blocking(work, patient) is not None:  # whatever a lesson says of doses (S15)
        lines.append(line("today-speak-first", phone=work.numbers.clinic))
    if symptoms:
        lines.append(line("lesson-or-report"))
    return say(*lines, rows=stacked(button("button-report", "m:report")))


def _known(work: Work) -> Mapping[str, Arg]:
    """What a lesson may name: the telephone numbers and the clinic's own limit of fever."""
    return {**redflags.numbers(work), "fever": work.library.clinic.fever_limit_c}


def _options(symptoms: Sequence[str]) -> list[Option]:
    return [*_symptoms(symptoms), option(HELPS, "lesson-helps"), option(TEAM, "lesson-team")]


def _symptoms(symptoms: Sequence[str]) -> list[Option]:
    return [option(f"{SYMPTOM}:{one}", f"symptom-{one}") for one in symptoms]


async def _note(work: Work, patient: Patient, lesson: Lesson) -> None:
    await ledger.note(work.tx, work.now, "patient", "lesson", patient.id, lesson=lesson.id)


async def of_patient(work: Work, patient: Patient) -> tuple[Line, ...]:
    """For staff: which lessons a patient was sent lately. What somebody asks about may trouble them."""
    noted = await ledger.noted_of(work.tx, patient.id, "lesson", work.now - SHOWN_FOR)
    known = work.library.lessons.by_id
    sent = tuple(line(known[id_].wording_id) for id_ in dict.fromkeys(one["lesson"] for one in noted) if id_ in known)
    return (line("staff-lessons", lessons=sent),) if sent else ()


async def on_typed(work: Work, patient: Patient, text: str) -> bool:
    """Whether these words are a button of the newest lesson, which was read not long ago."""
    recent = await questions.of_kind(work.tx, post.PATIENT, patient.id, Ask.LESSON, work.now - TYPED_WITHIN)
    said = await post.label_typed(work, recent[-1].id, text) if recent else None
    if said is None:
        return False
    await on_answer(work, patient, recent[-1], said)
    return True


async def on_answer(work: Work, patient: Patient, question: Question, said: str) -> None:
    """It helps, it is for the team, it is a symptom after all, or this is the lesson that was meant."""
    what, _, which = said.partition(":")
    if what == LESSON:
        await _chosen(work, patient, question, which)
    elif _with_the_team(question):
        await post.tell(work, patient, say(line("report-already-passed-on")))
    elif question.answer == said:
        await post.tell(work, patient, say(line("noted-before")))
    elif what == TEAM:
        await _to_the_team(work, patient, question)
    elif what == SYMPTOM:
        await questions.answered(work.tx, question.id, said, work.now)
        await reporting.start(work, patient, which, words=question.data["words"])
    else:
        await questions.answered(work.tx, question.id, HELPS, work.now)
        rows = stacked(button("button-report", "m:report"))
        await post.tell(work, patient, say(line("lesson-helped"), rows=rows))


def _with_the_team(question: Question) -> bool:
    """Whether the words have gone to the team already, by a tap, with a report, or because nobody tapped."""
    waited = bool(question.data["symptoms"]) or "which" in question.data
    left = waited and question.state is QuestionState.CLOSED
    return left or (question.answer or "").partition(":")[0] in (TEAM, SYMPTOM)


async def _chosen(work: Work, patient: Patient, question: Question, lesson_id: str) -> None:
    """One of two lessons, under the same question: its words can go to the team once. A symptom in them still waits."""
    found = await _for(work, patient, [lesson_id])
    if not found:
        await post.tell(work, patient, say(line("button-old")))
        return
    symptoms = question.data["symptoms"]
    if question.open and not symptoms:
        await questions.answered(work.tx, question.id, f"{LESSON}:{lesson_id}", work.now)
    await _note(work, patient, found[0])
    await post.put(work, patient, question.id, await _said(work, patient, found[0], symptoms), _options(symptoms))


async def _to_the_team(work: Work, patient: Patient, question: Question) -> None:
    """The words go on as they are; a lesson found in the list has none, so they are asked for."""
    if question.data["words"] is None:
        await reporting.start(work, patient, work.library.menu.last)
        return
    await questions.answered(work.tx, question.id, TEAM, work.now)
    await filing.words_to_a_human(work, patient, question.data["words"])


async def topics(work: Work, patient: Patient) -> None:
    """The list of what there is to learn, by topic."""
    mine = {one.id for one in await _for(work, patient, work.library.lessons.by_id)}
    if not mine:
        await post.tell(work, patient, say(line("learn-ended", phone=work.numbers.clinic)))
        return
    shown = [one for one in work.library.lessons.topics if mine.intersection(one.lessons)]
    rows = stacked(*(button(one.wording_id, f"m:t:{one.id}") for one in shown))
    await post.tell(work, patient, say(line("learn-head"), rows=rows))


async def lessons_of(work: Work, patient: Patient, topic_id: str) -> None:
    """The lessons of one topic; a topic nobody knows any more is answered with the list."""
    topic = work.library.lessons.topic(topic_id)
    mine = await _for(work, patient, topic.lessons if topic else ())
    if topic is None or not mine:
        await topics(work, patient)
        return
    buttons = [button(one.wording_id, f"m:l:{one.id}") for one in mine]
    rows = stacked(*buttons, button("button-back", "m:learn"))
    await post.tell(work, patient, say(line("learn-topic", topic=line(topic.wording_id)), rows=rows))


async def lesson(work: Work, patient: Patient, lesson_id: str) -> None:
    """One lesson, found in the list."""
    found = await _for(work, patient, [lesson_id])
    if not found:
        await topics(work, patient)
        return
    await _teach(work, patient, found[0], words=None)
