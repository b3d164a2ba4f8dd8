"""What each answer about a dose leads to; no answer ever leads back to "take" (S2, S3, S9)."""

import asyncio
from datetime import time
from typing import Any

import pytest

from bot.domain.incoming import Arrival
from bot.store import plans, tables
from tests.service.clinic import BOTH, MONDAY, Clinic

BOTH_TAKEN = {"selinexor": "taken", "dexamethasone": "taken"}
BOTH_UNKNOWN = {"selinexor": "unknown", "dexamethasone": "unknown"}


async def nine(day: Clinic) -> None:
    """The dose has just been prompted."""
    await day.at("Mon 09:00")


async def asked(day: Clinic, answer: str) -> str:
    """What the prompt's button sends, on a phone that has not shown yet what was answered."""
    return f"q:{(await day.rows(tables.questions, kind='dose'))[0]['id']}:{answer}"


async def test_taken_both_settles_the_day(day: Clinic) -> None:
    """One tap records both drugs, says not to take them a second time, and the day is over."""
    await nine(day)
    await day.tap("amina", "answer-taken-both")
    assert await day.doses() == BOTH_TAKEN
    assert day.told("amina", "noted-taken", drug="selinexor", mg=80, day=MONDAY, at=time(9))
    await day.at("Tue 18:00")
    assert day.heard_of_doses("amina") == []


async def test_tapping_the_same_answer_twice_changes_nothing(day: Clinic) -> None:
    """A repeated tap is confirmed as known and records nothing new (S2)."""
    await nine(day)
    await day.tap("amina", "answer-taken-both")
    audit = len(await day.rows(tables.audit))
    await day.tap_data("amina", await asked(day, "taken"))
    assert day.told("amina", "noted-before")
    assert await day.doses() == BOTH_TAKEN
    assert len(await day.rows(tables.audit)) == audit


@BOTH
async def test_only_one_asks_about_the_other(day: Clinic) -> None:
    """[Only one...] records that one; the other stays open and closes as unknown by itself (S9)."""
    await nine(day)
    await day.tap("amina", "answer-only")
    await day.tap("amina", "answer-only-drug", drug="selinexor")
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "asked"}
    await day.at("11:00")
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "unknown"}


@pytest.mark.parametrize(
    ("answer", "state"),
    [("answer-not-taking", "not-taken"), ("answer-not-sure", "unknown"), ("answer-vomited", "vomited")],
)
async def test_what_is_said_about_the_other_does_not_touch_the_one_taken(day: Clinic, answer: str, state: str) -> None:
    """After "only selinexor", an answer to the question about dexamethasone is about dexamethasone alone (S9)."""
    await nine(day)
    await day.tap("amina", "answer-only")
    await day.tap("amina", "answer-only-drug", drug="selinexor")
    await day.tap("amina", answer)
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": state}


async def test_later_asks_again_once_and_never_past_the_window(day: Clinic) -> None:
    """[Later] at 09:10 asks at 09:40 instead of the nudge; at 10:40 it says that this dose ends at 11:00."""
    await nine(day)
    await day.at("09:10")
    await day.tap("amina", "answer-later")
    assert day.told("amina", "later-noted", at=time(9, 40))
    await day.at("09:39")
    assert day.heard("amina") == []
    await day.at("09:41")
    assert len(day.heard("amina")) == 1
    await day.at("10:40")
    await day.tap("amina", "answer-later")
    assert day.told("amina", "later-too-late", until=time(11), day=MONDAY)
    await day.at("11:30")
    assert await day.doses() == BOTH_UNKNOWN
    await day.tap("amina", "answer-later")
    assert day.told("amina", "do-not-take-now")
    assert len(day.prompts()) == 1


async def test_not_sure_is_urgent_and_says_not_to_take_another(day: Clinic) -> None:
    """[Not sure] tells the patient at once not to take another and rings the first on call (S9)."""
    await nine(day)
    await day.tap("amina", "answer-not-sure")
    assert day.told("amina", "do-not-take-another")
    assert ("not-sure", "urgent") in await day.causes()
    assert len(day.rung("boris")) == 1
    assert await day.doses() == BOTH_UNKNOWN
    await day.at("Mon 11:30")
    assert len(day.prompts()) == 1


async def test_a_vomited_dose_is_never_repeated_and_dexamethasone_is_the_pharmacists(day: Clinic) -> None:
    """Selinexor is not taken again; about dexamethasone nothing is advised but to ask (S3)."""
    await nine(day)
    await day.tap("amina", "answer-vomited")
    assert day.told("amina", "no-repeat-selinexor")
    assert day.told("amina", "no-repeat-dexamethasone")
    assert ("vomited-dose", "routine") in await day.causes()
    assert await day.doses() == {"selinexor": "vomited", "dexamethasone": "vomited"}


@pytest.mark.parametrize("why", ["sick", "no-tablets", "told-not-to", "forgot", "other"])
async def test_every_reason_for_not_taking_reaches_the_team(day: Clinic, why: str) -> None:
    """[Not taking it] asks why; the reason stands in the alert, and the dose is not made up for (S3)."""
    await nine(day)
    await day.tap("amina", "answer-not-taking")
    assert day.told("amina", "no-repeat-selinexor")
    await day.tap("amina", f"why-{why}")
    (alert,) = await day.alerts()
    assert f"'{why}'" in str(alert["reasons"])
    assert await day.doses() == {"selinexor": "not-taken", "dexamethasone": "not-taken"}
    await day.at("Tue 18:00")
    assert len(day.prompts()) == 1


