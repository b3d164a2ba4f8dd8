"""The shortest story that still goes wrong in the same way: patients are left out, then weeks, then faults, then deeds.

Each try tells the script again with something left out; whatever can no longer be done is then left undone.
"""

from collections.abc import Awaitable, Callable, Iterator, Sequence

from bot.rehearsal.simulation.deeds import SETUP, Deed
from bot.rehearsal.simulation.evidence import Finding
from bot.rehearsal.simulation.playing import Played

Script = Sequence[Deed]
Judged = tuple[Played, list[Finding]]
Replay = Callable[[Script, int], Awaitable[Judged]]  # a script and the days it lasts


class Shrinker:
    """Tries ever shorter scripts, a limited number of times."""

    def __init__(self, replay: Replay, first: Judged, tries: int) -> None:
        """`first` is the story that went wrong."""
        self._replay, self._left = replay, tries
        self._best, self._found = first
        self._script: Script = first[0].script
        self._days = first[0].story.days
        self._same = first[1][0].wrong

    async def shortest(self) -> Judged:
        """What is left when nothing more can be left out, or the tries are used up."""
        again = await self._replay(self._script, self._days)
        if not self._wrong(again[1]):
            return self._best, self._found  # it cannot be told again from its script alone
        self._best, self._found = again
        await self._leave_out_people()
        await self._end_sooner()
        await self._leave_out([one.part_of for one in self._script if one.part_of], lambda one: one.part_of)
        await self._leave_out_deeds()
        return self._best, self._found

    def _wrong(self, found: Sequence[Finding]) -> bool:
        return any(one.wrong is self._same for one in found)

    async def _try(self, script: Script, days: int | None = None) -> bool:
        if self._left <= 0 or (len(script) == len(self._script) and days in {None, self._days}):
            return False
        self._left -= 1
        played, found = await self._replay(script, days or self._days)
        if not self._wrong(found):
            return False
        self._best, self._found = played, found
        self._script, self._days = played.script, days or self._days
        return True

    async def _leave_out_people(self) -> None:
        await self._leave_out([one.who for one in self._script if one.do in SETUP], lambda one: one.who)

    async def _end_sooner(self) -> None:
        """Nothing of what comes after it went wrong is needed, nor the days after that."""
        last, begun_at = self._found[0].at, self._best.cast.start_at
        await self._try([one for one in self._script if one.at <= last], min(self._days, (last - begun_at).days + 2))
        while self._days > 1 and await self._try(self._script, self._days // 2):
            pass

    async def _leave_out(self, names: Sequence[str], name_of: Callable[[Deed], str]) -> None:
        for name in dict.fromkeys(names):
            await self._try([one for one in self._script if name_of(one) != name])

    async def _leave_out_deeds(self) -> None:
        """Halves, then quarters, … then one by one; those who join stay."""
        size = len(self._script) // 2
        while size and self._left > 0:
            for gone in self._stretches(size):
                await self._try([one for one in self._script if id(one) not in gone])
            size //= 2

    def _stretches(self, size: int) -> Iterator[frozenset[int]]:
        """Taken from the end on, so that what was tried before stays where it was."""
        start = len(self._script)
        while start > 0:
            start = max(0, min(start, len(self._script)) - size)
            some = [one for one in self._script[start : start + size] if one.do not in SETUP]
            if some:
                yield frozenset(map(id, some))
