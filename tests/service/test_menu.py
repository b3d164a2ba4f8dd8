"""What can be reported, in two taps; and [Same as last time], which is judged anew (S8, S9)."""

from decimal import Decimal

import pytest

from bot.store import tables
from tests.service.clinic import BOTH, Clinic
from tests.service.test_reports import nausea


async def test_chest_pain_is_two_taps_from_the_menu_and_answered_first(day: Clinic) -> None:
    """Area, symptom: the emergency number comes before anything else, and the team is rung (S8)."""
    await day.report("amina", "chest-pain")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))
    assert await day.causes() == [("symptom", "emergency")]


@pytest.mark.parametrize("answer", ["yes", "not-sure", "rather-not-say"])
async def test_thoughts_of_not_living_are_answered_with_the_crisis_line_at_once(day: Clinic, answer: str) -> None:
    """Emergency number and crisis line stand in the first message; not sure, and rather not say, count as yes (S9)."""
    await day.report("amina", "mood")
    await day.tap("amina", f"a-mood-harm-{answer}")
    first = day.heard("amina")[0].text
    assert first.startswith(day.words("amina", "advice-emergency"))
    assert day.words("amina", "advice-crisis") in first
    assert day.read("amina").count(day.words("amina", "advice-crisis")) == 1
    assert (await day.causes())[-1] == ("symptom", "emergency")
    assert len(day.rung("boris")) == 1


async def test_none_of_these_leads_to_ones_own_words_and_back_to_the_first_page(day: Clinic) -> None:
    """No page is a dead end: [Back] shows the areas again, [None of these] takes words for a person."""
    await day.say("amina", "/report")
    await day.tap("amina", "area-limbs")
    await day.tap("amina", "button-back")
    assert day.told("amina", "report-what")
    await day.tap("amina", "area-limbs")
    await day.tap("amina", "offer-none")
    await day.say("amina", "my nails are soft")
    assert "my nails are soft" in str((await day.alerts())[0]["reasons"])


async def test_an_area_that_is_no_more_shows_the_first_page(day: Clinic) -> None:
    """A button of an older release is answered with what there is now."""
    await day.tap_data("amina", "m:a:nowhere")
    assert day.told("amina", "report-what")


@BOTH
async def test_same_as_last_time_is_a_report_of_its_own_judged_anew(day: Clinic) -> None:
    """One tap files the same answers again, with the decision of today, after showing what they were."""
    await nausea(day, "medium", "yes", "as-usual", "no")
    await day.at("Tue 12:00")
    await day.report("amina", "nausea")
    assert day.words("amina", "a-nausea-drink-yes") in day.read("amina")
    await day.tap("amina", "last-time-same")
    first, second = await day.rows(tables.reports)
    assert second["answers"] == first["answers"]
    assert second["urgency"] == "routine"
    assert second["alert_id"] is not None


async def test_same_as_a_red_flag_is_a_red_flag_again(day: Clinic) -> None:
    """What could not be drunk yesterday and is the same today is urgent today (S9)."""
    await nausea(day, "bad", "no")
    await day.at("Tue 12:00")
    await day.report("amina", "nausea")
    await day.tap("amina", "last-time-same")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert [row["urgency"] for row in await day.rows(tables.reports)] == ["urgent", "urgent"]


async def test_a_temperature_is_never_the_same_as_last_time(day: Clinic) -> None:
    """Choices are taken over, the number is measured anew: yesterday's 36.8 says nothing of today (S9)."""
    await day.report("amina", "fever")
    await day.tap("amina", "a-fever-breath-no")
    await day.say("amina", "36.8")
    await day.tap("amina", "a-fever-chills-no")
    await day.tap("amina", "a-fever-unwell-no")
    await day.at("Tue 12:00")
    await day.report("amina", "fever")
    await day.tap("amina", "last-time-same")
    assert day.told("amina", "q-fever-temperature")
    await day.say("amina", "38.4")
    assert (await day.causes())[-1] == ("symptom", "urgent")


async def test_a_weight_has_no_last_time(day: Clinic) -> None:
    """There is nothing to take over from a number."""
    await day.say("amina", "/weight 71,5")
    await day.at("Tue 12:00")
    await day.say("amina", "/weight")
    assert day.words("amina", "last-time-same") not in day.buttons("amina")
    assert Decimal((await day.rows(tables.measurements))[0]["value"]) == Decimal("71.5")


async def test_a_tap_on_same_after_the_report_has_gone_changes_nothing(day: Clinic) -> None:
    """The button of a question long answered files nothing twice."""
    await nausea(day, "medium", "yes", "as-usual", "no")
    await day.at("Tue 12:00")
    await day.report("amina", "nausea")
    await day.tap("amina", "last-time-same")
    await day.tap("amina", "last-time-same", under="q-nausea-how-bad")
    assert len(await day.rows(tables.reports)) == 2
    assert day.told("amina", "report-already-passed-on")


async def test_what_was_said_long_ago_is_not_offered(day: Clinic) -> None:
    """After a fortnight the questions are asked afresh (ours)."""
    await nausea(day, "medium", "yes", "as-usual", "no")
    async with day.office.work() as work:
        await work.tx.execute(tables.reports.update().values(made_at=work.in_(hours=-24 * 15)))
    await day.report("amina", "nausea")
    assert day.words("amina", "last-time-same") not in day.buttons("amina")
