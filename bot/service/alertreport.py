"""The alerts of a period, counted for the clinic: reads, and hands over figures without names."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from bot.domain.alert import Alert, Outcome
from bot.domain.alertfigures import AlertReport, Story, alert_report, told
from bot.domain.localtime import resolve
from bot.service.office import Office
from bot.store import alerts, ledger, reports


async def of_days(office: Office, since_on: date, until_on: date) -> AlertReport:
    """From the first day to the last, both included, on the clinic's clock."""
    zone = office.library.clinic.zone
    since, until = resolve(since_on, time(0), zone), resolve(until_on + timedelta(days=1), time(0), zone)
    async with office.reading() as tx:
        raised = await alerts.raised_since(tx, since)  # opened again, an alert only moves later
        taken = _first_taken(await ledger.noted(tx, "acknowledged", 0))
        made, raising = await reports.counted(tx, since, until)
    stories = [_story(one, taken.get(one.id)) for one in raised if since <= one.reasons[0].at < until]
    return alert_report(stories, reports=made, raising=raising)


def _first_taken(rows: tuple[Mapping[str, Any], ...]) -> dict[int, datetime]:
    return {row["data"]["alert"]: row["at"] for row in reversed(rows)}


def _story(alert: Alert, taken_at: datetime | None) -> Story:
    return Story(
        urgency=alert.urgency,
        raised_at=_rung_since(alert),
        taken_at=taken_at,
        outcome=None if alert.outcome is None else Outcome(alert.outcome),
        rules=told([one.rules for one in alert.reasons], [one.cause for one in alert.reasons]),
        reopened=taken_at is not None and alert.raised_at >= taken_at and alert.raised_at > alert.reasons[0].at,
    )


def _rung_since(alert: Alert) -> datetime:
    """Since when it was as urgent as it ended: what waited as routine before a red flag joined it waited as routine."""
    return next(one.at for one in alert.reasons if one.urgency.rank >= alert.urgency.rank)
