"""Patients, staff, the chats they hold and the invitations that link them: rows to domain values and back.

Never commits and never decides who may see whom.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from decimal import Decimal
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.people import Patient, PatientStatus, Role, Staff, StaffStatus
from bot.domain.regimen import Drug
from bot.store.tables import chats, patients, staff, strangers


def _patient(row: sa.RowMapping) -> Patient:
    return Patient(
        id=row["id"],
        pseudonym=row["pseudonym"],
        reference=row["reference"],
        phone=row["phone"],
        language=row["language"],
        team=row["team"],
        status=PatientStatus(row["status"]),
        practice=row["practice"],
        baseline_kg=_decimal(row["baseline_kg"]),
        baseline_on=row["baseline_on"],
        tablets_in_hand=row["tablets_in_hand"],
        boxes={Drug(drug): tuple(Decimal(one) for one in read) for drug, read in row["boxes"].items()},
        enrolled_by=row["enrolled_by"],
        body_surface_m2=_decimal(row["body_surface_m2"]),
        second_contact=row["second_contact"],
        consented_at=row["consented_at"],
        confirmed_at=row["confirmed_at"],
        check_in_at=time.fromisoformat(row["check_in_at"]) if row["check_in_at"] else None,
    )


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _staff(row: sa.RowMapping) -> Staff:
    fields = {name: row[name] for name in ("id", "name", "role", "team", "position", "language")}
    return Staff(status=StaffStatus(row["status"]), **fields)


async def add_patient(tx: AsyncConnection, values: Mapping[str, Any]) -> int:
    """Insert a patient row; the caller gives every column but the id."""
    return await _inserted(tx, sa.insert(patients).values(**values).returning(patients.c.id))


async def add_staff(tx: AsyncConnection, values: Mapping[str, Any]) -> int:
    """Insert a member of staff; the caller gives every column but the id."""
    return await _inserted(tx, sa.insert(staff).values(**values).returning(staff.c.id))


async def _inserted(tx: AsyncConnection, statement: sa.Executable) -> int:
    return int((await tx.execute(statement)).scalar_one())


async def patient(tx: AsyncConnection, patient_id: int) -> Patient:
    """The patient with this id; raises when there is none."""
    row = (await tx.execute(sa.select(patients).where(patients.c.id == patient_id))).mappings().one()
    return _patient(row)


async def patients_by_id(tx: AsyncConnection, patient_ids: Iterable[int]) -> Mapping[int, Patient]:
    """These patients, by their ids."""
    rows = (await tx.execute(_by_id(), {"ids": list(patient_ids)})).mappings()
    return {row["id"]: _patient(row) for row in rows}


@cache
def _by_id() -> sa.Executable:
    return sa.select(patients).where(patients.c.id.in_(sa.bindparam("ids", expanding=True)))


async def patient_by_reference(tx: AsyncConnection, reference: str) -> Patient | None:
    """The patient whose plan is not stopped and who carries the clinic's own reference."""
    found = sa.select(patients).where(patients.c.reference == reference, patients.c.status != PatientStatus.STOPPED)
    row = (await tx.execute(found)).mappings().first()
    return None if row is None else _patient(row)


async def ended_with_reference(tx: AsyncConnection, reference: str) -> tuple[int, ...]:
    """The ended treatments of whoever carries this reference: ids, oldest first."""
    mine = (patients.c.reference == reference, patients.c.status == PatientStatus.STOPPED)
    return tuple((await tx.execute(sa.select(patients.c.id).where(*mine).order_by(patients.c.id))).scalars())


async def running_since(tx: AsyncConnection, ended: Patient) -> Patient | None:
    """The treatment that a person of an ended one has joined since; None when there is none."""
    found = await patient_by_reference(tx, ended.reference)
    return found if found is not None and found.status is not PatientStatus.INVITED else None


async def patient_by_pseudonym(tx: AsyncConnection, pseudonym: str) -> Patient | None:
    """The patient who carries this pseudonym."""
    row = (await tx.execute(sa.select(patients).where(patients.c.pseudonym == pseudonym))).mappings().first()
    return None if row is None else _patient(row)


async def find_patient(tx: AsyncConnection, patient_id: int) -> Patient | None:
    """The patient with this id, if there is one."""
    row = (await tx.execute(sa.select(patients).where(patients.c.id == patient_id))).mappings().first()
    return None if row is None else _patient(row)


async def patients_of(tx: AsyncConnection, team: str) -> tuple[Patient, ...]:
    """A team's patients whose treatment here has not stopped, oldest first."""
    mine = (patients.c.team == team, patients.c.status != PatientStatus.STOPPED)
    rows = (await tx.execute(sa.select(patients).where(*mine).order_by(patients.c.id))).mappings()
    return tuple(_patient(row) for row in rows)


async def ids_of_active(tx: AsyncConnection) -> tuple[int, ...]:
    """Every patient who has confirmed a plan that goes on: ids alone, there may be very many."""
    return tuple(
        (await tx.execute(sa.select(patients.c.id).where(patients.c.status == PatientStatus.ACTIVE))).scalars()
    )


async def not_yet_confirmed(tx: AsyncConnection) -> int:
    """How many patients are enrolled and have not confirmed their plan."""
    settled = patients.c.status.in_([PatientStatus.ACTIVE, PatientStatus.STOPPED])
    return int((await tx.execute(sa.select(sa.func.count()).select_from(patients).where(~settled))).scalar_one())


