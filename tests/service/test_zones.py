"""New rules of a time zone: what is to come is derived again, what was said stays (S2)."""

from datetime import timedelta

import sqlalchemy as sa

from bot.service import zones
from bot.store import ledger, tables
from tests.service.clinic import BOTH, Clinic


async def old_rules(day: Clinic) -> None:
    """As if everything to come had been planned by rules that were an hour behind."""
    async with day.office.work() as work:
        await ledger.mark(work.tx, zones.TZDATA, work.now, "2020a")
        for row in (
            await work.tx.execute(sa.select(tables.agenda).where(tables.agenda.c.state == "pending"))
        ).mappings():
            if row["kind"] in ("dose", "antiemetic", "heads-up") and row["due_at"] > work.now + timedelta(hours=2):
                moved = {"due_at": row["due_at"] - timedelta(hours=1)}
                await work.tx.execute(sa.update(tables.agenda).where(tables.agenda.c.id == row["id"]).values(**moved))


async def due(day: Clinic) -> dict[str, object]:
    return {row["key"]: row["due_at"] for row in await day.rows(tables.agenda, state="pending", kind="dose")}


@BOTH
async def test_instants_follow_the_new_rules(day: Clinic) -> None:
    """After a change of tzdata the next doses fall due by the new rules; once only, and the answered day is not touched."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Mon 12:00")
    planned, doses = await due(day), await day.doses()
    assert planned
    await old_rules(day)
    assert await due(day) != planned
    assert await zones.derive_again(day.office) == 1
    assert await due(day) == planned
    assert await day.doses() == doses
    assert await zones.derive_again(day.office) == 0
    await day.at("Wed 09:00")
    assert [one.text[:17] for one in day.prompts()] == ["Mon 4 May, 09:00.", "Wed 6 May, 09:00."]


async def test_a_new_database_only_notes_the_edition(day: Clinic) -> None:
    """Nothing was planned by other rules: nothing is planned anew."""
    assert await zones.derive_again(day.office) == 0
    (mark,) = await day.rows(tables.marks, name=zones.TZDATA)
    assert mark["value"].startswith("20")


async def test_a_start_cut_short_begins_again(day: Clinic) -> None:
    """The edition is noted last: whoever failed is planned anew at the next start."""
    await old_rules(day)
    async with day.office.work() as work:
        await work.tx.execute(sa.update(tables.plans).values(body={}))
    await zones.derive_again(day.office)
    (mark,) = await day.rows(tables.marks, name=zones.TZDATA)
    assert mark["value"] == "2020a"
