"""A question is answered with its lesson, nothing is claimed that was not done, and what may be a report stays one (S8, S9)."""

import pytest

from bot.domain.incoming import Arrival, Incoming
from bot.service import frontdesk
from bot.store import tables
from tests.service.clinic import BOTH, Clinic

CRUSH = "can I crush them?"


async def words_with_the_team(clinic: Clinic) -> list[str]:
    """What every report says, in the patient's words."""
    return [one["words"] for one in await clinic.rows(tables.reports)]


@BOTH
async def test_a_question_is_answered_at_once_and_nothing_is_claimed(day: Clinic) -> None:
    """The lesson comes with two buttons; no report is kept, nobody is rung, no question is left open to be asked again."""
    await day.say("amina", CRUSH)
    (told,) = day.heard("amina")
    assert told.text.startswith(day.words("amina", "lesson-swallow-whole"))
    assert day.words("amina", "advice-swallow-whole") in told.text
    assert day.buttons("amina") == [day.words("amina", one) for one in ("lesson-helps", "lesson-team", "button-report")]
    assert await words_with_the_team(day) == []
    assert await day.alerts() == []
    assert not [one for one in await day.rows(tables.questions, kind="lesson") if one["state"] == "open"]


@BOTH
async def test_ask_my_team_passes_the_very_words_on_once(day: Clinic) -> None:
    """However often it is tapped there is one report and one alert, and the patient reads what is true."""
    await day.say("amina", CRUSH)
    await day.tap("amina", "lesson-team")
    assert day.told("amina", "report-words")
    assert await words_with_the_team(day) == [CRUSH]
    assert await day.causes() == [("symptom", "routine")]
    await day.tap("amina", "lesson-team")
    await day.tap("amina", "lesson-helps")
    assert day.told("amina", "report-already-passed-on")
    assert await words_with_the_team(day) == [CRUSH]
    assert await day.causes() == [("symptom", "routine")]


@BOTH
async def test_a_replayed_question_is_answered_once(day: Clinic) -> None:
    """Telegram may hand the same update over twice."""
    update = Incoming(update_id=77, kind=Arrival.TEXT, chat_id=day.person("amina").chat.id, text=CRUSH, at=day.now)
    for _ in range(2):
        await frontdesk.receive(day.office, update)
    await day.settle()
    assert len(await day.rows(tables.questions, kind="lesson")) == 1
    assert len([one for one in await day.rows(tables.audit) if one["action"] == "lesson"]) == 1


async def test_it_helps_is_noted_and_changes_nothing_else(day: Clinic) -> None:
    """[That helps] rings nobody; afterwards the question can still go to the team."""
    await day.say("amina", CRUSH)
    await day.tap("amina", "lesson-helps")
    assert day.told("amina", "lesson-helped")
    assert await day.alerts() == []
    await day.tap("amina", "lesson-helps")
    assert day.told("amina", "noted-before")
    await day.tap("amina", "lesson-team")
    assert await words_with_the_team(day) == [CRUSH]


async def test_a_question_in_either_language_is_answered_in_the_patients_own(day: Clinic) -> None:
    """Heard in Spanish, answered in English."""
    await day.say("amina", "¿se pueden partir las pastillas?")
    assert day.told("amina", "lesson-swallow-whole")


@pytest.mark.parametrize(
    "text",
    [
        "can I crush them? I have a fever of 38.5",
        "is it normal that my gums bleed?",
        "I took four instead of two, can I skip the next dose?",
        "what do I do about my chest pain, can I take aspirin?",
        "¿puedo conducir? me he desmayado esta mañana",
        "is it ok to have a fever with these tablets",
    ],
)
async def test_a_red_flag_in_a_question_goes_first_and_alone(day: Clinic, text: str) -> None:
    """Whatever is asked beside it: the phone sentence comes, and no lesson softens it (S8)."""
    await day.say("amina", text)
    first = day.heard("amina")[0].text
    assert first.startswith((day.words("amina", "advice-urgent"), day.words("amina", "advice-emergency")))
    assert not await day.rows(tables.questions, kind="lesson")
    assert len(await words_with_the_team(day)) == 1


