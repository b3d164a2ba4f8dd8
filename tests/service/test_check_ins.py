"""Check-ins: asked once a day at most, never at night, moved by the patient, and silence is counted, never "fine" (S9)."""

from datetime import date

import pytest

from bot.store import people, tables
from tests.service.clinic import BOTH, Clinic

TUESDAY, THURSDAY = date(2026, 5, 5), date(2026, 5, 7)


def asked(day: Clinic, on: date = TUESDAY) -> int:
    """How many messages put the check-in of a day, ever."""
    return day.read("amina", ever=True).count(day.words("amina", "checkin-head", day=on))


@BOTH
async def test_the_day_after_a_dose_two_questions_and_no_more(day: Clinic) -> None:
    """Well, and none of these: a report is kept, nobody is rung, nothing more is asked."""
    await day.at("Tue 10:01")
    assert asked(day) == 1
    await day.tap("amina", "a-check-in-feel-well")
    await day.tap("amina", "a-check-in-trouble-none")
    (report,) = await day.rows(tables.reports)
    assert (report["symptom"], report["urgency"]) == ("check-in", "self-care")
    await day.at("Wed 10:00")
    assert asked(day) == 1
    assert "symptom" not in dict(await day.causes())


async def test_a_trouble_leads_to_its_own_questions_and_can_be_urgent(day: Clinic) -> None:
    """Nausea is tapped, drink is not kept down: urgent, first in the chat, and the check-in is kept beside it (S8)."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-a-little-unwell")
    await day.tap("amina", "a-check-in-trouble-nausea")
    await day.tap("amina", "a-check-in-more-none")
    assert day.told("amina", "q-nausea-how-bad")
    assert not day.told("amina", "report-noted")
    await day.tap("amina", "a-nausea-how-bad-bad")
    await day.tap("amina", "a-nausea-drink-no")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert [row["symptom"] for row in await day.rows(tables.reports)] == ["check-in", "nausea"]
    assert len(day.rung("boris")) == 1


async def test_very_unwell_is_urgent_at_the_first_question(day: Clinic) -> None:
    """Nothing more is asked of somebody who feels very unwell (F-RED-25)."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-very-unwell")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert not day.told("amina", "q-check-in-trouble")


async def test_unwell_in_general_and_one_symptom_are_not_two_symptoms(day: Clinic) -> None:
    """How somebody feels is no second amber symptom beside the one that makes them feel so (F-TRI-01)."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-unwell")
    await day.tap("amina", "a-check-in-trouble-nausea")
    await day.tap("amina", "a-check-in-more-none")
    for answer in ("how-bad-medium", "drink-yes", "eat-as-usual", "been-sick-no"):
        await day.tap("amina", f"a-nausea-{answer}")
    assert {one[1] for one in await day.causes()} == {"routine"}


async def test_two_troubles_in_one_check_in_weigh_together(day: Clinic) -> None:
    """Medium nausea, and diarrhoea as well: each may wait, both together may not (F-TRI-02)."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-a-little-unwell")
    await day.tap("amina", "a-check-in-trouble-nausea")
    await day.tap("amina", "a-check-in-more-diarrhoea")
    for answer in ("how-bad-medium", "drink-yes", "eat-as-usual", "been-sick-no"):
        await day.tap("amina", f"a-nausea-{answer}")
    for answer in ("blood-no", "times-four-to-six"):
        await day.tap("amina", f"a-diarrhoea-{answer}")
    assert {row["symptom"]: row["urgency"] for row in await day.rows(tables.reports)} == {
        "check-in": "self-care", "nausea": "routine", "diarrhoea": "urgent",
    }  # fmt: skip


async def test_a_trouble_that_may_be_grave_is_asked_about_without_another_question(day: Clinic) -> None:
    """Bleeding tapped: its own questions come next, not whether there is more."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-a-little-unwell")
    await day.tap("amina", "a-check-in-trouble-bleeding")
    assert not day.told("amina", "q-check-in-more")


async def test_a_week_asks_for_two_troubles_one_after_the_other(day: Clinic) -> None:
    """On the week's last check-in a trouble and a slow one may be named: both are asked about, none is lost."""
    await day.at("Thu 10:01")
    assert asked(day, THURSDAY) == 1
    await day.tap("amina", "a-check-in-week-feel-well")
    await day.tap("amina", "a-check-in-week-trouble-diarrhoea")
    await day.tap("amina", "a-check-in-week-more-none")
    await day.tap("amina", "a-check-in-week-slow-sleep")
    assert day.told("amina", "q-diarrhoea-blood")
    for answer in ("blood-no", "times-one-to-three", "drink-yes"):
        await day.tap("amina", f"a-diarrhoea-{answer}")
    assert day.told("amina", "q-sleep-mind")


