"""Reading what a pharmacist types about a change of plan: a dose with its days, a day, a time, a box.

Returns None for what cannot be read for certain; a day in digits only is never guessed (is 4/5 in April or in May?).
"""

import re
from datetime import date, time
from decimal import Decimal

_DOSE = re.compile(
    r"(?P<mg>\d{1,4}(?:[.,]\d{1,2})?) ?mg(?:,? *(?:days?|dias?|d)? *(?P<days>\d{1,2}(?:(?: *[,+] *|\W+(?:and|y) +)\d{1,2})*))?"
)
_WRITTEN_DAY = re.compile(
    r"(?:[a-z]+,? )?(?P<day>\d{1,2})(?: de)? (?P<month>[a-z]{3,10})\.?(?: de)?(?: (?P<year>\d{4}))?"
)
_MONTHS = {
    "jan": 1, "ene": 1, "feb": 2, "mar": 3, "apr": 4, "abr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "ago": 8,
    "sep": 9, "oct": 10, "nov": 11, "dec": 12, "dic": 12,
}  # fmt: skip
_PLAIN = str.maketrans("áéíóú", "aeiou")


def _folded(text: str) -> str:
    return " ".join(text.casefold().translate(_PLAIN).split())


def read_dose(text: str, usual_days: tuple[int, ...]) -> tuple[Decimal, tuple[int, ...]] | None:
    """An amount and its cycle days: `100 mg days 1, 3`; without days, the usual ones."""
    found = _DOSE.fullmatch(_folded(text))
    if found is None:
        return None
    days = tuple(sorted({int(one) for one in re.findall(r"\d+", found["days"] or "")}))
    mg = Decimal(found["mg"].replace(",", "."))
    return (mg, days or usual_days) if mg > 0 and 0 not in days else None


def read_day(text: str, today: date) -> date | None:
    """`2026-05-18`, `18 May`, `lun 18 de mayo`; without a year, the next such day."""
    said = _folded(text)
    try:
        return date.fromisoformat(said) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", said) else _named_day(said, today)
    except ValueError:
        return None


def _named_day(said: str, today: date) -> date | None:
    found = _WRITTEN_DAY.fullmatch(said)
    month = _MONTHS.get(found["month"][:3]) if found else None
    if found is None or month is None:
        return None
    if found["year"]:
        return date(int(found["year"]), month, int(found["day"]))
    this_year = date(today.year, month, int(found["day"]))
    return this_year if this_year >= today else date(today.year + 1, month, int(found["day"]))


def read_time(text: str) -> time | None:
    """`09:00`, `9:00`, `21.30`."""
    found = re.fullmatch(r"([01]?\d|2[0-3])[:.h]([0-5]\d)", _folded(text))
    return time(int(found[1]), int(found[2])) if found else None


def read_box(text: str) -> tuple[str, tuple[Decimal, ...]] | None:
    """A brand and what stands on its boxes: `Xpovio, 60 + 40 mg`."""
    brand, comma, numbers = text.strip().rpartition(",")
    found = re.fullmatch(
        r"(\d{1,3}(?:\.\d{1,2})?)(?: ?mg)?(?: ?\+ ?(\d{1,3}(?:\.\d{1,2})?)(?: ?mg)?)*", _folded(numbers)
    )
    if not brand.strip() or not comma or found is None:
        return None
    strengths = {Decimal(one) for one in re.findall(r"\d+(?:\.\d+)?", numbers)}
    return brand.strip()[:60], tuple(sorted(strengths, reverse=True))
