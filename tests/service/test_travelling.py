"""A patient who is in another time zone: asked, never inferred; nothing changes until the pharmacist makes it so."""

from datetime import date

import pytest

from bot.store import tables
from tests.service.clinic import BOTH, ELEVEN, MONDAY, Clinic
from tests.service.test_changing import dispensed

TUESDAY, WEDNESDAY = date(2026, 5, 5), date(2026, 5, 6)


async def says_where(day: Clinic, place: str) -> None:
    await day.say("amina", "/timezone")
    await day.say("amina", place)


async def moved(day: Clinic, place: str) -> None:
    """Told by the patient, reviewed and made by Boris from the alert's card."""
    await says_where(day, place)
    await day.tap("amina", "timezone-tell")
    await day.say("boris", "/alerts")
    await day.tap("boris", "button-change-zone")
    await day.say("boris", "Travels for work")
    await day.tap("boris", "review-make")


@pytest.mark.parametrize("place", ["New York", "nueva york", "america/new_york", "MIAMI", "Boston"])
async def test_a_place_is_found_as_people_write_it(day: Clinic, place: str) -> None:
    """Capitals, accents, Spanish names and towns that are no zone: the next dose is shown in both times."""
    await says_where(day, place)
    assert "Mon 4 May, 09:00 in Madrid. That is Mon 4 May, 03:00 in New York." in day.read("amina")
    assert await day.alerts() == []


@BOTH
async def test_the_pharmacist_hears_and_reviews_the_change(day: Clinic) -> None:
    """[Yes, tell them] is a routine alert whose card opens the review of exactly that change; one tap makes it."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Mon 11:00")
    await moved(day, "New York")
    assert await day.causes() == [("elsewhere", "routine")]
    assert (await day.rows(tables.plans))[-1]["body"]["zone"] == "America/New_York"
    await day.at("Wed 14:59")  # Madrid
    assert len(day.prompts()) == 1
    await day.at("Wed 15:00")
    assert [one.text[:17] for one in day.prompts()] == ["Mon 4 May, 09:00.", "Wed 6 May, 09:00."]


async def test_nothing_changes_before_the_pharmacist_acts(day: Clinic) -> None:
    """Told or not told, the prompts go on by the plan's clock."""
    await says_where(day, "Tokyo")
    await day.tap("amina", "timezone-tell")
    await day.at("Mon 09:00")
    assert len(day.prompts()) == 1
    assert day.prompts()[0].text.startswith("Mon 4 May, 09:00")


async def test_the_same_clock_needs_no_pharmacist(day: Clinic) -> None:
    """Paris goes by the same time as Madrid: nobody is bothered."""
    await says_where(day, "Paris")
    assert "shows the same time" in day.read("amina")
    assert await day.alerts() == []


async def test_words_about_something_else_are_not_taken_for_a_place(day: Clinic) -> None:
    """While a place is asked for: nausea is offered as a report, unknown words a second time reach a human."""
    await day.say("amina", "/timezone")
    await day.say("amina", "I feel sick")
    assert day.buttons("amina")[0] == "Nausea"
    await day.say("amina", "/timezone")
    await day.say("amina", "Zzyzxville")
    assert "Nobody has read it" in day.read("amina")
    await day.say("amina", "my leg is odd")
    assert await day.causes() == [("symptom", "routine")]


async def test_taken_is_still_for_the_dose(day: Clinic) -> None:
    """A plain "taken both" right after /timezone answers the dose that is open."""
    await day.at("Mon 08:31")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:00")
    await day.say("amina", "/timezone")
    await day.say("amina", "taken both")
    assert set((await day.doses()).values()) == {"taken"}


async def test_staff_see_the_clinics_clock(day: Clinic) -> None:
    """For staff the command tells the clinic's zone."""
    await day.say("boris", "/timezone")
    assert "Europe/London" in day.read("boris")


@BOTH
@pytest.mark.parametrize("answered", [True, False])
async def test_moved_west_in_the_middle_of_a_dose_day(day: Clinic, answered: bool) -> None:
    """From Madrid to New York after Monday's prompt: Monday 09:00 comes round again there, and no second prompt (S2)."""
    await day.at("Mon 09:00")
    if answered:
        await day.tap("amina", "answer-taken-both")
    await moved(day, "New York")
    await day.at("Tue 20:00")
    assert len(day.prompts()) == 1
    assert len(await day.rows(tables.doses, plan_day=MONDAY)) == 2


@BOTH
async def test_moved_east_before_the_dose(day: Clinic) -> None:
    """From Madrid to Tokyo on Monday at 02:30, when it is 09:30 there: due now, within its window; asked, once."""
    await day.at("Mon 02:30")
    await moved(day, "Tokyo")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    await day.at("Mon 09:00")
    assert day.prompts() == []
    assert len([one for one in day.heard("amina", "message", ever=True) if "Did you take it already?" in one.text]) == 1


@BOTH
async def test_moved_east_past_the_window(day: Clinic) -> None:
    """At 05:00 in Madrid it is noon in Tokyo: Monday's dose is over there; told to patient and team, never prompted (S5)."""
    await day.at("Mon 05:00")
    await moved(day, "Tokyo")
    assert day.prompts() == []
    assert await day.doses() == {"selinexor": "unknown", "dexamethasone": "unknown"}
    assert "Do not take it now" in day.read("amina")
    await day.at("Mon 12:00")
    assert ("gap", "routine") in await day.causes()
    await day.at("Wed 20:00")
    assert [one.text[:17] for one in day.prompts()] == ["Wed 6 May, 09:00."]


