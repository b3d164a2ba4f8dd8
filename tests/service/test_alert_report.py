"""`alerts report` tells what really happened in a period, and names nobody."""

from datetime import date

from bot.domain.alert import Outcome
from bot.domain.urgency import Urgency
from bot.service import alertreport
from tests.service.clinic import BOTH, Clinic

SUNDAY, MONDAY = date(2026, 5, 3), date(2026, 5, 4)


async def resolve(day: Clinic, who: str, outcome: str) -> None:
    await day.tap(who, "button-resolve")
    await day.say(who, "phoned her")
    await day.tap(who, f"outcome-{outcome}")


@BOTH
async def test_an_alert_taken_late_opened_again_and_resolved_counts_once(day: Clinic) -> None:
    """The wait runs to the first time somebody had it, though it was open again and taken twice."""
    await day.say("amina", "Me sale sangre de la nariz")
    await day.at("+20m")
    await day.tap("boris", "button-acknowledge")
    await day.person("boris").block()
    await day.settle()
    await resolve(day, "clara", "told-prescriber")
    found = await alertreport.of_days(day.office, SUNDAY, SUNDAY)
    assert (found.reports, found.raising, found.whole.alerts, found.whole.reopened) == (1, 1, 1, 1)
    assert round(found.whole.taken_after_median.total_seconds() / 60) == 20
    assert found.whole.outcomes[Outcome.TOLD_PRESCRIBER] == 1
    assert found.whole.acted_share == 1
    assert list(found.by_urgency) == [Urgency.URGENT]
    assert all("amina" not in rule.casefold() for rule in found.by_rule)


@BOTH
async def test_the_days_of_a_period_are_the_clinics(day: Clinic) -> None:
    """A report at half past midnight in Madrid is still Sunday's in London; Monday has none, and says so."""
    await day.at("Mon 00:30")
    await day.say("amina", "my cat is called Tom")
    assert (await alertreport.of_days(day.office, SUNDAY, SUNDAY)).whole.alerts == 1
    empty = await alertreport.of_days(day.office, MONDAY, MONDAY)
    assert (empty.reports, empty.whole.alerts, empty.per_hundred) == (0, 0, None)


async def test_a_red_flag_on_what_waited_as_routine_waits_from_its_own_moment(day: Clinic) -> None:
    """Words at eight, a bleeding at eleven on the same alert, taken ten minutes later: ten minutes, not three hours."""
    await day.at("Mon 08:00")
    await day.say("amina", "my cat is called Tom")
    await day.at("Mon 11:00")
    await day.say("amina", "Me sale sangre de la nariz")
    await day.at("Mon 11:10")
    await day.tap("boris", "button-acknowledge")
    found = await alertreport.of_days(day.office, MONDAY, MONDAY)
    assert (found.reports, found.raising, found.whole.alerts) == (2, 2, 1)
    assert round(found.by_urgency[Urgency.URGENT].taken_after_p90.total_seconds() / 60) == 10
    assert round(found.by_rule["bleeding"].taken_after_median.total_seconds() / 60) == 10
