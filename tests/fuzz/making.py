"""Values of the Bot API's types, made up from its own data: every field it names, in every combination.

Where a field is one of a few words (the kind of a chat, of a member, of an origin) the word fits the type it stands in.
"""

import re
from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bot.rehearsal.schema import Json

ARRAY = "Array of "
NOW = 1_777_877_100  # Monday 4 May 2026, 06:45 UTC
DEEPEST = 4
TAGS = ("status", "type", "source")
ODD_TAGS = {"ChatMemberOwner": "creator", "ChatMemberBanned": "kicked"}
WORDS = {
    "Chat.type": ("group", "supergroup", "channel"),
    "MessageEntity.type": ("bold", "bot_command", "url", "mention", "spoiler", "something_new"),
    "Poll.type": ("regular", "quiz"),
    "Sticker.type": ("regular", "mask", "custom_emoji"),
    "language_code": ("en", "es", "es-MX", "zz", ""),
    "currency": ("XTR", "EUR"),
    "emoji": ("👍", "💊"),
}
BASE = {"Integer", "Float", "Boolean", "String"}


class Maker:
    """Makes values from a seed."""

    def __init__(self, rng: Random, types: Mapping[str, Any]) -> None:
        self._rng, self._types = rng, types
        self._bases = {sub: name for name, one in types.items() for sub in one.get("subtypes", ())}
        self._depth = _depths(types)

    def make(self, kind: str, depth: int = 0, where: str = "") -> Any:
        """A value of a type."""
        if kind.startswith(ARRAY):
            many = self._rng.choice((0, 1, 1, 2)) if depth < DEEPEST else 0
            return [self.make(kind.removeprefix(ARRAY), depth + 1, where) for _ in range(many)]
        if kind in BASE:
            return self._plain(kind, where)
        if subtypes := self._types[kind].get("subtypes"):
            return self.make(self._one_of(subtypes, depth), depth, where)
        return self._object(kind, depth)

    def _one_of(self, kinds: Sequence[str], depth: int) -> str:
        if depth < DEEPEST:
            return self._rng.choice(list(kinds))
        return min(kinds, key=lambda one: self._depth.get(one.replace(ARRAY, ""), 0))

    def _object(self, kind: str, depth: int) -> Json:
        chance = (0.12, 0.1, 0.08, 0.04, 0.0)[min(depth, DEEPEST)]
        made = {
            name: self._field(kind, name, field, depth)
            for name, field in self._types[kind].get("fields", {}).items()
            if field["required"] or self._rng.random() < chance
        }
        if kind == "InaccessibleMessage":
            made["date"] = 0
        return made

    def _field(self, kind: str, name: str, field: Mapping[str, Any], depth: int) -> Any:
        if name in TAGS and kind in self._bases:
            return ODD_TAGS.get(kind) or _snake(kind.removeprefix(self._bases[kind]))
        if words := WORDS.get(f"{kind}.{name}") or WORDS.get(name):
            return self._rng.choice(words)
        return self.make(self._one_of(field["types"], depth + 1), depth + 1, name)

    def _plain(self, kind: str, where: str) -> Any:
        match kind:
            case "Integer" if "date" in where or where.endswith("_time"):
                return NOW + self._rng.randint(-10_000, 10_000)
            case "Integer" if where.endswith("id") or where == "id":
                return self._rng.choice((1, 5_000_000_007, -1_001_234_567_890, self._rng.randint(2, 2**40)))
            case "Integer":
                return self._rng.choice((0, 1, 7, 600))
            case "Float":
                return self._rng.choice((0.0, 0.5, 40.4))
            case "Boolean":
                return self._rng.random() < 0.5
            case _:
                return self._rng.choice(("x", "something", "2", "ño", "🌼", "7777000111"))


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()


def _depths(types: Mapping[str, Any]) -> dict[str, int]:
    """How deep the smallest value of each type is; what contains itself is deepest."""
    depth = dict.fromkeys(BASE, 0)
    for level in range(1, 30):
        for name, one in types.items():
            needed = [field["types"] for field in one.get("fields", {}).values() if field["required"]]
            needed = [one["subtypes"]] if "subtypes" in one else needed
            if name not in depth and all(any(ARRAY in kind or kind in depth for kind in kinds) for kinds in needed):
                depth[name] = level
    return depth
