"""Judges what the bot wrote against what a scenario expects, and tells a failure so that a person can see it.

Pure: it reads entries of the journal and returns words.
"""

from collections.abc import Iterable, Sequence
from textwrap import indent, shorten

from bot.rehearsal.journal import Entry
from bot.rehearsal.moments import show_moment
from bot.rehearsal.scenario import Expect

_SHOWN_BEFORE = 4
_LONGEST = 1200


def why_unmet(expected: Expect, entries: Sequence[Entry]) -> str | None:
    """What is wrong with these entries of the bot, or nothing."""
    judged = [entry for entry in entries if expected.kind in {None, entry.kind}]
    for entry in judged:
        if unwanted := [words for words in expected.not_contains if words in entry.text]:
            return f"a message contains {_quoted(unwanted)}, which must not be said"
    if expected.count is not None and len(judged) != expected.count:
        return f"expected {expected.count}, the bot wrote {len(judged)}"
    wanted = expected.contains or expected.buttons or (expected.count is None and not expected.not_contains)
    if not wanted or any(not _missing(expected, entry) for entry in judged):
        return None
    return _nearest_miss(expected, judged)


def show_entries(entries: Iterable[Entry], zone: str, expected: Expect | None = None) -> str:
    """Messages with their times and buttons, and what each lacks."""
    return "\n".join(_show(entry, zone, expected) for entry in entries)


def picture(entries: Sequence[Entry], since: int, zone: str, expected: Expect | None = None) -> str:
    """What was written in a chat since the last act, and a little of what came before."""
    before, after = entries[:since], entries[since:]
    parts = ["Since the last act:", indent(show_entries(after, zone, expected) or "nothing was written", "  ")]
    if before:
        parts += ["Before that:", indent(show_entries(before[-_SHOWN_BEFORE:], zone), "  ")]
    return "\n".join(parts)


def _nearest_miss(expected: Expect, judged: Sequence[Entry]) -> str:
    what = " ".join(
        [f"a {expected.kind}" if expected.kind else "one message"]
        + ([f"with {_quoted(expected.contains)}"] if expected.contains else [])
        + ([f"offering {_quoted(expected.buttons, '[]')}"] if expected.buttons else [])
    )
    if not judged:
        return f"expected {what}; the bot wrote nothing"
    fewest = min((_missing(expected, entry) for entry in judged), key=len)
    return f"expected {what}; the nearest lacks {', '.join(fewest)}"


def _missing(expected: Expect, entry: Entry) -> list[str]:
    offered = {label for row in entry.buttons for label in row}
    lacking = [f'"{words}"' for words in expected.contains if words not in entry.text]
    return lacking + [f"[{label}]" for label in expected.buttons if label not in offered]


def _show(entry: Entry, zone: str, expected: Expect | None) -> str:
    head = f"{show_moment(entry.at, zone)}  {entry.sender}, {entry.kind}:"
    lines = [head, indent(shorten_lines(entry.text), "    | ", lambda _: True)]
    lines += ["    " + " ".join(f"[{label}]" for label in row) for row in entry.buttons]
    if expected is not None and entry.from_bot and (lacking := _missing(expected, entry)):
        lines.append(f"    lacks {', '.join(lacking)}")
    return "\n".join(lines)


def shorten_lines(text: str) -> str:
    return text if len(text) <= _LONGEST else shorten(text, _LONGEST, placeholder=" ...")


def _quoted(words: Iterable[str], marks: str = '""') -> str:
    return ", ".join(f"{marks[0]}{one}{marks[1]}" for one in words)
