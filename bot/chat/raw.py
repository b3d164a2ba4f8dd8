"""A raw update, read with distrust before anything else looks at it.

Telegram's JSON may hold what a database refuses (NUL, half a surrogate pair, NaN) or lack what every update has. Total:
nothing here raises, whatever the update holds.
"""

import math
import re
from collections.abc import Mapping
from typing import Any, TypeGuard

LARGEST = 2**63  # what a database keeps as a number
_REFUSED = re.compile("[\x00\ud800-\udfff]")


def cleaned(value: Any) -> Any:
    """The same value, without what cannot be stored as text or as JSON."""
    match value:
        case str():
            return _storable(value) if _REFUSED.search(value) else value
        case float() if not math.isfinite(value):
            return None
        case Mapping():
            return {cleaned(key): cleaned(each) for key, each in value.items()}
        case list():
            return [cleaned(each) for each in value]
        case _:
            return value


def _storable(text: str) -> str:
    return text.replace("\x00", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def number_of(body: Any) -> int | None:
    """The update's number; None when it has none and so can be neither confirmed nor recorded."""
    number = body.get("update_id") if isinstance(body, Mapping) else None
    return number if _is_id(number) and number >= 0 else None


def private_chat(body: Any) -> int | None:
    """The private chat an update came from, if it came from one."""
    query = _part(body, "callback_query")
    carrier = _part(query, "message") or _part(body, "message") or _part(body, "edited_message")
    chat = _part(carrier, "chat")
    chat_id = chat.get("id")
    return chat_id if chat.get("type") == "private" and _is_id(chat_id) else None


def tap_of(body: Any) -> str | None:
    """The id of the tap that waits for an answer, if the update is one."""
    tap_id = _part(body, "callback_query").get("id")
    return tap_id if isinstance(tap_id, str) else None


def essentials(body: Mapping[str, Any]) -> dict[str, Any] | None:
    """What is left of an update the library cannot read: who, where, which words; None when not even that.

    A message becomes an edited one, which is heard but never counts as an answer: it may have been a forward.
    """
    query = _part(body, "callback_query")
    if query:
        inaccessible = {**_only(_part(query, "message"), "message_id", "chat"), "date": 0}
        kept = {**_only(query, "id", "from", "chat_instance", "data"), "message": inaccessible}
        return {"update_id": body["update_id"], "callback_query": kept}
    message = _part(body, "message") or _part(body, "edited_message")
    if not message:
        return None
    kept = _only(message, "message_id", "date", "chat", "from", "text", "caption")
    return {"update_id": body["update_id"], "edited_message": kept}


def _only(whole: Mapping[str, Any], *names: str) -> dict[str, Any]:
    plain = {name: whole[name] for name in names if name in whole}
    for name, keep in (("chat", ("id", "type")), ("from", ("id", "is_bot", "first_name", "language_code"))):
        if isinstance(plain.get(name), Mapping):
            plain[name] = {key: plain[name][key] for key in keep if key in plain[name]}
    return plain


def _part(whole: Any, name: str) -> Mapping[str, Any]:
    part = whole.get(name) if isinstance(whole, Mapping) else None
    return part if isinstance(part, Mapping) else {}


def _is_id(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value < LARGEST
