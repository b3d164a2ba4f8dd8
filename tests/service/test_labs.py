"""Results entered by staff: kept with who and when, shown as guidance, never to the patient, and only by those responsible."""

import pytest

from bot.store import tables
from bot.store.checktable import checks
from bot.store.labtable import lab_results
from tests.service.clinic import BOTH, Clinic


async def open_lab(day: Clinic, who: str = "boris", patient: str = "amina") -> None:
    """`/lab`, and the patient chosen."""
    await day.say(who, "/lab")
    (row,) = await day.rows(tables.patients, id=day.ids[patient])
    await day.tap(who, "staff-patient-button", pseudonym=row["pseudonym"], reference=row["reference"])


async def kept(day: Clinic) -> list[tuple[str, str]]:
    """What the table holds, in the order entered."""
    return [(row["analyte"], row["value"]) for row in await day.rows(lab_results)]


@BOTH
async def test_pasted_lines_are_kept_shown_as_guidance_and_never_told_to_the_patient(day: Clinic) -> None:
    """Three lines at once: each kept with who entered it, audited, with the published guidance; the patient reads nothing."""
    await open_lab(day)
    await day.say("boris", "Na 128 mmol/L\nplt 24\nHb 79")
    assert await kept(day) == [("sodium", "128"), ("platelets", "24"), ("haemoglobin", "7.9")]
    assert {row["by"] for row in await day.rows(lab_results)} == {day.ids["boris"]}
    for says in ("sodium", "platelets-under-25", "haemoglobin"):
        guidance = day.words("boris", f"lab-says-{says}")
        assert guidance in day.read("boris")
    assert day.read("boris").count("You decide") == 3
    assert day.heard("amina") == []
    assert len(await day.rows(tables.audit, action="lab-entered", actor=f"staff:{day.ids['boris']}")) == 3
    assert await day.alerts() == []


async def test_wrong_lines_are_named_one_by_one_and_nothing_else_is_lost(day: Clinic) -> None:
    """One good line, two bad ones: the good one is kept, the bad ones are named, and typed again they are kept too."""
    await open_lab(day)
    await day.say("boris", "K 4.1\nNa 128\nneutrophils 55 %")
    assert await kept(day) == [("sodium", "128")]
    assert "“K 4.1”" in day.read("boris")
    assert "“neutrophils 55 %”" in day.read("boris")
    await day.say("boris", "neutrophils 1.1")
    assert (await kept(day))[-1] == ("neutrophils", "1.1")


async def test_an_odd_value_is_read_back_before_it_is_kept(day: Clinic) -> None:
    """A platelet count that two units could mean: nothing is kept until the tap says which; "none of these" asks anew."""
    await open_lab(day)
    await day.say("boris", "plt 1500")
    assert await kept(day) == []
    assert day.buttons("boris") == ["1500 ×10⁹/L", "1.5 ×10⁹/L", day.words("boris", "lab-odd-no")]
    await day.tap("boris", "lab-odd-no")
    assert await kept(day) == []
    await day.say("boris", "plt 1.5")
    await day.tap("boris", "lab-value", value="1.5", unit="×10⁹/L")
    assert await kept(day) == [("platelets", "1.5")]


async def test_a_correction_is_a_new_row_and_takes_the_place_of_the_old_one(day: Clinic) -> None:
    """118 was a slip of the finger: both stay in the table, the card knows the right one alone."""
    await open_lab(day)
    await day.say("boris", "Na 138")
    await open_lab(day)
    await day.say("boris", "Na 128")
    assert await kept(day) == [("sodium", "138"), ("sodium", "128")]
    assert day.words("boris", "lab-replaces", value="138 mmol/L") in day.read("boris")
    await day.report("amina", "breathlessness")
    await day.tap("amina", "a-breathlessness-when-effort")
    (card,) = day.rung("boris")
    assert "128 mmol/L" in card.text
    assert "138 mmol/L" not in card.text


async def test_the_command_with_its_lines_waits_for_the_patient_alone(day: Clinic) -> None:
    """`/lab sodium 128`: the patient is chosen, and the line need not be typed again."""
    await day.say("boris", "/lab sodium 128")
    assert await kept(day) == []
    await day.tap("boris", "staff-patient-button", **await _names(day))
    assert await kept(day) == [("sodium", "128")]


async def _names(day: Clinic) -> dict[str, str]:
    (row,) = await day.rows(tables.patients, id=day.ids["amina"])
    return {"pseudonym": row["pseudonym"], "reference": row["reference"]}


