"""Recognising what the bot says on a phone: by the words of a wording that stay the same whatever is filled in."""

from functools import cache

from bot.content.wording import Wording
from bot.domain.messages import Line

_HOLE = "\N{WHITE SQUARE}"
_NAMES = (
    "at",
    "day",
    "drug",
    "emergency",
    "mg",
    "name",
    "phone",
    "pseudonym",
    "role",
    "since",
    "until",
    "urgency",
    "what",
)
_SHORTEST = 8  # characters; less says nothing


@cache
def literal_parts(wording: Wording, language: str, key: str) -> tuple[str, ...]:
    """The stretches of a wording between what is filled in, as they stand on a phone."""
    text = wording.say(language, Line(key=key, args=dict.fromkeys(_NAMES, _HOLE)))
    return tuple(one for one in text.split(_HOLE) if len(one) >= _SHORTEST)


def said(wording: Wording, text: str, *keys: str) -> bool:
    """Whether a text says one of these, in any language."""
    return any(
        all(part in text for part in literal_parts(wording, language, key))
        for key in keys
        for language in wording.languages
    )
