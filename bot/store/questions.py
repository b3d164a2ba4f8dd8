"""The questions table. Never commits; what an answer means is not known here."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Role
from bot.domain.questions import Ask, Question, QuestionState
from bot.store.tables import questions


def _question(row: sa.RowMapping) -> Question:
    same = {name: row[name] for name in ("id", "person_id", "data", "asked_at", "answer", "answered_at")}
    return Question(role=Role(row["role"]), kind=Ask(row["kind"]), state=QuestionState(row["state"]), **same)


async def add(
    tx: AsyncConnection, role: Role, person_id: int, kind: Ask, data: Mapping[str, Any], now: datetime
) -> int:
    """Open a question; returns its number."""
    row = {"role": role, "person_id": person_id, "kind": kind, "data": dict(data), "state": "open", "asked_at": now}
    return int((await tx.execute(sa.insert(questions).values(**row).returning(questions.c.id))).scalar_one())


async def get(tx: AsyncConnection, question_id: int, role: Role, person_id: int) -> Question | None:
    """The question, if it was put to this very person."""
    row = (await tx.execute(_finding(), {"number": question_id, "whose": role, "person": person_id})).mappings().first()
    return None if row is None else _question(row)


@cache
def _finding() -> sa.Executable:
    """Built once: every tap begins with it."""
    this_one = questions.c.id == sa.bindparam("number")
    mine = (questions.c.role == sa.bindparam("whose"), questions.c.person_id == sa.bindparam("person"))
    return sa.select(questions).where(this_one, *mine)


async def one(tx: AsyncConnection, question_id: int) -> Question:
    """The question with this number; raises when there is none."""
    return _question((await tx.execute(sa.select(questions).where(questions.c.id == question_id))).mappings().one())


async def open_of(tx: AsyncConnection, role: Role, person_id: int) -> tuple[Question, ...]:
    """A person's open questions, newest first."""
    mine = (questions.c.role == role, questions.c.person_id == person_id, questions.c.state == QuestionState.OPEN)
    rows = (await tx.execute(sa.select(questions).where(*mine).order_by(questions.c.id.desc()))).mappings()
    return tuple(_question(row) for row in rows)


async def of_kind(tx: AsyncConnection, role: Role, person_id: int, kind: Ask, since: datetime) -> tuple[Question, ...]:
    """A person's questions of one kind put at or after an instant, oldest first."""
    return await of_kinds(tx, role, person_id, (kind,), since)


async def of_kinds(
    tx: AsyncConnection, role: Role, person_id: int, kinds: Iterable[Ask], since: datetime
) -> tuple[Question, ...]:
    """The same for several kinds."""
    wanted = questions.c.kind.in_([str(kind) for kind in kinds])
    mine = (questions.c.role == role, questions.c.person_id == person_id, wanted)
    recent = sa.select(questions).where(*mine, questions.c.asked_at >= since).order_by(questions.c.id)
    return tuple(_question(row) for row in (await tx.execute(recent)).mappings())


async def people_waiting(tx: AsyncConnection, role: Role) -> frozenset[int]:
    """Whoever of a role has a question open: ids alone, there may be very many."""
    mine = (questions.c.role == role, questions.c.state == QuestionState.OPEN)
    return frozenset((await tx.execute(sa.select(questions.c.person_id).distinct().where(*mine))).scalars())


async def answered(tx: AsyncConnection, question_id: int, answer: str, now: datetime) -> None:
    """Keep the answer; a later answer replaces it (a correction), the audit keeps both."""
    one = sa.update(questions).where(questions.c.id == question_id)
    await tx.execute(one.values(state=QuestionState.ANSWERED, answer=answer, answered_at=now))


async def reopen(tx: AsyncConnection, question_id: int, data: Mapping[str, Any]) -> None:
    """Let a question wait again, about what is left of it."""
    one = sa.update(questions).where(questions.c.id == question_id)
    await tx.execute(one.values(state=QuestionState.OPEN, data=dict(data)))


async def close(tx: AsyncConnection, question_id: int) -> None:
    """End a question without an answer."""
    one = sa.update(questions).where(questions.c.id == question_id, questions.c.state == QuestionState.OPEN)
    await tx.execute(one.values(state=QuestionState.CLOSED))


async def close_kinds(tx: AsyncConnection, role: Role, person_id: int, *kinds: Ask) -> None:
    """End a person's open questions of these kinds."""
    mine = (
        questions.c.role == role,
        questions.c.person_id == person_id,
        questions.c.kind.in_([str(kind) for kind in kinds]),
        questions.c.state == QuestionState.OPEN,
    )
    await tx.execute(sa.update(questions).where(*mine).values(state=QuestionState.CLOSED))
