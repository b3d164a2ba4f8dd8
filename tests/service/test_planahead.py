"""Many plans laid out in one go: the same as each by itself, and one that is bad costs only its own."""

from collections.abc import Sequence
from typing import Any

import pytest
import sqlalchemy as sa

from bot.service import diary, planahead
from bot.store import tables
from bot.store.checktable import checks
from tests.service.clinic import BOTH, Clinic

WHO = ("amina", "eva", "stranger")
WRITTEN = (tables.agenda, tables.doses, checks)


@pytest.fixture
async def full(clinic: Clinic) -> Clinic:
    """Three patients on three plans, whose next days fall due to be planned at one instant."""
    await clinic.patient("amina", monitoring="weight: every 3 until 57; blood test: day 1, day 8")
    await clinic.patient("eva", zone="America/New_York")
    await clinic.patient("stranger", language="es", start="2026-05-05")
    async with clinic.office.work() as work:
        coming = sa.update(tables.agenda).where(tables.agenda.c.kind == "plan-ahead")
        await work.tx.execute(coming.values(due_at=work.now, data={"from": "2026-05-03"}))
    return clinic


async def rows(clinic: Clinic) -> list[list[tuple[Any, ...]]]:
    """All that planning writes, whatever the order and the number of a row."""
    async with clinic.office.reading() as tx:
        return [sorted(map(_content, (await tx.execute(sa.select(one))).mappings()), key=repr) for one in WRITTEN]


def _content(row: sa.RowMapping) -> tuple[Any, ...]:
    return tuple((name, repr(value)) for name, value in row.items() if name != "id")


async def plan(clinic: Clinic, monkeypatch: pytest.MonkeyPatch, *, together: bool, days: int = 9) -> list[Any]:
    """What stands in the tables after a tick in which many more days are planned."""
    monkeypatch.setattr(planahead, "DAYS_AHEAD", days)
    if not together:
        monkeypatch.setattr(diary, "_do_together", one_by_one)
    await diary.do_what_is_due(clinic.office)
    return await rows(clinic)


async def one_by_one(office: Any, dues: Sequence[Any]) -> None:
    for due in dues:
        await diary._do(office, due)


@BOTH
async def test_together_is_the_same_as_one_by_one(full: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Planned together, then once more one by one: the second time nothing is added, lost or different (S2)."""
    before = await rows(full)
    together = await plan(full, monkeypatch, together=True)
    assert len(together[1]) > len(before[1]) >= len(WHO)
    async with full.office.work() as work:
        again = sa.update(tables.agenda).where(tables.agenda.c.kind == "plan-ahead", tables.agenda.c.state == "done")
        await work.tx.execute(again.values(state="pending"))
    assert await plan(full, monkeypatch, together=False) == together


@BOTH
async def test_one_bad_plan_costs_only_its_own(full: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row nobody can read: the two others are planned, and the bad one is put off for a person to see."""
    bad = full.ids["eva"]
    good_before = await _doses(full)
    async with full.office.work() as work:
        one = sa.update(tables.plans).where(tables.plans.c.patient_id == bad)
        await work.tx.execute(one.values(body={"not": "a plan"}))
    await plan(full, monkeypatch, together=True)
    after = await _doses(full)
    assert {who for who in WHO if after[full.ids[who]] > good_before[full.ids[who]]} == {"amina", "stranger"}
    async with full.office.reading() as tx:
        waiting = sa.select(tables.agenda.c.patient_id, tables.agenda.c.attempts).where(
            tables.agenda.c.kind == "plan-ahead", tables.agenda.c.state == "pending", tables.agenda.c.attempts > 0
        )
        assert (await tx.execute(waiting)).all() == [(bad, 1)]
    async with full.office.work() as work:  # so that the clinic can be left
        await work.tx.execute(sa.delete(tables.agenda).where(tables.agenda.c.patient_id == bad))


async def _doses(clinic: Clinic) -> dict[int, int]:
    async with clinic.office.reading() as tx:
        counted = sa.select(tables.doses.c.patient_id, sa.func.count()).group_by(tables.doses.c.patient_id)
        return {row[0]: row[1] for row in (await tx.execute(counted)).all()}