async def test_what_was_named_and_never_asked_is_passed_on(day: Clinic) -> None:
    """A red flag ends the questions: the mood tapped before it reaches the team all the same (S9)."""
    await day.at("Thu 10:01")
    await day.tap("amina", "a-check-in-week-feel-well")
    await day.tap("amina", "a-check-in-week-trouble-diarrhoea")
    await day.tap("amina", "a-check-in-week-more-none")
    await day.tap("amina", "a-check-in-week-slow-mood")
    await day.tap("amina", "a-diarrhoea-blood-a-lot")
    assert "mood" in [row["symptom"] for row in await day.rows(tables.reports)]
    assert day.words("boris", "symptom-mood") in day.read("boris")


@BOTH
async def test_no_answer_is_followed_once_then_counted_and_from_two_on_a_person_asks(day: Clinic) -> None:
    """Asked, asked once more after four hours, counted; the second silent one is told to the team (S9)."""
    await day.at("Tue 15:00")
    assert day.read("amina", ever=True).count(day.words("amina", "checkin-again", day=TUESDAY)) == 1
    await day.at("Thu 09:30")
    assert [row["state"] for row in await day.rows(tables.dialogues)] == ["unanswered"]
    assert await day.rows(tables.reports) == []
    await day.at("Fri 10:00")
    assert ("check-ins-unanswered", "routine") in await day.causes()
    assert day.words("boris", "cause-check-ins-unanswered") in day.read("boris", ever=True)
    assert day.read("amina", ever=True).count(day.words("amina", "checkin-again", day=TUESDAY)) == 1


async def test_an_answer_after_it_was_counted_still_counts(day: Clinic) -> None:
    """A tap of the next day is heard, and ends the silence."""
    await day.at("Wed 12:00")
    await day.tap("amina", "a-check-in-feel-unwell")
    await day.tap("amina", "a-check-in-trouble-none")
    assert [row["urgency"] for row in await day.rows(tables.reports)] == ["routine"]
    await day.at("Fri 10:00")
    assert "check-ins-unanswered" not in dict(await day.causes())


async def test_a_late_answer_and_then_nothing_is_passed_on_too(day: Clinic) -> None:
    """Counted as silent, then "unwell" and silence again: half an hour later that one word is with the team (S9)."""
    await day.at("Wed 12:00")
    await day.tap("amina", "a-check-in-feel-unwell")
    await day.at("+31m")
    assert [row["urgency"] for row in await day.rows(tables.reports)] == ["routine"]


async def test_very_unwell_on_a_check_in_passed_over_is_not_lost(day: Clinic) -> None:
    """Something else was told first; the old question, answered later, still rings (S9)."""
    await day.at("Tue 10:01")
    await day.report("amina", "sleep")
    await day.tap("amina", "a-sleep-mind-no")
    await day.tap("amina", "a-sleep-how-bad-none")
    await day.tap("amina", "a-check-in-feel-very-unwell")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert len(day.rung("boris")) == 1


async def test_a_check_in_left_half_way_is_passed_on(day: Clinic) -> None:
    """Unwell, and then nothing: half an hour later what was said is with the team (S9)."""
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-unwell")
    await day.at("+31m")
    (report,) = await day.rows(tables.reports)
    assert (report["urgency"], report["answers"]) == ("routine", {"feel": "unwell"})


async def test_nobody_is_asked_who_has_told_us_today(day: Clinic) -> None:
    """A report of this morning is an answer to the question; a weight is not, nor is a word of thanks."""
    await day.at("Tue 08:00")
    await day.report("amina", "sleep")
    await day.tap("amina", "a-sleep-mind-no")
    await day.tap("amina", "a-sleep-how-bad-none")
    await day.at("Tue 12:00")
    assert asked(day) == 0
    await day.at("Thu 08:00")
    await day.say("amina", "/weight 72")
    await day.say("amina", "my cat is called Tom")
    await day.at("Thu 12:00")
    assert asked(day, THURSDAY) == 1


async def test_a_weight_begun_and_never_typed_silences_no_check_in(day: Clinic) -> None:
    """A "/weight" and then nothing, days ago: asked all the same, or nobody would notice that Amina is silent (S9)."""
    await day.at("Mon 08:00")
    await day.say("amina", "/weight")
    await day.at("Tue 10:01")
    assert asked(day) == 1


async def test_a_check_in_waits_for_what_is_being_told(day: Clinic) -> None:
    """Begun a minute before the check-in: it may be finished first, and then comes the question."""
    await day.at("Tue 09:59")
    await day.say("amina", "/weight")
    await day.at("Tue 10:10")
    assert asked(day) == 0
    await day.say("amina", "72")
    await day.at("Tue 10:46")
    assert asked(day) == 1


