"""`doseday alerts report`: how many alerts, how soon taken, how they ended, by urgency and by rule. No names in it."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import click

from bot.cli.common import do, fail, office, settings
from bot.cli.values import DATE
from bot.domain.alert import Outcome
from bot.domain.alertfigures import AlertReport, Figures
from bot.service import alertreport

DAYS = 28
MINUTE = timedelta(minutes=1)


@click.group()
def alerts() -> None:
    """What became of alerts."""


@alerts.command()
@click.option("--since", type=DATE, help=f"The first day, in the clinic's zone. Without it: the last {DAYS} days.")
@click.option("--until", type=DATE, help="The last day. Without it: today.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object; durations in minutes.")
def report(*, since: date | None, until: date | None, as_json: bool) -> None:
    """Alert rate, time until taken, share acted on, by urgency and by rule, so that a clinic can tune its rules."""
    first, last, found = do(_report(since, until))
    click.echo(json.dumps(_as_json(first, last, found), indent=1) if as_json else "\n".join(_told(first, last, found)))


async def _report(since: date | None, until: date | None) -> tuple[date, date, AlertReport]:
    async with office(settings()) as opened:
        last = until or opened.clock.now().astimezone(ZoneInfo(opened.library.clinic.zone)).date()
        first = since or last - timedelta(days=DAYS - 1)
        if first > last:
            fail("The first day comes after the last. Check --since and --until.")
        return first, last, await alertreport.of_days(opened, first, last)


def _as_json(first: date, last: date, found: AlertReport) -> dict[str, object]:
    counts = {"count": found.reports, "with_alert": found.raising, "per_hundred": found.per_hundred}
    return {
        "since": first.isoformat(),
        "until": last.isoformat(),
        "reports": counts,
        "alerts": _row(found.whole),
        "by_urgency": [{"urgency": str(urgency), **_row(one)} for urgency, one in found.by_urgency.items()],
        "by_rule": [{"rule": rule, **_row(one)} for rule, one in found.by_rule.items()],
    }


def _row(one: Figures) -> dict[str, object]:
    waits = {"median": _minutes(one.taken_after_median), "p90": _minutes(one.taken_after_p90)}
    return {
        "count": one.alerts, "taken": one.taken, "minutes_until_taken": waits, "reopened": one.reopened,
        "resolved": one.resolved, "outcomes": {str(name): count for name, count in one.outcomes.items()},
        "acted_share": one.acted_share,
    }  # fmt: skip


def _minutes(span: timedelta | None) -> float | None:
    return None if span is None else round(span / MINUTE, 1)


def _told(first: date, last: date, found: AlertReport) -> Iterable[str]:
    yield f"Alerts from {first} to {last}"
    if not found.reports:
        yield "No reports in this period."
    else:
        yield f"Reports: {found.reports}; with an alert: {found.raising} ({found.per_hundred:.1f} of 100)."
    if not found.whole.alerts:
        yield "No alerts in this period."
        return
    yield f"{'':<34}{'alerts':>7}{'taken':>7}{'median':>9}{'90 %':>9}{'again':>7}{'ended':>7}{'acted':>7}{'noise':>7}"
    yield _line("all", found.whole)
    yield from (_line(str(urgency), one) for urgency, one in found.by_urgency.items())
    yield "By rule; an alert counts under each of its rules:"
    yield from (_line(rule, one) for rule, one in found.by_rule.items())
    yield (
        "taken: somebody has had it; median and 90 % of alerts: taken within; again: open again after that; "
        "ended: resolved; of those, acted (or told the prescriber) and noise"
    )


def _line(name: str, one: Figures) -> str:
    acted, noise = _share(one.acted_share), _share(one.share(Outcome.NOISE))
    waits = f"{_wait(one.taken_after_median):>9}{_wait(one.taken_after_p90):>9}"
    return f"{name:<34}{one.alerts:>7}{one.taken:>7}{waits}{one.reopened:>7}{one.resolved:>7}{acted:>7}{noise:>7}"


def _share(share: float | None) -> str:
    return "-" if share is None else f"{100 * share:.0f} %"


def _wait(span: timedelta | None) -> str:
    if span is None:
        return "-"
    hours, minutes = divmod(round(span / MINUTE), 60)
    return f"{hours} h {minutes:02d}" if hours else f"{minutes} min"
