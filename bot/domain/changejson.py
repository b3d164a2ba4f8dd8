"""A change as JSON types and back: it waits in a question between the first tap and the confirmation."""

from collections.abc import Callable, Mapping
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from typing import Any

from bot.domain.antiemetic import Antiemetic
from bot.domain.antiemeticjson import antiemetic_from_json, antiemetic_to_json
from bot.domain.planchange import (
    Change,
    Dispense,
    Hold,
    NewDose,
    Prescribe,
    Redose,
    Restart,
    Resume,
    Retime,
    Rezone,
    Stop,
)
from bot.domain.regimen import Drug


def change_to_json(change: Change) -> dict[str, Any]:
    """The change as a mapping of JSON types: its kind, and each of its fields by name."""
    return {"is": type(change).__name__.casefold(), **_fields(change)}


def _fields(one: Change | NewDose) -> dict[str, Any]:
    return {field.name: _plain(getattr(one, field.name)) for field in fields(one)}


def _plain(value: Any) -> Any:
    match value:
        case frozenset():
            return sorted(value)
        case tuple():
            return [_plain(one) for one in value]
        case NewDose():
            return _fields(value)
        case Antiemetic():
            return antiemetic_to_json(value)
        case Decimal() | date() | time():
            return str(value) if isinstance(value, Decimal) else value.isoformat()
        case _:
            return value


def change_from_json(body: Mapping[str, Any]) -> Change:
    """The reverse of `change_to_json`."""
    return _READ[body["is"]](body)


def _drugs(body: Mapping[str, Any]) -> frozenset[Drug]:
    return frozenset(Drug(one) for one in body["drugs"])


def _hold(body: Mapping[str, Any]) -> Hold:
    until = date.fromisoformat(body["resumes_on"]) if body["resumes_on"] else None
    return Hold(drugs=_drugs(body), antiemetics=body["antiemetics"], resumes_on=until)


def _redose(body: Mapping[str, Any]) -> Redose:
    return Redose(
        doses=tuple(
            NewDose(drug=Drug(one["drug"]), mg=Decimal(one["mg"]), days=tuple(one["days"])) for one in body["doses"]
        )
    )


def _dispense(body: Mapping[str, Any]) -> Dispense:
    strengths = tuple(Decimal(one) for one in body["strengths"])
    return Dispense(drug=Drug(body["drug"]), brand=body["brand"], strengths=strengths)


_READ: Mapping[str, Callable[[Mapping[str, Any]], Change]] = {
    "hold": _hold,
    "resume": lambda body: Resume(drugs=_drugs(body)),
    "redose": _redose,
    "retime": lambda body: Retime(drugs=_drugs(body), at=time.fromisoformat(body["at"])),
    "rezone": lambda body: Rezone(zone=body["zone"]),
    "restart": lambda body: Restart(c1d1_on=date.fromisoformat(body["c1d1_on"])),
    "dispense": _dispense,
    "prescribe": lambda body: Prescribe(antiemetics=tuple(antiemetic_from_json(one) for one in body["antiemetics"])),
    "stop": lambda body: Stop(drugs=_drugs(body)),
}
