"""Plays a scenario in a world and says how it went.

It acts through people's phones and looks at the journal only; a break of the Bot API fails a scenario too.
"""

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, assert_never

from bot.rehearsal import scenario as steps
from bot.rehearsal.expectations import picture, why_unmet
from bot.rehearsal.faults import Fault, What
from bot.rehearsal.journal import Entry, Journal
from bot.rehearsal.moments import NEXT_EVENT, NoMomentError, read_moment, show_moment
from bot.rehearsal.moving import to_next_event
from bot.rehearsal.people import CannotDoError, Group, Person
from bot.rehearsal.scenario import Action, Expect, Placed, Scenario, Silence, Step
from bot.rehearsal.scenariofile import read_scenario
from bot.rehearsal.world import ActFailedError, Stage, World

_REFERENCE = re.compile(r"\{([a-z][a-z0-9_-]*)\.([a-z][a-z0-9_]*)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a scenario went; `failure` is a text for people, or nothing."""

    title: str
    failure: str | None
    journal: Journal

    @property
    def passed(self) -> bool:
        return self.failure is None


class StepFailedError(Exception):
    """A step did not go as the scenario says; the message is the picture a person needs."""


async def run_scenario(file: Path, stage: Stage, transcript: Path | None = None) -> Outcome:
    """Play a file from its beginning in a fresh world; raises ScenarioErrors for a file with mistakes.

    The transcript is written whether the scenario passes or fails.
    """
    scenario = read_scenario(file, stage.acts)
    async with stage.open(scenario.setting) as world:
        journal = world.server.journal
        try:
            failure = await _failure_of(_Play(scenario, world))
        finally:
            if transcript is not None:
                await asyncio.to_thread(transcript.write_text, journal.lines(), encoding="utf-8")
        return Outcome(title=scenario.setting.title, failure=failure, journal=journal)


async def _failure_of(play: "_Play") -> str | None:
    for placed in (*play.scenario.setup, *play.scenario.steps):
        try:
            await play.step(placed.step)
        except (StepFailedError, CannotDoError, ActFailedError, NoMomentError) as failed:
            return play.told(placed, str(failed))
    if violations := play.world.server.violations:
        listed = "\n".join(f"  {one.side} {one.method}: {one.problem}" for one in violations)
        return f"{play.scenario.file}: the Bot API was broken\n{listed}"
    return None


class _Play:
    """One run: the world, the place in the journal since which is looked, and what acts returned."""

    def __init__(self, scenario: Scenario, world: World) -> None:
        self.scenario = scenario
        self.world = world
        self._mark = 0
        self._saved: dict[str, dict[str, str]] = {}

    def told(self, placed: Placed, failure: str) -> str:
        kind = type(placed.step).__name__.lower()
        now = show_moment(self.world.clock.now(), self._zone)
        return f"{self.scenario.file}:{placed.line}: {kind} failed on {now}: {failure}"

    async def step(self, step: Step) -> None:
        match self._filled(step):
            case Expect() as expected:
                self._expect(expected)
            case Silence() as silence:
                await self._silence(silence)
            case action:
                self._mark = self.world.server.journal.mark()
                await self._act(action)
                await self.world.settle()

    async def _act(self, action: Action) -> None:
        match action:
            case steps.Advance(to=to):
                await self._advance(to)
            case steps.Fault() as fault:
                await self.world.server.add_fault(self._fault(fault))
            case steps.Lift(what=what):
                await self.world.server.lift_faults(None if what is None else What(what))
            case steps.Act(do=do, options=options, save=save):
                returned = await self.world.perform(do, options)
                if save is not None:
                    self._saved[save] = dict(returned)
            case _:
                await _by_phone(self.world.people[action.who], action, self._group(action))

    def _group(self, action: "_OnPhone") -> Group | None:
        """The group it happens in; None: the private chat."""
        key = action.group if isinstance(action, steps.Say | steps.Tap) else None
        if key is not None and key not in self.world.groups:
            raise StepFailedError(f"there is no group {key} yet; make it with the act `group`")
        return None if key is None else self.world.groups[key]

    def _fault(self, told: steps.Fault) -> Fault:
        chat_id = None if told.who is None else self.world.people[told.who].chat.id
        until = None if told.until is None else read_moment(told.until, self.world.clock.now(), self._zone)
        how = {"times": told.times, "retry_after": told.retry_after, "code": told.code}
        said: dict[str, Any] = {name: value for name, value in how.items() if value is not None}
        return Fault(what=What(told.what), method=told.method, chat_id=chat_id, until=until, **said)

    def _expect(self, expected: Expect) -> None:
        chat = self.world.people[expected.chat].name
        entries = [entry for entry in self.world.server.journal if entry.chat == chat]
        since = 0 if expected.ever else len(entries) - len(self._written(chat))
        if why := why_unmet(expected, [entry for entry in entries[since:] if entry.from_bot]):
            raise StepFailedError(f"{why}\n{picture(entries, since, self._zone, expected)}")

    async def _silence(self, silence: Silence) -> None:
        chat = self.world.people[silence.chat].name
        if silence.until is not None:
            self._mark = self.world.server.journal.mark()
            await self._advance(silence.until)
            await self.world.settle()
        written = self._written(chat)
        if any(entry.from_bot for entry in written):
            raise StepFailedError(f"the bot was to write nothing\n{picture(written, 0, self._zone)}")

    async def _advance(self, to: str) -> None:
        if to == NEXT_EVENT:
            await to_next_event(self.world)
            return
        now = self.world.clock.now()
        moment = read_moment(to, now, self._zone)
        _check_ahead(moment, now, self._zone)
        await self.world.advance_to(moment)

    def _written(self, chat: str) -> list[Entry]:
        return [entry for entry in self.world.server.journal.since(self._mark) if entry.chat == chat]

    def _filled(self, step: Step) -> Step:
        """The step with every {name.value} replaced by what an act returned."""
        filled = {one.name: _replaced(getattr(step, one.name), self._reference) for one in fields(step)}
        return replace(step, **filled)

    def _reference(self, found: re.Match[str]) -> str:
        try:
            return self._saved[found[1]][found[2]]
        except KeyError:
            saved = [f"{name}.{key}" for name, returned in self._saved.items() for key in returned]
            raise StepFailedError(f"{found[0]} was never saved; there is {', '.join(saved) or 'nothing'}") from None

    @property
    def _zone(self) -> str:
        return self.scenario.setting.zone


_OnPhone = steps.Start | steps.Say | steps.Tap | steps.Edit | steps.Forward | steps.Send | steps.Block | steps.Unblock


async def _by_phone(person: Person, action: _OnPhone, group: Group | None) -> None:
    match action:
        case steps.Start(payload=payload):
            await person.start(payload)
        case steps.Say(text=text, reply_to=reply_to):
            await person.say(text, reply_to=_message_with(person, reply_to), group=group)
        case steps.Tap(button=button, message=words):
            await person.tap(_message_with(person, words), button, group=group)
        case steps.Edit(text=text):
            await person.edit(_own_last(person), text)
        case _:
            await _without_typing(person, action)


async def _without_typing(person: Person, action: steps.Forward | steps.Send | steps.Block | steps.Unblock) -> None:
    match action:
        case steps.Forward(text=text):
            await person.forward(text)
        case steps.Send(what=what, caption=caption):
            await (person.caption(caption) if caption is not None else getattr(person, what)())
        case steps.Block():
            await person.block()
        case steps.Unblock():
            await person.unblock()
        case _:
            assert_never(action)


def _message_with(person: Person, words: str | None) -> int | None:
    if words is None:
        return None
    for message in reversed(person.messages):
        if words in message.text:
            return message.message_id
    raise CannotDoError(f'{person.name} sees no message with "{words}"')


def _own_last(person: Person) -> int:
    for message in reversed(person.messages):
        if not message.from_bot:
            return message.message_id
    raise CannotDoError(f"{person.name} has written nothing yet")


def _check_ahead(moment: datetime, now: datetime, zone: str) -> None:
    if moment < now:
        raise StepFailedError(f"it is {show_moment(now, zone)} already, later than {show_moment(moment, zone)}")


def _replaced(value: Any, reference: Callable[[re.Match[str]], str]) -> Any:
    match value:
        case str():
            return _REFERENCE.sub(reference, value)
        case tuple():
            return tuple(_replaced(one, reference) for one in value)
        case dict():
            return {key: _replaced(one, reference) for key, one in value.items()}
        case _:
            return value
