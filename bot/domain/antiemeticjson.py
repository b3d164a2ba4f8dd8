"""An antiemetic as JSON types and back, exactly. Rows are never rewritten: what was written must stay readable here."""

from collections.abc import Mapping
from datetime import time
from typing import Any, assert_never

from bot.domain.antiemetic import After, Antiemetic, AtTime, Before, Every, IfNotTaken, IntakeTime


def antiemetic_to_json(one: Antiemetic) -> dict[str, Any]:
    """The antiemetic as a mapping of JSON types."""
    return {
        "name": one.name,
        "amount": one.amount,
        "times": [_time_to_json(each) for each in one.times],
        "gap_minutes": one.gap_minutes,
        "most_a_day": one.most_a_day,
        "if_not_taken": str(one.if_not_taken),
    }


def _time_to_json(one: IntakeTime) -> dict[str, Any]:
    match one:
        case Before():
            return {"kind": "before", "minutes": one.minutes}
        case After():
            return {"kind": "after", "minutes": one.minutes}
        case Every():
            return {"kind": "every", "minutes": one.minutes, "until_minutes": one.until_minutes}
        case AtTime():
            days = {"dose_day": one.dose_day, "days_after": one.days_after, "cycle_days": list(one.cycle_days)}
            return {"kind": "at", "at": one.at.isoformat(), **days}
        case _:
            assert_never(one)


def antiemetic_from_json(body: Mapping[str, Any]) -> Antiemetic:
    """The antiemetic a mapping holds; raises KeyError, TypeError or ValueError when it holds none."""
    return Antiemetic(
        name=body["name"],
        amount=body["amount"],
        times=tuple(_time(one) for one in body["times"]),
        gap_minutes=body["gap_minutes"],
        most_a_day=body["most_a_day"],
        if_not_taken=IfNotTaken(body["if_not_taken"]),
    )


def _time(body: Mapping[str, Any]) -> IntakeTime:
    fields = {name: value for name, value in body.items() if name != "kind"}
    match body["kind"]:
        case "before":
            return Before(**fields)
        case "after":
            return After(**fields)
        case "every":
            return Every(**fields)
        case "at":
            days = {**fields, "at": time.fromisoformat(fields["at"]), "cycle_days": tuple(fields["cycle_days"])}
            return AtTime(**days)
        case _:
            raise ValueError("an antiemetic has a time nobody can read")
