"""What goes wrong in a simulation, drawn from the seed: when, how, and for how long.

Half of it strikes near somebody's dose, where it can do most harm.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from random import Random

from bot.domain.localtime import resolve
from bot.rehearsal.faults import What
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.story import Cast, Fault, Story

A_WEEK: Mapping[Fault, float] = {
    Fault.TOO_MANY: 3, Fault.SERVER_ERROR: 3, Fault.HANG: 2, Fault.LOST_ANSWER: 3, Fault.DROP: 2, Fault.BLOCKED: 0.4,
    Fault.OUTAGE: 1.2, Fault.RESTART: 2, Fault.CLOCK_BACK: 0.5, Fault.KILL: 3, Fault.LOCKED: 0.7,
}  # fmt: skip
METHODS = ("sendMessage", "sendMessage", "editMessageText", "answerCallbackQuery", "getUpdates", "")
OUTAGES = (3, 20, 120, 540, 1100)  # minutes; Telegram keeps what people write for longer than these
AWAY = (0, 0, 2, 10, 120, 600)
LOCKED = (1, 4, 30, 120)
STEPS = 60  # statements, commits and calls until the process dies
LINGERS = timedelta(hours=3)  # a fault that has found nothing to strike by then is over


def mishaps(story: Story, cast: Cast) -> list[Deed]:
    """Everything that goes wrong, in no order; nothing does once the weeks are over."""
    drawn = (deed for fault in sorted(story.faults) for deed in _of_a_kind(fault, story, cast))
    return [deed for deed in drawn if deed.at < cast.start_at + story.span]


def _of_a_kind(fault: Fault, story: Story, cast: Cast) -> Iterator[Deed]:
    drawn = Random(f"{story.seed}/fault/{fault}")
    often = A_WEEK[fault] * story.weeks
    for number in range(int(often) + (drawn.random() < often - int(often))):
        yield from MAKES[fault](drawn, _moment(drawn, story, cast), cast, f"{fault}/{number}")


def _moment(drawn: Random, story: Story, cast: Cast) -> datetime:
    days = drawn.randrange(story.days)
    if cast.patients and drawn.random() < 0.5:
        one = drawn.choice(cast.patients)
        day = max(date.fromisoformat(one.options["start"]), cast.start_at.date()) + timedelta(days=days)
        near = resolve(day, time.fromisoformat(one.options["time"]), one.zone) + timedelta(
            minutes=drawn.choice((-31, -2, -1, 0, 1, 5, 12, 29, 31, 61, 119, 121))
        )
        return max(near, cast.start_at + timedelta(minutes=5))
    return cast.start_at + timedelta(days=days, minutes=5 + drawn.randrange(1430))


def _between(what: What, **more: Callable[[Random], str]) -> Callable[[Random, datetime, Cast, str], list[Deed]]:
    """A fault between the bot and Telegram."""

    def made(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
        options = {"what": str(what), "method": drawn.choice(METHODS), "times": str(drawn.randint(1, 5))}
        options |= {"until": (at + LINGERS).isoformat(), **{key: draw(drawn) for key, draw in more.items()}}
        if drawn.random() < 0.3 and cast.patients:
            options["who"] = drawn.choice(cast.patients).key
        return [Deed(at=at, who="", do=Do.FAULT, what=str(what), options=options, part_of=name)]

    return made


def _outage(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    del cast
    until = at + timedelta(minutes=drawn.choice(OUTAGES))
    options = {"what": str(What.OUTAGE), "until": until.isoformat()}
    return [Deed(at=at, who="", do=Do.FAULT, what="outage", options=options, part_of=name)]


def _restart(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    del cast
    until = at + timedelta(minutes=drawn.choice(AWAY))
    do = Do.AWAY if until > at else Do.RESTART
    return [Deed(at=at, who="", do=do, options={"until": until.isoformat()}, part_of=name)]


def _clock_back(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    """Set back, and put right after a while."""
    del cast
    back = {"minutes": str(drawn.choice((1, 5, 45, 60, 120)))}
    right_at = at + timedelta(minutes=drawn.choice((3, 30, 200)))
    return [
        Deed(at=at, who="", do=Do.CLOCK_BACK, options=back, part_of=name),
        Deed(at=right_at, who="", do=Do.CLOCK_RIGHT, options=back, part_of=name),
    ]


def _blocked(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    who = drawn.choice([*(one.key for one in cast.patients), *(one.key for one in cast.team)])
    until = at + timedelta(minutes=drawn.choice((10, 300, 1500)))
    return [
        Deed(at=at, who=who, do=Do.BLOCK, part_of=name),
        Deed(at=until, who=who, do=Do.UNBLOCK, part_of=name),
    ]


def _kill(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    del cast
    return [Deed(at=at, who="", do=Do.KILL, options={"steps": str(drawn.randrange(STEPS))}, part_of=name)]


def _locked(drawn: Random, at: datetime, cast: Cast, name: str) -> list[Deed]:
    del cast
    until = at + timedelta(minutes=drawn.choice(LOCKED))
    return [Deed(at=at, who="", do=Do.LOCK, options={"until": until.isoformat()}, part_of=name)]


MAKES: Mapping[Fault, Callable[[Random, datetime, Cast, str], list[Deed]]] = {
    Fault.TOO_MANY: _between(What.TOO_MANY_REQUESTS, retry_after=lambda drawn: str(drawn.choice((1, 5, 30, 90)))),
    Fault.SERVER_ERROR: _between(What.SERVER_ERROR, code=lambda drawn: drawn.choice(("500", "502", "503", "504"))),
    Fault.HANG: _between(What.HANG),
    Fault.LOST_ANSWER: _between(What.DROPPED_AFTER),
    Fault.DROP: _between(What.DROPPED_BEFORE),
    Fault.BLOCKED: _blocked,
    Fault.OUTAGE: _outage,
    Fault.RESTART: _restart,
    Fault.CLOCK_BACK: _clock_back,
    Fault.KILL: _kill,
    Fault.LOCKED: _locked,
}