async def change_patient(tx: AsyncConnection, patient_id: int, **values: Any) -> None:
    """Write these columns of one patient."""
    await tx.execute(sa.update(patients).where(patients.c.id == patient_id).values(**values))


async def change_boxes(
    tx: AsyncConnection, patient_id: int, boxes: Mapping[Drug, Iterable[Decimal]], *, in_hand: bool
) -> None:
    """Write what was read on the boxes, and whether prompts may count on the tablets."""
    read = {str(drug): [f"{one:f}" for one in strengths] for drug, strengths in boxes.items()}
    await change_patient(tx, patient_id, boxes=read, tablets_in_hand=in_hand)


async def member(tx: AsyncConnection, staff_id: int) -> Staff:
    """The member of staff with this id; raises when there is none."""
    row = (await tx.execute(sa.select(staff).where(staff.c.id == staff_id))).mappings().one()
    return _staff(row)


async def all_staff(tx: AsyncConnection) -> tuple[Staff, ...]:
    """Everybody ever invited, in order of position and then of age."""
    rows = (await tx.execute(sa.select(staff).order_by(staff.c.position, staff.c.id))).mappings()
    return tuple(_staff(row) for row in rows)


async def active_team(tx: AsyncConnection, team: str) -> tuple[Staff, ...]:
    """The active staff of a team, first on call first."""
    return tuple(one for one in await all_staff(tx) if one.team == team and one.status is StaffStatus.ACTIVE)


async def change_staff(tx: AsyncConnection, staff_id: int, **values: Any) -> None:
    """Write these columns of one member of staff."""
    await tx.execute(sa.update(staff).where(staff.c.id == staff_id).values(**values))


async def holder(tx: AsyncConnection, chat_id: int) -> Patient | Staff | None:
    """Who holds this chat, if anybody does."""
    row = (await tx.execute(_holding(Role.PATIENT), {"chat_id": chat_id})).mappings().first()
    if row is not None:
        return _patient(row)
    row = (await tx.execute(_holding(Role.STAFF), {"chat_id": chat_id})).mappings().first()
    return None if row is None else _staff(row)


@cache
def _holding(role: Role) -> sa.Executable:
    """Built once: every update begins with it."""
    person = patients if role is Role.PATIENT else staff
    mine = (chats.c.role == role, chats.c.subject_id == person.c.id, chats.c.chat_id == sa.bindparam("chat_id"))
    return sa.select(person).join(chats, sa.and_(*mine))


async def chat_of(tx: AsyncConnection, role: Role, person_id: int) -> int | None:
    """The chat of a person, reachable or not; None before it is linked."""
    found = sa.select(chats.c.chat_id).where(chats.c.role == role, chats.c.subject_id == person_id)
    return (await tx.execute(found)).scalar()


async def reachable(tx: AsyncConnection, role: Role, person_id: int) -> bool:
    """Whether this person has a chat that Telegram has not refused."""
    found = sa.select(chats.c.reachable).where(chats.c.role == role, chats.c.subject_id == person_id)
    return bool((await tx.execute(found)).scalar())


async def link(tx: AsyncConnection, chat_id: int, role: Role, person_id: int, now: datetime) -> None:
    """Bind a chat to one person; the primary key refuses a second role."""
    await tx.execute(
        sa.insert(chats).values(chat_id=chat_id, role=role, subject_id=person_id, reachable=True, linked_at=now)
    )


async def unlink(tx: AsyncConnection, role: Role, person_id: int) -> None:
    """Take a person's chat away: from now on it is a stranger's."""
    await tx.execute(sa.delete(chats).where(chats.c.role == role, chats.c.subject_id == person_id))


async def mark_reachable(tx: AsyncConnection, chat_id: int, *, reachable: bool) -> bool:
    """Note whether Telegram takes messages for this chat; tells whether that is news."""
    changed = sa.update(chats).where(chats.c.chat_id == chat_id, chats.c.reachable != reachable)
    return (await tx.execute(changed.values(reachable=reachable))).rowcount == 1


async def may_tell_stranger(tx: AsyncConnection, chat_id: int, now: datetime, since: datetime) -> bool:
    """Whether the stranger's sentence was last sent before `since`; notes that it is sent now."""
    told = (await tx.execute(sa.select(strangers.c.told_at).where(strangers.c.chat_id == chat_id))).scalar()
    if told is not None and told > since:
        return False
    await tx.execute(sa.delete(strangers).where(strangers.c.chat_id == chat_id))
    await tx.execute(sa.insert(strangers).values(chat_id=chat_id, told_at=now))
    return True


async def stale_menus(tx: AsyncConnection) -> tuple[tuple[int, str, str], ...]:
    """Chats whose command menu is not in their holder's language: chat, role, language."""
    found: list[tuple[int, str, str]] = []
    for role, table in ((Role.PATIENT, patients), (Role.STAFF, staff)):
        held = (chats.c.role == role, chats.c.subject_id == table.c.id, chats.c.reachable)
        stale = sa.or_(chats.c.menu_language.is_(None), chats.c.menu_language != table.c.language)
        rows = await tx.execute(sa.select(chats.c.chat_id, table.c.language).where(*held, stale))
        found += [(chat_id, role, language) for chat_id, language in rows.all()]
    return tuple(found)


async def menu_told(tx: AsyncConnection, chat_id: int, language: str) -> None:
    """Telegram has been told this chat's command menu."""
    await tx.execute(sa.update(chats).where(chats.c.chat_id == chat_id).values(menu_language=language))
