"""The laws of the random weeks notice what they are there for: a true story, spoilt in the tables, one law at a time."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.domain.messages import Kind
from bot.rehearsal.laws import broken, rows_of
from bot.store import tables
from tests.service.clinic import Clinic

Spoil = Callable[[Clinic], Awaitable[None]]


async def _write(clinic: Clinic, *statements: sa.Executable) -> None:
    async with clinic.office.engine.begin() as tx:
        for one in statements:
            await tx.execute(one)


async def _the_amount_is_another(clinic: Clinic) -> None:
    plan = (await clinic.rows(tables.plans))[0]["body"]
    less = [{**one, "mg": "60"} if one["drug"] == "selinexor" else one for one in plan["drugs"]]
    await _write(clinic, sa.update(tables.plans).values(body={**plan, "drugs": less}))


async def _the_drug_was_on_hold(clinic: Clinic) -> None:
    plan = (await clinic.rows(tables.plans))[0]["body"]
    await _write(clinic, sa.update(tables.plans).values(body={**plan, "held": ["selinexor"]}))


async def _said_again(clinic: Clinic) -> None:
    row = dict((await clinic.rows(tables.outbox, kind=Kind.DOSE))[0])
    row |= {"dedupe_key": "again"}
    del row["id"]
    await _write(clinic, sa.insert(tables.outbox).values(**row))


async def _it_left_late(clinic: Clinic) -> None:
    late = tables.outbox.c.expires_at
    await _write(
        clinic, sa.update(tables.outbox).where(late.is_not(None)).values(sent_at=clinic.now + timedelta(days=1))
    )


async def _a_red_flag_was_open(clinic: Clinic) -> None:
    first = (await clinic.alerts())[0]
    early = clinic.now - timedelta(days=2)
    flags = [{**one, "urgency": "urgent", "at": early.isoformat()} for one in first["reasons"]]
    await _write(clinic, sa.update(tables.alerts).values(reasons=flags, urgency="urgent", raised_at=early))


async def _nobody_asked_any_more(clinic: Clinic) -> None:
    over = {"state": "asked", "asked_at": clinic.now, "window_until": clinic.now - timedelta(hours=1)}
    await _write(clinic, sa.update(tables.doses).values(**over))


async def _nothing_rings(clinic: Clinic) -> None:
    await _write(clinic, sa.delete(tables.agenda))


async def _its_owner_is_out_of_reach(clinic: Clinic) -> None:
    taken = {"state": "acknowledged", "owner_id": clinic.ids["boris"], "acknowledged_at": clinic.now}
    gone = sa.update(tables.chats).where(
        tables.chats.c.subject_id == clinic.ids["boris"], tables.chats.c.role == "staff"
    )
    rings = sa.update(tables.agenda).where(tables.agenda.c.kind == "alert-step").values(kind="alert-action-due")
    await _write(clinic, sa.update(tables.alerts).values(**taken), gone.values(reachable=False), rings)


async def _broken(clinic: Clinic) -> list[str]:
    return broken(await rows_of(clinic.office), clinic.office.library.wording, clinic.now)


@pytest.mark.parametrize(
    ("spoil", "law"),
    [
        (_the_amount_is_another, "S1"),
        (_the_drug_was_on_hold, "S1"),
        (_said_again, "S2"),
        (_it_left_late, "S5"),
        (_a_red_flag_was_open, "S15"),
        (_nobody_asked_any_more, "S9"),
        (_nothing_rings, "S7"),
        (_its_owner_is_out_of_reach, "S7"),
    ],
)
async def test_a_broken_law_is_noticed(day: Clinic, spoil: Spoil, law: str) -> None:
    """True before, told after."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-not-sure")
    assert await _broken(day) == []
    await spoil(day)
    assert law in {one.partition(":")[0] for one in await _broken(day)}
    day.repeats_expected = True


async def test_what_was_decided_counts_though_it_is_over(day: Clinic) -> None:
    """Let go on Sunday for Monday's dose, and lapsed an hour before Wednesday's: Monday's message was right (S15)."""
    await day.say("amina", "my nose bleeds")
    await day.tap("boris", "button-goes-ahead")
    await day.at("Wed 08:01")
    assert len(day.prompts()) == 1
    assert (await day.alerts())[0]["decided_at"] is None
    assert await _broken(day) == []
