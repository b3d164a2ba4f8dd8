"""A chat whose patient's treatment has ended, and an invitation for the same person to begin again (S10).

The clinic's own reference says that it is the same person; a link of anybody else stays an alert. Until the six digits
are right the chat belongs to the treatment that ended: whatever else is said there is heard as before.
"""

import re

from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import line, say
from bot.domain.people import Patient, PatientStatus, Role
from bot.service import joining, post
from bot.service.office import Work
from bot.store import invites, people
from bot.store.invites import Invite

DIGITS_ALONE = re.compile(r"\s*(?:\d[\s-]*){4,8}")
SIX = 6


async def receive(work: Work, holder: Patient, incoming: Incoming) -> bool:
    """Go on with an invitation of the same person; False when this is about something else."""
    if holder.status is not PatientStatus.STOPPED:
        return False
    if incoming.kind is Arrival.COMMAND and incoming.text == "start" and incoming.rest:
        invite = await invites.by_token(work.tx, joining.hashed(incoming.rest.strip()))
        return invite is not None and await _open(work, holder, incoming, invite)
    invite = await invites.opened_in(work.tx, incoming.chat_id or 0)
    if invite is None or not await _theirs(work, holder, invite) or not _answers(work, incoming, invite):
        return False
    if invite.expires_at <= work.now:
        await post.tell(work, holder, say(line("join-link-over")))
        return True
    return await joining.go_on(work, incoming, invite)


async def _theirs(work: Work, holder: Patient, invite: Invite) -> bool:
    """Whether the invitation is for this very person."""
    if invite.role is not Role.PATIENT or invite.subject_id == holder.id:
        return False
    return (await people.patient(work.tx, invite.subject_id)).reference == holder.reference


async def _open(work: Work, holder: Patient, incoming: Incoming, invite: Invite) -> bool:
    if not await _theirs(work, holder, invite):
        return False
    if not await joining.open_link(work, incoming):
        await post.tell(work, holder, say(line("join-link-over")))
    return True


def _answers(work: Work, incoming: Incoming, invite: Invite) -> bool:
    """A language, or what may be the six digits. A report typed meanwhile is a report."""
    if joining.language_chosen(work, incoming) is not None:
        return True
    digits = sum(one.isdigit() for one in incoming.text) == SIX or DIGITS_ALONE.fullmatch(incoming.text)
    return invite.language is not None and incoming.kind is Arrival.TEXT and bool(digits)
