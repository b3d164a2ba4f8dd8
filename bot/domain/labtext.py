"""Reading results as staff type or paste them: `Na 128 mmol/L`, `plt 24`, `Hb 7,9 g/dL`, `weight 61.5 kg`, a day above them.

A unit is converted only where that is arithmetic; one left out is taken only when a single unit can be meant. What is odd
is read back by the caller, what cannot be read is named line by line. Comma and point are decimals, never thousands.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from bot.domain.changetext import read_day
from bot.domain.labs import Analyte, LabRules, LabTest
from bot.domain.measures import Reading, parse_weight
from bot.domain.messages import Line, line

WITHOUT_YEAR = timedelta(days=180)  # "7 May" written on 6 May is a slip, not last year's
LONGEST_BACK = timedelta(days=5 * 366)
_HUNDREDTH = Decimal("0.01")
# A power of ten typed flat, as in 24 103/uL, is no group of thousands.
_NUMBER = r"\d{1,3}(?: (?!10[369] ?/)\d{3})+(?![\d.,])|\d{1,6}(?:[.,]\d{1,3})?"
_VALUE = re.compile(
    rf"\s*(?:[(\[](?P<unit>[^()\[\]]{{1,20}})[)\]])?\s*[:=]?\s*(?P<less><)?\s*(?P<number>{_NUMBER})\s*(?P<rest>.*)"
)
_TEN = re.compile(r"(?:x|\*|·)?\s*10\s*(?:\^|\*\*|\*|e)?\s*([369])(?!\d)")
# What laboratories print behind a value: the usual range, and a mark that it lies outside.
_RANGE = re.compile(r"[(\[]?\s*\d{1,6}(?:[.,]\d{1,3})?\s*[-–]\s*\d{1,6}(?:[.,]\d{1,3})?\s*[)\]]?\s*$")
_MARK = re.compile(r"(?:^|\s)(?:[hl]|[*↓↑!]+)\s*$")
_ON = re.compile(
    r"(?P<before>.*?)[\s,(]+(?:on |el )?(?P<day>(?:[a-z]{3,10},? )?\d{1,2}(?: de)? [a-z]{3,10}(?:(?: de)? \d{4})?|\d{4}-\d{2}-\d{2})\)?"
)
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹×µμ−", "0123456789xuu-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """One line as read: every value it can mean, in the test's own unit. One that is not odd may be kept as it is."""

    analyte: Analyte
    unit: str
    readings: tuple[Decimal, ...]
    on: date
    as_typed: str
    below: bool = False
    odd: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A line that cannot be read, and why."""

    as_typed: str
    why: Line


def read_results(
    text: str, rules: LabRules, today: date, usual_kg: Decimal | None = None
) -> tuple[Typed | Unread, ...]:
    """Every line, in order. A day on a line of its own is the day of what follows; without one it is today's."""
    read: list[Typed | Unread] = []
    day: date | None = today
    for written in _lines(text, rules):
        if _is_day(written):
            day = _past_day(written, today)
            if day is None:
                read.append(Unread(as_typed=written, why=line("lab-problem-day")))
            continue
        if day is None:
            read.append(Unread(as_typed=written, why=line("lab-problem-day-above")))
            continue
        read.append(_read(written, rules, day, today, usual_kg))
    return tuple(read)


def _lines(text: str, rules: LabRules) -> Iterator[str]:
    for row in text.splitlines():
        rest = " ".join(row.split()).strip(" •-–*")
        while (split := _next_result(rest, rules)) is not None:
            yield split[0].strip(" ,;.")
            rest = split[1]
        if rest.strip(" ,;."):
            yield rest.strip(" ,;")


def _next_result(row: str, rules: LabRules) -> tuple[str, str] | None:
    """Where a second result begins in the same row, behind a comma or semicolon."""
    for found in re.finditer(r"[,;]\s+", row):
        if _named(_folded(row[found.end() :]), rules) is not None:
            return row[: found.start()], row[found.end() :]
    return None


def _is_day(written: str) -> bool:
    said = _folded(written).strip(" :.")
    return (
        re.fullmatch(
            r"(?:[a-z]{2,10},? )?\d{1,2}(?: de)? [a-z]{3,10}\.?(?:(?: de)? \d{4})?|\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}",
            said,
        )
        is not None
    )


