"""Blood tests and weights: reminded of once, asked once more, told to the team, and never read as done (S9)."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.people import PatientStatus
from bot.service import planahead
from bot.store import checktable, people, plans, tables
from tests.service.clinic import BOTH, MONDAY, Clinic
from tests.service.test_holding import hold

BLOOD, WEIGHT = "blood test", "weight"
DAY_8 = {"start": "2026-04-27"}  # so that Monday 4 May is day 8


@pytest.fixture
async def watched(clinic: Clinic) -> Clinic:
    """Amina is in her second week, with the offered schedule; Monday is day 8."""
    await clinic.patient("amina", monitoring="offered", **DAY_8)
    await clinic.settle()
    return clinic


async def states(clinic: Clinic, kind: str = "blood-test") -> dict[int, str]:
    """The state of each check by its day of treatment."""
    return {row["day"]: row["state"] for row in await clinic.rows(checktable.checks, kind=kind)}


def reminders(clinic: Clinic, what: str = BLOOD, *, ever: bool = True) -> list[str]:
    """Every first line that reminds Amina of this."""
    heads = [one.text.splitlines()[0] for one in clinic.heard("amina", "message", ever=ever)]
    return [one for one in heads if one.endswith((f": {what}.", f"about your {what}."))]


async def monitoring(clinic: Clinic, key: str, *typed: str) -> None:
    """Boris changes the schedule on Amina's card."""
    await clinic.tap_data("boris", f"p:{clinic.ids['amina']}:monitoring")
    await clinic.tap("boris", key)
    for words in typed:
        await clinic.say("boris", words)


@BOTH
async def test_the_baseline_comes_before_the_first_dose(clinic: Clinic) -> None:
    """On C1D1 blood test and weight come before anything of the dose; "I have not been" reaches the team at once."""
    await clinic.patient("amina", monitoring="offered")
    await clinic.at("Mon 08:00")
    assert reminders(clinic) == ["Mon 4 May. Before your first dose: blood test."]
    assert clinic.prompts() == []
    await clinic.tap("amina", "answer-check-not-done")
    assert len(clinic.rung("boris")) == 1, "before working hours begin: after the dose it is of no use"
    assert await states(clinic) == {1: "not-done"}


@BOTH
async def test_one_tap_answers(watched: Clinic) -> None:
    """A "Done" is kept, said back with its day, never asked about again, and raises nothing."""
    await watched.at("Mon 08:00")
    await watched.tap("amina", "answer-check-done")
    assert watched.told("amina", "check-noted-done", what=BLOOD, day=MONDAY)
    (shown,) = [one for one in watched.person("amina").messages if one.text == "Mon 4 May, blood test: done."]
    assert [one.label for row in shown.buttons for one in row] == [watched.words("amina", "answer-check-not-done")]
    await watched.at("Tue 09:30")
    assert len(reminders(watched)) == 1
    assert await states(watched) == {8: "done"}


@BOTH
async def test_silence_is_asked_about_once_more_and_then_told(watched: Clinic) -> None:
    """Unanswered: one more question a day later, the team a day after that, no third question, never "done"."""
    await watched.at("Wed 12:00")
    assert reminders(watched) == [
        "Mon 4 May. A reminder for this day: blood test.", "Mon 4 May: we have no answer yet about your blood test.",
    ]  # fmt: skip
    assert await states(watched) == {8: "overdue"}
    assert await watched.causes() == [("check-overdue", "routine")] * 2 + [("dose-unanswered", "routine")]
    assert "Overdue: blood test of Mon 4 May" in watched.person("boris").last.text
    await watched.at("Thu 12:00")
    assert len(reminders(watched)) == 2


async def test_a_late_done_counts(watched: Clinic) -> None:
    """After the team was told, "Done" on the old message counts for that check, and the card no longer misses it."""
    await watched.at("Wed 12:00")
    await watched.tap("amina", "answer-check-done")
    assert await states(watched) == {8: "done"}
    assert "Overdue: blood test" not in watched.person("boris").last.text
    assert watched.words("boris", "card-check-done", what=BLOOD, day=MONDAY) in watched.person("boris").last.text


async def test_not_yet_is_no_answer(watched: Clinic) -> None:
    """A "Not yet" changes nothing: a day later the question comes again, then the team hears of it."""
    await watched.at("Mon 08:00")
    await watched.tap("amina", "answer-check-not-yet")
    assert await states(watched) == {8: "asked"}
    await watched.at("Wed 12:00")
    assert await states(watched) == {8: "overdue"}


async def test_not_done_is_told_and_may_be_corrected(watched: Clinic) -> None:
    """A "no, I have not been" is told to the team and passed on; "Done" afterwards replaces it, once."""
    await watched.at("Mon 08:00")
    await watched.tap("amina", "answer-check-not-done")
    assert ("check-not-done", "routine") in await watched.causes()
    assert "Passed on" in watched.read("amina")
    await watched.tap("amina", "answer-check-done")
    assert await states(watched) == {8: "done"}
    (number,) = [row["question_id"] for row in await watched.rows(checktable.checks, kind="blood-test", day=8)]
    for stale in ("done", "not-yet", "made-up"):
        await watched.tap_data("amina", f"q:{number}:{stale}")
        assert watched.told("amina", "noted-before"), stale
    assert await states(watched) == {8: "done"}


