"""Double doses: "take" said twice of one drug and one day, or said although the plan does not say so.

A copy of a message is forgiven once for each answer of Telegram that was lost: nobody could know that it had arrived.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from bot.rehearsal.faults import Fault, What
from bot.rehearsal.journal import FAULT
from bot.rehearsal.laws import broken
from bot.rehearsal.simulation.evidence import Evidence, Finding, Seen, Wrong
from bot.rehearsal.simulation.performing import KILLED

LOST = Fault(what=What.DROPPED_AFTER).told()
UNMARKED = timedelta(minutes=2)  # a process that dies has not marked what it has just sent
ALONE = timedelta(minutes=5)
NOTED = ("noted-taken", "noted-not-taking", "noted-vomited", "noted-not-sure", "noted-box")
UNSAFE = ("S1", "S2", "S15")


class Take(NamedTuple):
    """One drug in a message that says "take"."""

    day: str
    drug: str
    seen: Seen


def judge(evidence: Evidence) -> Iterator[Finding]:
    """Every one."""
    for key in evidence.patients:
        yield from _said_again(evidence, key)
        yield from _no_answer(evidence, key)
    for law in broken(evidence.rows, evidence.wording, evidence.ended_at):
        wrong = Wrong.DOUBLE_DOSE if law.startswith(UNSAFE) else Wrong.SILENT_FAILURE
        yield Finding(wrong=wrong, who="", at=evidence.ended_at, what=law)


def takes(evidence: Evidence, key: str) -> Iterator[Take]:
    """Everything a phone was told to take: "Mon 4 May, 09:00. … Please take:" and a line for each drug."""
    for seen in evidence.shown(key, "message"):
        if evidence.told(seen, "dose-take"):
            head, _, rest = seen.text.partition(". ")
            for line in rest.splitlines():
                if line.startswith("• "):
                    yield Take(head.rpartition(",")[0], line.split()[1], seen)


def _said_again(evidence: Evidence, key: str) -> Iterator[Finding]:
    of_each: dict[tuple[str, str], list[Seen]] = {}
    for one in takes(evidence, key):
        of_each.setdefault((one.day, one.drug.casefold()), []).append(one.seen)
    for (day, drug), seen in of_each.items():
        if len(seen) > 1 + _lost_answers(evidence, key, seen) + _deaths(evidence, seen):
            what = f'"take" {drug} of {day} was said {len(seen)} times'
            yield Finding(wrong=Wrong.DOUBLE_DOSE, who=key, at=seen[1].at, what=what)


def _no_answer(evidence: Evidence, key: str) -> Iterator[Finding]:
    """What was changed afterwards, or only passed on, answers nothing: no dose is noted for it."""
    spoken = list(evidence.spoken(key))
    for one in spoken:
        alone = not any(it is not one and abs(it.at - one.at) <= ALONE for it in spoken)
        if one.entry.kind in {"edit", "forward"} and alone and not evidence.troubled(one.at - ALONE, one.at + ALONE):
            for it in evidence.shown(key):
                if one.place < it.place and it.at <= one.at + ALONE and evidence.told(it, *NOTED):
                    what = f"“{one.text}”, though only a {one.entry.kind}, was taken for an answer"
                    yield Finding(wrong=Wrong.DOUBLE_DOSE, who=key, at=one.at, what=what)


def _deaths(evidence: Evidence, seen: Sequence[Seen]) -> int:
    """How often the process died just after one of them had left."""
    return sum(
        one.text == KILLED and any(it.place < place and one.at - it.at < UNMARKED for it in seen)
        for place, one in enumerate(evidence.played.journal)
    )


def _lost_answers(evidence: Evidence, key: str, seen: Sequence[Seen]) -> int:
    """Answers lost in this chat from just before the first message until the last."""
    first, last = seen[0], seen[-1]
    return sum(
        one.entry.kind == FAULT and one.text == f"sendMessage: {LOST}" and first.place - 5 <= one.place < last.place
        for one in evidence.chat(key)
    )
