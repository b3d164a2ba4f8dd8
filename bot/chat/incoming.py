"""Reading a Telegram update into the few facts the services need, and nothing more.

Total: every update becomes an `Incoming`, whatever is missing or new in it. Captions count as text; a reaction, a poll
or a kind of update invented tomorrow is `OTHER`.
"""

from datetime import datetime

from telegram import ChatMemberUpdated, Message, MessageOriginUser, Update
from telegram.constants import ChatMemberStatus, ChatType

from bot.domain.incoming import Arrival, Incoming

GONE = (ChatMemberStatus.BANNED, ChatMemberStatus.LEFT)


def read(update: Update, bot_id: int) -> Incoming:
    """What this update says."""
    if update.callback_query is not None:
        return _tap(update)
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    message = update.message or update.edited_message
    if message is None:
        return Incoming(update_id=update.update_id, kind=Arrival.OTHER)
    return _message(update.update_id, message, bot_id, edited=update.edited_message is not None)


def _tap(update: Update) -> Incoming:
    query = update.callback_query
    chat = update.effective_chat
    if query is None or chat is None:
        return Incoming(update_id=update.update_id, kind=Arrival.OTHER)
    kind = Arrival.TAP if chat.type == ChatType.PRIVATE else Arrival.GROUP_TAP
    return Incoming(
        update_id=update.update_id,
        kind=kind,
        chat_id=chat.id,
        user_id=query.from_user.id,
        text=query.data or "",
        language_code=query.from_user.language_code or "",
    )


def _membership(update_id: int, change: ChatMemberUpdated) -> Incoming:
    gone = change.new_chat_member.status in GONE
    if change.chat.type == ChatType.PRIVATE:
        kind = Arrival.BLOCKED if gone else Arrival.UNBLOCKED
    elif gone:
        kind = Arrival.GROUP_LEFT
    elif change.chat.type == ChatType.SUPERGROUP:
        kind = Arrival.OTHER  # it may be our own group under a new number; the message that follows tells
    else:
        kind = Arrival.GROUP_JOINED
    return Incoming(update_id=update_id, kind=kind, chat_id=change.chat.id, user_id=change.from_user.id)


def _message(update_id: int, message: Message, bot_id: int, *, edited: bool) -> Incoming:
    if message.chat.type != ChatType.PRIVATE:
        return _in_a_group(update_id, message)
    text = message.text or message.caption
    kind, said, rest = _kind(text, edited=edited)
    return Incoming(
        update_id=update_id,
        kind=kind,
        chat_id=message.chat.id,
        text=said,
        rest=rest,
        language_code=(message.from_user.language_code or "") if message.from_user else "",
        at=_at(message),
        edited=edited,
        forwarded=message.forward_origin is not None,
        from_bot=_bots_own(message, bot_id),
        carries_file=message.text is None and message.caption is not None,
    )


def _in_a_group(update_id: int, message: Message) -> Incoming:
    """Who wrote, and a command; nothing else of what people write to each other is looked at (S10)."""
    if message.migrate_to_chat_id is not None:
        moved = str(message.migrate_to_chat_id)
        return Incoming(update_id=update_id, kind=Arrival.GROUP_MOVED, chat_id=message.chat.id, rest=moved)
    if message.migrate_from_chat_id is not None:
        before, now = message.migrate_from_chat_id, str(message.chat.id)
        return Incoming(update_id=update_id, kind=Arrival.GROUP_MOVED, chat_id=before, rest=now)
    kind, said, rest = _kind(message.text, edited=False)
    command = (said, rest) if kind is Arrival.COMMAND else ("", "")
    user_id = message.from_user.id if message.from_user else None
    return Incoming(
        update_id=update_id, kind=Arrival.GROUP, chat_id=message.chat.id, user_id=user_id, text=command[0],
        rest=command[1],
    )  # fmt: skip


def _kind(text: str | None, *, edited: bool) -> tuple[Arrival, str, str]:
    if text is None:
        return Arrival.UNREADABLE, "", ""
    if text.startswith("/") and not edited and len(text) > 1:
        command, _, rest = text[1:].partition(" ")
        return Arrival.COMMAND, command.partition("@")[0].casefold(), rest.strip()
    return Arrival.TEXT, text, ""


def _at(message: Message) -> datetime | None:
    return message.date


def _bots_own(message: Message, bot_id: int) -> bool:
    """A forward of the bot's own words: they say nothing about the patient."""
    origin = message.forward_origin
    return isinstance(origin, MessageOriginUser) and origin.sender_user.id == bot_id
