"""A clinic among its people, for tests: the real bot on a virtual clock, with words to act and to look.

What a person does here is what a phone can do; what is looked at is what phones show and what the tables hold.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import sqlalchemy as sa

from bot.domain.incoming import Arrival, Incoming
from bot.domain.messages import line
from bot.domain.people import PatientStatus, Role, StaffStatus
from bot.rehearsal import acts
from bot.rehearsal.chats import Door
from bot.rehearsal.journal import Entry
from bot.rehearsal.moments import read_moment
from bot.rehearsal.people import Person
from bot.rehearsal.refusals import Refusal
from bot.rehearsal.stage import NUMBERS, RehearsalWorld
from bot.service import enrolling, frontdesk, planahead, staffing
from bot.service.enrolling import Enrolled
from bot.service.office import Office
from bot.store import people, tables

MONDAY = date(2026, 5, 4)
BOTH = pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
NINE, ELEVEN = time(9), time(11)
PROMPT = line("dose-take", at=datetime(2026, 5, 4, 9, tzinfo=UTC))
FAILED = {"agenda": ("failed",), "outbox": ("failed",), "updates": ("parked",)}


class Clinic:
    """Staff of two teams and, once enrolled, patients; and what everybody has read since the last thing done."""

    def __init__(self, world: RehearsalWorld) -> None:
        self.world = world
        self.language: dict[str, str] = {}
        self.ids: dict[str, int] = {}
        self.faults_expected = False
        self.repeats_expected = False
        self.dan_spoke = False
        self._mark = 0
        self._updates = 5_000_000

    # --- who is there -------------------------------------------------------------------------------------------

    def person(self, who: str) -> Person:
        return self.world.people[who]

    @property
    def office(self) -> Office:
        return self.world.office

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    async def staff(self, who: str, *, role: str = "pharmacist", team: str = "main", position: int = 1) -> int:
        """Somebody on the team already, without the walk through the invitation."""
        person = self.person(who)
        invited = await staffing.invite(
            self.office, person.name, role=role, team=team, position=position, language="en", by="test"
        )
        async with self.office.work() as work:
            await people.link(work.tx, person.chat.id, Role.STAFF, invited.staff_id, work.now)
            await people.change_staff(work.tx, invited.staff_id, status=StaffStatus.ACTIVE)
        person.chat.door = Door.OPEN
        self.ids[who] = invited.staff_id
        self.language[who] = "en"
        return invited.staff_id

    async def invite(self, who: str = "amina", *, practice: bool = True, **options: str) -> Enrolled:
        """Enrol a patient, who has yet to join."""
        language = options.get("language", "en")
        self.language[who] = language
        wanted = replace(acts._enrolment(self.world, {"who": who, **options}, language), practice=practice)
        made = await enrolling.enrol(self.office, wanted)
        assert isinstance(made, Enrolled), made
        self.ids[who] = made.patient_id
        return made

    async def patient(self, who: str = "amina", **options: Any) -> int:
        """A patient who has joined, confirmed the plan and checked the box already."""
        made = await self.invite(who, **options)
        chat = self.person(who).chat
        async with self.office.work() as work:
            await work.tx.execute(sa.update(tables.invites).values(used_at=work.now, opened_by=chat.id))
            await people.link(work.tx, chat.id, Role.PATIENT, made.patient_id, work.now)
            await people.change_patient(
                work.tx, made.patient_id, status=PatientStatus.ACTIVE, consented_at=work.now, confirmed_at=work.now,
                tablets_in_hand=True, boxes={"selinexor": ["20"], "dexamethasone": ["20"]}, language=self.language[who],
            )  # fmt: skip
            joined = await people.patient(work.tx, made.patient_id)
            await planahead.plan_ahead(work, joined, work.now.date())
        chat.door = Door.OPEN
        return made.patient_id

    # --- doing --------------------------------------------------------------------------------------------------

    def fresh(self) -> None:
        """From here on only what is new counts."""
        self._mark = self.world.server.journal.mark()

    async def at(self, words: str) -> None:
        """Let time pass until then ("Mon 09:00", "+1h"), everything falling due on the way."""
        self.fresh()
        await self.world.advance_to(read_moment(words, self.now, self.world.setting.zone))

    async def away_until(self, words: str) -> None:
        """The bot is switched off until then, and comes back."""
        self.fresh()
        await self.world.away_until(read_moment(words, self.now, self.world.setting.zone))
        await self.world.settle()

    async def settle(self) -> None:
        await self.world.settle()

    async def say(self, who: str, *texts: str) -> None:
        """Type, one message after the other; all of them arrive at once."""
        self.fresh()
        for text in texts:
            await self.person(who).say(text)
        await self.world.settle()

    async def tap(self, who: str, key: str, *, at_once: bool = True, under: str | None = None, **args: Any) -> None:
        """Tap the newest button of this wording; `under` is the wording of the message it stands under."""
        self.fresh()
        head = None if under is None else self.words(who, under)
        shown = [one.message_id for one in self.person(who).messages if head and head in one.text]
        await self.person(who).tap(shown[-1] if shown else None, self.words(who, key, **args))
        if at_once:
            await self.world.settle()

    async def report(self, who: str, symptom: str) -> None:
        """Find a symptom in the menu, by its area where it has one, and tap it."""
        menu = self.office.library.menu
        await self.say(who, "/report")
        if symptom not in (*menu.first, menu.last):
            await self.tap(who, next(f"area-{one.id}" for one in menu.areas if symptom in one.symptoms))
        await self.tap(who, f"symptom-{symptom}")

    async def tap_data(self, who: str, data: str, message_id: int = 1) -> None:
        """Tap what is no longer, or never was, on the phone."""
        self.fresh()
        await self.person(who).tap_stale(message_id, data)
        await self.world.settle()

    async def receive(self, who: str, text: str, **more: Any) -> None:
        """Hand one update over the counter directly."""
        self._updates += 1
        kind = more.pop("kind", Arrival.TEXT)
        chat_id = self.person(who).chat.id
        await frontdesk.receive(
            self.office, Incoming(update_id=self._updates, kind=kind, chat_id=chat_id, text=text, **more)
        )

    async def restart(self) -> None:
        """The process ends and a new one begins on the same database."""
        await self.world.restart()

    def nothing_gets_out(self, *, to: str | None = None, method: str = "sendMessage") -> None:
        """Telegram cannot be sent to for now (to one person, or at all)."""
        chat = None if to is None else self.person(to).chat.id

        async def refuse(asked: str, parameters: Mapping[str, Any]) -> None:
            if asked == method and chat in (None, int(parameters["chat_id"])):
                raise Refusal(429, "Too Many Requests: retry after 300", {"retry_after": 300})

        self.world.server.intercept = refuse

    def everything_gets_out(self) -> None:
        self.world.server.intercept = None

    # --- looking ------------------------------------------------------------------------------------------------

    def words(self, who: str, key: str, **args: Any) -> str:
        """A wording as this person reads it."""
        usual = {"phone": NUMBERS.clinic, "emergency": NUMBERS.emergency, "crisis": NUMBERS.crisis}
        usual["drug"] = line("drug-selinexor")
        return self.office.library.wording.say(self.language[who], line(key, **{**usual, **args}))

    def heard(self, who: str, kind: str | None = None, *, ever: bool = False) -> list[Entry]:
        """What the bot wrote to somebody since the last thing done."""
        journal, name = self.world.server.journal, self.person(who).name
        entries = journal.since(0 if ever else self._mark)
        return [one for one in entries if one.from_bot and one.chat == name and kind in (None, one.kind)]

    def heard_of_doses(self, who: str) -> list[Entry]:
        """The same without check-ins, which come the day after a dose whatever was answered."""
        heads = [self.words(who, key, day=MONDAY).partition(". ")[2] for key in ("checkin-head", "checkin-again")]
        return [one for one in self.heard(who) if not any(head in one.text for head in heads)]

    def read(self, who: str, *, ever: bool = False) -> str:
        """The same, as one text."""
        return "\n---\n".join(one.text for one in self.heard(who, ever=ever))

    def told(self, who: str, key: str, *, ever: bool = False, **args: Any) -> bool:
        """Whether one of those messages holds this wording."""
        return self.words(who, key, **args) in self.read(who, ever=ever)

    def prompts(self, who: str = "amina") -> list[Entry]:
        """Every message ever that says "take" of a dose."""
        tail = self.words(who, "dose-take", at=PROMPT.args["at"]).partition(". ")[2]
        return [one for one in self.heard(who, "message", ever=True) if tail in one.text]

    def buttons(self, who: str) -> list[str]:
        """The labels of the newest message."""
        return [one.label for row in self.person(who).last.buttons for one in row]

    def rung(self, who: str) -> list[Entry]:
        """The alert cards somebody was sent (not edits) since the last thing done."""
        return [one for one in self.heard(who, "message") if one.text.startswith("ALERT")]

    async def rows(self, table: sa.Table, **where: Any) -> list[sa.RowMapping]:
        chosen = sa.select(table).order_by(table.c[next(iter(table.primary_key.columns.keys()))])
        for name, value in where.items():
            chosen = chosen.where(table.c[name] == value)
        async with self.office.reading() as tx:
            return list((await tx.execute(chosen)).mappings())

    async def alerts(self, **where: Any) -> list[sa.RowMapping]:
        return await self.rows(tables.alerts, **where)

    async def causes(self) -> list[tuple[str, str]]:
        """Every (cause, urgency) ever raised."""
        return [(one["cause"], one["urgency"]) for row in await self.alerts() for one in row["reasons"]]

    async def doses(self, day: date = MONDAY) -> dict[str, str]:
        """The state of each drug of a plan day."""
        return {row["drug"]: row["state"] for row in await self.rows(tables.doses, plan_day=day)}

    # --- what must hold whatever happened -----------------------------------------------------------------------

    async def check(self) -> None:
        """The laws no test may break on its way."""
        assert self.world.server.violations == []
        if not self.dan_spoke and "dan" in self.ids:
            assert self.heard("dan", ever=True) == [], "Dan must see nothing (S10)"
        if not self.repeats_expected:
            for who in self.patients():
                heads = Counter(one.text.splitlines()[0] for one in self.prompts(who))
                assert all(count == 1 for count in heads.values()), f"said 'take' twice (S2): {heads}"
        if not self.faults_expected:
            for table, states in FAILED.items():
                found = [row for row in await self.rows(getattr(tables, table)) if row["state"] in states]
                assert found == [], f"{table}: {found}"
            tried = [row for row in await self.rows(tables.agenda) if row["attempts"]]
            assert tried == [], f"an agenda entry failed: {tried}"

    def patients(self) -> Iterable[str]:
        return [who for who in self.ids if who in ("amina", "eva")]
