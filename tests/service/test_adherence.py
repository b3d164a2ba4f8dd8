"""What the care team reads of doses taken and missed: an interval, reasons, and runs that a person should look at."""

from bot.service import adhering
from tests.service.clinic import BOTH, Clinic
from tests.service.test_holding import hold


async def card(day: Clinic) -> str:
    """Amina's card as Boris reads it."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:plan")
    return day.read("boris")


@BOTH
async def test_one_taken_one_missed_with_a_reason(day: Clinic) -> None:
    """Monday taken, Wednesday not: one of two, with the reason in words, and no run."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.at("Wed 09:00")
    await day.tap("amina", "answer-not-taking")
    await day.tap("amina", "why-forgot")
    read = await card(day)
    assert "selinexor: taken 1 of 2 doses due. Vomited 0, not taken 1, not known 0. On hold, so not due: 0." in read
    assert "– Not taken: I forgot (1)" in read
    assert "In a row" not in read
    assert ("missed-run", "routine") not in await day.causes()


@BOTH
async def test_two_in_a_row_are_told_once_each_time(day: Clinic) -> None:
    """Monday unanswered and Wednesday not taken: the run is named with its rule and both drugs; the patient hears nothing of it."""
    await day.at("Wed 10:10")
    await day.tap("amina", "answer-not-taking")
    reasons = [one for row in await day.alerts() for one in row["reasons"] if one["cause"] == "missed-run"]
    assert [(one["subject"], one["rules"]) for one in reasons] == [
        ("selinexor+dexamethasone", ["missed-doses-in-a-row"])
    ]
    assert "selinexor between 0 and 1 of 2, the last 2 in a row not taken or not known" in day.person("boris").last.text
    assert "in a row" not in day.read("amina", ever=True)


async def test_a_run_makes_a_mild_report_one_for_a_person(day: Clinic) -> None:
    """A little nausea after two missed doses is routine, not self-care; by itself it raises no amber symptom's urgency."""
    await day.at("Wed 11:10")
    await day.say("amina", "/report")
    await day.tap("amina", "symptom-nausea")
    while day.person("amina").last.buttons and day.buttons("amina")[0] != day.words("amina", "button-report"):
        await day.tap_data("amina", day.person("amina").last.buttons[0][0].data)
    found = [one for row in await day.alerts() for one in row["reasons"] if one["cause"] == "symptom"]
    assert [(one["urgency"], one["rules"]) for one in found] == [("routine", ["missed-doses-in-a-row"])]


async def test_a_held_week_is_not_due_and_breaks_no_run(day: Clinic) -> None:
    """Monday missed, Wednesday held: one of one, one held, and still a run of one."""
    await day.at("Mon 12:00")
    await hold(day)
    await day.at("Thu 12:00")
    read = await card(day)
    assert (
        "selinexor: taken between 0 and 1 of 1 doses due. Vomited 0, not taken 0, not known 1. On hold, so not due: 1."
        in read
    )


@BOTH
async def test_a_late_answer_counts_as_said(day: Clinic) -> None:
    """Told a day late that it was taken, the dose is taken, and the interval closes."""
    await day.at("Tue 09:00")
    before = {one.drug: (one.worst, one.best) for one in (await adhering.records(day.office, None))[0].drugs}
    await day.tap("amina", "answer-taken-both")
    after = {one.drug: (one.worst, one.best) for one in (await adhering.records(day.office, None))[0].drugs}
    assert set(before.values()) == {(0, 1)}
    assert set(after.values()) == {(1, 1)}


async def test_only_the_reference_asked_for_is_read(day: Clinic) -> None:
    """Another reference finds nobody; before the first dose nothing is due."""
    assert await adhering.records(day.office, "NOT-HERE") == ()
    (one,) = await adhering.records(day.office, "REF-amina")
    assert [each.due for each in one.drugs] in ([], [0, 0])
