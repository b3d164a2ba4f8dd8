"""How dates, times and numbers look to a reader of each language.

A date names its weekday and month ("Mon 4 May"), so that nobody can read day and month the wrong way round. A number
never shows 20.0 or .5, and Spanish has its decimal comma. No sentence lives here.
"""

from datetime import date, datetime, time
from decimal import Decimal

LANGUAGES = ("en", "es")

_WEEKDAYS = {
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
    "es": ("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
}
_MONTHS = {
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
    "es": (
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
}
_OF = {"en": " ", "es": " de "}
_POINT = {"en": ".", "es": ","}


def shown_date(language: str, day: date) -> str:
    """`Mon 4 May`, `lun 4 de mayo`."""
    weekday = _WEEKDAYS[language][day.weekday()]
    return f"{weekday} {day.day}{_OF[language]}{_MONTHS[language][day.month - 1]}"


def shown_time(at: time | datetime) -> str:
    """`09:00`, the same in both languages."""
    return f"{at.hour:02d}:{at.minute:02d}"


def shown_moment(language: str, at: datetime) -> str:
    """`Mon 4 May, 09:00`; the caller hands in the reader's local time."""
    return f"{shown_date(language, at.date())}, {shown_time(at)}"


def shown_number(language: str, value: Decimal) -> str:
    """`72.5` or `72,5`; `20`, never `20.0`; `0.5`, never `.5`."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", _POINT[language])


def shown(language: str, value: str | Decimal | date | time | datetime) -> str:
    """Any value as a reader of this language expects it; words are left as they are."""
    match value:
        case str():
            return value
        case Decimal():
            return shown_number(language, value)
        case datetime():
            return shown_moment(language, value)
        case date():
            return shown_date(language, value)
        case time():
            return shown_time(value)
