"""A story as lines that a pharmacist can read: who did what and what the phones showed, until it went wrong."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from textwrap import shorten

from bot.rehearsal.journal import FAULT, Entry
from bot.rehearsal.moments import show_moment
from bot.rehearsal.simulation.deeds import SETUP, Deed, Do
from bot.rehearsal.simulation.evidence import Finding
from bot.rehearsal.simulation.playing import Played
from bot.rehearsal.simulation.story import CLINIC_ZONE

LONGEST = 160
JOINING = timedelta(minutes=5)
UNSEEN = {Do.RESTART: "the bot is restarted", Do.AWAY: "the bot is switched off", Do.CLOCK_BACK: "the clock is set back",
          Do.CLOCK_RIGHT: "the clock is put right", Do.KILL: "the process will die:", Do.LOCK: "the database is locked", Do.FAULT: "between the bot and Telegram:"}  # fmt: skip


def told(played: Played, found: Sequence[Finding]) -> list[str]:
    """The people, what happened, and what was wrong with it."""
    return [*_cast(played), "", *_happened(played), "", *map(finding_line, found)]


def finding_line(one: Finding) -> str:
    """One finding."""
    who = f" {one.who}:" if one.who else ""
    return f"{one.wrong.upper()}, {show_moment(one.at, CLINIC_ZONE)}:{who} {one.what}"


def _cast(played: Played) -> Iterator[str]:
    there = {one.who for one in played.script if one.do in SETUP}
    for one in played.cast.patients:
        if one.key in there:
            how = one.options
            plan = f"{how['regimen']} from {how['start']} at {how['time']}, {how['zone']}, language {how['language']}"
            yield f"{one.name} ({one.key}): patient, {one.manner}; {plan}"
    for member in played.cast.team:
        if member.key in there:
            yield f"{member.name} ({member.key}): {member.role}, {member.duty}"


def _happened(played: Played) -> list[str]:
    """The journal, with what no phone shows in its place; joining is left out."""
    joined_at = played.cast.start_at + JOINING
    lines = [(one.at, _words(one)) for one in played.journal if one.at > joined_at]
    lines.extend((one.at, f"({UNSEEN[one.do]} {_more(one)})") for one in played.script if one.do in UNSEEN)
    if not any(one.do is Do.CLOCK_BACK for one in played.script):  # else the order of the journal says more
        lines.sort(key=lambda one: one[0])
    return [f"{show_moment(at, CLINIC_ZONE)}  {words}" for at, words in lines]


def _words(entry: Entry) -> str:
    text = shorten(" ".join(entry.text.split()), LONGEST, placeholder=" …")
    if entry.kind == FAULT:
        return f"(Telegram, {entry.chat or 'everybody'}: {text})"
    if not entry.from_bot:
        return f"{entry.sender} {'writes' if entry.kind == 'message' else entry.kind + 's'}: {text}"
    buttons = " ".join(f"[{label}]" for row in entry.buttons for label in row)
    kind = "" if entry.kind == "message" else f" ({entry.kind})"
    return f"  to {entry.chat}{kind}: {text} {buttons}".rstrip()


def _more(deed: Deed) -> str:
    told = [f"{name} {value}" for name, value in deed.options.items() if value and name != "what"]
    return " ".join([deed.what, *told]).strip()
