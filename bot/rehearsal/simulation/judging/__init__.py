"""Judging a story: each judge looks for one thing that must never happen, independently of the bot's own code."""

from bot.rehearsal.simulation.evidence import Evidence, Finding
from bot.rehearsal.simulation.judging import alerts, doses, reports, secrecy, silence
from bot.rehearsal.simulation.playing import Played


def judge(played: Played) -> list[Finding]:
    """Everything that went wrong, in the order of time."""
    seen = Evidence(played)
    judges = (doses.judge, reports.judge, alerts.judge, silence.judge, secrecy.judge)
    found = [finding for each in judges for finding in each(seen)]
    return sorted(found, key=lambda one: (one.at, one.wrong, one.who, one.what))


__all__ = ["judge"]
