"""Doing a deed in a world: on a phone, between the bot and Telegram, or to the bot's own process and clock.

Whatever cannot be done any more (a button that is gone, a chat that is blocked) is left undone.
"""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice

from bot.chat.connection import CannotConnectError
from bot.rehearsal.chats import Door
from bot.rehearsal.faults import Fault, What
from bot.rehearsal.journal import FAULT, TELEGRAM, Entry
from bot.rehearsal.people import CannotDoError, Person
from bot.rehearsal.simulation.breaking import Breaker, KilledError, LockedError
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.phones import offering
from bot.rehearsal.simulation.story import BOUND, GROUP
from bot.rehearsal.stage import RehearsalWorld

GROUP_ID = -5_000_001
KILLED = "the process died"
LEASED = timedelta(minutes=3)  # what it was about to send is taken up again after so long
TRIES_AGAIN_IN = timedelta(minutes=1)
COMES_BACK_IN = timedelta(seconds=30)  # whoever starts the process tries again after this long


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """A time in which something was wrong, by the bot's clock; `who` where it concerned one person alone."""

    since: datetime
    until: datetime
    who: str = ""
    locked: bool = False  # the database refused everything


@dataclass(slots=True, kw_only=True)
class Performer:
    """Does deeds, and remembers what was wrong when."""

    world: RehearsalWorld
    breaker: Breaker
    off_until: datetime | None = None
    locked_until: datetime | None = None
    slow_by: timedelta = timedelta(0)  # how far the clock was set back
    troubles: list[Trouble] = field(default_factory=list)
    enrolled: dict[str, Mapping[str, str]] = field(default_factory=dict)

    async def perform(self, deed: Deed) -> bool:
        """Do it; whether it could be done."""
        try:
            await DOES[deed.do](self, deed)
        except CannotDoError:
            return False
        except BaseException:
            if not self.struck:
                raise
            await self._recover()
        return True

    async def settled(self) -> datetime | None:
        """Until the bot has nothing left to do at this instant, or cannot do it; returns when something is next due."""
        try:
            return await self.world.settled()
        except BaseException:
            if not self.struck:
                raise
            return await self._recover()

    @property
    def struck(self) -> bool:
        """Whether what was raised is what was meant to be."""
        return self.breaker.dead or self.breaker.locked

    async def _recover(self) -> datetime:
        """What the bot's own loop would do: begin again, or go on asking while nothing can be saved."""
        now = self.world.clock.now()
        if not self.breaker.dead:
            with suppress(Exception, KilledError):  # the red flags among them are answered at once all the same (S8)
                await self.world.connection.intake.poll(0)
        if self.breaker.dead:
            self.world.server.journal.add(Entry(at=now, chat="", sender=TELEGRAM, text=KILLED, kind=FAULT))
            self.breaker.revive()
            self.trouble(now + LEASED)
            await self.come_back()
            return now
        return min(now + TRIES_AGAIN_IN, self.locked_until or now)

    def trouble(self, until: datetime, who: str = "", *, locked: bool = False) -> None:
        """Something is wrong from now on."""
        now = self.world.clock.now()
        self.troubles.append(Trouble(since=now, until=max(until, now), who=who, locked=locked))

    def mend(self) -> None:
        """The process lives, and the database serves."""
        self.unlock(at_once=True)
        self.breaker.revive()

    def unlock(self, *, at_once: bool = False) -> None:
        """The database serves again, if it is time."""
        if self.locked_until is not None and (at_once or self.locked_until <= self.world.clock.now()):
            self.breaker.locked, self.locked_until = False, None

    def person(self, deed: Deed) -> Person:
        return self.world.people[deed.who]

    async def come_back(self) -> None:
        """A new process on the same database; while that or Telegram cannot be reached it does not even start."""
        self.world.office.started_at = self.world.clock.now()
        try:
            await self.world.server.catch_up()
            await self.world.restart()
        except (CannotConnectError, LockedError, KilledError):
            self.breaker.revive()
            self.off_until = self.world.clock.now() + COMES_BACK_IN
            self.trouble(self.off_until)
        else:
            self.off_until = None

    async def relieve(self) -> None:
        """Everything that is wrong ends."""
        self.mend()
        await self.world.server.lift_faults()
        if self.slow_by:
            await _clock_right(self, None)
        for one in self.world.people.values():
            if one.chat.door is Door.BLOCKED:
                await one.unblock()
        if self.off_until is not None:
            await self.come_back()


