"""Where deeds come from: from people who live and faults that were drawn, or from a script that is told again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from bot.rehearsal.simulation.deeds import Deed
from bot.rehearsal.simulation.mishaps import mishaps
from bot.rehearsal.simulation.patients import LivingPatient
from bot.rehearsal.simulation.phones import Phone, Somebody, Wish
from bot.rehearsal.simulation.story import GROUP, Cast, Story
from bot.rehearsal.simulation.team import LivingGroup, LivingMember
from bot.rehearsal.stage import RehearsalWorld


class Source(Protocol):
    """Gives deeds in their order."""

    def next_at(self) -> datetime | None:
        """When the next one comes; none is left when None."""

    def next(self, now: datetime) -> Sequence[Deed]:
        """What comes now; perhaps nothing after all."""

    def look(self, who: Iterable[str], now: datetime) -> None:
        """The bot wrote to these people."""


class Living:
    """People who see their phones and answer, and faults."""

    def __init__(self, story: Story, cast: Cast, world: RehearsalWorld) -> None:
        """Everybody begins."""
        wording, end_at = world.office.library.wording, cast.start_at + story.span
        people: dict[str, Somebody] = {one.key: LivingPatient(one, story.seed) for one in cast.patients}
        people |= {one.key: LivingMember(one, story.seed) for one in cast.team}
        self._people: Mapping[str, Somebody] = people
        speak = {one.key: one.language for one in cast.everybody}
        self._phones = {key: Phone(world.people[key], wording, speak[key]) for key in self._people}
        self._world, self._group = world, LivingGroup(cast, story.seed)
        self._order, self._heap = count(), list[tuple[datetime, int, str, Wish | Deed]]()
        for deed in (*cast.arrivals(), *mishaps(story, cast)):
            self._put(deed.at, deed.who, deed)
        for key, one in self._people.items():
            self._wish(key, one.begin(cast.start_at + timedelta(minutes=10), end_at))

    def _put(self, at: datetime, who: str, what: Wish | Deed) -> None:
        heappush(self._heap, (at, next(self._order), who, what))

    def _wish(self, who: str, wishes: Iterable[Wish]) -> None:
        for one in wishes:
            self._put(one.at, who, one)

    def next_at(self) -> datetime | None:
        """When the next wish or fault comes."""
        return self._heap[0][0] if self._heap else None

    def next(self, now: datetime) -> Sequence[Deed]:
        """What comes of it."""
        _, _, who, what = heappop(self._heap)
        if isinstance(what, Deed):
            return [what]
        became = self._people[who].comes(what, self._phones[who], now)
        self._wish(who, became.wishes)
        return became.deeds

    def look(self, who: Iterable[str], now: datetime) -> None:
        """Whoever the bot wrote to may wish something."""
        for key in who:
            if key == GROUP:
                self._look_at_group(now)
            elif fresh := self._phones[key].news():
                self._wish(key, self._people[key].saw(self._phones[key], fresh, now))

    def _look_at_group(self, now: datetime) -> None:
        for deed in self._group.saw(self._world.groups[GROUP], now):
            self._put(deed.at, deed.who, deed)


class Told:
    """A script, told again in its order."""

    def __init__(self, script: Sequence[Deed]) -> None:
        """From its beginning."""
        self._left = list(reversed(script))

    def next_at(self) -> datetime | None:
        """When the next deed was done."""
        return self._left[-1].at if self._left else None

    def next(self, now: datetime) -> Sequence[Deed]:
        """The next deed, now."""
        together = [self._left.pop()]
        while self._left and self._left[-1].at_once:
            together.append(self._left.pop())
        return [replace(one, at=now) for one in together]

    def look(self, who: Iterable[str], now: datetime) -> None:
        """A script minds nothing."""
