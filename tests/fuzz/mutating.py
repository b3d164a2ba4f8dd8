"""Spoiling a well-formed update: fields gone, of another type, enormous, nested without end, or never heard of."""

import copy
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

from bot.rehearsal.schema import Json

HUGE, DEEP = 2**200, 60
TEXTS = (
    "", " ", "\x00", "a\x00b", "\ud83d", "\ud800\ud800", "\u202e\u2066olleh", "🏳️‍🌈" * 300, "é" * 5000, "x" * 200_000,
    "%s %(x)s {0}", "'; DROP TABLE reports; --", "\u0000\ufffe", "ﷺ" * 50, "\n" * 500, "٣٨٫٥", "/" * 100, "/\n",
)  # fmt: skip
NUMBERS = (0, -1, 2**31, 2**53, 2**63, -(2**63), HUGE, -HUGE, 10**20, 1.5, float("nan"), float("inf"), True)
OTHERS = (None, [], {}, [[]], [None], {"": None}, "text", {"id": "x"}, [1, "2", {"three": 3}])
Place = tuple[Any, Any]


def spoiled(rng: Random, update: Json) -> Json:
    """A copy with a few things wrong, its number mostly kept."""
    made = copy.deepcopy(update)
    for _ in range(rng.choice((1, 1, 2, 4))):
        places = [one for one in _places(made) if one[1] != "update_id" or rng.random() < 0.02]
        if places:
            rng.choice(WAYS)(rng, *rng.choice(places))
    return made


def _places(value: Any) -> Iterator[Place]:
    """Everything that stands in something."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, each in list(inside):
        yield value, name
        yield from _places(each)


def _remove(_rng: Random, where: Any, name: Any) -> None:
    del where[name]


def _retype(rng: Random, where: Any, name: Any) -> None:
    where[name] = copy.deepcopy(rng.choice((*OTHERS, rng.choice(NUMBERS), rng.choice(TEXTS))))


def _number(rng: Random, where: Any, name: Any) -> None:
    where[name] = rng.choice(NUMBERS)


def _text(rng: Random, where: Any, name: Any) -> None:
    where[name] = rng.choice(TEXTS)


def _nest(rng: Random, where: Any, name: Any) -> None:
    for _ in range(rng.choice((1, 3, DEEP))):
        where[name] = [where[name]] if rng.random() < 0.5 else {"message": where[name]}


def _add(rng: Random, where: Any, _name: Any) -> None:
    if isinstance(where, dict):
        where[rng.choice(("new_field", "text", "chat", "from", "data", "message", "caption", ""))] = rng.choice(TEXTS)


WAYS: tuple[Callable[[Random, Any, Any], None], ...] = (_remove, _remove, _retype, _retype, _number, _text, _nest, _add)
