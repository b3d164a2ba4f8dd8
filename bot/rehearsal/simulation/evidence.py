"""What was seen, arranged for judging: who is who, what each phone showed, and how patient one must be with the bot.

From the journal and the rows alone; nothing of the bot's own reckoning is used.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property

from bot.rehearsal.journal import FAULT, Entry
from bot.rehearsal.laws import Row
from bot.rehearsal.simulation.performing import KILLED, Trouble
from bot.rehearsal.simulation.playing import Played
from bot.rehearsal.simulation.story import GROUP
from bot.rehearsal.wordings import said

STRUCK = timedelta(minutes=50)  # so long a call that was struck may be felt: the fifth try is 43 minutes later


class Wrong(StrEnum):
    """What must never happen."""

    LOST_REPORT = "lost report"
    LOST_ALERT = "lost alert"
    DOUBLE_DOSE = "double dose"
    SILENT_FAILURE = "silent failure"
    DISCLOSURE = "disclosure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that went wrong, for a person to read."""

    wrong: Wrong
    who: str
    at: datetime
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An entry of the journal and its place there: the clock may go back, the order does not."""

    place: int
    entry: Entry

    @property
    def at(self) -> datetime:
        return self.entry.at

    @property
    def text(self) -> str:
        return self.entry.text


class Evidence:
    """What a story left behind."""

    def __init__(self, played: Played) -> None:
        """Arranged when it is asked for."""
        self.played, self.rows, self.ended_at = played, played.rows, played.ended_at
        self.wording = played.library.wording
        self.patients = {one.key: one for one in played.cast.patients}
        self._names = {one.key: one.name for one in played.cast.everybody}
        self._team = {one.name for one in played.cast.team}

    @cached_property
    def _chats(self) -> Mapping[str, Sequence[Seen]]:
        chats: dict[str, list[Seen]] = {}
        for place, entry in enumerate(self.played.journal):
            chats.setdefault(entry.chat, []).append(Seen(place=place, entry=entry))
        return chats

    def chat(self, key: str) -> Sequence[Seen]:
        """Everything in somebody's chat."""
        return self._chats.get(self._names[key], ())

    def shown(self, key: str, *kinds: str) -> Iterator[Seen]:
        """What the bot put there: messages and edits, unless kinds are named."""
        wanted = kinds or ("message", "edit")
        return (one for one in self.chat(key) if one.entry.from_bot and one.entry.kind in wanted)

    def spoken(self, key: str) -> Iterator[Seen]:
        """What a person did there."""
        return (one for one in self.chat(key) if one.entry.sender == self._names[key])

    def left(self, key: str) -> Seen | None:
        """When somebody of the team left, if they did."""
        return next((one for one in self.spoken(key) if one.entry.kind == "leave"), None)

    def in_group(self) -> Iterator[Seen]:
        """What the bot put into the team's group."""
        return (one for one in self._chats.get(GROUP, ()) if one.entry.from_bot)

    def joined(self) -> Iterator[tuple[str, Row]]:
        """Each patient's key and row."""
        rows = {row["pseudonym"]: row for row in self.rows["patients"]}
        for key, made in self.played.enrolled.items():
            if key in self.patients:
                yield key, rows[made["pseudonym"]]

    def told(self, seen: Seen, *keys: str) -> bool:
        """Whether it says one of these wordings."""
        return said(self.wording, seen.text, *keys)

    @cached_property
    def cards(self) -> Sequence[Seen]:
        """Every message, not edits, that the care team's phones got."""
        return [
            Seen(place=place, entry=entry)
            for place, entry in enumerate(self.played.journal)
            if entry.chat in self._team and entry.from_bot and entry.kind == "message"
        ]

    def shown_anybody(self, after: Seen, within: timedelta) -> Iterator[Seen]:
        """What the bot wrote to anybody since then."""
        for place, entry in enumerate(self.played.journal[after.place :], after.place):
            if entry.from_bot and entry.at <= after.at + within:
                yield Seen(place=place, entry=entry)

    def rings(self, patient: Row) -> Iterator[Seen]:
        """Those of them about a patient."""
        return (one for one in self.cards if patient["pseudonym"] in one.text)

    def deadline(self, since: datetime, patience: timedelta) -> datetime:
        """Until when one must wait for the bot: whatever went wrong meanwhile makes it longer."""
        until = since + patience
        for trouble in self._troubles:
            if trouble.since <= until and trouble.until >= since - STRUCK:
                until = max(until, min(trouble.until, self.ended_at) + patience)
        return until

    def troubled(self, since: datetime, until: datetime) -> bool:
        """Whether anything was wrong in that time."""
        return any(one.since <= until and one.until >= since for one in self._troubles)

    def only_locked(self, key: str, since: datetime, patience: timedelta) -> bool:
        """Whether the database refused everything all that time, and nothing else was wrong that this person could feel."""
        until = since + patience
        others = (one for one in self._troubles if one.who in {"", key} and one.since <= until and one.until >= since)
        near = list(others)
        return bool(near) and all(one.locked and one.since <= since and until <= one.until for one in near)

    @cached_property
    def _troubles(self) -> Sequence[Trouble]:
        """What was done to the bot, and each time a call of it was struck."""
        struck = [
            Trouble(since=one.at, until=one.at + STRUCK)
            for one in self.played.journal
            if one.kind == FAULT and one.text != KILLED
        ]
        return sorted((*self.played.troubles, *struck), key=lambda one: one.since)

    def over(self, since: datetime, patience: timedelta) -> bool:
        """Whether the story went on for long enough to say that it never came."""
        return self.deadline(since, patience) < self.ended_at