def _past_day(written: str, today: date) -> date | None:
    """The last such day; None for one that is to come, or in digits only."""
    said = _folded(written).strip(" :.")
    day = read_day(said, today - WITHOUT_YEAR)
    back = LONGEST_BACK if re.search(r"\d{4}", said) else WITHOUT_YEAR
    return day if day is not None and today - back <= day <= today else None


def _read(written: str, rules: LabRules, day: date, today: date, usual_kg: Decimal | None) -> Typed | Unread:
    said = _folded(written)
    found = _named(said, rules)
    if found is None:
        return Unread(as_typed=written, why=line("lab-problem-name"))
    test, rest = found
    own_day = _ON.fullmatch(rest)
    if own_day is not None and (own := _past_day(own_day["day"], today)) is not None:
        rest, day = own_day["before"], own
    if test.analyte is Analyte.WEIGHT:
        return _weight(written, rest, day, usual_kg)
    value = _VALUE.fullmatch(rest)
    if value is None:
        return Unread(as_typed=written, why=line("lab-problem-number"))
    return _value(written, test, value, day)


def _named(said: str, rules: LabRules) -> tuple[LabTest, str] | None:
    """The test whose name stands at the beginning, the longest name first, and what follows it."""
    names = sorted(((name, test) for test in rules.tests.values() for name in test.names), key=lambda one: -len(one[0]))
    for name, test in names:
        if said.startswith(name) and not said[len(name) :][:1].isalpha():
            return test, said[len(name) :]
    return None


def _weight(written: str, rest: str, day: date, usual_kg: Decimal | None) -> Typed | Unread:
    read = parse_weight(rest, usual_kg)
    if not isinstance(read, Reading) or re.search(
        r"[a-z]", re.sub(r"\b(kgs?|kilos?|lbs?|libras?|pounds?|st|stones?|and)\b", "", rest)
    ):
        return Unread(as_typed=written, why=line("lab-problem-number"))
    return Typed(
        analyte=Analyte.WEIGHT, unit="kg", readings=read.readings, on=day, as_typed=written, odd=read.needs_read_back
    )


def _value(written: str, test: LabTest, value: re.Match[str], day: date) -> Typed | Unread:
    number = Decimal(value["number"].replace(" ", "").replace(",", "."))
    unit = _unit(_MARK.sub("", _RANGE.sub("", _MARK.sub("", value["rest"])))) or _unit(value["unit"] or "")
    if unit and unit not in test.units:
        return Unread(as_typed=written, why=line("lab-problem-unit", units=", ".join(_shown_units(test))))
    factors = [test.units[unit]] if unit else list(dict.fromkeys(test.units.values()))
    meant = dict.fromkeys(_plain(number * factor) for factor in factors)
    possible = tuple(one for one in meant if _possible(one, test))
    if not possible:
        return Unread(as_typed=written, why=line("lab-problem-impossible", unit=test.unit))
    odd = len(possible) > 1 or not test.usual[0] <= possible[0] <= test.usual[1]
    less = value["less"] is not None
    return Typed(analyte=test.analyte, unit=test.unit, readings=possible, on=day, as_typed=written, below=less, odd=odd)


def _shown_units(test: LabTest) -> list[str]:
    return [test.unit, *(one for one in test.units if one != _unit(test.unit))]


def _plain(value: Decimal) -> Decimal:
    return value.normalize() + 0  # 24.0 and 24 are one reading


def _possible(value: Decimal, test: LabTest) -> bool:
    """Zero is what a laboratory may write for a count; a crumb of the smallest it can measure is another unit's number."""
    return (value == 0 and test.possible[0] < 1) or test.possible[0] <= value <= test.possible[1]


def _unit(text: str) -> str:
    said = _TEN.sub(r"10\1", text.strip(" .,;()"))
    return re.sub(r"\s+", "", said)


def _folded(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.translate(_SUPERSCRIPTS)).casefold()
    text = "".join(one for one in text if not unicodedata.combining(one))
    return " ".join(text.split())
