"""A plan as JSON types and back, exactly: amounts stay decimal, times stay wall times.

Rows are never rewritten, so what an older release wrote must always be readable here.
"""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.domain.antiemeticjson import antiemetic_from_json, antiemetic_to_json
from bot.domain.plan import DrugSchedule, Plan, PlanError, Visit
from bot.domain.regimen import Drug, RegimenId
from bot.domain.tablets import TabletCount


def plan_to_json(plan: Plan) -> dict[str, Any]:
    """The plan as a mapping of JSON types."""
    return {
        "version": plan.version,
        "regimen_id": plan.regimen_id,
        "cycle_days": plan.cycle_days,
        "c1d1_on": plan.c1d1_on.isoformat(),
        "effective_on": plan.effective_on.isoformat(),
        "zone": plan.zone,
        "drugs": [_schedule_to_json(one) for one in plan.drugs],
        "antiemetics": [antiemetic_to_json(one) for one in plan.antiemetics],
        "held": sorted(plan.held),
        "antiemetics_held": plan.antiemetics_held,
        "visits": [{"name": one.name, "days": list(one.days), "at": one.at.isoformat()} for one in plan.visits],
    }


def plan_from_json(body: Mapping[str, Any]) -> Plan:
    """The plan a mapping holds; raises PlanError when it holds none."""
    try:
        return _plan(body)
    except (KeyError, TypeError, ValueError, InvalidOperation) as wrong:
        raise PlanError("what is stored is not a plan") from wrong


def _plan(body: Mapping[str, Any]) -> Plan:
    return Plan(
        version=int(body["version"]),
        regimen_id=RegimenId(body["regimen_id"]),
        cycle_days=int(body["cycle_days"]),
        c1d1_on=date.fromisoformat(body["c1d1_on"]),
        effective_on=date.fromisoformat(body["effective_on"]),
        zone=body["zone"],
        drugs=tuple(_schedule(one) for one in body["drugs"]),
        antiemetics=tuple(antiemetic_from_json(one) for one in body["antiemetics"]),
        held=frozenset(Drug(one) for one in body["held"]),
        antiemetics_held=bool(body["antiemetics_held"]),
        visits=tuple(
            Visit(name=one["name"], days=tuple(one["days"]), at=time.fromisoformat(one["at"])) for one in body["visits"]
        ),
    )


def _schedule_to_json(one: DrugSchedule) -> dict[str, Any]:
    return {
        "drug": str(one.drug),
        "mg": str(one.mg),
        "brand": one.brand,
        "tablets": [{"strength_mg": str(each.strength_mg), "count": each.count} for each in one.tablets],
        "days": list(one.days),
        "at": one.at.isoformat(),
    }


def _schedule(body: Mapping[str, Any]) -> DrugSchedule:
    return DrugSchedule(
        drug=Drug(body["drug"]),
        mg=Decimal(body["mg"]),
        brand=body["brand"],
        tablets=tuple(
            TabletCount(strength_mg=Decimal(each["strength_mg"]), count=int(each["count"])) for each in body["tablets"]
        ),
        days=tuple(body["days"]),
        at=time.fromisoformat(body["at"]),
    )
