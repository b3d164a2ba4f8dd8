"""A team's group chat: bound by a code that staff type there, told of alerts, left behind when it is none of ours (S10).

Nothing said in a group is read but these commands, and a tap there counts only from staff of the team. The bot stays in no other group.
"""

from datetime import timedelta

from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import Kind, Priority, line, say
from bot.domain.people import PSEUDONYM_LETTERS, Role, Staff, StaffStatus
from bot.domain.questions import is_number
from bot.domain.roster import LEAD
from bot.service import answering, groupcards, post, rosterahead, rostering
from bot.service.joining import hashed
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import groups, ledger, outbox, people
from bot.store.groups import Group

CODE_LENGTH = 8
CODE_VALID = timedelta(hours=24)
UNBINDS = ("unbind", "desvincular")
BINDS = ("team", "start")  # typed, or what a link that adds the bot to a group sends by itself


async def ask_code(work: Work, member: Staff) -> None:
    """`/team`: a code for a lead to type in the group; everybody else learns who may."""
    if member.role != LEAD:
        await post.tell(work, member, say(line("group-leads-only")))
        return
    code = await new_code(work, member.team, member.language, by=f"staff:{member.id}")
    until = at_the_clinic(work, work.now + CODE_VALID)
    group = await groups.of_team(work.tx, member.team)
    bound = line("group-bound-already" if group is not None and group.chat_id else "group-bound-none")
    await post.tell(work, member, say(bound, line("group-code", code=code, until=until)))


async def on_line(work: Work, member: Staff, typed: str) -> None:
    """`/team unbind` in private, by a lead; whatever else stands behind the command is as if it did not."""
    if member.role != LEAD or typed.casefold() not in UNBINDS:
        await ask_code(work, member)
        return
    if await unbind(work, member.team, by=f"staff:{member.id}") is None:
        await post.tell(work, member, say(line("group-bound-none")))


async def unbind(work: Work, team: str, *, by: str) -> Group | None:
    """The team has no group from now on: it hears so, the bot leaves it, and the leads know. None: it had none."""
    group = await groups.of_team(work.tx, team)
    if group is None or group.chat_id is None:
        return None
    await _leave(work, group, group.chat_id)
    nothing = {"chat_id": None, "code_hash": None, "code_expires_at": None}
    await groups.change(work.tx, team, language=group.language, **nothing)
    await ledger.note(work.tx, work.now, by, "group-unbound", team=team)
    roster = await rostering.of_team(work, team)
    for one in rosterahead.leads(roster, work.now):
        await post.tell(work, one, say(line("group-unbound")), kind=Kind.NOTICE)
    return group


async def _leave(work: Work, group: Group, chat_id: int) -> None:
    """Nothing more is said there, no card stays as if it were true, and the bot goes."""
    await outbox.cancel_chat(work.tx, chat_id)
    await groupcards.end(work, group)
    await post.tell_group(work, group, say(line("group-farewell")), kind=Kind.FAREWELL)


async def new_code(work: Work, team: str, language: str, *, by: str) -> str:
    """A one-time code that binds a group to this team; an earlier one no longer counts."""
    code = "".join(work.chance.choice(PSEUDONYM_LETTERS) for _ in range(CODE_LENGTH))
    until = work.now + CODE_VALID
    await groups.change(work.tx, team, language=language, code_hash=hashed(code), code_expires_at=until)
    await ledger.note(work.tx, work.now, by, "group-code-made", team=team)
    return code


async def receive(work: Work, incoming: Incoming, chat_id: int) -> bool:
    """One update from a group. True: it is none of ours, and the bot leaves it."""
    group = await groups.by_chat(work.tx, chat_id)
    match incoming.kind:
        case Arrival.GROUP_MOVED:
            await moved(work, chat_id, int(incoming.rest))
            return False
        case Arrival.GROUP_LEFT:
            await lost(work, chat_id)
            return False
        case _ if group is None:
            return not await _may_stay(work, incoming, chat_id)
        case Arrival.GROUP if incoming.text == "team" and incoming.rest.casefold() in UNBINDS:
            await _unbind_here(work, incoming, group)
            return False
        case Arrival.GROUP_TAP:
            await _tap(work, incoming)
            return False
        case _:
            return False  # what people write to each other is theirs


async def _unbind_here(work: Work, incoming: Incoming, group: Group) -> None:
    """From a lead of that team; anybody else is not heard."""
    member = await _member(work, incoming.user_id)
    if member is not None and (member.team, member.role) == (group.team, LEAD):
        await unbind(work, group.team, by=f"staff:{member.id}")


async def _may_stay(work: Work, incoming: Incoming, chat_id: int) -> bool:
    """In a group not bound yet: for staff who have a code open, until they have typed it."""
    member = await _member(work, incoming.user_id)
    group = await groups.of_team(work.tx, member.team) if member else None
    if member is None or group is None or group.code_expires_at is None or group.code_expires_at <= work.now:
        return False
    if incoming.kind is not Arrival.GROUP or not incoming.text:
        return True
    if incoming.text not in BINDS or hashed(incoming.rest.strip().upper()) != group.code_hash:
        return False
    await _bind(work, group, member, chat_id)
    return True


async def _bind(work: Work, group: Group, member: Staff, chat_id: int) -> None:
    """This one from now on; the one before it is left."""
    if group.chat_id is not None:
        await _leave(work, group, group.chat_id)
    await groups.change(
        work.tx, group.team, language=member.language, chat_id=chat_id, code_hash=None, code_expires_at=None
    )  # fmt: skip
    await ledger.note(work.tx, work.now, f"staff:{member.id}", "group-bound", team=group.team)
    bound = await groups.of_team(work.tx, group.team)
    if bound is not None:
        await post.tell_group(work, bound, say(line("group-welcome")))


async def _tap(work: Work, incoming: Incoming) -> None:
    """[I'll take it]: counts from staff responsible for that patient who can be sent the card; else only a toast."""
    member = await _member(work, incoming.user_id)
    match incoming.text.split(":"):
        case ["a", number, "ack"] if member is not None and is_number(number):
            if await people.reachable(work.tx, Role.STAFF, member.id):
                await answering.on_tap(work, member, int(number), "ack")
            else:
                work.toast = "toast-open-chat"
        case _:
            work.toast = "toast-not-yours"


async def _member(work: Work, user_id: int | None) -> Staff | None:
    """The active member of staff behind a number: that of a person is that of their private chat."""
    holder = await people.holder(work.tx, user_id) if user_id is not None else None
    return holder if isinstance(holder, Staff) and holder.status is StaffStatus.ACTIVE else None


async def moved(work: Work, old: int, new: int) -> None:
    """The group became a supergroup, under another number."""
    await groups.move(work.tx, old, new)
    await outbox.move_chat(work.tx, old, new)


async def lost(work: Work, chat_id: int) -> None:
    """The bot is no longer in the team's group: alerts go on privately, and the lead has to know."""
    group = await groups.by_chat(work.tx, chat_id)
    if group is None:
        return
    await groups.change(work.tx, group.team, language=group.language, chat_id=None)
    await outbox.cancel_chat(work.tx, chat_id)
    await ledger.note(work.tx, work.now, "system", "group-lost", team=group.team)
    roster = await rostering.of_team(work, group.team)
    for one in rosterahead.leads(roster, work.now):
        await post.tell(work, one, say(line("group-lost")), kind=Kind.NOTICE, priority=Priority.URGENT)
