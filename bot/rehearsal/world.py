"""What the scenario runner and the page need of a rehearsal: the bot running among its people on a virtual clock.

The real one is built by the stage; tests of the runner and the page bring a small one of their own.
"""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.clock import Clock
from bot.rehearsal.botapi import BotApi
from bot.rehearsal.people import Group, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class CastMember:
    """Somebody a scenario names: the key used in steps, the name on the phone, the role and the phone's language."""

    key: str
    name: str
    role: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a world is opened with: when and where it begins, in which language, and who is there."""

    title: str
    language: str
    start_at: datetime
    zone: str
    cast: Mapping[str, CastMember]


class ActFailedError(Exception):
    """An act could not be done; the message says why, for the author of a scenario or the user of the page."""


class World(Protocol):
    """A running rehearsal."""

    @property
    def clock(self) -> Clock:
        """The virtual clock."""

    @property
    def server(self) -> BotApi:
        """Telegram."""

    @property
    def people(self) -> Mapping[str, Person]:
        """Who has a phone, by the key of the cast."""

    @property
    def groups(self) -> Mapping[str, Group]:
        """The groups made so far, by the key of the cast."""

    async def settle(self) -> None:
        """Return when the bot has nothing left to do now: inbound read, what is due run, everything delivered."""

    async def advance_to(self, instant: datetime) -> None:
        """Move time on, doing everything that falls due on the way at its own time, and settle."""

    async def next_event_at(self) -> datetime | None:
        """When something is next due after now, if anything is planned."""

    async def perform(self, act: str, options: Mapping[str, str]) -> Mapping[str, str]:
        """Do what the clinic does outside Telegram (enrol, invite, ...); return what later steps may refer to."""


class Stage(Protocol):
    """Makes worlds. `acts` names what `perform` can do and the options of each, so that a file is checked first."""

    @property
    def acts(self) -> Mapping[str, frozenset[str]]:
        """The options of every act."""

    def open(self, setting: Setting) -> AbstractAsyncContextManager[World]:
        """A fresh world; closing it leaves nothing behind."""
