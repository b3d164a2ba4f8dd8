"""Who is there: two teams with patients of their own, a third that hears of nobody, and strangers.

Everybody has a word that nobody else uses, so that it can be seen whose words reached whose chat.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.library import Library
from bot.rehearsal.stage import RehearsalStage
from bot.rehearsal.world import CastMember, Setting
from bot.store import tables
from tests.service.clinic import Clinic
from tests.support.edge import rows

EARLY_MONDAY = datetime(2026, 5, 4, 6, 45, tzinfo=UTC)
GROUP = -100_222_333
QUIET = "gus"  # of a team without patients; writes nothing and must hear nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Somebody:
    """One person; `secrets` is whatever may be read by their own team only."""

    key: str
    team: str
    patient: bool
    language: str = "en"
    chat_id: int = 0
    secrets: tuple[str, ...] = field(default=())

    @property
    def word(self) -> str:
        """What only this person says."""
        return f"zorb{self.key}quix"


PEOPLE = (
    Somebody(key="boris", team="north", patient=False),
    Somebody(key="clara", team="north", patient=False, language="es"),
    Somebody(key="dan", team="south", patient=False),
    Somebody(key=QUIET, team="quiet", patient=False),
    Somebody(key="amina", team="north", patient=True),
    Somebody(key="eva", team="north", patient=True, language="es"),
    Somebody(key="fay", team="south", patient=True),
    Somebody(key="stranger", team="", patient=False),
    Somebody(key="nobody", team="", patient=False, language="es"),
)


def may_read(reader: Somebody, other: Somebody) -> bool:
    """Patients read themselves and their team; staff read their whole team; strangers read nobody (S10)."""
    if reader.key == other.key:
        return True
    return reader.team == other.team != "" and not (reader.patient and other.patient)


@asynccontextmanager
async def gathered(engine: AsyncEngine, library: Library) -> AsyncIterator[tuple[Clinic, Mapping[str, Somebody]]]:
    """The clinic on an empty migrated database, shortly before the first dose."""
    cast = {one.key: CastMember(key=one.key, name=one.key.title(), role="", language=one.language) for one in PEOPLE}
    setting = Setting(title="fuzz", language="en", start_at=EARLY_MONDAY, zone="Europe/Madrid", cast=cast)
    async with RehearsalStage(library).on(engine, setting) as world:
        clinic = Clinic(world)
        for place, one in enumerate(PEOPLE):
            if one.patient:
                how = {"team": one.team, "reference": f"REF-{one.word}", "phone": f"600 70 80 {place:02}"}
                await clinic.patient(one.key, language=one.language, start="2026-05-04", **how)
            elif one.team:
                await clinic.staff(one.key, team=one.team, position=place + 1)
        yield clinic, await _known(clinic, engine)


async def _known(clinic: Clinic, engine: AsyncEngine) -> Mapping[str, Somebody]:
    patients = {one["id"]: one for one in await rows(engine, tables.patients)}
    known = {}
    for one in PEOPLE:
        secrets: tuple[str, ...] = (one.word,)
        if one.patient:
            row = patients[clinic.ids[one.key]]
            secrets = (*secrets, row["pseudonym"], row["reference"], row["phone"])
        elif one.team:
            secrets = (*secrets, one.key.title())
        known[one.key] = Somebody(
            key=one.key, team=one.team, patient=one.patient, language=one.language, secrets=secrets,
            chat_id=clinic.person(one.key).chat.id,
        )  # fmt: skip
    return known