@pytest.mark.parametrize("action", ["labs", "plan"])
async def test_nobody_enters_or_reads_results_of_another_team(day: Clinic, action: str) -> None:
    """Dan's list does not know her, and a button made up for her opens nothing (S10)."""
    day.dan_spoke = True
    await day.say("dan", "/lab Na 128")
    assert day.buttons("dan") == []
    await day.tap_data("dan", f"p:{day.ids['amina']}:{action}")
    await day.say("dan", "Na 128")
    assert await kept(day) == []
    assert (await _names(day))["pseudonym"] not in day.read("dan", ever=True)


async def test_somebody_who_left_the_team_keeps_nothing(day: Clinic) -> None:
    """The question was open when the team changed: the lines typed then are kept for nobody (S10)."""
    await open_lab(day)
    async with day.office.work() as work:
        await work.tx.execute(tables.staff.update().where(tables.staff.c.id == day.ids["boris"]).values(team="other"))
    await day.say("boris", "Na 128")
    assert await kept(day) == []


@BOTH
async def test_a_weight_by_staff_goes_through_the_same_triage_and_the_patient_reads_nothing(day: Clinic) -> None:
    """12 % gone: the same rules match, the team is rung, the doses wait (S15), and the patient was told nothing of the number."""
    await open_lab(day)
    await day.say("boris", "weight 63,3 kg")
    (alert,) = await day.alerts()
    assert alert["urgency"] == "urgent"
    assert "weight-loss-10" in alert["reasons"][0]["rules"]
    assert day.words("boris", "published-weight") in day.rung("boris")[0].text
    assert day.heard("amina") == []
    await day.at("Mon 09:05")
    assert "63" not in day.read("amina", ever=True)
    assert day.prompts() == []


async def test_an_older_weight_fills_the_curve_and_rings_nobody(day: Clinic) -> None:
    """A weight of last month, entered after today's: it is kept, and is no news."""
    await open_lab(day)
    await day.say("boris", "weight 71.5 kg")
    await open_lab(day)
    await day.say("boris", "weight 60 kg, 3 Apr")
    await day.tap("boris", "lab-value", value="60", unit="kg")
    assert await day.alerts() == []
    assert [row["value"] for row in await day.rows(tables.measurements)] == ["71.50", "60.00"]


async def test_a_weight_by_staff_is_no_answer_of_the_patient(day: Clinic) -> None:
    """Silent check-ins go on counting: it was the nurse who spoke (S9)."""
    await day.at("Wed 12:00")
    await open_lab(day)
    await day.say("boris", "weight 71.5 kg")
    await day.at("Fri 10:00")
    assert ("check-ins-unanswered", "routine") in await day.causes()


async def test_for_a_regimen_without_a_verified_threshold_none_is_shown(clinic: Clinic) -> None:
    """The bands are of the myeloma table; lymphoma has none that could be verified (F-MOD-14)."""
    await clinic.patient("amina")
    async with clinic.office.work() as work:
        row = (await work.tx.execute(tables.plans.select())).mappings().one()
        await work.tx.execute(tables.plans.update().values(body={**row["body"], "regimen_id": "dlbcl-twice-weekly"}))
    await open_lab(clinic)
    await clinic.say("boris", "plt 24")
    assert clinic.told("boris", "lab-no-guidance")
    assert clinic.words("boris", "lab-says-platelets-under-25") not in clinic.read("boris")


async def test_words_typed_long_after_are_not_results(day: Clinic) -> None:
    """Half an hour later the question is stale: what is typed then gets the help, not a refusal line by line."""
    await open_lab(day)
    await day.at("+31m")
    await day.say("boris", "thank you")
    assert day.told("boris", "staff-help", name="Boris")


async def test_very_many_lines_fit_telegram(day: Clinic) -> None:
    """A year of pasted results: every message can be sent, and every line is kept."""
    await open_lab(day)
    days = [f"{n} Apr\nNa {130 - n % 5}\nplt {20 + n}\nHb 7.{n % 10}\nANC 0.{1 + n % 9}" for n in range(1, 29)]
    await day.say("boris", "\n".join(days))
    assert len(await kept(day)) == 4 * 28


async def test_results_of_the_day_settle_the_blood_test_that_was_asked_for(clinic: Clinic) -> None:
    """The laboratory has answered: the patient is not chased for a test that is done; one that is due later still is."""
    await clinic.patient("amina", monitoring="blood test: day 1, day 8")
    await clinic.at("Mon 10:00")
    await open_lab(clinic)
    await clinic.say("boris", "Na 138")
    states = [row["state"] for row in await clinic.rows(checks)]
    assert states[0] == "done"
    assert "done" not in states[1:]
    assert "138" not in clinic.read("amina", ever=True)
