"""Chats as Telegram keeps them: who may be written to, and the messages in them.

A message is kept as the JSON the Bot API would give of it; a phone shows a picture of that.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.rehearsal.refusals import bad_request, forbidden
from bot.rehearsal.schema import Json

_CONTENT_KINDS = ("photo", "document", "voice", "video", "sticker", "contact", "location")


class Door(StrEnum):
    """Whether the bot may write into a chat."""

    OPEN = "open"
    NEVER_STARTED = "never started"
    BLOCKED = "blocked"
    DEACTIVATED = "deactivated"
    LEFT = "left"
    KICKED = "kicked"
    MOVED = "moved"


_CLOSED = {
    Door.NEVER_STARTED: "bot can't initiate conversation with a user",
    Door.BLOCKED: "bot was blocked by the user",
    Door.DEACTIVATED: "user is deactivated",
    Door.LEFT: "bot is not a member of the group chat",
    Door.KICKED: "bot was kicked from the group chat",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownButton:
    """A button under a message; `data` is empty for one that opens a link."""

    label: str
    data: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message as a phone shows it now."""

    message_id: int
    at: datetime
    from_bot: bool
    sender: str
    text: str
    buttons: tuple[tuple[ShownButton, ...], ...]
    edited_at: datetime | None
    kind: str
    toast: str | None


@dataclass(slots=True, kw_only=True)
class Kept:
    """A message in a chat, with what the Bot API does not tell."""

    body: Json
    at: datetime
    from_bot: bool
    sender: str
    edited_at: datetime | None = None
    toast: str | None = None

    @property
    def id(self) -> int:
        return int(self.body["message_id"])

    @property
    def text(self) -> str:
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def kind(self) -> str:
        return next((kind for kind in _CONTENT_KINDS if kind in self.body), "message")

    @property
    def buttons(self) -> tuple[tuple[ShownButton, ...], ...]:
        rows = self.body.get("reply_markup", {}).get("inline_keyboard", [])
        return tuple(
            tuple(ShownButton(label=one["text"], data=one.get("callback_data", "")) for one in row) for row in rows
        )

    @property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(button.label for button in row) for row in self.buttons)

    def find_button(self, wanted: str) -> ShownButton | None:
        """The button with this label or, failing that, this data."""
        every = [button for row in self.buttons for button in row]
        by_label = (button for button in every if button.label == wanted)
        by_data = (button for button in every if button.data == wanted != "")
        return next(by_label, None) or next(by_data, None)

    def shown(self) -> Shown:
        return Shown(
            message_id=self.id,
            at=self.at,
            from_bot=self.from_bot,
            sender=self.sender,
            text=self.text,
            buttons=self.buttons,
            edited_at=self.edited_at,
            kind=self.kind,
            toast=self.toast,
        )


@dataclass(slots=True, kw_only=True)
class Chat:
    """A private chat or a group. `name` is how transcripts call it."""

    id: int
    kind: str
    name: str
    door: Door
    keyboard: tuple[tuple[str, ...], ...] = ()
    moved_to: int | None = None
    _messages: dict[int, Kept] = field(default_factory=dict)

    @property
    def body(self) -> Json:
        title = "first_name" if self.kind == "private" else "title"
        return {"id": self.id, "type": self.kind, title: self.name}

    def __iter__(self) -> Iterator[Kept]:
        return iter(tuple(self._messages.values()))

    def keep(self, message: Kept) -> None:
        self._messages[message.id] = message

    def find(self, message_id: int) -> Kept | None:
        return self._messages.get(message_id)

    def drop(self, message_id: int) -> None:
        del self._messages[message_id]

    def check_door(self) -> None:
        """Refuse as Telegram does when the bot may not write here."""
        if self.door is Door.MOVED:
            raise bad_request(
                "group chat was upgraded to a supergroup chat", {"migrate_to_chat_id": self.moved_to or 0}
            )
        if self.door in _CLOSED:
            raise forbidden(_CLOSED[self.door])
