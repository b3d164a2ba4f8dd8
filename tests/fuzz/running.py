"""Runs made-up updates through the intake of a clinic, and looks after every batch at what must not have happened.

Every few hundred updates the clinic begins anew; otherwise one alert would collect thousands of reports.
"""

import traceback
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from bot.chat.intake import StaysWithTelegramError
from bot.chat.raw import number_of
from bot.rehearsal.schema import Json, Schema
from bot.service import diary
from bot.store import tables
from tests.fuzz.cast import QUIET, Somebody, may_read
from tests.fuzz.mutating import spoiled
from tests.fuzz.updates import Updates
from tests.service.clinic import Clinic
from tests.support.edge import Snapshot, rows

BATCH, A_CLINIC = 20, 300
STEP = timedelta(minutes=3)
LARGEST, LATEST = 2**53, 2**32  # what Telegram's ids and dates stay below


@dataclass(slots=True)
class Tally:
    """What came of it."""

    updates: int = 0
    well_formed: int = 0
    without_number: int = 0
    parked: int = 0
    messages: int = 0
    reports: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    wrongs: list[str] = field(default_factory=list)


class Run:
    """One run from one seed."""

    def __init__(self, clinic: Clinic, cast: Mapping[str, Somebody], seed: int) -> None:
        self._clinic, self._cast, self._rng = clinic, cast, Random(seed)
        self._schema, self._snapshot = Schema.load(), Snapshot()
        self._updates = Updates(self._rng, self._schema, cast)
        self._failures: dict[int, BaseException | None] = {}
        self._given: dict[int, Json] = {}
        self._untouched: set[int] = set()
        self._number = 1_000
        self.tally = Tally()
        self._listen()

    def _listen(self) -> None:
        """Keep why the intake sets something aside."""
        intake = self._clinic.world.connection.intake
        real = intake._set_aside

        async def set_aside(number: int, *more: Any) -> None:
            self._failures[number] = next((one for one in more if isinstance(one, BaseException)), None)
            await real(number, *more)

        intake._set_aside = set_aside  # type: ignore[method-assign]

    async def run(self, count: int, progress: Callable[[Tally], object] | None = None) -> Tally:
        """So many updates, or more to fill a batch."""
        engine = self._clinic.office.engine
        await self._snapshot.take(engine)
        start_at = self._clinic.world.clock.now()
        while self.tally.updates < count:
            for _ in range(min(A_CLINIC, count - self.tally.updates) // BATCH or 1):
                await self._batch()
            await self._look()
            await self._snapshot.restore(engine)
            if progress is not None:
                progress(self.tally)
            self._clinic.world.clock.set_to(start_at)
        return self.tally

    def _next(self) -> Json:
        self._number += 1
        made = self._updates.next(self._number)
        problem = self._schema.check("Update", made)
        assert problem is None, f"the generator is wrong: {problem}"
        if self._rng.random() < 0.5:
            self.tally.well_formed += 1
            self._untouched.add(self._number)
            return made
        return spoiled(self._rng, made)

    async def _batch(self) -> None:
        batch = [self._next() for _ in range(BATCH)]
        self._given |= {number: one for one in batch if (number := number_of(one)) is not None}
        self.tally.updates += BATCH
        self.tally.without_number += sum(number_of(one) is None for one in batch)
        try:
            await self._clinic.world.connection.intake.handle(batch)
        except StaysWithTelegramError as said:
            self.tally.wrongs.append(f"stays with Telegram: {said.__cause__!r}")
        await self._live_on()

    async def _live_on(self) -> None:
        """Time passes, what is due is done, and everything leaves."""
        office = self._clinic.office
        await self._clinic.world.clock.advance(STEP)
        await diary.do_what_is_due(office)
        async with office.engine.begin() as tx:
            waiting = sa.update(tables.outbox).where(tables.outbox.c.state == "pending")
            sent = {"state": "sent", "sent_at": office.clock.now(), "message_id": tables.outbox.c.id}
            await tx.execute(waiting.values(**sent))
        newest = sa.select(tables.outbox.c.buttons).order_by(tables.outbox.c.id.desc()).limit(60)
        async with office.reading() as tx:
            shown = (await tx.execute(newest)).scalars().all()
        self._updates.seen = [data for lines in shown for line in lines for _, data in line]

    async def _look(self) -> None:
        """At the end of one clinic."""
        engine = self._clinic.office.engine
        outbox, seen = await rows(engine, tables.outbox), await rows(engine, tables.updates)
        self.tally.messages += len(outbox)
        self.tally.reports += len(await rows(engine, tables.reports))
        self._nothing_skipped({one["update_id"] for one in seen})
        for one in seen:
            if one["state"] == "parked":
                self._parked(one["update_id"])
        for row in outbox:
            self._in_the_right_chat(row)
        if failed := [one for one in await rows(engine, tables.agenda) if one["attempts"]]:
            self.tally.wrongs.append(f"agenda entries failed: {[one['kind'] for one in failed]}")
        self._given.clear()
        self._untouched.clear()
        self._failures.clear()

    def _nothing_skipped(self, seen: set[int]) -> None:
        if missing := self._given.keys() - seen:
            self.tally.wrongs.append(f"neither handled nor parked: {[self._given[one] for one in missing][:3]}")

    def _parked(self, number: int) -> None:
        self.tally.parked += 1
        body, failure = self._given[number], self._failures.get(number)
        self.tally.causes[_named(failure)] += 1
        if number in self._untouched or (_in_a_service(failure) and self._allowed(body)):
            self.tally.wrongs.append(f"parked without cause: {_named(failure)} {str(body)[:2000]}")

    def _allowed(self, body: Json) -> bool:
        return self._schema.check("Update", body) is None and _plausible(body)

    def _in_the_right_chat(self, row: Mapping[str, Any]) -> None:
        """Nobody reads anything of somebody they are not responsible for, and the quiet team reads nothing at all."""
        reader = next((one for one in self._cast.values() if one.chat_id == row["chat_id"]), None)
        said = f"{row['text']} {row['buttons']}"
        for other in self._cast.values():
            if reader is not None and may_read(reader, other):
                continue
            if found := [secret for secret in other.secrets if secret in said]:
                self.tally.wrongs.append(f"{reader and reader.key} read {found} of {other.key}: {said[:300]}")
        if reader is not None and reader.key == QUIET:
            self.tally.wrongs.append(f"the quiet team was told {said[:300]}")


def _named(failure: BaseException | None) -> str:
    if failure is None:
        return "unknown"
    frames = traceback.extract_tb(failure.__traceback__)
    return (
        f"{type(failure).__name__} in {frames[-1].filename.rpartition('/')[2]}:{frames[-1].name}"
        if frames
        else str(type(failure).__name__)
    )


def _in_a_service(failure: BaseException | None) -> bool:
    """Whether it was read, and failed behind the front desk."""
    return failure is None or any(
        "/bot/service/" in one.filename for one in traceback.extract_tb(failure.__traceback__)
    )


def _plausible(value: Any, name: str = "") -> bool:
    """Whether every number is one that Telegram could give."""
    if isinstance(value, dict):
        return all(_plausible(each, str(key)) for key, each in value.items())
    if isinstance(value, list):
        return all(_plausible(each, name) for each in value)
    if isinstance(value, int):
        return 0 <= value < LATEST if "date" in name or name.endswith("_time") else abs(value) < LARGEST
    return True
