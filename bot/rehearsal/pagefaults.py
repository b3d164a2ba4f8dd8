"""Faults on the page: what the panel asks for, read; and what is wrong now and lately, shown.

Everything is text for `textContent`; what a kind of fault has no use for is left out, not refused.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from bot.rehearsal.faults import OPTIONS, Fault, What
from bot.rehearsal.journal import FAULT, Journal
from bot.rehearsal.methods import SERVED
from bot.rehearsal.moments import read_moment, show_moment
from bot.rehearsal.people import Person
from bot.rehearsal.world import World

_LATELY = 8


def read_fault(asked: Mapping[str, Any], person: Person | None, now: datetime, zone: str) -> Fault:
    """The fault that the panel describes; raises ValueError for what it cannot mean."""
    what = What(str(asked["what"]))
    said: dict[str, Any] = {}
    if lasting := str(asked.get("for") or ""):
        said["until"] = read_moment(f"+{lasting}", now, zone)
    if method := str(asked.get("method") or ""):
        said["method"] = _served(method)
    if times := int(asked.get("times") or 0):
        said["times"] = times
    if person is not None:
        said["who"] = person.chat.id
    useful = {name: value for name, value in said.items() if name in OPTIONS[what]}
    chat_id = useful.pop("who", None)
    return Fault(what=what, chat_id=chat_id, **useful)


def show_faults(world: World, journal: Journal, zone: str) -> dict[str, Any]:
    """What is wrong now, and what went wrong lately, newest first."""
    names = {person.chat.id: person.name for person in world.people.values()}
    active = [_told(fault, names, zone) for fault in world.server.faults.active.values()]
    struck = [entry for entry in journal if entry.kind == FAULT][: -_LATELY - 1 : -1]
    return {"active": active, "lately": [f"{show_moment(one.at, zone)}: {one.text}" for one in struck]}


def _served(method: str) -> str:
    if method not in SERVED:
        raise ValueError(method)
    return method


def _told(fault: Fault, names: Mapping[int, str], zone: str) -> str:
    return ", ".join(_parts(fault, names, zone))


def _parts(fault: Fault, names: Mapping[int, str], zone: str) -> Iterator[str]:
    yield fault.told()
    if fault.method is not None:
        yield fault.method
    if fault.chat_id is not None:
        yield names.get(fault.chat_id, "somebody")
    if fault.times is not None:
        yield "once more" if fault.times == 1 else f"{fault.times} more times"
    if fault.until is not None:
        yield f"until {show_moment(fault.until, zone)}"
    if fault.times is None and fault.until is None:
        yield "until it is lifted"
