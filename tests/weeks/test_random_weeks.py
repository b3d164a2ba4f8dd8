"""Random weeks of a patient, her pharmacists and the clock, on both databases: no story breaks a law.

Everybody does only what a phone offers: taps buttons that are there, old ones too, and types. So whatever can be tapped
is tried here without being named, and in orders nobody thought of.
"""

import asyncio
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from bot.rehearsal.laws import broken, rows_of
from bot.rehearsal.stage import RehearsalStage
from bot.rehearsal.world import CastMember, Setting
from bot.store.engine import create_engine
from tests.service.clinic import Clinic
from tests.service.conftest import CAST, SUNDAY_EVENING

TYPED = (
    "taken",
    "yes",
    "no",
    "later",
    "none left",
    "I feel sick",
    "my nose bleeds and it will not stop",
    "72,5",
    "20 mg",
)
REASONS = ("seen in clinic", "100 mg", "2026-05-20", "09:30", "Europe/Lisbon")
HOURS = ("Mon-Fri 08:00-17:00", "every day 17:00-08:00", "none", "any hour", "away {today} to {later}", "back")
BEGINNINGS = (*(("/patients", number) for number in range(4)), ("/alerts", 0), ("/alerts", 1))
DOING = st.lists(st.integers(0, 11), min_size=3, max_size=8)
RECENT = 8  # messages on a phone whose buttons somebody may still tap


class Weeks(RuleBasedStateMachine):
    """One clinic from Sunday evening on; `databases` and `library` come from the test."""

    databases: Any = None
    folder: Any = None
    library: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.stack = AsyncExitStack()

    def run(self, what: Any) -> Any:
        return self.runner.run(what)

    @initialize(position=st.sampled_from(("09:00", "22:30")))
    def begins(self, position: str) -> None:
        self.run(self._begin(position))

    async def _begin(self, at: str) -> None:
        url = self.stack.enter_context(self.databases.migrated(self.folder))
        engine = create_engine(url)
        self.stack.push_async_callback(engine.dispose)
        cast = {key: CastMember(key=key, name=key.capitalize(), role="", language="en") for key in CAST}
        setting = Setting(title="weeks", language="en", start_at=SUNDAY_EVENING, zone="Europe/Madrid", cast=cast)
        world = await self.stack.enter_async_context(RehearsalStage(self.library, headless=True).on(engine, setting))
        self.clinic = Clinic(world)
        self.clinic.repeats_expected = True  # counted by dose in `laws`, which a second plan version cannot confuse
        await self.clinic.staff("boris", position=1)
        await self.clinic.staff("clara", role="lead", position=2)
        await self.clinic.staff("dan", team="other")
        await self.clinic.patient("amina", time=at)
        await self.clinic.settle()

    @rule(events=st.integers(2, 12))
    def time_goes_on(self, events: int) -> None:
        self.run(self._events(events))

    async def _events(self, events: int) -> None:
        for _ in range(events):
            coming = await self.clinic.world.next_event_at()
            if coming is not None:
                await self.clinic.world.advance_to(max(coming, self.clinic.now))

    @rule(which=st.integers(0, 7), more=st.integers(0, 3))
    def amina_answers_the_next_dose(self, which: int, more: int) -> None:
        self.run(self._answers(which, more))

    async def _answers(self, which: int, more: int) -> None:
        asked = len(self.clinic.prompts())
        for _ in range(40):
            await self._events(1)
            if len(self.clinic.prompts()) > asked:
                break
        for again in range(1 + more):
            await self._tap_somewhere("amina", 0, which + again)

    @rule(minutes=st.sampled_from((4, 50, 150, 1500, 4300)))
    def the_bot_is_away(self, minutes: int) -> None:
        self.run(self._away(minutes))

    async def _away(self, minutes: int) -> None:
        await self.clinic.world.away_until(self.clinic.now + timedelta(minutes=minutes))
        await self.clinic.settle()

    @rule()
    def the_bot_starts_anew(self) -> None:
        self.run(self.clinic.restart())

    @rule(back=st.integers(0, RECENT), which=st.integers(0, 9))
    def amina_taps_what_still_stands_there(self, back: int, which: int) -> None:
        self.run(self._tap_somewhere("amina", back, which))

    @rule(words=st.sampled_from(TYPED))
    def amina_types(self, words: str) -> None:
        self.run(self.clinic.say("amina", words))

    @rule(who=st.sampled_from(("boris", "clara")), begins=st.sampled_from(BEGINNINGS), doing=DOING)
    def somebody_on_call_works(self, who: str, begins: tuple[str, int], doing: list[int]) -> None:
        self.run(self._works(who, *begins, doing))

    @rule(who=st.sampled_from(("boris", "clara")), line=st.sampled_from(HOURS))
    def somebody_has_other_hours(self, who: str, line: str) -> None:
        today = self.clinic.now.date() + timedelta(days=1)  # the clinic's own date or the next
        said = line.format(today=today, later=today + timedelta(days=3))
        self.run(self.clinic.say(who, f"/oncall {said}"))

    @rule(who=st.sampled_from(("boris", "clara")))
    def somebody_cannot_be_reached_for_a_while(self, who: str) -> None:
        self.run(self._out_of_reach(who))

    async def _out_of_reach(self, who: str) -> None:
        await self.clinic.person(who).block()
        await self._events(2)
        await self.clinic.person(who).unblock()
        await self.clinic.settle()

    async def _works(self, who: str, begins: str, first: int, doing: list[int]) -> None:
        """From the list to a patient or an alert, then on: a button of the newest message, or words where it has none."""
        await self.clinic.say(who, begins)
        await self._tap_somewhere(who, 0, 0)
        await self._tap_somewhere(who, 0, first)
        for one in doing:
            if self.clinic.person(who).last.buttons and one % 5:
                await self._tap_somewhere(who, 0, one)
            else:
                await self.clinic.say(who, REASONS[one % len(REASONS)])

    async def _tap_somewhere(self, who: str, back: int, which: int) -> None:
        shown = [one for one in self.clinic.person(who).messages if one.from_bot and one.buttons]
        if shown:
            message = shown[-1 - back % len(shown)]
            buttons = [one for row in message.buttons for one in row]
            await self.clinic.person(who).tap_stale(message.message_id, buttons[which % len(buttons)].data)
            await self.clinic.settle()

    @invariant()
    def no_law_is_broken(self) -> None:
        if hasattr(self, "clinic"):
            rows = self.run(rows_of(self.clinic.office))
            assert broken(rows, self.library.wording, self.clinic.now) == []

    def teardown(self) -> None:
        try:
            if hasattr(self, "clinic"):
                self.run(self.clinic.check())
        finally:
            self.run(self.stack.aclose())
            self.runner.close()


def _live(databases: Any, library: Any, folder: Any, *, stories: int, steps: int) -> None:
    machine = seed(20260504)(type("Weeks", (Weeks,), {"databases": databases, "library": library, "folder": folder}))
    some = settings(
        max_examples=stories, stateful_step_count=steps, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck), print_blob=False,
    )  # fmt: skip
    run_state_machine_as_test(machine, settings=some)


@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_a_few_random_stories(databases, library, tmp_path):
    """A handful of stories, the same ones each time."""
    _live(databases, library, tmp_path, stories=5, steps=20)


@pytest.mark.soak
@pytest.mark.parametrize("database_kind", ["sqlite", "postgresql"], indirect=True)
def test_many_random_stories(databases, library, tmp_path):
    """Many more, and longer ones."""
    _live(databases, library, tmp_path, stories=150, steps=60)
