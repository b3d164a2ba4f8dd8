"""What must be true of the tables at every moment of any story, whoever did what before (S1, S2, S5, S7, S9, S15).

Worked out by hand from the rows, not by the code that wrote them. Tests of random weeks and the simulation share it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from bot.content.wording import Wording
from bot.domain.agenda import Entry
from bot.domain.alert import Decision
from bot.domain.dose import DoseState
from bot.domain.messages import Kind
from bot.domain.plan import Plan
from bot.domain.planjson import plan_from_json
from bot.domain.regimen import Drug
from bot.domain.urgency import Urgency
from bot.rehearsal.wordings import literal_parts
from bot.service.office import Office
from bot.store import tables

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]
TABLES = ("patients", "staff", "plans", "doses", "agenda", "questions", "dialogues", "reports", "measurements", "alerts",
          "outbox", "updates", "chats", "audit")  # fmt: skip
WAITS = {"open": Entry.ALERT_STEP, "acknowledged": Entry.ALERT_ACTION_DUE}
RED = (Urgency.EMERGENCY, Urgency.URGENT)
DECISIONS = tuple(f"dose-{one}" for one in Decision)
OPEN = (DoseState.PLANNED, DoseState.ASKED)


async def rows_of(office: Office) -> Rows:
    """Everything there is to judge by, in the order it was written."""
    found = {}
    async with office.reading() as tx:
        for name in TABLES:
            table: sa.Table = getattr(tables, name)
            chosen = sa.select(table).order_by(next(iter(table.primary_key.columns)))
            found[name] = [dict(one) for one in (await tx.execute(chosen)).mappings()]
    return found


def broken(rows: Rows, wording: Wording, now: datetime) -> list[str]:
    """Every law that does not hold right now, in words."""
    tails = [literal_parts(wording, language, "dose-take")[-1] for language in wording.languages]
    says = [row for row in rows["outbox"] if row["kind"] == Kind.DOSE and row["edits"] is None]
    questions = {row["id"]: row for row in rows["questions"]}
    takes = [
        (row, questions[int(row["subject"].partition(":")[2])])
        for row in says
        if any(tail in row["text"] for tail in tails)
    ]
    return [
        *_said_without_a_plan(takes, rows["plans"], {one["id"]: one for one in rows["doses"]}),
        *_said_twice(takes),
        *_said_late(takes),
        *_said_in_spite_of_a_red_flag(takes, rows["alerts"], rows["audit"]),
        *_left_open(rows["doses"], now),
        *_two_for_a_day(rows["doses"]),
        *_silent_alerts(rows),
    ]


def _said_without_a_plan(
    takes: Sequence[tuple[Row, Row]], versions: Sequence[Row], doses: Mapping[int, Row]
) -> Iterator[str]:
    """S1: a drug, a day or an amount that the version in force when it was written does not say, or a hold.

    Worked out from the stored versions by hand, not by the code that made the prompt.
    """
    for row, question in takes:
        day = date.fromisoformat(question["data"]["day"])
        known = [one for one in versions if one["patient_id"] == row["person_id"] and one["made_at"] <= row["made_at"]]
        in_force = [plan_from_json(one["body"]) for one in known if one["effective_on"] <= day]
        for dose in (doses[one] for one in question["data"]["doses"]):
            if not in_force or not _says(max(in_force, key=lambda one: one.version), dose, day, row["text"]):
                yield f"S1: row {row['id']} says 'take' of {dose['drug']} on {day}, and no plan does"


def _says(plan: Plan, dose: Row, day: date, text: str) -> bool:
    schedule = plan.schedule_of(Drug(dose["drug"]))
    cycle_day = (day - plan.c1d1_on).days % plan.cycle_days + 1
    if schedule is None or schedule.drug in plan.held or cycle_day not in schedule.days or day < plan.c1d1_on:
        return False
    return f"{schedule.mg.normalize():f} mg" in text


def _said_twice(takes: Sequence[tuple[Row, Row]]) -> list[str]:
    """S2: two messages that say "take" for one dose; a row sent again because nobody knew is one message."""
    counts = Counter((row["person_id"], dose) for row, question in takes for dose in question["data"]["doses"])
    return [f"S2: dose {dose} said {count} times" for (_, dose), count in counts.items() if count > 1]


def _said_late(takes: Sequence[tuple[Row, Row]]) -> list[str]:
    """S5: handed to Telegram after the end of its window."""
    late = [row for row, _ in takes if row["sent_at"] and row["expires_at"] and row["sent_at"] > row["expires_at"]]
    return [f"S5: row {row['id']} left at {row['sent_at']}, after {row['expires_at']}" for row in late]


def _said_in_spite_of_a_red_flag(
    takes: Sequence[tuple[Row, Row]], alerts: Sequence[Row], audit: Sequence[Row]
) -> list[str]:
    """S15: written while a red flag of this patient was open and nobody had decided."""
    decided: dict[int, list[datetime]] = {}
    for one in (each for each in audit if each["action"] in DECISIONS):
        decided.setdefault(one["data"]["alert"], []).append(one["at"])
    return [
        f"S15: row {row['id']} says 'take' while alert {alert['id']} waits for a decision"
        for row, _ in takes
        for alert in alerts
        if alert["patient_id"] == row["person_id"] and _undecided(alert, decided.get(alert["id"], []), row["made_at"])
    ]


def _undecided(alert: Row, decided: Sequence[datetime], at: datetime) -> bool:
    """The alert itself keeps the last decision alone, and none once the dose it was said of is over; the audit keeps all."""
    flags = [datetime.fromisoformat(one["at"]) for one in alert["reasons"] if Urgency(one["urgency"]) in RED]
    # A red flag that came later began the deciding anew.
    known = bool(flags) and max(flags) < at  # the clock stands still while a message is written and answered
    over = alert["resolved_at"] is not None and alert["resolved_at"] <= at
    return known and not over and not any(max(flags) <= one <= at for one in decided)


def _left_open(doses: Sequence[Row], now: datetime) -> list[str]:
    """S9: what is over is not left waiting, as if nobody had to ask."""
    over = [one for one in doses if one["state"] in OPEN and one["window_until"] + timedelta(minutes=1) < now]
    return [f"S9: dose {one['id']} of {one['plan_day']} is still {one['state']}" for one in over if one["asked_at"]]


def _two_for_a_day(doses: Sequence[Row]) -> list[str]:
    counts = Counter((one["patient_id"], one["drug"], one["plan_day"]) for one in doses)
    return [f"S2: {count} doses for {which}" for which, count in counts.items() if count > 1]


def _silent_alerts(rows: Rows) -> list[str]:
    """S7: an open alert has a step still to come, a taken one a deadline and an owner who can be reached."""
    rings = {(row["subject_id"], row["kind"]) for row in rows["agenda"] if row["state"] == "pending"}
    loud = [one for one in rows["alerts"] if one["urgency"] != Urgency.SELF_CARE]
    unresolved = [one for one in loud if one["state"] != "resolved"]
    silent = [one for one in unresolved if (one["id"], WAITS[one["state"]]) not in rings]
    staff = {row["subject_id"] for row in rows["chats"] if row["role"] == "staff" and row["reachable"]}
    lost = [one for one in unresolved if one["state"] == "acknowledged" and one["owner_id"] not in staff]
    return [
        *(f"S7: alert {one['id']} is {one['state']} and silent" for one in silent),
        *(f"S7: alert {one['id']} is with somebody who cannot be reached" for one in lost),
    ]