async def test_nobody_is_silent_who_was_never_asked(day: Clinic) -> None:
    """Telegram refuses everything for two days: no check-in arrived, so none counts as unanswered."""
    await day.at("Tue 09:00")
    day.nothing_gets_out(to="amina")
    await day.at("Fri 20:00")
    day.everything_gets_out()
    day.faults_expected = True
    assert "check-ins-unanswered" not in dict(await day.causes())
    assert [row["state"] for row in await day.rows(tables.dialogues)] == ["dropped", "dropped"]


async def test_words_typed_under_a_check_in_are_words_of_their_own(day: Clinic) -> None:
    """A symptom typed is offered, odd words reach a human, "taken" belongs to the dose: a check-in swallows none (S6)."""
    await day.at("Tue 10:01")
    await day.say("amina", "my ears are whistling since noon")
    assert "my ears are whistling" in str(await day.rows(tables.reports))
    await day.at("Thu 10:01")
    await day.say("amina", "I feel sick today")
    assert day.told("amina", "offer-symptoms")


async def test_taken_typed_while_a_check_in_waits_is_for_the_dose(day: Clinic) -> None:
    """The dose of yesterday is still open when the check-in comes: the word is about the dose."""
    await day.at("Tue 10:01")
    await day.say("amina", "taken")
    assert set((await day.doses()).values()) == {"taken"}
    assert await day.rows(tables.reports) == []


async def test_a_label_typed_answers_the_check_in(day: Clinic) -> None:
    """The words of a button count as the button."""
    await day.at("Tue 10:01")
    await day.say("amina", "i feel well")
    assert day.told("amina", "q-check-in-trouble")


async def test_an_open_red_flag_is_not_talked_over(day: Clinic) -> None:
    """While an urgent alert holds doses back nobody is asked how they are: they were told to phone (S15)."""
    await day.at("Mon 20:00")
    await day.report("amina", "breathlessness")
    await day.tap("amina", "a-breathlessness-when-effort")
    await day.at("Tue 12:00")
    assert asked(day) == 0


async def test_a_held_day_is_asked_about_too(day: Clinic) -> None:
    """On hold there is no dose, and still the question how it goes."""
    async with day.office.work() as work:
        versions = await work.tx.execute(tables.plans.select())
        row = versions.mappings().one()
        body = {**row["body"], "held": ["selinexor", "dexamethasone"]}
        await work.tx.execute(tables.plans.update().values(body=body))
    await day.at("Tue 12:00")
    assert day.prompts() == []
    assert asked(day) == 1


async def test_the_patient_moves_check_ins_to_the_evening(day: Clinic) -> None:
    """[Another time], 19:00: the next one comes then, once; today's question stays."""
    await day.at("Tue 10:01")
    await day.tap("amina", "checkin-move")
    await day.tap("amina", "checkin-time", at=people.time(19))
    assert day.told("amina", "checkin-still-waits")
    await day.at("Thu 18:00")
    assert asked(day, THURSDAY) == 0
    await day.at("Thu 19:01")
    assert asked(day, THURSDAY) == 1
    await day.tap("amina", "a-check-in-week-feel-well")
    assert day.told("amina", "q-check-in-week-trouble")


@pytest.mark.parametrize(("chosen", "comes_at"), [(19, "Thu 19:01"), (9, "Thu 10:01")])
async def test_moving_check_ins_in_the_morning_of_one_loses_none(day: Clinic, chosen: int, comes_at: str) -> None:
    """[Another time] under Tuesday's message, tapped on Thursday: Thursday's comes at the new time, or as it would have."""
    await day.at("Tue 10:01")
    await day.at("Thu 09:30")
    await day.tap("amina", "checkin-move")
    await day.tap("amina", "checkin-time", at=people.time(chosen))
    assert not day.told("amina", "checkin-still-waits")
    await day.at(comes_at)
    assert asked(day, THURSDAY) == 1
    await day.at("Thu 22:30")
    assert asked(day, THURSDAY) == 1


async def test_an_outage_over_the_whole_day_asks_nothing_at_night(day: Clinic) -> None:
    """Away from nine to eleven at night: the check-in of the day is over, not made up for in the dark, and not counted."""
    await day.at("Tue 09:00")
    await day.away_until("Tue 23:00")
    await day.at("Wed 08:00")
    assert asked(day) == 0
    assert await day.rows(tables.dialogues) == []


async def test_planning_twice_asks_once(day: Clinic) -> None:
    """A restart and another planning give no second check-in."""
    await day.at("Tue 09:00")
    await day.restart()
    await day.at("Tue 10:01")
    await day.at("Wed 09:00")
    assert asked(day) == 1
