"""What the page shows of a phone, as JSON: messages with times in the patient's zone, buttons, the menu, a toast.

Everything is text for `textContent`; nothing here is ever markup.
"""

from datetime import datetime
from typing import Any

from bot.domain.localtime import to_local
from bot.rehearsal.chats import Shown
from bot.rehearsal.journal import Journal
from bot.rehearsal.world import World

# Eight weeks of messages stay readable and quick; older ones are in the transcript.
_MOST_MESSAGES = 400


def show_phone(key: str, role: str, world: World, zone: str, journal: Journal) -> dict[str, Any]:
    """One phone as it looks now."""
    person = world.people[key]
    toasts = [entry.text for entry in journal if entry.chat == person.name and entry.kind == "toast"]
    return {
        "key": key,
        "name": person.name,
        "role": role,
        "started": person.started,
        "messages": [_message(message, zone) for message in person.messages[-_MOST_MESSAGES:]],
        "keyboard": [list(row) for row in person.keyboard],
        "commands": [{"command": command, "description": described} for command, described in person.commands],
        "toast": {"number": len(toasts), "text": toasts[-1] if toasts else ""},
    }


def _message(message: Shown, zone: str) -> dict[str, Any]:
    return {
        "id": message.message_id,
        "bot": message.from_bot,
        "text": _text(message),
        "day": _day(message.at, zone),
        "time": f"{to_local(message.at, zone):%H:%M}",
        "edited": message.edited_at is not None,
        "buttons": [[{"label": one.label, "data": one.data} for one in row] for row in message.buttons],
    }


def _text(message: Shown) -> str:
    """A phone hides the code of a link that was opened."""
    words = message.text.split()
    if not message.from_bot and words[:1] == ["/start"]:
        return "/start"
    return message.text or f"({message.kind})"


def _day(at: datetime, zone: str) -> str:
    local = to_local(at, zone)
    return f"{local:%a} {local.day} {local:%b}"