class TestWeight:
    """The reminder leads into the question that exists, and a number typed counts."""

    @BOTH
    async def test_a_typed_number_answers_even_after_a_dose_prompt(self, watched: Clinic) -> None:
        """At 09:05, with a dose and an antiemetic asked since, "71,5" is the weight and touches no dose."""
        await watched.at("Mon 09:05")
        await watched.say("amina", "71,5 kg")
        assert await states(watched, "weight") == {8: "done"}
        assert [row["value"] for row in await watched.rows(tables.measurements)] == ["71.50"]
        assert set((await watched.doses()).values()) == {"asked"}

    async def test_the_button_asks_the_question(self, watched: Clinic) -> None:
        """The button "Send my weight" asks for the number; a loss of 10 % is as urgent here as anywhere."""
        await watched.at("Mon 08:00")
        await watched.tap("amina", "answer-send-weight")
        await watched.say("amina", "64 kg")
        assert await states(watched, "weight") == {8: "done"}
        assert ("symptom", "urgent") in await watched.causes()

    async def test_a_weight_of_its_own_accord_counts(self, watched: Clinic) -> None:
        """Weighed before the reminder, on the same day: nobody is asked."""
        await watched.at("Mon 07:00")
        await watched.say("amina", "/weight 72")
        await watched.at("Tue 12:00")
        assert reminders(watched, WEIGHT) == []

    async def test_other_numbers_and_words_are_not_a_weight(self, watched: Clinic) -> None:
        """Neither "they gave me 4" nor "I feel sick" nor "I do not know" is a weight."""
        await watched.at("Mon 08:00")
        await watched.say("amina", "they gave me 4 of them", "I feel sick")
        await watched.tap("amina", "answer-send-weight")
        await watched.tap("amina", "a-weight-weight-not-known")
        assert await states(watched, "weight") == {8: "asked"}
        assert await watched.rows(tables.measurements) == []

    async def test_late_counts_for_the_newest(self, watched: Clinic) -> None:
        """Two weights missed and the team told: a weight now answers the newer one, the older stays open to the team."""
        await watched.at("2026-05-13 12:00")
        await watched.say("amina", "/weight 72")
        assert await states(watched, "weight") == {8: "overdue", 15: "done"}
        await watched.tap_data("boris", f"p:{watched.ids['amina']}:plan")
        assert "Overdue: weight" not in watched.read("boris"), "one was done since"


async def test_done_typed_while_a_dose_is_open_is_asked_about(watched: Clinic) -> None:
    """Typed "done" could be the dose or the blood test: nobody guesses, and the answer goes where it belongs."""
    await watched.at("Mon 09:05")
    await watched.say("amina", "Done")
    assert watched.told("amina", "which-ask")
    assert set((await watched.doses()).values()) == {"asked"}
    await watched.tap("amina", "which-check")
    assert await states(watched) == {8: "done"}
    assert set((await watched.doses()).values()) == {"asked"}


async def test_yes_says_nothing_before_it_was_asked_whether(watched: Clinic) -> None:
    """A "yes" to the reminder brings the question, and only a "yes" to that is "done"."""
    await watched.at("Mon 08:00")
    await watched.tap("amina", "answer-no-weight")
    await watched.say("amina", "yes")
    assert await states(watched) == {8: "asked"}
    await watched.say("amina", "yes")
    assert await states(watched) == {8: "done"}


@BOTH
async def test_after_weeks_away_late_ones_do_not_pile_up(watched: Clinic) -> None:
    """Off for three weeks: one message of each kind, about the newest; the older ones are told to the team."""
    await watched.away_until("2026-05-20 12:00")
    assert reminders(watched, ever=False) == ["Mon 18 May: we have no answer yet about your blood test."]
    assert len(reminders(watched, WEIGHT, ever=False)) == 1
    assert await states(watched) == {8: "overdue", 15: "overdue", 22: "asked"}


async def test_away_while_a_question_is_open_asks_it_once_again(watched: Clinic) -> None:
    """Off from nine to the next noon: the same question is not put both because it is due and because taps were lost."""
    await watched.at("Mon 08:00")
    await watched.away_until("Tue 12:00")
    assert len(reminders(watched, ever=False)) == 1
    await watched.at("Wed 08:00")
    assert await states(watched) == {8: "asked"}, "the team is told a day after the second question, not before"


@BOTH
async def test_restart_and_planning_twice_give_no_second_reminder(watched: Clinic) -> None:
    """A restart, the same schedule accepted again and another plan version: one reminder."""
    await watched.at("Mon 08:00")
    await monitoring(watched, "monitoring-accept")
    await watched.restart()
    await monitoring(watched, "monitoring-accept")
    await hold(watched)
    await watched.at("Mon 20:00")
    assert len(reminders(watched)) == 1


