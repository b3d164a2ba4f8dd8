"""The human side: people with phones, and the groups they make.

A person does only what a real one can: press Start first, tap buttons that are there, block, unblock, edit.
"""

from collections.abc import Iterable
from typing import Any

from bot.rehearsal.chats import Chat, Door, Kept, Shown
from bot.rehearsal.exchange import BOT_ID, BOT_USER, Exchange, unix
from bot.rehearsal.markup import command_entities, utf16_units
from bot.rehearsal.schema import Json

_MEMBER: Json = {"status": "member", "user": BOT_USER}
_KICKED: Json = {"status": "kicked", "user": BOT_USER, "until_date": 0}
_LEFT: Json = {"status": "left", "user": BOT_USER}


class CannotDoError(Exception):
    """A person tried what a phone does not offer."""


class Person:
    """Somebody with a phone; `chat` is the private chat with the bot."""

    def __init__(self, exchange: Exchange, name: str, user_id: int, language_code: str) -> None:
        self._exchange = exchange
        self.name = name
        self.user_id = user_id
        self.language_code = language_code
        self.chat = Chat(id=user_id, kind="private", name=name, door=Door.NEVER_STARTED)

    @property
    def user(self) -> Json:
        return {"id": self.user_id, "is_bot": False, "first_name": self.name, "language_code": self.language_code}

    @property
    def messages(self) -> list[Shown]:
        """What the phone shows in the chat with the bot, oldest first."""
        return [message.shown() for message in self.chat]

    @property
    def last(self) -> Shown:
        """The newest message of the bot."""
        return next(message for message in reversed(self.messages) if message.from_bot)

    @property
    def keyboard(self) -> tuple[tuple[str, ...], ...]:
        """The reply keyboard under the text box."""
        return self.chat.keyboard

    @property
    def commands(self) -> list[tuple[str, str]]:
        """The menu of commands: (command, description)."""
        known = self._exchange.commands_for(self.chat, self.language_code)
        return [(one["command"], one["description"]) for one in known]

    @property
    def started(self) -> bool:
        return self.chat.door is Door.OPEN

    async def start(self, payload: str | None = None) -> int:
        """Press Start, with the payload of a link; return the id of the message."""
        if self.chat.door is Door.BLOCKED:
            await self.unblock()
        self.chat.door = Door.OPEN
        return self._send(_spoken(f"/start {payload}" if payload else "/start"), kind="start")

    async def say(
        self, text: str, *, reply_to: int | None = None, quote: str | None = None, group: "Group | None" = None
    ) -> int:
        """Type a message, perhaps as a reply to another, quoting part of it."""
        chat = self._chat(group)
        content = _spoken(text)
        if reply_to is not None:
            content["reply_to_message"] = self._message(chat, reply_to).body
        if quote is not None:
            position = utf16_units(self._message(chat, reply_to or 0).text.partition(quote)[0])
            content["quote"] = {"text": quote, "position": position, "is_manual": True}
        return self._send(content, group=group)

    async def edit(self, message_id: int, text: str, *, group: "Group | None" = None) -> None:
        """Change a message sent before."""
        message = self._message(self._chat(group), message_id)
        if message.sender != self.name:
            raise CannotDoError(f"{self.name} did not write message {message_id}")
        message.edited_at = self._exchange.clock.now()
        message.body = {**message.body, **_spoken(text), "edit_date": unix(message.edited_at)}
        self._exchange.note(self._chat(group), self.name, message.text, kind="edit")
        self._exchange.tell_bot("edited_message", message.body)

    async def forward(self, text: str, *, of_bot: bool = False) -> int:
        """Forward somebody's message, or one of the bot's own."""
        origin: Json = {"type": "hidden_user", "sender_user_name": "Somebody"}
        if of_bot:
            origin = {"type": "user", "sender_user": BOT_USER}
        dated = {**origin, "date": unix(self._exchange.clock.now())}
        return self._send({"text": text, "forward_origin": dated}, kind="forward")

    async def tap(self, message_id: int | None, button: str, *, group: "Group | None" = None) -> str:
        """Press a button by label or data; with no message, on the newest that has it. Returns the tap's id."""
        chat = self._chat(group)
        offers = [message for message in chat if message_id in {None, message.id}]
        for message in reversed(offers):
            if found := message.find_button(button):
                return self._press(chat, message, found.label, found.data)
        raise CannotDoError(f"{self.name} sees no button {button!r}; there is {_offered(offers)}")

    async def tap_stale(self, message_id: int, data: str) -> str:
        """Press what a phone that was offline still shows, though it may be changed or gone by now."""
        message = self.chat.find(message_id)
        if message is not None:
            return self._press(self.chat, message, data, data)
        return self._press_gone(message_id, data)

    async def caption(self, text: str) -> int:
        """Send a photo with words under it."""
        return self._send({"photo": [_file("photo", width=90, height=90)], "caption": text})

    async def photo(self) -> int:
        return self._send({"photo": [_file("photo", width=90, height=90)]})

    async def voice(self) -> int:
        return self._send({"voice": _file("voice", duration=3, mime_type="audio/ogg")})

    async def document(self) -> int:
        return self._send({"document": _file("document", file_name="notes.pdf", mime_type="application/pdf")})

    async def video(self) -> int:
        return self._send({"video": _file("video", width=90, height=90, duration=3)})

    async def sticker(self) -> int:
        looks = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self._send({"sticker": _file("sticker", **looks)})

    async def contact(self) -> int:
        return self._send({"contact": {"phone_number": "+15550100", "first_name": self.name}})

    async def location(self) -> int:
        return self._send({"location": {"latitude": 40.4, "longitude": -3.7}})

    async def block(self) -> None:
        """Block the bot."""
        self.chat.door = Door.BLOCKED
        self._membership(self.chat, _MEMBER, _KICKED, "block")

    async def unblock(self) -> None:
        """Unblock the bot."""
        self.chat.door = Door.OPEN
        self._membership(self.chat, _KICKED, _MEMBER, "unblock")

    async def deactivate(self) -> None:
        """Delete the whole account; the bot is told nothing."""
        self.chat.door = Door.DEACTIVATED

    async def create_group(self, title: str, group_id: int) -> "Group":
        """Make a group with the bot in it."""
        group = Group(title, group_id)
        self._exchange.chats[group_id] = group.chat
        await self.add_bot(group)
        return group

    async def add_bot(self, group: "Group") -> None:
        """Add the bot to a group, perhaps again."""
        group.chat.door = Door.OPEN
        self._membership(group.chat, _LEFT, _MEMBER, "add")
        joined = self._exchange.post(group.chat, {"new_chat_members": [BOT_USER]}, self.user, kind="service")
        self._exchange.tell_bot("message", joined.body)

    async def remove_bot(self, group: "Group") -> None:
        """Throw the bot out of a group."""
        group.chat.door = Door.KICKED
        self._membership(group.chat, _MEMBER, _KICKED, "remove")

    async def upgrade_group(self, group: "Group", new_id: int) -> "Group":
        """Let a group become a supergroup, which gives it a new id."""
        moved = Group(group.chat.name, new_id, kind="supergroup")
        self._exchange.chats[new_id] = moved.chat
        group.chat.door, group.chat.moved_to = Door.MOVED, new_id
        left = self._exchange.post(group.chat, {"migrate_to_chat_id": new_id}, self.user, kind="service")
        self._exchange.tell_bot("message", left.body)
        return moved

    def _send(self, content: Json, *, kind: str = "", group: "Group | None" = None) -> int:
        chat = self._chat(group)
        if chat.door is not Door.OPEN:
            raise CannotDoError(f"{self.name} cannot write here: {chat.door}")
        sent = self._exchange.post(chat, content, self.user, kind=kind)
        if group is None or _reaches_bot(sent.body):
            self._exchange.tell_bot("message", sent.body)
        return sent.id

    def _press(self, chat: Chat, message: Kept, label: str, data: str) -> str:
        if not data:
            raise CannotDoError(f"the button {label!r} opens a link")
        self._exchange.note(chat, self.name, label, kind="tap")
        return self._query(chat, message.id, data, message.body)

    def _press_gone(self, message_id: int, data: str) -> str:
        self._exchange.note(self.chat, self.name, data, kind="tap")
        gone = {"chat": self.chat.body, "message_id": message_id, "date": 0}
        return self._query(self.chat, message_id, data, gone)

    def _query(self, chat: Chat, message_id: int, data: str, message: Json) -> str:
        tap_id = self._exchange.open_tap(chat, message_id, self.name)
        head: Json = {"id": tap_id, "from": self.user, "chat_instance": str(chat.id)}
        self._exchange.tell_bot("callback_query", {**head, "message": message, "data": data})
        return tap_id

    def _membership(self, chat: Chat, old: Json, new: Json, kind: str) -> None:
        self._exchange.note(chat, self.name, "", kind=kind)
        head: Json = {"chat": chat.body, "from": self.user, "date": unix(self._exchange.clock.now())}
        self._exchange.tell_bot("my_chat_member", {**head, "old_chat_member": old, "new_chat_member": new})

    def _chat(self, group: "Group | None") -> Chat:
        return group.chat if group else self.chat

    def _message(self, chat: Chat, message_id: int) -> Kept:
        if (found := chat.find(message_id)) is None:
            raise CannotDoError(f"{self.name} sees no message {message_id}")
        return found


class Group:
    """A group chat; people act in it by passing it as `group`."""

    def __init__(self, title: str, group_id: int, kind: str = "group") -> None:
        self.chat = Chat(id=group_id, kind=kind, name=title, door=Door.LEFT)
        if kind == "supergroup":
            self.chat.door = Door.OPEN

    @property
    def messages(self) -> list[Shown]:
        return [message.shown() for message in self.chat]


def _spoken(text: str) -> Json:
    if not (trimmed := text.strip()):
        raise CannotDoError("an empty message cannot be sent")
    entities = command_entities(trimmed)
    return {"text": trimmed, **({"entities": entities} if entities else {})}


def _reaches_bot(message: Json) -> bool:
    """A bot in a group reads commands and replies to itself, nothing else."""
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return str(message.get("text", "")).startswith("/") or replied == BOT_ID


def _file(kind: str, **more: Any) -> Json:
    return {"file_id": f"{kind}-from-a-person", "file_unique_id": f"{kind}-unique", "file_size": 1, **more}


def _offered(messages: Iterable[Kept]) -> str:
    labels = [label for message in messages for row in message.labels for label in row]
    return ", ".join(map(repr, labels[-8:])) or "none"
