"""Which of many reasons a card has room for: the most urgent first, the newest of them first, the same thing only once;
what was taken back stands last.

A red flag never gives way to five later greetings. Pure; how a reason reads is said elsewhere.
"""

from collections import Counter
from collections.abc import Iterable

from bot.domain.alert import Reason


def shown(reasons: Iterable[Reason], most: int) -> tuple[tuple[Reason, int], ...]:
    """Up to `most` different reasons, each by the last time it was told, and how often it was."""
    newest: dict[object, Reason] = {}
    told: Counter[object] = Counter()
    for one in reasons:
        told[_what(one)] += 1
        newest[_what(one)] = max(newest.get(_what(one), one), one, key=lambda each: each.at)
    in_order = sorted(newest.items(), key=lambda item: (item[1].stands, item[1].urgency.rank, item[1].at), reverse=True)
    return tuple((reason, told[what]) for what, reason in in_order[:most])


def _what(reason: Reason) -> object:
    """All of a reason but when it was told."""
    return (reason.cause, reason.urgency, reason.subject, reason.words, reason.answers, reason.rules, reason.stands)
