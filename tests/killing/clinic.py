"""Staff and patients enrolled on a real clock, through chats, before the first process starts.

Dose times are seconds ahead, so that they fall into the lives and deaths that follow.
"""

from collections.abc import Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from bot.chat.connection import connect
from bot.content.library import Library
from bot.rehearsal.server import BotApiServer
from bot.rehearsal.stage import NUMBERS, RehearsalWorld
from bot.rehearsal.world import CastMember, Setting
from bot.service.office import Office
from bot.store.engine import create_engine
from tests.killing.crowd import Actor, DosePatient, Pharmacist, Reporter
from tests.killing.process import CLOCK

ZONES = ("Europe/Madrid", "America/New_York", "America/Los_Angeles", "Asia/Tokyo", "Pacific/Auckland")
LANGUAGE = {
    "amina": "en", "alba": "es", "andrew": "en", "ana": "es", "rosa": "es", "ruth": "en", "boris": "en", "clara": "en",
}  # fmt: skip
STAFF = {"boris": "pharmacist", "clara": "lead"}
SILENT = "ana"  # never answers
REPORTERS = {"rosa", "ruth"}
FIRST_DOSE_AFTER = timedelta(seconds=4)
A_LONG_TIME = timedelta(hours=2)
WITHOUT = {"antiemetic": "none", "reason": "practice"}  # its time would be over: "not started", and no dose


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """Everybody, by what they do."""

    dose_patients: Sequence[DosePatient]
    reporters: Sequence[Reporter]
    pharmacists: Sequence[Pharmacist]

    @property
    def everybody(self) -> Sequence[Actor]:
        return (*self.dose_patients, *self.reporters, *self.pharmacists)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bustle:
    """How much goes on: who is there, seconds between doses, the longest wait between two acts, and how many each."""

    patients: Sequence[str]
    spread: float
    haste: float
    acts: int


A_FEW_SECONDS = Bustle(patients=("amina", "ana", "rosa"), spread=1.5, haste=1.5, acts=7)
MINUTES = Bustle(patients=("amina", "alba", "andrew", "ana", "rosa", "ruth"), spread=12, haste=8, acts=1_000)


def zone_by_day(now: datetime) -> str:
    """A zone in which it is day, so that nothing falls on another date meanwhile."""
    return next(one for one in ZONES if 7 <= now.astimezone(ZoneInfo(one)).hour < 20)


@asynccontextmanager
async def before_the_first_life(url: str, server: BotApiServer, library: Library) -> Any:
    """The bot in this process, for as long as enrolling takes."""
    now, engine = CLOCK.now(), create_engine(url)
    cast = {key: CastMember(key=key, name=key.title(), role="", language=each) for key, each in LANGUAGE.items()}
    setting = Setting(title="killing", language="en", start_at=now, zone=zone_by_day(now), cast=cast)
    office = Office(engine, CLOCK, library, NUMBERS, practice_only=True)
    connection = await connect(office, server.token, server.url)
    world = RehearsalWorld(clock=CLOCK, server=server, office=office, connection=connection, setting=setting)  # type: ignore[arg-type]
    for key, language in LANGUAGE.items():
        world.people[key] = server.person(key.title(), language_code=language)
    try:
        yield world
    finally:
        await connection.close()
        await engine.dispose()


async def gather(url: str, server: BotApiServer, library: Library, rng: Random, bustle: Bustle) -> Crowd:
    """Enrol everybody, those who wait for a dose last; their doses fall due one after the other."""
    reporters = [one for one in bustle.patients if one in REPORTERS]
    waiting = [one for one in bustle.patients if one not in REPORTERS]
    async with before_the_first_life(url, server, library) as world:
        zone = ZoneInfo(world.setting.zone)
        for key, role in STAFF.items():
            await world.perform("staff", {"who": key, "role": role})
        began_at = CLOCK.now()
        for key in reporters:
            await _enrol(world, key, (CLOCK.now() + A_LONG_TIME).astimezone(zone))
        each = (CLOCK.now() - began_at) / len(reporters)
        first = CLOCK.now() + FIRST_DOSE_AFTER + 2 * each * len(waiting)  # joining takes longer on a busy machine
        for place, key in enumerate(waiting):
            await _enrol(world, key, (first + timedelta(seconds=bustle.spread * place)).astimezone(zone))
        assert server.violations == []
        people = world.people

    def made(kind: type[Any], keys: Sequence[str]) -> list[Any]:
        return [kind(people[key], LANGUAGE[key], Random(rng.random()), bustle.haste, bustle.acts) for key in keys]

    crowd = Crowd(
        dose_patients=made(DosePatient, waiting),
        reporters=made(Reporter, reporters),
        pharmacists=made(Pharmacist, tuple(STAFF)),
    )
    for one in crowd.dose_patients:
        one.answers = one.person is not people[SILENT]
    return crowd


async def _enrol(world: Any, key: str, at: datetime) -> None:
    when = {"start": at.date().isoformat(), "time": at.time().replace(microsecond=0).isoformat()}
    await world.perform("enrol", {"who": key, "join": "yes", "language": LANGUAGE[key], **when, **WITHOUT})
