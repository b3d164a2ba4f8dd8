"""Staff: invited by a one-time link, confirmed by whoever invited, removed at once.

Removing somebody ends access in the same transaction; alerts they had taken ring again.
"""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.messages import line, say
from bot.domain.people import Role, Staff, StaffStatus
from bot.domain.roster import Shift
from bot.domain.rosterline import written
from bot.service import alerting, chance, handover, post, rosterdesk, rostering, teamgroup
from bot.service.joining import hashed
from bot.service.office import Office
from bot.store import invites, ledger, outbox, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Invited:
    """A member of staff is invited; the link works once."""

    staff_id: int
    token: str
    expires_at: datetime


async def invite(office: Office, name: str, *, role: str, team: str, position: int, language: str, by: str) -> Invited:
    """Write a member of staff and the link that brings them in."""
    async with office.work() as work:
        staff_id = await people.add_staff(
            work.tx,
            {
                "name": name.strip(), "role": role, "team": team, "position": position, "language": language,
                "status": StaffStatus.INVITED, "created_at": work.now,
            },
        )  # fmt: skip
        token, expires_at = chance.token(work.chance), work.now + work.library.clinic.invite_valid
        await invites.add(
            work.tx,
            {
                "token_hash": hashed(token), "role": Role.STAFF, "subject_id": staff_id, "tries_left": 1,
                "expires_at": expires_at,
            },
        )  # fmt: skip
        await ledger.note(work.tx, work.now, by, "invited-staff", staff=staff_id)
        return Invited(staff_id=staff_id, token=token, expires_at=expires_at)


async def everybody(office: Office) -> tuple[Staff, ...]:
    """Everybody ever invited."""
    async with office.work() as work:
        return await people.all_staff(work.tx)


async def confirm(office: Office, staff_id: int, *, by: str) -> Staff | None:
    """Whoever invited says that the right person opened the link; None when nobody waits under this number."""
    async with office.work() as work:
        found = next((one for one in await people.all_staff(work.tx) if one.id == staff_id), None)
        if found is None or found.status is not StaffStatus.WAITING:
            return None
        await people.change_staff(work.tx, staff_id, status=StaffStatus.ACTIVE)
        await ledger.note(work.tx, work.now, by, "confirmed-staff", staff=staff_id)
        await post.tell(work, found, say(line("join-staff-confirmed", name=found.name)))
        await alerting.staff_back(work, found)
        return found


async def remove(office: Office, staff_id: int, *, by: str) -> Staff | None:
    """End somebody's access; None when there is nobody under this number."""
    async with office.work() as work:
        found = next((one for one in await people.all_staff(work.tx) if one.id == staff_id), None)
        if found is None or found.status is StaffStatus.REMOVED:
            return None
        await people.change_staff(work.tx, staff_id, status=StaffStatus.REMOVED)
        await people.unlink(work.tx, Role.STAFF, staff_id)
        await invites.revoke(work.tx, Role.STAFF, staff_id, work.now)
        await ledger.note(work.tx, work.now, by, "removed-staff", staff=staff_id)
        await outbox.cancel_for(work.tx, Role.STAFF, staff_id)
        await alerting.staff_gone(work, found)
        return found


async def group_code(office: Office, team: str, *, language: str, by: str) -> tuple[str, datetime] | None:
    """A one-time code that binds a group to a team, and until when; None when nobody active belongs to it."""
    async with office.work() as work:
        if not await people.active_team(work.tx, team):
            return None
        code = await teamgroup.new_code(work, team, language, by=by)
        return code, work.now + teamgroup.CODE_VALID


async def unbind_group(office: Office, team: str, *, by: str) -> bool:
    """End a team's group chat; False when it has none."""
    async with office.work() as work:
        return await teamgroup.unbind(work, team, by=by) is not None


async def set_hours(office: Office, staff_id: int, shifts: tuple[Shift, ...] | None, *, by: str) -> Staff | None:
    """Somebody's weekly hours on call, None: any hour; None when there is nobody under this number."""
    async with office.work() as work:
        found = next((one for one in await people.all_staff(work.tx) if one.id == staff_id), None)
        if found is None or found.status is StaffStatus.REMOVED:
            return None
        before = await rostering.of_team(work, found.team)
        await rosterdesk.set_hours(work, found, None if shifts is None else written(shifts), by=by)
        await handover.roster_changed(work, found.team, before)
        return found
