"""Doing a deed in a world: on a phone, between the bot and Telegram, or to the bot's own process and clock.

Whatever cannot be done any more (a button that is gone, a chat that is blocked) is left undone.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.chat.connection import CannotConnectError
from bot.rehearsal.chats import Door
from bot.rehearsal.faults import Fault, What
from bot.rehearsal.people import CannotDoError, Person
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.phones import labels
from bot.rehearsal.stage import RehearsalWorld

COMES_BACK_IN = timedelta(seconds=30)  # whoever starts the process tries again after this long


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A time in which something was wrong, by the bot's clock; `who` where it concerned one person alone."""

    since: datetime
    until: datetime
    who: str = ""


@dataclass(slots=True, kw_only=True)
class Performer:
    """Does deeds, and remembers what was wrong when."""

    world: RehearsalWorld
    off_until: datetime | None = None
    slow_by: timedelta = timedelta(0)  # how far the clock was set back
    troubles: list[Trouble] = field(default_factory=list)
    enrolled: dict[str, Mapping[str, str]] = field(default_factory=dict)

    async def perform(self, deed: Deed) -> bool:
        """Do it; whether it could be done."""
        try:
            await DOES[deed.do](self, deed)
        except CannotDoError:
            return False
        return True

    def trouble(self, until: datetime, who: str = "") -> None:
        """Something is wrong from now on."""
        now = self.world.clock.now()
        self.troubles.append(Trouble(since=now, until=max(until, now), who=who))

    def person(self, deed: Deed) -> Person:
        return self.world.people[deed.who]

    async def come_back(self) -> None:
        """A new process on the same database; while Telegram cannot be reached it does not even start."""
        self.world.office.started_at = self.world.clock.now()
        try:
            await self.world.server.catch_up()
            await self.world.restart()
        except CannotConnectError:
            self.off_until = self.world.clock.now() + COMES_BACK_IN
            self.trouble(self.off_until)
        else:
            self.off_until = None

    async def relieve(self) -> None:
        """Everything that is wrong ends."""
        await self.world.server.lift_faults()
        if self.slow_by:
            await _clock_right(self, None)
        for one in self.world.people.values():
            if one.chat.door is Door.BLOCKED:
                await one.unblock()
        if self.off_until is not None:
            await self.come_back()


async def _arrives(on: Performer, deed: Deed) -> None:
    on.enrolled[deed.who] = await on.world.perform(str(deed.do), {"who": deed.who, **deed.options})


async def _say(on: Performer, deed: Deed) -> None:
    await on.person(deed).say(deed.what)


async def _send(on: Performer, deed: Deed) -> None:
    await getattr(on.person(deed), deed.what)()


async def _tap(on: Performer, deed: Deed) -> None:
    person = on.person(deed)
    shown = [one.id for one in reversed(list(person.chat)) if one.from_bot and deed.what in labels(one)]
    if person.chat.door is not Door.OPEN or deed.nth >= len(shown):
        raise CannotDoError("no such button")
    await person.tap(shown[deed.nth], deed.what)


async def _edit(on: Performer, deed: Deed) -> None:
    own = [one.message_id for one in on.person(deed).messages if not one.from_bot]
    if not own:
        raise CannotDoError("nothing written yet")
    await on.person(deed).edit(own[-1], deed.what)


async def _block(on: Performer, deed: Deed) -> None:
    if on.person(deed).chat.door is not Door.OPEN:
        raise CannotDoError("not open")
    await on.person(deed).block()
    on.trouble(datetime.max.replace(tzinfo=on.world.clock.now().tzinfo), deed.who)


async def _unblock(on: Performer, deed: Deed) -> None:
    if on.person(deed).chat.door is not Door.BLOCKED:
        raise CannotDoError("not blocked")
    now = on.world.clock.now()
    await on.person(deed).unblock()
    on.troubles = [
        Trouble(since=one.since, until=now, who=one.who) if one.who == deed.who and one.until > now else one
        for one in on.troubles
    ]


async def _fault(on: Performer, deed: Deed) -> None:
    told = deed.options
    until = datetime.fromisoformat(told["until"])
    if until <= on.world.clock.now():
        raise CannotDoError("over already")
    who, what = told.get("who"), What(told["what"])
    if what is What.OUTAGE:
        await on.world.server.add_fault(Fault(what=what, until=until))
    else:
        await on.world.server.add_fault(
            Fault(
                what=what, method=told["method"] or None, times=int(told["times"]), until=until,
                chat_id=on.world.people[who].chat.id if who in on.world.people else None,
                retry_after=int(told.get("retry_after", "30")), code=int(told.get("code", "502")),
            )
        )  # fmt: skip
    if what is What.OUTAGE:  # the others are seen when they strike
        on.trouble(until)


async def _restart(on: Performer, deed: Deed) -> None:
    del deed
    if on.off_until is None:
        await on.come_back()


async def _away(on: Performer, deed: Deed) -> None:
    until = datetime.fromisoformat(deed.options["until"])
    if on.off_until is None:
        await on.world.away_until(on.world.clock.now())
    on.off_until = max(until, on.off_until or until)
    on.trouble(on.off_until)


async def _clock_back(on: Performer, deed: Deed) -> None:
    if on.slow_by or on.off_until:
        raise CannotDoError("one thing at a time")
    on.slow_by = timedelta(minutes=int(deed.options["minutes"]))
    on.trouble(on.world.clock.now())
    on.world.clock.set_to(on.world.clock.now() - on.slow_by)
    on.trouble(on.world.clock.now() + on.slow_by)


async def _clock_right(on: Performer, deed: Deed | None) -> None:
    del deed
    if not on.slow_by:
        raise CannotDoError("it is right")
    right, on.slow_by = on.world.clock.now() + on.slow_by, timedelta(0)
    on.trouble(right)
    await on.world.clock.advance_to(right)


DOES: Mapping[Do, Callable[[Performer, Deed], Awaitable[None]]] = {
    Do.STAFF: _arrives,
    Do.ENROL: _arrives,
    Do.SAY: _say,
    Do.TAP: _tap,
    Do.SEND: _send,
    Do.EDIT: _edit,
    Do.BLOCK: _block,
    Do.UNBLOCK: _unblock,
    Do.FAULT: _fault,
    Do.RESTART: _restart,
    Do.AWAY: _away,
    Do.CLOCK_BACK: _clock_back,
    Do.CLOCK_RIGHT: _clock_right,
}
