"""Joining while treatment goes on: a patient already at C3D8 (DESIGN "Enrolment"; S5, S14)."""

import pytest

from bot.service import changemaking
from bot.store import people, tables
from tests.service.clinic import BOTH, Clinic
from tests.service.test_joining import join

C3D8 = {"regimen": "svd-weekly", "start": "2026-02-23"}  # the first Monday of the tests, 4 May, is C3D1


async def joined(clinic: Clinic, language: str = "en") -> None:
    """Everything done, on the eve of C3D8."""
    made = await clinic.invite("amina", language=language, **C3D8)
    await join(clinic, made, "join-agree", "plan-yes", "tablets-yes", language=language)
    await clinic.tap("amina", "box-mg", mg=20)  # of selinexor
    await clinic.tap("amina", "box-mg", mg=20)  # of dexamethasone


@BOTH
@pytest.mark.parametrize("language", ["en", "es"])
async def test_the_first_prompt_is_the_next_dose(clinic: Clinic, language: str) -> None:
    """The plan shows what comes next; the cycle day is right; no day before joining is written or asked about."""
    await clinic.at("2026-05-10 12:00")
    await joined(clinic, language)
    assert clinic.told("amina", "plan-next-days", ever=True)
    assert not clinic.told("amina", "plan-first-days", ever=True)
    assert clinic.told("amina", "join-done")
    assert {str(one["plan_day"]) for one in await clinic.rows(tables.doses)} == {"2026-05-11", "2026-05-12"}
    await clinic.at("2026-05-11 09:00")
    assert len(clinic.prompts()) == 1
    assert await clinic.causes() == []


async def test_the_card_names_the_cycle_day(clinic: Clinic) -> None:
    """C3D8 for whoever is on call."""
    await clinic.at("2026-05-10 12:00")
    await joined(clinic)
    await clinic.at("2026-05-11 08:00")
    await clinic.say("amina", "I cannot breathe")
    assert "C3D8" in clinic.read("boris")


async def test_confirmed_after_the_hour_of_the_day_asks_nothing_about_it(clinic: Clinic) -> None:
    """Joining at noon of a dose day: this morning's dose was before our time; tomorrow's dexamethasone comes."""
    await clinic.at("2026-05-11 12:00")
    await joined(clinic)
    assert clinic.prompts() == []
    await clinic.at("2026-05-12 08:59")
    assert clinic.prompts() == []
    assert {str(one["plan_day"]) for one in await clinic.rows(tables.doses)} == {"2026-05-12"}
    await clinic.at("2026-05-12 09:00")
    assert len(clinic.prompts()) == 1


@BOTH
async def test_not_ready_when_the_next_dose_comes(clinic: Clinic) -> None:
    """Plan not confirmed: urgent for the team; the patient is not told to stop a treatment that goes on (F-MOD-00)."""
    await clinic.at("2026-05-10 12:00")
    made = await clinic.invite("amina", **C3D8)
    await join(clinic, made, "join-agree")
    assert ("not-started", "urgent") not in await clinic.causes()
    await clinic.at("2026-05-11 09:00")
    assert ("not-started", "urgent") in await clinic.causes()
    assert "Your plan has a dose on Mon 11 May" in clinic.read("amina", ever=True)
    assert not clinic.told("amina", "join-not-started", ever=True)
    assert clinic.prompts() == []


async def test_a_change_soon_after_joining_counts_what_was_taken_before(clinic: Clinic) -> None:
    """S14: the doses of the last week that the plan says are lived, though the bot has no record of them."""
    await clinic.at("2026-05-10 12:00")
    await joined(clinic)
    await clinic.at("2026-05-11 09:30")
    async with clinic.office.work() as work:
        lived = await changemaking.lived(work, await people.patient(work.tx, clinic.ids["amina"]))
    said = [(str(one.drug), str(one.plan_day)) for one in lived]
    assert said == [
        ("selinexor", "2026-05-04"), ("dexamethasone", "2026-05-04"), ("dexamethasone", "2026-05-05"),
        ("selinexor", "2026-05-11"), ("dexamethasone", "2026-05-11"),
    ]  # fmt: skip


async def test_whoever_was_told_not_to_start_has_taken_nothing(clinic: Clinic) -> None:
    """Not ready on C1D1 is not "took it all the same": a later start is not refused for it."""
    await clinic.invite("amina")
    await clinic.at("2026-05-05 12:00")
    async with clinic.office.work() as work:
        assert await changemaking.lived(work, await people.patient(work.tx, clinic.ids["amina"])) == ()
