"""Reads a weight or a temperature as people type it: 72,5 · 160 lb · 11 st 4 · 38,5 · 37º6 · 101 F.

Comma and point are decimals, never thousands. A number that can be read in more than one way keeps every reading, and
the worst of them counts until the patient has confirmed it (S9). Nothing here asks anybody.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

_HUNDREDTH = Decimal("0.01")
_KG_PER_LB = Decimal("0.45359237")
_FEVER_FLOOR_C = Decimal("37.5")  # only to choose which of several readings is shown as the worst
_COLD_C = Decimal("36.0")

# What a person can weigh or measure at all; outside, the number was mistyped. Ours, wide on purpose.
_KG_POSSIBLE = (Decimal(20), Decimal(350))
_C_POSSIBLE = (Decimal(30), Decimal(45))
_F_POSSIBLE = (Decimal(86), Decimal(113))
# Believable without asking back.
_C_USUAL = (Decimal(35), Decimal(41))
_F_WITHOUT_UNIT = (Decimal(95), Decimal(107))  # F-RED-25
_KG_WITHOUT_UNIT_UNTIL = Decimal(120)  # above it, a bare number may well be pounds
_CHANGE_BELIEVED = Decimal("0.15")  # of the usual weight

_NUMBER = r"(?<!\d)\d{1,5}(?!\d)(?:[.,'·]\d{1,5}(?!\d))?"
_STONE = re.compile(rf"({_NUMBER})\s*(?:stones?|st)\b\.?(?:\s*(?:and\s+)?({_NUMBER})\s*(?:lbs?|pounds?)?\b)?")
_WEIGHT = re.compile(rf"({_NUMBER})\s*(kgs?|kilos?|kilogramos?|kilograms?|k|lbs?|libras?|pounds?)?\b")
_TEMPERATURE = re.compile(rf"({_NUMBER})\s*(?:°|deg(?:rees)?|grados)?\s*(celsius|centigrados|fahrenheit|c|f)?\b")
_SPLIT = re.compile(r"\b(\d{2,3})\s*[.,]?\s+(\d)(?![\d.,])")  # "38 5", "38, 5"
_CONFIRMED = re.compile(r"=(\d{1,3}(?:\.\d{1,2})?) (kg|C)", re.ASCII)
_HALF = re.compile(r"(\d)\s*(?:½|1⁄2|y medi[oa]\b|and a half\b)")
_DEGREE_DECIMAL = re.compile(r"(\d{2,3})\s*°\s*(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A number as understood, in kg or °C. `readings` are all the ways it can be meant; `worst` is the gravest of them."""

    value: Decimal
    worst: Decimal
    readings: tuple[Decimal, ...]
    unit: str  # as typed or taken: kg, lb, st, C, F
    as_typed: str
    needs_read_back: bool = False

    @property
    def shown(self) -> Decimal:
        """The value to one decimal, for people."""
        return self.value.quantize(Decimal("0.1"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """No number could be read. It counts as the worst until somebody has asked (S9)."""

    as_typed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    value: Decimal  # kg or °C
    unit: str
    guessed: bool  # not what the words say by themselves


def confirmed(value: Decimal, unit: str) -> str:
    """The answer to keep once a person has confirmed a reading (kg or C): it is never doubted again."""
    return f"={value:f} {unit}"


def parse_weight(text: str, usual_kg: Decimal | None = None) -> Reading | Unreadable:
    """A weight in kilograms. `usual_kg` (last or baseline weight) uncovers a mix-up of kilograms and pounds."""
    if settled := _settled(text):
        return settled
    found = tuple(_once(_weights(_folded(text), usual_kg)))
    if not found:
        return Unreadable(as_typed=text)
    kept = _possible(found, _KG_POSSIBLE)
    readings = tuple(one.value for one in kept)
    best = min(kept, key=lambda one: abs(one.value - usual_kg)) if usual_kg else kept[0]
    odd = len(kept) > 1 or best.guessed or not _within(best.value, _KG_POSSIBLE) or _far(best.value, usual_kg)
    return Reading(
        value=best.value,
        worst=min(readings),
        readings=readings,
        unit=best.unit,
        as_typed=text,
        needs_read_back=odd,
    )


def parse_temperature(text: str) -> Reading | Unreadable:
    """A body temperature in degrees Celsius."""
    if settled := _settled(text):
        return settled
    found = tuple(_once(_temperatures(_folded(text))))
    if not found:
        return Unreadable(as_typed=text)
    kept = _possible(found, _C_POSSIBLE)
    readings = tuple(one.value for one in kept)
    worst = _worst_temperature(readings)
    best = next(one for one in kept if one.value == worst)
    return Reading(
        value=worst,
        worst=worst,
        readings=readings,
        unit=best.unit,
        as_typed=text,
        needs_read_back=len(kept) > 1 or best.guessed or not _within(worst, _C_USUAL),
    )


def _settled(text: str) -> Reading | None:
    if not (match := _CONFIRMED.fullmatch(text)):
        return None
    value = Decimal(match[1])
    return Reading(value=value, worst=value, readings=(value,), unit=match[2], as_typed=text)


def _weights(text: str, usual_kg: Decimal | None) -> Iterator[_Candidate]:
    for stones, pounds in _STONE.findall(text):
        total = _number(stones) * 14 + (_number(pounds) if pounds else 0)
        yield _Candidate(value=_kg(total), unit="st", guessed=bool(pounds) and _number(pounds) >= 14)
    for typed, unit in _WEIGHT.findall(_STONE.sub(" ", text)):
        yield from _weight(_number(typed), unit[:1], usual_kg)
    for whole, tenth in _SPLIT.findall(_STONE.sub(" ", text)):
        yield _Candidate(value=_number(f"{whole}.{tenth}").quantize(_HUNDREDTH), unit="kg", guessed=True)


def _weight(number: Decimal, unit: str, usual_kg: Decimal | None) -> Iterator[_Candidate]:
    as_kg, as_lb = number.quantize(_HUNDREDTH), _kg(number)
    if unit in {"l", "p"}:
        yield _Candidate(value=as_lb, unit="lb", guessed=False)
        if _far(as_lb, usual_kg):
            yield _Candidate(value=as_kg, unit="kg", guessed=True)
        return
    yield _Candidate(value=as_kg, unit="kg", guessed=False)
    unsure = not unit and usual_kg is None and number > _KG_WITHOUT_UNIT_UNTIL
    if unsure or _far(as_kg, usual_kg) or not _within(as_kg, _KG_POSSIBLE):
        yield _Candidate(value=as_lb, unit="lb", guessed=True)
    if as_kg > _KG_POSSIBLE[1]:
        yield _Candidate(value=(number / 10).quantize(_HUNDREDTH), unit="kg", guessed=True)  # a point left out


def _temperatures(text: str) -> Iterator[_Candidate]:
    for typed, unit in _TEMPERATURE.findall(text):
        yield from _temperature(_number(typed), unit[:1])
    for whole, tenth in _SPLIT.findall(text):
        yield from (
            _Candidate(value=one.value, unit=one.unit, guessed=True)
            for one in _temperature(_number(f"{whole}.{tenth}"), "")
        )


def _temperature(number: Decimal, unit: str) -> Iterator[_Candidate]:
    as_c, as_f = number.quantize(_HUNDREDTH), _celsius(number)
    is_f = unit == "f" or (not unit and _within(number, _F_WITHOUT_UNIT))
    yield _Candidate(value=as_f, unit="F", guessed=False) if is_f else _Candidate(value=as_c, unit="C", guessed=False)
    if is_f and not _within(number, _F_POSSIBLE):
        yield _Candidate(value=as_c, unit="C", guessed=True)
    if not is_f and number > _C_POSSIBLE[1]:
        yield _Candidate(value=as_f, unit="F", guessed=True)
        yield _Candidate(value=(number / 10).quantize(_HUNDREDTH), unit="C", guessed=True)  # a point left out
        yield _Candidate(value=_celsius(number / 10), unit="F", guessed=True)


def _worst_temperature(readings: tuple[Decimal, ...]) -> Decimal:
    highest, lowest = max(readings), min(readings)
    return lowest if highest < _FEVER_FLOOR_C and lowest < _COLD_C else highest


def _possible(found: tuple[_Candidate, ...], limits: tuple[Decimal, Decimal]) -> tuple[_Candidate, ...]:
    """The candidates a body can have; all of them when none can."""
    return tuple(one for one in found if _within(one.value, limits)) or found


def _once(found: Iterable[_Candidate]) -> Iterator[_Candidate]:
    seen: set[Decimal] = set()
    for one in found:
        if one.value not in seen:
            seen.add(one.value)
            yield one


def _within(value: Decimal, limits: tuple[Decimal, Decimal]) -> bool:
    return limits[0] <= value <= limits[1]


def _far(kg: Decimal, usual_kg: Decimal | None) -> bool:
    return usual_kg is not None and abs(kg - usual_kg) > usual_kg * _CHANGE_BELIEVED


def _kg(pounds: Decimal) -> Decimal:
    return (pounds * _KG_PER_LB).quantize(_HUNDREDTH)


def _celsius(fahrenheit: Decimal) -> Decimal:
    return ((fahrenheit - 32) * 5 / 9).quantize(_HUNDREDTH)


def _number(text: str) -> Decimal:
    return Decimal(re.sub(r"[,'·]", ".", text))


def _folded(text: str) -> str:
    # Before the compatibility form: it would turn the ordinal signs people use for degrees into letters.
    text = re.sub("[ºª˚]", "°", text[:200]).replace("’", "'").replace("´", "'")
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(one for one in text if not unicodedata.combining(one))
    text = _HALF.sub(r"\1.5", text)
    return _DEGREE_DECIMAL.sub(r"\1.\2", text)
