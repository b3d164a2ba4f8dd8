"""What must be true in the database and on every phone, however often the process died."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.content.library import Library
from bot.domain.messages import line
from bot.rehearsal.server import BotApiServer
from bot.store import tables
from tests.killing.clinic import Crowd
from tests.killing.process import CLOCK
from tests.support.edge import rows

RED = {"emergency", "urgent"}
AT_ONCE = 30  # messages that may be under way when the process dies


async def lets_go(engine: AsyncEngine) -> None:
    """The two minutes pass after which a dead process's messages are taken up by the next one."""
    async with engine.begin() as tx:
        held = sa.update(tables.outbox).where(tables.outbox.c.leased_until.is_not(None))
        await tx.execute(held.values(leased_until=CLOCK.now()))


async def at_rest(engine: AsyncEngine, server: BotApiServer) -> bool:
    """Whether nothing is left to do now."""
    if server.pending or server.busy:
        return False
    now = CLOCK.now()
    async with engine.connect() as tx:
        due = sa.select(tables.agenda.c.id).where(tables.agenda.c.state == "pending", tables.agenda.c.due_at <= now)
        to_go = sa.select(tables.outbox.c.id).where(
            tables.outbox.c.state == "pending", tables.outbox.c.not_before <= now
        )
        return (await tx.execute(sa.union_all(due, to_go).limit(1))).first() is None


class Aftermath:
    """One database and its phones, looked at when everything has come to rest."""

    def __init__(self, engine: AsyncEngine, server: BotApiServer, crowd: Crowd, library: Library) -> None:
        self._engine, self._server, self._crowd, self._library = engine, server, crowd, library
        self.figures: dict[str, int] = {}

    async def check(self, deaths: int) -> None:
        """Every promise."""
        assert self._server.violations == []
        await self._nothing_left_behind()
        await self._reports()
        await self._acknowledgements()
        await self._doses()
        await self._phones(deaths)

    async def _nothing_left_behind(self) -> None:
        updates = await rows(self._engine, tables.updates)
        assert [one for one in updates if one["state"] != "done"] == []
        given = self._server._exchange.updates
        assert {one["update_id"] for one in updates} == set(range(100_001, given._next_id))
        assert await rows(self._engine, tables.agenda, state="failed") == []
        assert {one["state"] for one in await rows(self._engine, tables.outbox)} <= {"sent", "cancelled"}
        self.figures["updates"] = len(updates)

    async def _reports(self) -> None:
        """Whatever was typed is one report, and every red flag stands once on an alert that was rung."""
        kept = Counter(one["words"] for one in await rows(self._engine, tables.reports))
        alerts = await rows(self._engine, tables.alerts)
        raised = Counter(each["words"] for one in alerts for each in one["reasons"])
        cards = {one["subject"] for one in await rows(self._engine, tables.outbox, kind="alert-card", state="sent")}
        for one in (*self._crowd.dose_patients, *self._crowd.reporters):
            for text in (*one.plain, *one.red_flags):
                assert (text, kept[text], raised[text]) == (text, 1, 1)
        assert {f"alert:{one['id']}" for one in alerts if one["urgency"] in RED} <= cards
        self.figures["red flags"] = sum(len(one.red_flags) for one in self._crowd.reporters)
        self.figures["reports"] = kept.total()
        self.figures["alerts"] = len(alerts)
        assert self.figures["red flags"] > 0

    async def _acknowledgements(self) -> None:
        taps = {data.split(":")[1] for one in self._crowd.pharmacists for data in one.tapped if data.endswith(":ack")}
        taken = {str(one["id"]) for one in await rows(self._engine, tables.alerts) if one["acknowledged_at"]}
        assert taps <= taken
        self.figures["acknowledged"] = len(taps)

    async def _doses(self) -> None:
        """Each dose was said once; a copy after a death is the same to the letter; a tap on [Taken] was kept."""
        prompts = await rows(self._engine, tables.outbox, kind="dose")
        doses = await rows(self._engine, tables.doses)
        self.figures["prompt copies"] = 0
        for one in self._crowd.dose_patients:
            holder = await self._holder(one.person.chat.id)
            tail = self._library.wording.say(one.language, line("dose-take", at=CLOCK.now())).partition(". ")[2]
            shown = [text for text in self._read({one.person.name}) if tail in text]
            assert [row["text"] for row in prompts if row["person_id"] == holder] == [*set(shown)], one.person.name
            self.figures["prompt copies"] += len(shown) - 1
            states = [row["state"] for row in doses if row["patient_id"] == holder and row["asked_at"] is not None]
            assert states == ["taken" if one.answered else "asked"] * 2, (one.person.name, one.tapped, states)
        self.figures["doses"] = len(self._crowd.dose_patients)

    async def _phones(self, deaths: int) -> None:
        """Every message arrived in its own chat, and no more copies came than were under way at a death."""
        copies = 0
        for one in self._crowd.everybody:
            written = await rows(self._engine, tables.outbox, chat_id=one.person.chat.id, edits=None)
            meant = Counter(row["text"].strip() for row in written if row["state"] == "sent")
            shown = Counter(text.strip() for text in self._read({one.person.name}))
            assert meant - shown == Counter(), f"{one.person.name} did not get everything"
            assert set(shown) <= {row["text"].strip() for row in written}, f"{one.person.name} got what nobody wrote"
            copies += (shown - meant).total()
        assert copies <= deaths * AT_ONCE
        self.figures["messages"] = len(await rows(self._engine, tables.outbox, state="sent"))
        self.figures["copies"] = copies

    def _read(self, names: set[str]) -> list[str]:
        """Every message the bot ever sent to them, edits aside."""
        entries = self._server.journal.since(0)
        return [one.text for one in entries if one.from_bot and one.chat in names and one.kind == "message"]

    async def _holder(self, chat_id: int) -> int:
        (found,) = await rows(self._engine, tables.chats, chat_id=chat_id)
        return int(found["subject_id"])


def shown(figures: Mapping[str, Any]) -> str:
    """One line."""
    return ", ".join(f"{value} {name}" for name, value in figures.items())