async def test_a_symptom_in_a_question_stays_within_reach(day: Clinic) -> None:
    """One tap under the lesson begins its questions, and the words stay with that report."""
    await day.say("amina", "how do I stop feeling sick")
    assert day.told("amina", "lesson-feeling-sick")
    assert day.told("amina", "lesson-or-report")
    await day.tap("amina", "symptom-nausea")
    assert day.told("amina", "q-nausea-how-bad")
    await day.tap("amina", "lesson-team", under="lesson-feeling-sick")
    assert day.told("amina", "report-already-passed-on")


@BOTH
async def test_a_symptom_in_a_question_that_nobody_taps_reaches_a_human(day: Clinic) -> None:
    """It may have been a report: silence is never "fine" (S9)."""
    await day.say("amina", "is it normal to be so tired")
    assert day.told("amina", "lesson-tiredness")
    await day.at("+40m")
    assert await words_with_the_team(day) == ["is it normal to be so tired"]
    await day.tap("amina", "lesson-team")
    assert day.told("amina", "report-already-passed-on")
    assert len(await words_with_the_team(day)) == 1


async def test_a_symptom_in_a_question_that_was_helped_is_left_alone(day: Clinic) -> None:
    """[That helps] is an answer: nothing is passed on behind the patient's back."""
    await day.say("amina", "is it normal to be so tired")
    await day.tap("amina", "lesson-helps")
    await day.at("+40m")
    assert await words_with_the_team(day) == []


async def test_of_two_lessons_the_patient_chooses(day: Clinic) -> None:
    """Both are offered by their titles; the one chosen is told, and its words can still go to the team, once."""
    await day.say("amina", "can I drive and can I fly?")
    assert day.told("amina", "lesson-which")
    assert day.buttons("amina")[:2] == [day.words("amina", "lesson-driving"), day.words("amina", "lesson-travel")]
    await day.tap("amina", "lesson-travel")
    assert day.told("amina", "advice-storage")
    await day.tap("amina", "lesson-driving")
    assert day.told("amina", "advice-driving")
    await day.tap("amina", "lesson-team")
    await day.tap("amina", "lesson-team")
    assert await words_with_the_team(day) == ["can I drive and can I fly?"]
    await day.at("+40m")
    assert len(await words_with_the_team(day)) == 1


async def test_two_lessons_and_no_choice_go_to_a_human(day: Clinic) -> None:
    """An offer that is not taken up has answered nothing."""
    await day.say("amina", "can I drive and can I fly?")
    await day.at("+40m")
    assert await words_with_the_team(day) == ["can I drive and can I fly?"]


async def test_what_has_happened_is_answered_and_read_by_a_human(day: Clinic) -> None:
    """Whoever has forgotten a dose reads at once not to take it later (S3), and the team reads of it."""
    await day.at("Mon 15:00")
    await day.say("amina", "I forgot my tablet this morning what do I do")
    assert day.told("amina", "advice-missed-dose")
    assert day.told("amina", "report-words")
    assert await words_with_the_team(day) == ["I forgot my tablet this morning what do I do"]


async def test_what_stands_beside_a_question_is_read_by_a_human(day: Clinic) -> None:
    """The lesson answers what was asked; what it does not answer is not lost in it (S9)."""
    text = "can I drive? everything looks a bit odd to me since the weekend"
    await day.say("amina", text)
    assert day.told("amina", "lesson-driving")
    assert await words_with_the_team(day) == [text]


async def test_a_question_without_a_lesson_goes_to_a_human(day: Clinic) -> None:
    """Where no fact carries an answer there is none."""
    await day.say("amina", "can I have grapefruit?")
    assert day.told("amina", "report-words")
    assert await words_with_the_team(day) == ["can I have grapefruit?"]


async def test_a_lesson_does_not_hide_that_doses_wait_for_the_team(day: Clinic) -> None:
    """While an urgent alert is open every lesson says to speak with the team first (S15)."""
    await day.say("amina", "I am so confused i dont know where i am")
    await day.say("amina", "what happens if I miss one")
    assert day.told("amina", "today-speak-first")


async def test_a_lesson_about_a_drug_is_for_those_who_take_it(day: Clinic) -> None:
    """Selinexor alone: the list names no dexamethasone, and a question about it goes to a human."""
    (row,) = await day.rows(tables.plans)
    alone = [one for one in row["body"]["drugs"] if one["drug"] == "selinexor"]
    async with day.office.work() as work:
        await work.tx.execute(tables.plans.update().values(body={**row["body"], "drugs": alone}))
    await day.say("amina", "what is dexamethasone for?")
    assert await words_with_the_team(day) == ["what is dexamethasone for?"]
    await day.say("amina", "/learn")
    assert day.words("amina", "topic-steroid") not in day.buttons("amina")