async def _arrives(on: Performer, deed: Deed) -> None:
    if on.off_until is not None or on.locked_until is not None or on.world.server.out:
        raise CannotDoError("not now")
    on.enrolled[deed.who] = await on.world.perform(str(deed.do), {"who": deed.who, **deed.options})


async def _say(on: Performer, deed: Deed) -> None:
    await on.person(deed).say(deed.what)


async def _send(on: Performer, deed: Deed) -> None:
    await getattr(on.person(deed), deed.what)(*deed.options.values())


async def _forward(on: Performer, deed: Deed) -> None:
    person = on.person(deed)
    if deed.what:
        await person.forward(deed.what)
        return
    said = next((one.text for one in reversed(person.messages) if one.from_bot and one.text), None)
    if said is None:
        raise CannotDoError("the bot has said nothing")
    await person.forward(said, of_bot=True)


async def _leave(on: Performer, deed: Deed) -> None:
    """Somebody of the team goes; the command line says so, and says it again if it has failed."""
    if on.off_until is not None or on.locked_until is not None:
        raise CannotDoError("not now")
    name = on.person(deed).name
    await on.world.perform("remove", {"who": deed.who})
    on.world.server.journal.add(Entry(at=on.world.clock.now(), chat=name, sender=name, text="", kind="leave"))


async def _group(on: Performer, deed: Deed) -> None:
    """Somebody makes a group with the bot in it, and binds it to the team, or does not."""
    code = await on.world.perform("group-code", {}) if deed.what == BOUND else {}
    group = on.world.groups[GROUP] = await on.person(deed).create_group(GROUP, GROUP_ID)
    await on.world.settle()
    if code:
        await on.person(deed).say(f"/team {code['code']}", group=group)


async def _tap(on: Performer, deed: Deed) -> None:
    person, group = on.person(deed), on.world.groups.get(GROUP) if deed.in_group else None
    if deed.in_group and group is None:
        raise CannotDoError("no group")
    chat = group.chat if group else person.chat
    shown = next(islice(offering(chat, deed.what), deed.nth, None), None)
    if chat.door is not Door.OPEN or shown is None:
        raise CannotDoError("no such button")
    await person.tap(shown.id, deed.what, group=group)


async def _edit(on: Performer, deed: Deed) -> None:
    own = [one.message_id for one in on.person(deed).messages if not one.from_bot and one.kind == "message"]
    if deed.nth >= len(own) or on.person(deed).chat.door is not Door.OPEN:
        raise CannotDoError("nothing written yet")
    await on.person(deed).edit(own[-1 - deed.nth], deed.what)


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
    if on.slow_by or on.off_until or on.locked_until:
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


async def _kill(on: Performer, deed: Deed) -> None:
    on.breaker.kill_after(int(deed.options["steps"]))


async def _lock(on: Performer, deed: Deed) -> None:
    until = datetime.fromisoformat(deed.options["until"])
    if on.slow_by or on.off_until or on.locked_until or until <= on.world.clock.now():
        raise CannotDoError("one thing at a time")
    on.breaker.locked, on.locked_until = True, until
    on.trouble(until, locked=True)


DOES: Mapping[Do, Callable[[Performer, Deed], Awaitable[None]]] = {
    Do.STAFF: _arrives,
    Do.ENROL: _arrives,
    Do.SAY: _say,
    Do.TAP: _tap,
    Do.SEND: _send,
    Do.EDIT: _edit,
    Do.FORWARD: _forward,
    Do.LEAVE: _leave,
    Do.GROUP: _group,
    Do.BLOCK: _block,
    Do.UNBLOCK: _unblock,
    Do.FAULT: _fault,
    Do.RESTART: _restart,
    Do.AWAY: _away,
    Do.CLOCK_BACK: _clock_back,
    Do.CLOCK_RIGHT: _clock_right,
    Do.KILL: _kill,
    Do.LOCK: _lock,
}
