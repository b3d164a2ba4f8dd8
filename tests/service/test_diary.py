"""One bad row stops nothing; what fails is tried again and then set aside for a person (DESIGN "Errors")."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from bot.service import diary, prompting
from bot.store import tables
from tests.service.clinic import BOTH, Clinic


async def put(day: Clinic, **values: Any) -> None:
    row = {
        "key": "bad", "kind": "dose", "patient_id": day.ids["amina"], "due_at": day.now, "data": {}, "state": "pending",
        "attempts": 0,
    }  # fmt: skip
    async with day.office.engine.begin() as tx:
        await tx.execute(sa.insert(tables.agenda).values({**row, **values}))


@pytest.mark.parametrize(
    "values",
    [
        {"data": {}},
        {"data": {"day": "not a day", "event": "dose"}},
        {"kind": "plan-ahead", "data": {"from": None}},
        {"kind": "nudge", "subject_id": 4711},
        {"kind": "alert-step", "subject_id": None},
        {"kind": "report-left", "subject_id": 4711},
        {"kind": "heads-up", "patient_id": None},
        {"kind": "of-a-newer-release"},
        {"kind": ""},
    ],
    ids=str,
)
@BOTH
async def test_a_bad_entry_does_not_stop_the_next_dose(day: Clinic, values: dict[str, Any]) -> None:
    """Whatever is wrong with one entry, the next dose goes out."""
    day.faults_expected = True
    await day.at("Mon 08:55")
    await put(day, **values)
    await day.at("Mon 09:00")
    assert len(day.prompts()) == 1


@BOTH
async def test_what_fails_is_tried_again_and_loses_nothing(day: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """The dose entry fails for three minutes: nothing half-written, then one prompt (S2)."""
    day.faults_expected = True
    whole, tries = prompting._words, []

    async def broken(*args: Any, **more: Any) -> Any:
        tries.append(1)
        if len(tries) <= 3:
            raise RuntimeError("the disk is full")
        return await whole(*args, **more)

    monkeypatch.setattr(prompting, "_words", broken)
    await day.at("Mon 09:00")
    assert day.prompts() == []
    assert await day.doses() == {"selinexor": "planned", "dexamethasone": "planned"}
    await day.at("09:05")
    assert len(day.prompts()) == 1


async def test_what_never_works_is_set_aside(day: Clinic) -> None:
    """After an hour of tries the entry is failed, and no longer the next event."""
    day.faults_expected = True
    await put(day, data={})
    await day.at("+65m")
    (row,) = await day.rows(tables.agenda, key="bad")
    assert (row["state"], row["attempts"]) == ("failed", diary.GIVE_UP_AFTER)
    coming = await day.world.next_event_at()
    assert coming is not None
    assert coming > day.now


@BOTH
async def test_planning_ahead_twice_plans_once(day: Clinic) -> None:
    """Every entry of the next days has one row, however often it is planned."""
    before = [row["key"] for row in await day.rows(tables.agenda) if row["kind"] != "plan-ahead"]
    for _ in range(3):
        await put(day, key=f"again-{_}", kind="plan-ahead", data={"from": "2026-05-03"})
        await day.settle()
    after = [row["key"] for row in await day.rows(tables.agenda) if row["kind"] != "plan-ahead"]
    assert before == after


async def test_four_weeks_plan_themselves(clinic: Clinic) -> None:
    """Left alone, the agenda never runs dry: every dose day of four weeks is there, twice a week, no day else (S1)."""
    await clinic.patient("amina")
    await clinic.world.away_until(clinic.now + timedelta(weeks=4))
    await clinic.settle()
    days = sorted({row["plan_day"].isoformat() for row in await clinic.rows(tables.doses)})
    assert days[:8] == [
        "2026-05-04", "2026-05-06", "2026-05-11", "2026-05-13", "2026-05-18", "2026-05-20", "2026-05-25", "2026-05-27",
    ]  # fmt: skip