@pytest.mark.parametrize("place", ["Auckland", "Honolulu", "Kiritimati"])
async def test_across_the_date_line_every_plan_day_is_lived_once(day: Clinic, place: str) -> None:
    """Moved on Tuesday evening to where the date is another one: Monday once, Wednesday once, told or prompted."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Tue 20:00")
    await moved(day, place)
    await day.at("+60h")
    for on in (MONDAY, WEDNESDAY):
        doses = await day.rows(tables.doses, plan_day=on)
        assert len(doses) == 2
        assert {one["state"] for one in doses} <= {"taken", "unknown", "asked"}
    assert await day.rows(tables.doses, plan_day=TUESDAY) == []


@BOTH
async def test_follow_ups_stay_true_to_the_words_of_the_prompt(clinic: Clinic) -> None:
    """Prompted at 20:00 until 22:00, moved at once to where it is 03:00 already: every later word says 20:00 and 22:00 (S4)."""
    await clinic.patient("amina", regimen="sd-weekly", time="20:00", **{"dexamethasone-days": "1"}, reason="test")
    await clinic.at("Mon 20:00")
    await moved(clinic, "Tokyo")
    of_madrid = clinic.words("amina", "clock-of", place="Madrid")
    await clinic.at("Mon 20:30")
    (nudge,) = clinic.heard("amina", "message")
    assert "Mon 4 May, 20:00" in nudge.text
    assert "After 22:00 on Mon 4 May" in nudge.text
    assert of_madrid in nudge.text
    await clinic.tap("amina", "answer-later")
    assert "again at 21:00" in clinic.read("amina")
    await clinic.at("Mon 22:00")
    assert "The time for the dose of Mon 4 May ended at 22:00" in clinic.read("amina")
    assert of_madrid in clinic.read("amina")
    await clinic.tap("amina", "answer-taken-both")
    assert "the dose of Mon 4 May, 20:00" in clinic.read("amina")
    assert not [one.text for one in clinic.heard("amina", ever=True) if "03:00" in one.text and "Tokyo" not in one.text]


async def test_the_morning_after_a_move_west_names_the_clock_of_the_prompt(day: Clinic) -> None:
    """Nothing was answered in Madrid; in New York the next morning the dose is still the one of 09:00 until 11:00."""
    await day.at("Mon 09:00")
    await moved(day, "New York")
    await day.at("Tue 15:00")  # 09:00 there
    (asked,) = [one for one in day.heard("amina", "message") if "still do not know about this dose" in one.text]
    assert "ended at 11:00 on Mon 4 May" in asked.text
    assert "Mon 4 May, 09:00" in asked.text
    assert day.words("amina", "clock-of", place="Madrid") in asked.text


async def test_a_patient_who_never_moved_reads_no_place(day: Clinic) -> None:
    """Only after a change of clocks is it said whose clock the times are by."""
    await day.at("Mon 09:30")
    assert "These times" not in day.read("amina")


@BOTH
async def test_a_dose_that_waited_for_its_box_is_prompted_at_its_new_hour(clinic: Clinic) -> None:
    """Unread at 20:00 in Madrid, moved to New York: not closed at 22:00, asked anew at 20:00 there, then prompted once (S5)."""
    options = {"regimen": "sd-weekly", "dexamethasone-days": "1", "antiemetic": "none", "reason": "test"}
    await clinic.patient("amina", time="20:00", **options)
    await dispensed(clinic, "Xpovio, 50 mg")
    await clinic.at("Mon 20:10")
    await moved(clinic, "New York")
    assert clinic.told("amina", "change-replaces")
    await clinic.tap("amina", "button-understood")
    await clinic.at("Tue 01:50")  # 19:50 there
    assert clinic.heard_of_doses("amina") == []
    await clinic.at("Tue 02:00")
    assert "Mon 4 May, 20:00. It is the time for this dose" in clinic.read("amina")
    await clinic.tap("amina", "box-mg", mg=50)
    assert [one.text[:17] for one in clinic.prompts()] == ["Mon 4 May, 20:00."]
    await clinic.at("Tue 04:00")
    assert "The time for the dose of Mon 4 May ended at 22:00" in clinic.read("amina")
    assert await clinic.doses() == {"selinexor": "unknown", "dexamethasone": "unknown"}


async def test_a_dose_held_back_by_a_red_flag_is_prompted_at_its_new_hour(clinic: Clinic) -> None:
    """Bleeding at eight, nothing prompted at nine; decided and moved west before eleven: prompted at nine over there, once."""
    await clinic.patient("amina", antiemetic="none", reason="test")
    await clinic.at("Mon 08:00")
    await clinic.say("amina", "my gums are bleeding")
    await clinic.at("Mon 09:30")
    assert clinic.prompts() == []
    await moved(clinic, "New York")
    await clinic.tap("boris", "button-goes-ahead")
    await clinic.at("Mon 14:59")
    assert clinic.prompts() == []
    assert not clinic.told("amina", "closed-head", until=ELEVEN, day=MONDAY)
    await clinic.at("Mon 15:00")
    assert [one.text[:17] for one in clinic.prompts()] == ["Mon 4 May, 09:00."]
