"""Everything that was said in a rehearsal, in order: the transcript, and what expectations are judged on.

It holds made-up conversations only; nothing of a real patient ever comes here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

BOT = "bot"
TELEGRAM = "telegram"
FAULT = "fault"
Labels = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened in a chat. `kind` is message, edit, delete, toast, tap, start, photo, voice, block, ...

    Of kind fault is what went wrong between the bot and Telegram: no phone shows it, and its chat may be empty.
    """

    at: datetime
    chat: str
    sender: str
    text: str
    buttons: Labels = ()
    kind: str = "message"

    @property
    def from_bot(self) -> bool:
        return self.sender == BOT

    def as_json(self) -> dict[str, object]:
        return {
            "at": self.at.isoformat().replace("+00:00", "Z"),
            "chat": self.chat,
            "from": self.sender,
            "text": self.text,
            "buttons": [list(row) for row in self.buttons],
            "kind": self.kind,
        }


class Journal:
    """The entries so far; a mark is a place in it."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def add(self, entry: Entry) -> None:
        self._entries.append(entry)

    def mark(self) -> int:
        return len(self._entries)

    def since(self, mark: int) -> Sequence[Entry]:
        return self._entries[mark:]

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries))

    def lines(self) -> str:
        """One JSON object a line."""
        return "".join(json.dumps(entry.as_json(), ensure_ascii=False) + "\n" for entry in self._entries)
