"""A small clinic for one day: Amina, who takes her dose on Monday at nine, and two of the team."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.rehearsal.simulation.databases import InMemory
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.evidence import Finding
from bot.rehearsal.simulation.judging import judge
from bot.rehearsal.simulation.playing import Played, play
from bot.rehearsal.simulation.story import Cast, Duty, Manner, Member, Patient, Story

SUNDAY_EVENING = datetime.fromisoformat("2026-05-03T16:00+00:00")
OPTIONS = {
    "regimen": "sd-twice-weekly", "start": "2026-05-04", "time": "09:00", "zone": "Europe/Madrid", "language": "en",
    "antiemetic": "none", "reason": "wants none", "join": "yes",
}  # fmt: skip


def patient(key: str, name: str) -> Patient:
    options = {**OPTIONS, "reference": f"REF-{key}"}
    return Patient(key=key, name=name, manner=Manner.DILIGENT, language="en", options=options)


def member(key: str, name: str) -> Member:
    return Member(key=key, name=name, duty=Duty.QUICK, role="pharmacist", language="en")


def after(minutes: float, who: str, do: Do, what: str = "", **more) -> Deed:
    """A deed so long after Sunday evening at six."""
    return Deed(at=SUNDAY_EVENING + timedelta(minutes=minutes), who=who, do=do, what=what, **more)


class Small:
    """Tells short scripts."""

    def __init__(self, library, databases) -> None:
        self.library, self.databases = library, databases
        self.cast = Cast(
            start_at=SUNDAY_EVENING,
            patients=(patient("p1", "Amina"), patient("p2", "Bruno")),
            team=(member("staff1", "Boris"), member("staff2", "Clara")),
        )

    def story(self, days: int = 1) -> Story:
        return Story(patients=2, days=days, seed=1, faults=frozenset())

    def arrivals(self, *without: str) -> list[Deed]:
        return [one for one in self.cast.arrivals() if one.who not in without]

    async def tell(
        self, *deeds: Deed, days: int = 1, without: tuple[str, ...] = ("p2",)
    ) -> tuple[Played, list[Finding]]:
        async with self.databases.fresh() as engine:
            script = [*self.arrivals(*without), *deeds]
            played = await play(self.story(days), self.library, engine, script, self.cast)
        return played, judge(played)


@pytest.fixture(scope="session")
def library():
    """The content as it is shipped."""
    return load_library(Path(__file__).parents[2] / "content")


@pytest.fixture(scope="session")
def in_memory() -> InMemory:
    """Databases in memory, copied from one that is migrated once."""
    return InMemory()


@pytest.fixture
def small(library, in_memory) -> Small:
    return Small(library, in_memory)