@BOTH
async def test_flying_east_loses_no_check(watched: Clinic) -> None:
    """At 07:30 the zone moves to one where it is past eight already: the blood test is asked about at once, and once."""
    await watched.at("Mon 07:30")
    async with watched.office.work() as work:
        patient = await people.patient(work.tx, watched.ids["amina"])
        (plan,) = await plans.versions(work.tx, patient.id)
        moved = replace(plan, version=2, zone="Asia/Tokyo")
        await plans.add_version(work.tx, patient.id, moved, by="test", reason="travel", now=work.now)
        await planahead.replan(work, patient, MONDAY)
    await watched.at("Mon 20:00")
    assert reminders(watched) == ["Mon 4 May. A reminder for this day: blood test."]


async def test_monitoring_goes_on_during_a_hold_unless_it_rests(watched: Clinic) -> None:
    """Held on Sunday: the blood test of Monday is asked about; after "rest during a hold" the next one is not."""
    await hold(watched)
    await watched.at("Mon 08:00")
    assert len(reminders(watched)) == 1
    await monitoring(watched, "monitoring-rest")
    await watched.at("2026-05-11 12:00")
    assert len([one for one in reminders(watched) if "11 May" in one]) == 0
    assert (await states(watched))[15] == "paused"


async def test_a_stopped_plan_is_silent(watched: Clinic) -> None:
    """Treatment ended: no reminder, no second question, no alert about what was open."""
    await watched.at("Mon 08:00")
    async with watched.office.work() as work:
        await people.change_patient(work.tx, watched.ids["amina"], status=PatientStatus.STOPPED)
    await watched.at("2026-05-12 12:00")
    assert len(reminders(watched)) == 1
    assert ("check-overdue", "routine") not in await watched.causes()


class TestTheDesk:
    """The pharmacist accepts, makes closer, writes, ends: in figures of their own."""

    @BOTH
    async def test_closer_in_the_pharmacists_figures(self, watched: Clinic) -> None:
        """After the weekly ones every 14 days until day 91, then every 28; what cannot be read says how."""
        await monitoring(watched, "monitoring-closer", "often please", "every 14 until 91")
        assert "every N until day N" in "\n".join(one.text for one in watched.heard("boris", ever=True))
        row = (await watched.rows(tables.patients))[0]
        assert row["monitoring"].split("; ")[1] == (
            "blood-test: baseline, every 7 until 57, every 14 until 91, every 28 at 08:00"
        )
        assert [one["data"]["schedule"] for one in await watched.rows(tables.audit, action="monitoring-changed")]

    async def test_own_schedule_takes_the_place_of_the_other(self, watched: Clinic) -> None:
        """Day 9 instead of day 8: nothing on Monday, the blood test on Tuesday, no weight."""
        await monitoring(watched, "monitoring-own", "blood test: day 9 at 10:30")
        await watched.at("Tue 10:30")
        assert reminders(watched) == ["Tue 5 May. A reminder for this day: blood test."]
        assert reminders(watched, WEIGHT) == []
        assert "We also remind you of: blood test." in watched.read("amina", ever=True)

    async def test_none_ends_what_is_to_come(self, watched: Clinic) -> None:
        """No reminders: Monday is silent about checks."""
        await monitoring(watched, "monitoring-end")
        assert watched.told("amina", "check-none", ever=True)
        await watched.at("Mon 08:00")
        assert reminders(watched) == []

    async def test_the_team_may_know_that_it_was_done(self, watched: Clinic) -> None:
        """Boris marks the overdue blood test as done; it is his word, by name in the audit."""
        await watched.at("Wed 12:00")
        await watched.tap_data("boris", f"p:{watched.ids['amina']}:monitoring")
        await watched.tap("boris", "monitoring-mark-done", what=BLOOD, day=MONDAY)
        assert await states(watched) == {8: "done"}
        assert [one["actor"] for one in await watched.rows(tables.audit, action="check-done")] == [
            f"staff:{watched.ids['boris']}"
        ]

    async def test_nobody_of_another_team_sees_or_changes_it(self, watched: Clinic) -> None:
        """Dan gets nothing but a toast (S10)."""
        watched.dan_spoke = True
        await watched.tap_data("dan", f"p:{watched.ids['amina']}:monitoring")
        assert [one.kind for one in watched.heard("dan")] == ["toast"]

    async def test_the_card_says_what_is_planned(self, watched: Clinic) -> None:
        """Schedule, next day and what is overdue, in words."""
        await watched.at("Wed 12:00")
        await watched.tap_data("boris", f"p:{watched.ids['amina']}:plan")
        read = watched.read("boris")
        assert "weight: before the first dose, every 7 days until day 57, every 28 days; at 08:00" in read
        assert "Next: blood test, Mon 11 May, 08:00" in read
        assert watched.words("boris", "card-check-overdue", what=BLOOD, day=date(2026, 5, 4), before=0) in read


async def test_the_patient_sees_the_checks_of_the_day(watched: Clinic) -> None:
    """What /today says names the blood test and what is known of it."""
    await watched.at("Mon 08:00")
    await watched.tap("amina", "answer-check-done")
    await watched.say("amina", "/today")
    assert "• blood test: done" in watched.read("amina")