async def test_a_typed_reason_reaches_the_team_word_for_word(day: Clinic) -> None:
    """Words typed instead of a reason's button stand in the alert as they are (S6)."""
    await nine(day)
    await day.tap("amina", "answer-not-taking")
    await day.say("amina", "My sister has the box at her place")
    assert "My sister has the box at her place" in str((await day.alerts())[0]["reasons"])


@BOTH
async def test_a_correction_never_opens_the_prompt_again(day: Clinic) -> None:
    """Taken, then not taken, then taken: each is recorded, nothing ever says "take" again (S2)."""
    await nine(day)
    await day.tap("amina", "answer-taken-both")
    await day.tap("amina", "button-change-answer")
    await day.tap("amina", "answer-did-not-take")
    assert await day.doses() == {"selinexor": "not-taken", "dexamethasone": "not-taken"}
    await day.tap_data("amina", await asked(day, "taken"))
    assert await day.doses() == BOTH_TAKEN
    await day.at("Tue 18:00")
    assert len(day.prompts()) == 1


async def test_vomited_is_not_taken_back_by_taken(day: Clinic) -> None:
    """After "vomited" a "taken" asks whether it is a second dose; the worse answer stays (S9)."""
    await nine(day)
    await day.tap("amina", "answer-vomited")
    await day.tap_data("amina", await asked(day, "taken"))
    assert day.told("amina", "again-ask")
    assert await day.doses() == {"selinexor": "vomited", "dexamethasone": "vomited"}
    await day.tap("amina", "again-second")
    assert ("too-much", "emergency") in await day.causes()


async def test_told_late_is_recorded_as_late(day: Clinic) -> None:
    """What is answered after the window counts, marked as told late (S9)."""
    await day.at("Mon 11:05")
    await day.tap("amina", "answer-taken-both")
    assert {row["told_late"] for row in await day.rows(tables.doses, plan_day=MONDAY)} == {True}
    await day.at("Tue 09:59")
    assert day.heard("amina") == [], "an answered dose is not asked about next morning"


async def test_a_year_old_button_is_answered_with_what_is_true_now(day: Clinic) -> None:
    """A tap on a question nobody knows any more tells how things stand instead of nothing."""
    await day.tap_data("amina", "q:999999:taken")
    assert day.told("amina", "button-old")
    assert await day.doses() == {"selinexor": "planned", "dexamethasone": "planned"}


@pytest.mark.parametrize(
    "data", ["q:99999999999999999999:taken", "q:²:taken", "q::", "a:1:ack", "m:", "", "q:1:" + "x" * 55]
)
@BOTH
async def test_a_forged_button_breaks_nothing(day: Clinic, data: str) -> None:
    """Whatever a manipulated phone sends as a tap is answered, never parked as an error."""
    await day.tap_data("amina", data or "?")
    assert await day.rows(tables.updates, state="parked") == []


@BOTH
async def test_another_number_on_the_box_stops_everything_until_it_is_right(day: Clinic) -> None:
    """Box differs: stop at once, urgent; after the pharmacist resolves it the box is asked about anew."""
    await nine(day)
    await day.tap("amina", "answer-box")
    assert day.told("amina", "box-wait")
    await day.tap("amina", "box-which-drug")
    await day.tap("amina", "box-mg", mg=40)
    assert day.told("amina", "box-differs")
    assert ("box-differs", "urgent") in await day.causes()
    await day.at("Mon 10:30")
    assert not any("Did you take" in one.text for one in day.heard("amina")), "no nudge while the box is wrong"
    await day.tap("boris", "button-resolve")
    await day.say("boris", "Pharmacy swapped the box")
    await day.tap("boris", "outcome-acted")
    assert day.told("amina", "box-ask")
    await day.tap("amina", "box-mg", mg=40)
    assert day.told("amina", "box-differs"), "still wrong: stopped again"
    assert len([one for one in await day.causes() if one[0] == "box-differs"]) == 2


async def test_the_right_number_on_the_box_goes_on(day: Clinic) -> None:
    """The box is the plan's after all: nothing is alerted, the dose question stays open and is answerable."""
    await nine(day)
    await day.tap("amina", "answer-box")
    await day.tap("amina", "box-which-drug")
    await day.tap("amina", "box-mg", mg=20)
    assert day.told("amina", "box-right")
    assert await day.causes() == []
    await day.tap("amina", "answer-taken-both")
    assert await day.doses() == BOTH_TAKEN


async def test_no_antiemetic_reaches_the_pharmacist_before_the_dose(day: Clinic) -> None:
    """[I have none] rings at any hour, and the dose message says so."""
    await day.at("Mon 08:30")
    await day.tap("amina", "answer-none-left")
    assert len(day.rung("boris")) == 1
    assert ("no-antiemetic", "routine") in await day.causes()
    await day.at("09:00")
    assert day.told("amina", "dose-no-antiemetic", name="ondansetron")


@BOTH
async def test_an_answer_in_the_moment_the_window_closes_stays(day: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """At eleven sharp the window closes, and in that moment Amina taps [Taken both]: taken is taken (S9)."""
    await nine(day)
    tap: list[asyncio.Task[None]] = []
    write, taken = plans.change_dose, await asked(day, "taken")

    async def slowly(tx: Any, dose_id: int, **values: Any) -> None:
        if not tap and values.get("state") == "unknown":
            tap.append(asyncio.create_task(day.receive("amina", taken, kind=Arrival.TAP)))
            await asyncio.wait(tap, timeout=0.3)
        await write(tx, dose_id, **values)

    monkeypatch.setattr(plans, "change_dose", slowly)
    await day.at("Mon 11:00")
    await asyncio.gather(*tap)
    assert tap, "the window closed"
    assert await day.doses() == BOTH_TAKEN
