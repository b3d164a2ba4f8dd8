"""The port to Telegram as the services see it: send this, and what came of it.

The other port is the clock. Nothing here knows an HTTP library; `bot.chat.sender` is the one real messenger.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class OutMessage:
    """A message to send, or with `edits` the message to rewrite. Buttons are rows of (label, data).

    `leaves`: the group it was sent to is left afterwards.
    """

    chat_id: int
    text: str
    buttons: tuple[tuple[tuple[str, str], ...], ...] = ()
    edits: int | None = None
    silent: bool = False
    leaves: bool = False


@dataclass(frozen=True, slots=True)
class Sent:
    """Telegram took it and gave it this number."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RetryAfter:
    """Telegram asks to wait; not an attempt."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class NotSent:
    """It surely never left: no connection."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """It may have arrived: the answer was lost, or Telegram failed half-way."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """The person blocked the bot, or the chat is gone."""


@dataclass(frozen=True, slots=True)
class Migrated:
    """The group has a new id."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class Done:
    """Nothing left to do: the message already reads so, or is gone."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram refused it as malformed: our fault. `code` is a short code, never text from the message."""

    code: str


SendResult = Sent | RetryAfter | NotSent | Unknown | Unreachable | Migrated | Done | Rejected


class Messenger(Protocol):
    """What can send."""

    async def send(self, message: OutMessage) -> SendResult:
        """Send or edit; never raises for what Telegram or the network does."""
        ...
