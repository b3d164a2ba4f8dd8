"""What a simulated person sees on the phone, and the wish to do something about it later.

A wish becomes a deed only when its time comes, by what the phone shows then.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Protocol

from bot.content.wording import Wording
from bot.domain.messages import line
from bot.rehearsal.chats import Chat, Kept
from bot.rehearsal.people import Group, Person
from bot.rehearsal.simulation.deeds import Deed, Do

RECENT = 40  # messages somebody may still scroll back to


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody means to do: `kind` is known to whoever wishes it."""

    at: datetime
    kind: str
    what: str = ""
    message_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of a wish: things to do now, and new wishes."""

    deeds: Sequence[Deed] = ()
    wishes: Sequence[Wish] = ()


class Somebody(Protocol):
    """Who lives by wishes."""

    @property
    def key(self) -> str:
        """The key of the cast."""

    def begin(self, start_at: datetime, end_at: datetime) -> Sequence[Wish]:
        """What is meant from the outset."""

    def saw(self, phone: "Phone", fresh: Sequence[Kept], now: datetime) -> Sequence[Wish]:
        """The bot wrote, or rewrote, these."""

    def comes(self, wish: Wish, phone: "Phone", now: datetime) -> Outcome:
        """The time of a wish."""


class Phone:
    """The chat with the bot on somebody's phone."""

    def __init__(self, person: Person | Group, wording: Wording, language: str) -> None:
        """Nothing has been looked at yet."""
        self._person, self._wording, self._language = person, wording, language
        self._seen: dict[int, str] = {}

    def recent(self) -> list[Kept]:
        """The newest messages of the bot, newest first."""
        return list(islice((one for one in reversed(list(self._person.chat)) if one.from_bot), RECENT))

    def news(self) -> list[Kept]:
        """What is new or changed since the last look, oldest first."""
        fresh = [one for one in self.recent() if self._seen.get(one.id) != _looks(one)]
        self._seen.update((one.id, _looks(one)) for one in fresh)
        return fresh[::-1]

    def find(self, message_id: int) -> Kept | None:
        """A message that is still there."""
        return self._person.chat.find(message_id)

    def label(self, key: str) -> str:
        """What a button says."""
        return self._wording.say(self._language, line(key))

    def tap(self, message: Kept, label: str, now: datetime, who: str) -> Deed:
        """To tap this button of this message, told so that it can be told again."""
        nth = next(nth for nth, one in enumerate(offering(self._person.chat, label)) if one is message)
        return Deed(at=now, who=who, do=Do.TAP, what=label, nth=nth)

    def wants_typing(self, message: Kept) -> bool:
        """Whether it asks for words."""
        return any(word in message.text for word in ("ype ", "riba "))  # type, write; escriba


def offering(chat: Chat, label: str) -> Iterator[Kept]:
    """The messages of the bot with this button, newest first; the old ones of a long chat are not even looked at."""
    return (one for one in reversed(list(chat)) if one.from_bot and label in labels(one))


def labels(message: Kept) -> list[str]:
    """What its buttons say, but for those that open a link."""
    return [one.label for row in message.buttons for one in row if one.data]


def _looks(message: Kept) -> str:
    return message.text + "|".join(labels(message))


def keyed(phone: Phone, keys: Iterable[str]) -> Mapping[str, str]:
    """Labels by their wording."""
    return {phone.label(key): key for key in keys}
