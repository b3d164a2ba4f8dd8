"""What staff read about a patient's monitoring: the schedule, what comes next, and what is overdue.

Reads and says; changes nothing.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from bot.domain.alert import CHECK_CAUSES, Alert
from bot.domain.messages import Line, line
from bot.domain.monitoring import CheckState, Schedule, Series, Stage, all_due
from bot.domain.people import Patient
from bot.service import checkplan
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import checks, plans
from bot.store.checks import Check

LOOK_AHEAD = timedelta(days=120)


async def overdue(work: Work, patient: Patient) -> tuple[Check, ...]:
    """Checks told to the team or said not to be done, with none of their kind done since."""
    today = (await local_now(work, patient)).date()
    known = await checks.between(work.tx, patient.id, date.min, today)
    missed = [one for one in known if one.state in (CheckState.OVERDUE, CheckState.NOT_DONE)]
    return tuple(one for one in missed if not _done_since(one, known))


def _done_since(missed: Check, known: Sequence[Check]) -> bool:
    same = [one for one in known if (one.kind, one.name) == (missed.kind, missed.name)]
    return any(one.state is CheckState.DONE and one.due_on > missed.due_on for one in same)


async def overdue_lines(work: Work, patient: Patient) -> tuple[Line, ...]:
    """One line for each kind that is overdue: the newest, and how many before it."""
    kinds: dict[tuple[str, str], list[Check]] = {}
    for one in await overdue(work, patient):
        kinds.setdefault((one.kind, one.name), []).append(one)
    return tuple(
        line("card-check-overdue", what=line(f"check-{kind}"), day=missed[-1].due_on, before=len(missed) - 1)
        for (kind, _), missed in kinds.items()
    )


async def done_since(work: Work, patient: Patient, alert: Alert) -> tuple[Line, ...]:
    """Checks this alert was raised about and that were done after all."""
    named = {one.subject for one in alert.reasons if one.cause in CHECK_CAUSES}
    if not named:
        return ()
    done = await checks.in_states(work.tx, patient.id, CheckState.DONE)
    return tuple(
        line("card-check-done", what=line(f"check-{one.kind}"), day=one.due_on) for one in done if one.subject in named
    )


async def card_lines(work: Work, patient: Patient, language: str) -> tuple[Line, ...]:
    """The schedule, the next check and what is overdue, for the patient's card."""
    schedule = await checkplan.accepted(work, patient)
    planned = schedule_lines(work, schedule, language) if schedule.series else (line("monitoring-none"),)
    resting = [line("monitoring-rests")] if schedule.rests_in_hold else []
    following = [line("monitoring-next", what=line(f"check-{kind}"), at=at) for kind, at in await _next(work, patient)]
    return (*planned, *resting, *following, *await overdue_lines(work, patient))


def schedule_lines(work: Work, schedule: Schedule, language: str) -> tuple[Line, ...]:
    """Each series in words."""
    return tuple(
        line("monitoring-series", what=line(f"check-{one.kind}"), days=_in_words(work, one, language), at=one.at)
        for one in schedule.series
    )


def _in_words(work: Work, series: Series, language: str) -> str:
    parts = [line("monitoring-baseline")] if series.baseline else []
    parts += [_stage(one) for one in series.stages]
    return ", ".join(work.library.wording.say(language, one) for one in parts)


def _stage(stage: Stage) -> Line:
    if stage.until_day is None:
        return line("monitoring-every", every=stage.every_days)
    return line("monitoring-every-until", every=stage.every_days, until=stage.until_day)


async def _next(work: Work, patient: Patient) -> list[tuple[str, date]]:
    """The next check of each kind, by the plan and the schedule as they are."""
    today = (await local_now(work, patient)).date()
    versions = await plans.versions(work.tx, patient.id)
    coming = all_due(await checkplan.accepted(work, patient), versions, today, today + LOOK_AHEAD)
    found: dict[str, date] = {}
    for one in coming:
        if one.at > work.now:
            found.setdefault(one.kind, one.local)
    return list(found.items())
