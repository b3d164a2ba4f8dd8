"""The Bot API as data: reads what a request means, and says what is wrong with a request or an answer.

It knows types only, nothing of chats or people. The data is Telegram's own description, cut down to what is served.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any, Self

from bot.rehearsal.refusals import bad_request, not_found

Json = dict[str, Any]
_ARRAY = "Array of "
_INTEGER = re.compile(r"-?[0-9]{1,18}")


class MismatchError(Exception):
    """A value is not of the type asked for; the message says where and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InputFile:
    """A file that came with a request."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Schema:
    """Methods and types of the Bot API."""

    methods: Mapping[str, Any]
    types: Mapping[str, Any]

    @classmethod
    def load(cls) -> Self:
        data = json.loads(resources.files("bot.rehearsal").joinpath("bot_api.json").read_text(encoding="utf-8"))
        return cls(methods=data["methods"], types=data["types"])

    def read_request(self, method: str, raw: Mapping[str, Any]) -> Json:
        """Return the parameters as values, or refuse as Telegram does; a form sends everything as text."""
        if method not in self.methods:
            raise not_found()
        known = self.methods[method]["params"]
        try:
            return self._fields(known, raw, method, lenient=True)
        except MismatchError as mismatch:
            raise bad_request(str(mismatch)) from None

    def check_answer(self, method: str, result: object) -> str | None:
        """Return what is wrong with a result, or nothing."""
        return self._problem(self.methods[method]["returns"], result, method)

    def check(self, kind: str, value: object) -> str | None:
        """Return what is wrong with a value of a type, or nothing."""
        return self._problem([kind], value, kind)

    def _problem(self, kinds: Iterable[str], value: object, where: str) -> str | None:
        try:
            self._any_of(kinds, value, where, lenient=False)
        except MismatchError as mismatch:
            return str(mismatch)
        return None

    def _fields(self, known: Mapping[str, Any], raw: Mapping[str, Any], where: str, *, lenient: bool) -> Json:
        if unknown := sorted(raw.keys() - known.keys()):
            raise MismatchError(f"{where} has no {', '.join(unknown)}")
        if missing := [name for name, field in known.items() if field["required"] and name not in raw]:
            raise MismatchError(f"{where} needs {', '.join(missing)}")
        return {name: self._any_of(known[name]["types"], raw[name], f"{where}.{name}", lenient=lenient) for name in raw}

    def _any_of(self, kinds: Iterable[str], value: object, where: str, *, lenient: bool) -> Any:
        reasons = []
        for kind in kinds:
            try:
                return self._one(kind, value, where, lenient=lenient)
            except MismatchError as mismatch:
                reasons.append(str(mismatch))
        # The longest reason went deepest into the value, so it is about the type that was meant.
        raise MismatchError(max(reasons, key=len))

    def _one(self, kind: str, value: object, where: str, *, lenient: bool) -> Any:
        if kind.startswith(_ARRAY):
            return self._array(kind.removeprefix(_ARRAY), value, where, lenient=lenient)
        if kind in _READERS:
            return _READERS[kind](value, where, lenient)
        return self._object(kind, value, where, lenient=lenient)

    def _array(self, kind: str, value: object, where: str, *, lenient: bool) -> list[Any]:
        items = _unpacked(value) if lenient else value
        if not isinstance(items, list):
            raise MismatchError(f"{where} must be an array of {kind}")
        return [self._one(kind, item, f"{where}[{place}]", lenient=lenient) for place, item in enumerate(items)]

    def _object(self, kind: str, value: object, where: str, *, lenient: bool) -> Any:
        described = self.types[kind]
        if subtypes := described.get("subtypes"):
            return self._any_of(subtypes, _unpacked(value) if lenient else value, where, lenient=lenient)
        fields = _unpacked(value) if lenient else value
        if not isinstance(fields, dict):
            raise MismatchError(f"{where} must be {kind}")
        return self._fields(described.get("fields", {}), fields, where, lenient=lenient)


def _unpacked(value: object) -> object:
    """A form sends objects and arrays as JSON text."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value


def _integer(value: object, where: str, lenient: bool) -> int:  # noqa: FBT001
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if lenient and isinstance(value, str) and _INTEGER.fullmatch(value):
        return int(value)
    raise MismatchError(f"{where} must be Integer")


def _number(value: object, where: str, lenient: bool) -> float:  # noqa: FBT001
    if isinstance(value, int | float) and not isinstance(value, bool):
        return value
    try:
        if lenient and isinstance(value, str):
            return float(value)
    except ValueError:
        pass
    raise MismatchError(f"{where} must be Float")


def _boolean(value: object, where: str, lenient: bool) -> bool:  # noqa: FBT001
    if isinstance(value, bool):
        return value
    word = str(value).lower() if lenient and isinstance(value, str | int) else ""
    if word in {"true", "1", "yes"}:
        return True
    if word in {"false", "0", "no"}:
        return False
    raise MismatchError(f"{where} must be Boolean")


def _string(value: object, where: str, lenient: bool) -> str:  # noqa: FBT001
    if isinstance(value, str):
        return value
    if lenient and isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise MismatchError(f"{where} must be String")


def _file(value: object, where: str, lenient: bool) -> InputFile:  # noqa: FBT001, ARG001
    if isinstance(value, InputFile):
        return value
    raise MismatchError(f"{where} must be InputFile")


_READERS: Mapping[str, Callable[[object, str, bool], object]] = {
    "Integer": _integer,
    "Float": _number,
    "Boolean": _boolean,
    "String": _string,
    "InputFile": _file,
}
