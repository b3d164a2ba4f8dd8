"""Running stories one after the other, and cutting the first that goes wrong down to what matters."""

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass, replace

from bot.content.library import Library
from bot.rehearsal.simulation.databases import Databases
from bot.rehearsal.simulation.evidence import Finding
from bot.rehearsal.simulation.figures import Figures, figures_of
from bot.rehearsal.simulation.judging import judge
from bot.rehearsal.simulation.playing import Played, play
from bot.rehearsal.simulation.shrinking import Judged, Script, Shrinker
from bot.rehearsal.simulation.story import Story, cast_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """One story, judged."""

    story: Story
    digest: str
    figures: Figures
    found: Sequence[Finding]
    played: Played


class Simulation:
    """Runs stories on databases of one kind, with one content library."""

    def __init__(self, library: Library, databases: Databases) -> None:
        """Nothing is opened yet."""
        self._library, self._databases = library, databases

    async def run(self, stories: Iterable[Story]) -> AsyncIterator[Ran]:
        """Each in turn."""
        for story in stories:
            played, found = await self._judged(story)
            yield Ran(story=story, digest=played.digest, figures=figures_of(played, found), found=found, played=played)

    async def shortest(self, ran: Ran, tries: int) -> Judged:
        """The shortest story that still goes wrong as this one does, and what is wrong with it."""
        cast = cast_of(ran.story)

        async def replay(script: Script, days: int) -> Judged:
            story = replace(ran.story, days=days)
            async with self._databases.fresh() as engine:
                played = await play(story, self._library, engine, script, cast)
            return played, judge(played)

        return await Shrinker(replay, (ran.played, list(ran.found)), tries).shortest()

    async def close(self) -> None:
        """Leave nothing behind."""
        await self._databases.close()

    async def _judged(self, story: Story) -> Judged:
        async with self._databases.fresh() as engine:
            played = await play(story, self._library, engine)
        return played, judge(played)
