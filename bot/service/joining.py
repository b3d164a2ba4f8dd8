"""A chat that belongs to nobody yet and holds an invitation: link, language, six digits; then it is somebody's.

Until the number is right the chat learns nothing about the person it claims to be.
"""

import hashlib
import hmac

from bot.domain.alert import Cause
from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import button, line, say, stacked
from bot.domain.people import PatientStatus, Role, StaffStatus
from bot.domain.urgency import Urgency
from bot.service import alerting, enrolment, following, post
from bot.service.office import Work
from bot.store import alerts, invites, ledger, people
from bot.store.invites import Invite

CHOOSE_LANGUAGE = "e:lang:"


def hashed(token: str) -> str:
    """What is kept of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def number_hash(token_hash: str, number: str) -> str:
    """What is kept of the six digits; bound to the link, so that equal digits never look equal."""
    return hashlib.sha256(f"{token_hash}:{number}".encode()).hexdigest()


async def receive(work: Work, incoming: Incoming) -> bool:
    """Go on with an invitation; False when this chat has none."""
    if incoming.kind is Arrival.COMMAND and incoming.text == "start" and incoming.rest:
        return await open_link(work, incoming)
    invite = await invites.opened_in(work.tx, incoming.chat_id or 0)
    if invite is None or invite.expires_at <= work.now:
        return False
    if work.library.phrasebook.read(incoming.text).red_flags:
        return False  # whoever writes this needs the emergency number, not a question about digits
    return await go_on(work, incoming, invite)


async def open_link(work: Work, incoming: Incoming) -> bool:
    """Open an invitation in this chat; False when it cannot be. One opened elsewhere already is an alert."""
    invite = await invites.by_token(work.tx, hashed(incoming.rest.strip()))
    if invite is None:
        return False
    if invite.used_at is not None or invite.opened_by not in (None, incoming.chat_id):
        await opened_twice(work, invite)
        return False
    if invite.expires_at <= work.now or not await _served(work, invite):
        return False
    await invites.change(work.tx, invite.id, opened_by=incoming.chat_id, opened_at=work.now)
    if invite.role is Role.STAFF:
        await _staff_waits(work, incoming, invite)
        return True
    await _ask_language(work, incoming)
    return True


async def _served(work: Work, invite: Invite) -> bool:
    """Where content is a draft, only practice patients may join (S11); nobody a treatment that was stopped meanwhile."""
    if invite.role is not Role.PATIENT:
        return True
    patient = await people.patient(work.tx, invite.subject_id)
    return patient.status is not PatientStatus.STOPPED and (patient.practice or not work.practice_only)


async def opened_twice(work: Work, invite: Invite) -> None:
    """A patient's link was opened in a second chat: somebody else may have it."""
    if invite.role is Role.PATIENT:
        patient = await people.patient(work.tx, invite.subject_id)
        await alerting.raise_alert(work, patient, Cause.CODE_TWICE, Urgency.URGENT)


async def _staff_waits(work: Work, incoming: Incoming, invite: Invite) -> None:
    """Staff are linked, but count only once whoever invited them has confirmed."""
    member = await people.member(work.tx, invite.subject_id)
    await invites.change(work.tx, invite.id, used_at=work.now)
    await people.link(work.tx, incoming.chat_id or 0, Role.STAFF, member.id, work.now)
    await people.change_staff(work.tx, member.id, status=StaffStatus.WAITING)
    await ledger.note(work.tx, work.now, f"staff:{member.id}", "opened-invitation")
    await post.tell(work, member, say(line("join-staff-waiting", name=member.name)))


async def _ask_language(work: Work, incoming: Incoming) -> None:
    wording = work.library.wording
    choices = stacked(*(button(f"language-name-{one}", f"{CHOOSE_LANGUAGE}{one}") for one in wording.languages))
    draft = say(line("join-language"), rows=choices)
    await post.tell_stranger(work, incoming.chat_id or 0, draft, wording.languages[0])


async def go_on(work: Work, incoming: Incoming, invite: Invite) -> bool:
    """The language, then the number."""
    chosen = language_chosen(work, incoming)
    if chosen is not None:
        await invites.change(work.tx, invite.id, language=chosen)
        await post.tell_stranger(work, incoming.chat_id or 0, say(line("join-number")), chosen)
        return True
    if invite.language is None:
        await _ask_language(work, incoming)
        return True
    if incoming.kind is Arrival.TEXT:
        await _number(work, incoming, invite, invite.language)
    else:
        await post.tell_stranger(work, incoming.chat_id or 0, say(line("join-number")), invite.language)
    return True


def language_chosen(work: Work, incoming: Incoming) -> str | None:
    """The language tapped or typed; None when it is something else."""
    said = incoming.text.removeprefix(CHOOSE_LANGUAGE) if incoming.kind is Arrival.TAP else incoming.text.strip()
    for one in work.library.wording.languages:
        names = {one, work.library.wording.language_name(one).casefold()}
        if said.casefold() in names:
            return one
    return None


async def _number(work: Work, incoming: Incoming, invite: Invite, language: str) -> None:
    digits = "".join(one for one in incoming.text if one.isdigit())
    right = hmac.compare_digest(number_hash(invite.token_hash, digits), invite.number_hash or "")
    if right:
        await _linked(work, incoming, invite, language)
        return
    left = invite.tries_left - 1
    await invites.change(work.tx, invite.id, tries_left=left)
    if left > 0:
        wrong = line("join-number-wrong", left=left)
        await post.tell_stranger(work, incoming.chat_id or 0, say(wrong), language)
        return
    await invites.change(work.tx, invite.id, expires_at=work.now)
    patient = await people.patient(work.tx, invite.subject_id)
    await alerting.raise_alert(work, patient, Cause.WRONG_NUMBER, Urgency.URGENT)
    locked = line("join-locked", emergency=work.numbers.emergency)
    await post.tell_stranger(work, incoming.chat_id or 0, say(locked), language)


async def _linked(work: Work, incoming: Incoming, invite: Invite, language: str) -> None:
    """The number is right: the chat is the patient's from now on."""
    await invites.change(work.tx, invite.id, used_at=work.now)
    await _end_the_one_before(work, invite.subject_id)
    await people.link(work.tx, incoming.chat_id or 0, Role.PATIENT, invite.subject_id, work.now)
    await people.change_patient(work.tx, invite.subject_id, language=language, status=PatientStatus.CONSENTING)
    await ledger.note(work.tx, work.now, "patient", "linked", invite.subject_id)
    await enrolment.ask_consent(work, await people.patient(work.tx, invite.subject_id))


async def _end_the_one_before(work: Work, patient_id: int) -> None:
    """Somebody who begins again: the chat of the treatment that ended is given up, so that its buttons reach nothing of
    the new one; an alert still open comes along, for it holds doses back whichever treatment they belong to (S15).
    """
    reference = (await people.patient(work.tx, patient_id)).reference
    for before in await people.ended_with_reference(work.tx, reference):
        await people.unlink(work.tx, Role.PATIENT, before)
        moved = await alerts.hand_on_unresolved(work.tx, before, patient_id)
        await following.hand_on(work, before, await people.patient(work.tx, patient_id))
        await ledger.note(work.tx, work.now, "patient", "began-again", patient_id, before=before, alerts=moved)
