"""What arrived from a chat, free of Telegram: the few facts a use case needs of an update.

Whatever cannot be read as one of these kinds is `OTHER`: recorded, never an error.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Arrival(StrEnum):
    """What kind of thing arrived."""

    TEXT = "text"  # typed words, or the caption of something
    COMMAND = "command"  # `text` is the command without its slash, `rest` what follows it
    TAP = "tap"
    UNREADABLE = "unreadable"  # voice, photo, video, file, sticker, ...
    BLOCKED = "blocked"
    UNBLOCKED = "unblocked"
    GROUP = "group"  # anything in a chat that is not private; of what is written there only a command is kept
    GROUP_TAP = "group-tap"
    GROUP_JOINED = "group-joined"
    GROUP_LEFT = "group-left"  # the bot was removed from one
    GROUP_MOVED = "group-moved"  # `rest` is the new id of the chat
    OTHER = "other"


IN_GROUPS = frozenset({Arrival.GROUP, Arrival.GROUP_TAP, Arrival.GROUP_JOINED, Arrival.GROUP_LEFT, Arrival.GROUP_MOVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One update. `at` is when Telegram took it; `answers` whether it may answer a question at all."""

    update_id: int
    kind: Arrival
    chat_id: int | None = None
    user_id: int | None = None  # in a group, who; it is the number of that person's private chat
    text: str = ""
    rest: str = ""
    language_code: str = ""
    at: datetime | None = None
    edited: bool = False
    forwarded: bool = False
    from_bot: bool = False  # a forward or a quote of the bot's own words
    carries_file: bool = False  # a caption came with something unreadable

    @property
    def answers(self) -> bool:
        """Edited messages are new reports; forwards and quotes are never answers."""
        return not (self.edited or self.forwarded or self.from_bot)
