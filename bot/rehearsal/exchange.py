"""The state between people and the bot: chats, messages, taps, updates, the journal and the defects found.

People act on it from one side and Bot API methods from the other; it decides nothing about HTTP.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.clock import Clock
from bot.rehearsal.chats import Chat, Kept
from bot.rehearsal.journal import BOT, FAULT, TELEGRAM, Entry, Journal, Labels
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.schema import Json, Schema
from bot.rehearsal.updates import TAP_KEPT, Updates

_CHAT_ID = re.compile(r"-?[0-9]{1,18}")
BOT_ID = 7_000_000_001
BOT_USERNAME = "DoseDayRehearsalBot"
BOT_USER: Json = {"id": BOT_ID, "is_bot": True, "first_name": "DoseDay", "username": BOT_USERNAME}


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """A break of the Bot API. `side` is "request" (the bot's fault) or "answer" (the embedded server's)."""

    side: str
    method: str
    problem: str


@dataclass(slots=True, kw_only=True)
class Tap:
    """A button press that waits for its answer."""

    chat: Chat
    message_id: int
    at: datetime
    presser: str
    answered: bool = False


class Exchange:
    """One bot among its people."""

    def __init__(self, clock: Clock, schema: Schema) -> None:
        self.clock = clock
        self.schema = schema
        self.journal = Journal()
        self.updates = Updates(clock)
        self.violations: list[Violation] = []
        self.files: dict[str, bytes] = {}
        self.chats: dict[int, Chat] = {}
        self.commands: dict[tuple[str, int | None, str], list[Json]] = {}
        self.descriptions: dict[tuple[str, str], str] = {}
        self._taps: dict[str, Tap] = {}
        self._last_message_id = 0

    def chat(self, chat_id: int | str) -> Chat:
        """The chat with this id, or Telegram's refusal."""
        if (found := self._find(chat_id)) is None:
            raise bad_request("chat not found")
        return found

    def _find(self, chat_id: int | str) -> Chat | None:
        given = str(chat_id)
        return self.chats.get(int(given)) if _CHAT_ID.fullmatch(given) else None

    def post(self, chat: Chat, content: Json, sender: Json | None, *, keyboard: Labels = (), kind: str = "") -> Kept:
        """Put a message into a chat; no sender means the bot."""
        self._last_message_id += 1
        now = self.clock.now()
        head: Json = {"message_id": self._last_message_id, "from": sender or BOT_USER, "chat": chat.body}
        name = sender["first_name"] if sender else BOT
        kept = Kept(body={**head, "date": unix(now), **content}, at=now, from_bot=sender is None, sender=name)
        chat.keep(kept)
        self.note(chat, name, kept.text, kept.labels or keyboard, kind or kept.kind)
        return kept

    def note(self, chat: Chat, sender: str, text: str, buttons: Labels = (), kind: str = "message") -> None:
        """Write into the journal."""
        entry = Entry(at=self.clock.now(), chat=chat.name, sender=sender, text=text, buttons=buttons, kind=kind)
        self.journal.add(entry)

    def note_fault(self, text: str, chat: Chat | None = None) -> None:
        """Write into the journal what went wrong on the way; no phone shows it."""
        where = chat.name if chat else ""
        self.journal.add(Entry(at=self.clock.now(), chat=where, sender=TELEGRAM, text=text, kind=FAULT))

    def chat_of(self, asked: Json) -> Chat | None:
        """The chat a call is about, if it is about one."""
        if tap := self._taps.get(asked.get("callback_query_id", "")):
            return tap.chat
        return self._find(asked.get("chat_id", asked.get("scope", {}).get("chat_id", "")))

    def tell_bot(self, kind: str, body: Json) -> None:
        """Queue an update, checked against the Bot API."""
        update = self.updates.add(kind, body)
        if update is not None and (problem := self.schema.check("Update", update)):
            self.violations.append(Violation(side="answer", method="getUpdates", problem=problem))

    def open_tap(self, chat: Chat, message_id: int, presser: str) -> str:
        """Remember a tap until it is answered; return its id."""
        tap_id = str(4_000_000_000_000_001 + len(self._taps))
        self._taps[tap_id] = Tap(chat=chat, message_id=message_id, at=self.clock.now(), presser=presser)
        return tap_id

    def waiting_tap(self, tap_id: str) -> Tap | None:
        """The tap, unless it is unknown, answered or too old to answer."""
        tap = self._taps.get(tap_id)
        fresh = tap is not None and not tap.answered and self.clock.now() - tap.at < TAP_KEPT
        return tap if fresh else None

    def answered_taps(self) -> list[tuple[str, datetime]]:
        """Who tapped when, of the taps that were answered."""
        return [(one.presser, one.at) for one in self._taps.values() if one.answered]

    def commands_for(self, chat: Chat, language: str) -> Iterable[Json]:
        """The commands a person sees in a chat: the narrowest scope wins, then the language."""
        wide = "all_private_chats" if chat.kind == "private" else "all_group_chats"
        for scope in (("chat", chat.id), (wide, None), ("default", None)):
            for spoken in (language, ""):
                if found := self.commands.get((*scope, spoken)):
                    return found
        return []

    def older_than(self, message: Kept, age: timedelta) -> bool:
        return self.clock.now() - message.at > age


def unix(instant: datetime) -> int:
    return int(instant.timestamp())