async def test_after_treatment_no_lesson_speaks_of_doses(day: Clinic) -> None:
    """Whoever's treatment has ended is answered by a human, and told so in the list."""
    async with day.office.work() as work:
        await work.tx.execute(tables.patients.update().values(status="stopped"))
    await day.say("amina", "what happens if I miss one")
    assert await words_with_the_team(day) == ["what happens if I miss one"]
    await day.say("amina", "/learn")
    assert day.told("amina", "learn-ended")


@BOTH
async def test_every_lesson_is_two_taps_from_the_list(day: Clinic) -> None:
    """`/learn`, a topic, a lesson; and a way back."""
    for topic in day.office.library.lessons.topics:
        await day.say("amina", "/learn")
        await day.tap("amina", topic.wording_id)
        assert day.buttons("amina")[-1] == day.words("amina", "button-back")
        await day.tap_data("amina", f"m:l:{topic.lessons[-1]}")
        assert day.told("amina", f"lesson-{topic.lessons[-1]}")


async def test_a_lesson_from_the_list_has_no_words_to_pass_on(day: Clinic) -> None:
    """[Ask my team] asks for them first; what is then typed goes to the team as it is."""
    await day.tap_data("amina", "m:l:driving")
    await day.tap("amina", "lesson-team")
    assert await words_with_the_team(day) == []
    await day.say("amina", "how soon after a dose")
    assert "how soon after a dose" in str((await day.alerts())[0]["reasons"])


async def test_an_open_dose_is_still_answered_after_a_lesson(clinic: Clinic) -> None:
    """A question between the prompt and its answer takes neither the answer nor its place."""
    await clinic.patient("amina", antiemetic="none", reason="test")
    await clinic.at("Mon 09:00")
    await clinic.say("amina", CRUSH)
    await clinic.say("amina", "taken")
    assert set((await clinic.doses()).values()) == {"taken"}


async def test_an_outage_does_not_repeat_a_lesson(day: Clinic) -> None:
    """A lesson waits for nothing, so nothing of it is asked again."""
    await day.say("amina", CRUSH)
    await day.away_until("+4h")
    assert not day.told("amina", "lesson-swallow-whole")


@pytest.mark.parametrize("data", ["m:l:nothing", "m:t:nothing", "m:l:", "m:t:"])
async def test_a_lesson_that_is_no_more_shows_the_list(day: Clinic, data: str) -> None:
    """A button of an older release is answered with what there is now."""
    await day.tap_data("amina", data)
    assert day.told("amina", "learn-head")


async def test_a_waiting_lesson_takes_no_turn_from_the_doses(day: Clinic) -> None:
    """With an antiemetic and a dose open, "taken" is still asked about, although a lesson is the newest thing (S9)."""
    await day.at("Mon 09:00")
    await day.say("amina", "is it normal to be so tired")
    await day.say("amina", "taken")
    assert set((await day.doses()).values()) == {"asked"}
    assert day.told("amina", "which-ask")


async def test_typed_words_are_the_button_they_say(day: Clinic) -> None:
    """Whoever types "ask my team" under a lesson means the question, not these three words."""
    await day.say("amina", CRUSH)
    await day.say("amina", "ask my team")
    assert await words_with_the_team(day) == [CRUSH]


@BOTH
async def test_staff_see_which_lessons_were_sent_lately(day: Clinic) -> None:
    """Each once, by its title, for a fortnight; nothing where none was."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:plan")
    assert "Lessons sent" not in day.read("boris")
    await day.say("amina", CRUSH)
    await day.say("amina", CRUSH)
    await day.tap_data("amina", "m:l:food")
    await day.tap_data("boris", f"p:{day.ids['amina']}:plan")
    assert "Lessons sent in the last 14 days: Can I crush or cut the tablets?, With food? With water?" in day.read(
        "boris"
    )
    async with day.office.work() as work:
        await work.tx.execute(tables.audit.update().values(at=work.in_(days=-15)))
    await day.tap_data("boris", f"p:{day.ids['amina']}:plan")
    assert "Lessons sent" not in day.read("boris")
