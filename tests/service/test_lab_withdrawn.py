"""What staff entered for the wrong patient is taken back: it stays in the tables, counts no more, and nobody is left misled."""

from bot.store import tables
from bot.store.checktable import checks
from bot.store.labtable import lab_results
from tests.service.clinic import BOTH, Clinic
from tests.service.test_labs import open_lab


async def take_back(
    day: Clinic, who: str = "boris", why: str = "lab-withdraw-wrong-patient", *, first: int = 0
) -> None:
    """Tap it back, the `first` of the list, with the reason."""
    await day.tap(who, "lab-withdraw")
    await day.tap_data(who, [one.data for row in day.person(who).last.buttons for one in row][first])
    await day.tap(who, why)


@BOTH
async def test_a_weight_of_somebody_else_counts_no_more_and_its_card_says_so(day: Clinic) -> None:
    """12 % gone, of another patient: neither trend nor triage knows it any more, the card and whoever rang for it do."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    await open_lab(day)
    await take_back(day)
    (row,) = await day.rows(tables.measurements)
    assert (row["value"], row["withdrawn_by"], row["withdrawn_why"]) == ("63.30", day.ids["boris"], "wrong-patient")
    assert len(await day.rows(tables.audit, action="lab-withdrawn", actor=f"staff:{day.ids['boris']}")) == 1
    (card,) = day.rung("boris")
    assert "TAKEN BACK" in card.text
    assert "63" not in card.text
    assert day.words("boris", "published-weight") not in card.text
    (alert,) = await day.alerts()
    assert alert["state"] == "open", "only a named person ends an alert (S7)"


async def test_a_slope_from_somebody_elses_weight_rings_nobody(day: Clinic) -> None:
    """80 kg was never hers: taken back, her own 71.5 is no loss of eight kilos."""
    await open_lab(day)
    await day.say("boris", "weight 80 kg, 1 May")
    await take_back(day)
    await open_lab(day)
    await day.say("boris", "weight 71.5 kg")
    assert await day.alerts() == []


async def test_the_same_loss_for_real_rings_after_the_mistake(day: Clinic) -> None:
    """The wrong one is taken back, then 12 % are lost indeed: the alert that was open does not swallow it (S9)."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    await take_back(day)
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    (card,) = day.rung("boris")
    assert day.words("boris", "published-weight") in card.text
    assert card.text.index("weight-loss-10") < card.text.index("TAKEN BACK")


async def test_whoever_ended_the_alert_learns_that_it_was_a_mistake(day: Clinic) -> None:
    """Boris has ended it, Clara takes the weight back: he may have acted on a mistake."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    await day.tap("boris", "button-resolve")
    await day.say("boris", "phoned")
    await day.tap("boris", "outcome-acted")
    await open_lab(day, "clara")
    await take_back(day, "clara")
    assert "TAKEN BACK" in day.rung("boris")[0].text
    assert day.told("clara", "lab-withdrawn-alert-ended")


async def test_a_patient_told_to_wait_is_told_of_the_mistake(day: Clinic) -> None:
    """The dose was held back by a weight that was not hers: she hears that, and still whom to phone (S15)."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    await day.at("Mon 09:05")
    assert day.prompts() == []
    await open_lab(day)
    await take_back(day)
    assert day.told("amina", "stopped-by-mistake")
    assert day.prompts() == [], "nobody has said that it goes ahead"


async def test_nobody_is_told_of_what_they_never_heard(day: Clinic) -> None:
    """Taken back within the hour: the patient was told nothing, and is told nothing."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    await take_back(day)
    assert day.heard("amina", ever=True) == []


async def test_a_blood_result_taken_back_shows_nowhere_and_its_test_waits_again(clinic: Clinic) -> None:
    """Sodium of somebody else: no card shows it, and the blood test it seemed to answer is asked for after all (S9)."""
    await clinic.patient("amina", monitoring="blood test: day 1, day 8")
    await clinic.at("Mon 07:30")
    await open_lab(clinic)
    await clinic.say("boris", "Na 128")
    assert (await clinic.rows(checks))[0]["state"] == "done"
    await take_back(clinic)
    assert (await clinic.rows(lab_results))[0]["withdrawn_why"] == "wrong-patient"
    assert (await clinic.rows(checks))[0]["state"] in ("planned", "asked", "overdue")
    await clinic.report("amina", "breathlessness")
    await clinic.tap("amina", "a-breathlessness-when-effort")
    assert "128" not in clinic.rung("boris")[0].text


async def test_one_wrong_number_of_a_sheet_leaves_the_blood_test_done(clinic: Clinic) -> None:
    """Three values of one tube, one of them mistyped: blood was taken."""
    await clinic.patient("amina", monitoring="blood test: day 1, day 8")
    await clinic.at("Mon 10:00")
    await open_lab(clinic)
    await clinic.say("boris", "Na 138\nplt 124")
    await take_back(clinic, why="lab-withdraw-wrong-value")
    assert (await clinic.rows(checks))[0]["state"] == "done"
    assert [row["withdrawn_at"] is None for row in await clinic.rows(lab_results)] == [True, False]


async def test_an_older_weight_is_judged_once_the_newer_one_is_gone(day: Clinic) -> None:
    """60 kg of last month only filled the curve under today's wrong 71: without that it is the newest, and rings (S9)."""
    await open_lab(day)
    await day.say("boris", "weight 71.5 kg")
    await open_lab(day)
    await day.say("boris", "weight 60 kg, 3 Apr")
    await day.tap("boris", "lab-value", value="60", unit="kg")
    assert await day.alerts() == []
    await take_back(day)
    (alert,) = await day.alerts()
    assert alert["urgency"] == "urgent"


async def test_another_team_takes_nothing_back(day: Clinic) -> None:
    """Dan makes up the button: nothing is shown, nothing is taken back (S10)."""
    day.dan_spoke = True
    await open_lab(day)
    await day.say("boris", "Na 128")
    await day.tap_data("dan", f"p:{day.ids['amina']}:labs-back")
    assert day.read("dan") == day.words("dan", "toast-not-yours")
    assert (await day.rows(lab_results))[0]["withdrawn_at"] is None


async def test_kept_after_all(day: Clinic) -> None:
    """The tap was a slip: nothing is taken back, and that is said."""
    await open_lab(day)
    await day.say("boris", "Na 128")
    await take_back(day, why="lab-withdraw-keep")
    assert day.told("boris", "lab-withdraw-kept", **await _who(day))
    assert (await day.rows(lab_results))[0]["withdrawn_at"] is None


async def _who(day: Clinic) -> dict[str, str]:
    (row,) = await day.rows(tables.patients, id=day.ids["amina"])
    return {"pseudonym": row["pseudonym"], "reference": row["reference"]}
