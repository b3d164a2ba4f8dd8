"""Where every update arrives: recorded once, then handed to the desk of whoever holds the chat (S10).

One update, one transaction. A replayed update changes nothing. Chats that belong to nobody get one same sentence.
"""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.incoming import IN_GROUPS, Arrival, Incoming
from bot.domain.messages import Line, Verbatim, line, say
from bot.domain.people import Patient, Role, Staff, StaffStatus
from bot.service import alerting, joining, patientdesk, post, rejoining, staffdesk, teamgroup
from bot.service.office import Office, Work
from bot.store import ledger, people


@dataclass(frozen=True, slots=True, kw_only=True)
class Handled:
    """What the edge still has to do: show whoever tapped a fleeting toast, leave a group."""

    toast: Line | None = None
    leave: bool = False


async def receive(office: Office, incoming: Incoming) -> Handled:
    """Handle one update whole."""
    async with office.work(f"update:{incoming.update_id}") as work:
        if not await ledger.first_sight(work.tx, incoming.update_id, work.now):
            return Handled()
        leave = await _hand_on(work, incoming)
        toast = work.toast
        return Handled(toast=line(toast) if isinstance(toast, str) else toast, leave=leave)


async def _hand_on(work: Work, incoming: Incoming) -> bool:
    """To the desk it belongs to; True: it came from a group that is none of ours."""
    if incoming.chat_id is None or incoming.kind is Arrival.OTHER:
        return False
    if incoming.kind in IN_GROUPS:
        return await teamgroup.receive(work, incoming, incoming.chat_id)
    await _private(work, incoming)
    return False


async def _private(work: Work, incoming: Incoming) -> None:
    holder = await people.holder(work.tx, incoming.chat_id or 0)
    if incoming.kind in (Arrival.BLOCKED, Arrival.UNBLOCKED):
        await _reachable(work, incoming)
        return
    match holder:
        case Patient() if holder.practice or not work.practice_only:
            if not await rejoining.receive(work, holder, incoming):
                await patientdesk.receive(work, holder, incoming)
        case Staff() if holder.status is StaffStatus.ACTIVE:
            await staffdesk.receive(work, holder, incoming)
        case _:
            await _stranger(work, incoming)


async def _reachable(work: Work, incoming: Incoming) -> None:
    holder = await people.holder(work.tx, incoming.chat_id or 0)
    back = incoming.kind is Arrival.UNBLOCKED
    news = await people.mark_reachable(work.tx, incoming.chat_id or 0, reachable=back)
    if news and not back and holder is not None:
        role = Role.PATIENT if isinstance(holder, Patient) else Role.STAFF
        await alerting.unreachable(work, role, holder.id)
    if news and back and isinstance(holder, Staff):
        await alerting.staff_back(work, holder)


async def _stranger(work: Work, incoming: Incoming) -> None:
    """Somebody with an invitation may go on with it; everybody else gets the one sentence, now and then."""
    if await people.holder(work.tx, incoming.chat_id or 0) is None and await joining.receive(work, incoming):
        return
    patience = timedelta(minutes=work.library.clinic.stranger_sentence_minutes)
    if await people.may_tell_stranger(work.tx, incoming.chat_id or 0, work.now, work.now - patience):
        await tell_stranger(work, incoming.chat_id or 0)


async def tell_stranger(work: Work, chat_id: int) -> None:
    """The one sentence, in every language we have, the same for everybody."""
    wording, told = work.library.wording, line("stranger", emergency=work.numbers.emergency)
    each = [Verbatim(text=wording.say(language, told)) for language in wording.languages]
    await post.tell_stranger(work, chat_id, say(*each), wording.languages[0])
