"""Everything a plan will remind of, as rows to read: the plan's own events and what the regimen offers around them.

For people and for checks, without a database and without Telegram. It shows what `occurrence` says and decides nothing.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import assert_never

from bot.domain.checkin import check_ins
from bot.domain.localtime import resolve, to_local
from bot.domain.monitoring import CheckDue, checks_due, offered
from bot.domain.occurrence import AntiemeticDue, DayRules, DoseMoment, Event, HeadsUp, HeldDay, expand
from bot.domain.plan import CycleDay, DrugSchedule, Plan, cycle_day, plan_on
from bot.domain.regimen import Drug, Regimen
from bot.domain.tablets import plain
from bot.domain.visits import VisitDue, visits_due


class RowKind(StrEnum):
    """What a row reminds of."""

    HEADS_UP = "heads-up"
    WEIGHT = "weight"
    BLOOD_TEST = "blood-test"
    VISIT = "visit"
    ANTIEMETIC = "antiemetic"
    DOSE = "dose"
    CHECK_IN = "check-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """One reminder: one drug of one event, or one check. A heads-up carries the cycle and day of its dose."""

    kind: RowKind
    cycle: int
    day: int
    local: datetime
    drug: str | None = None
    mg: Decimal | None = None
    tablets: str | None = None
    visit: str | None = None  # what a visit is for, shown to people

    @property
    def at(self) -> datetime:
        """The instant."""
        return self.local.astimezone(UTC)


def timeline(
    plan: Plan, regimen: Regimen, weeks: int, rules: DayRules, later: Sequence[Plan] = ()
) -> list[TimelineRow]:
    """Every reminder of the first weeks of a plan and its `later` versions, by time. Checks are the offered schedule."""
    versions = (plan, *later)
    first = min(one.c1d1_on for one in versions)
    last = plan.c1d1_on + timedelta(days=7 * weeks - 1)
    events = expand(versions, first, last, rules)
    rows = [row for event in events for row in _rows(versions, event)]
    rows += _check_ins(versions, regimen, first, last, rules)
    rows += [_visit_row(one) for one in visits_due(versions, first, last)]
    rows += [_monitoring_row(versions, one) for one in checks_due(offered(regimen.monitoring), versions, first, last)]
    return sorted(rows, key=_order)


_KINDS = tuple(RowKind)
_DRUGS: tuple[str, ...] = tuple(Drug)


def _order(row: TimelineRow) -> tuple[datetime, int, int, str]:
    drug = _DRUGS.index(row.drug) if row.drug in _DRUGS else len(_DRUGS)
    return (row.at, _KINDS.index(row.kind), drug, row.drug or "")


def _rows(versions: Sequence[Plan], event: Event) -> Iterator[TimelineRow]:
    match event:
        case HeadsUp():
            for moment in event.moments:
                yield from _drug_rows(RowKind.HEADS_UP, event, moment.schedules)
        case DoseMoment():
            yield from _drug_rows(RowKind.DOSE, event, event.schedules)
        case AntiemeticDue():
            name, mg = event.antiemetic.name, event.antiemetic.mg
            plan = plan_on(versions, event.local.date()) or versions[0]
            yield _row(RowKind.ANTIEMETIC, plan, event.local, drug=name, mg=mg)
        case HeldDay():
            return  # a hold is not a reminder
        case _:
            assert_never(event)


def _drug_rows(kind: RowKind, event: Event, schedules: Sequence[DrugSchedule]) -> Iterator[TimelineRow]:
    for one in schedules:
        yield TimelineRow(
            kind=kind,
            cycle=event.cycle,
            day=event.day,
            local=event.local,
            drug=one.drug,
            mg=one.mg,
            tablets=one.in_tablets,
        )


def _check_ins(
    versions: Sequence[Plan], regimen: Regimen, first: date, last: date, rules: DayRules
) -> Iterator[TimelineRow]:
    offered = {regimen.id: regimen.check_in} if regimen.check_in else {}
    for one in check_ins(versions, offered, first, last, quiet=rules.quiet):
        yield _row(RowKind.CHECK_IN, plan_on(versions, one.on) or versions[0], one.local)


def _monitoring_row(versions: Sequence[Plan], check: CheckDue) -> TimelineRow:
    where = cycle_day(plan_on(versions, check.on) or versions[0], check.on) or CycleDay(cycle=1, day=1)
    return TimelineRow(kind=RowKind(check.kind), cycle=where.cycle, day=where.day, local=check.local)


def _visit_row(one: VisitDue) -> TimelineRow:
    return TimelineRow(kind=RowKind.VISIT, cycle=one.cycle, day=one.day, local=one.local, visit=one.name)


def _check_row(kind: RowKind, plan: Plan, on: date, at: time) -> TimelineRow:
    return _row(kind, plan, to_local(resolve(on, at, plan.zone), plan.zone))


def _row(
    kind: RowKind, plan: Plan, local: datetime, *, drug: str | None = None, mg: Decimal | None = None
) -> TimelineRow:
    """A row with the cycle day of its own date."""
    where = cycle_day(plan, local.date()) or CycleDay(cycle=1, day=1)
    return TimelineRow(kind=kind, cycle=where.cycle, day=where.day, local=local, drug=drug, mg=mg)


def to_json_rows(rows: Iterable[TimelineRow]) -> list[dict[str, str | int | float | None]]:
    """The rows as JSON objects, with exactly the keys other programs rely on."""
    return [
        {
            "kind": str(row.kind),
            "drug": None if row.drug is None else str(row.drug),
            "mg": _number(row.mg),
            "tablets": row.tablets,
            "cycle": row.cycle,
            "day": row.day,
            "local": row.local.isoformat(),
            "utc": f"{row.at:%Y-%m-%dT%H:%M:%SZ}",
        }
        for row in rows
    ]


def _number(mg: Decimal | None) -> int | float | None:
    if mg is None:
        return None
    return int(mg) if mg == mg.to_integral_value() else float(mg)


_HEADINGS = ("when", "cycle day", "what", "drug", "mg", "tablets")


def render_table(rows: Iterable[TimelineRow]) -> str:
    """The rows as a plain table, one line each, in local time."""
    lines = [_HEADINGS, *(cells(row) for row in rows)]
    widths = [max(len(cells[column]) for cells in lines) for column in range(len(_HEADINGS))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip() for cells in lines
    )


def cells(row: TimelineRow) -> tuple[str, ...]:
    """One row as its columns are printed."""
    mg = "" if row.mg is None else plain(row.mg)
    what = f"{row.kind}: {row.visit}" if row.visit else row.kind
    when = f"{row.local:%a} {row.local.day:2} {row.local:%b %Y %H:%M}"
    return (when, f"C{row.cycle}D{row.day}", what, row.drug or "", mg, row.tablets or "")
