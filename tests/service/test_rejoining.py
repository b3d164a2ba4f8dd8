"""Somebody whose treatment ended begins again in the same chat: a new plan, old buttons stale, nobody else's link (S10)."""

import pytest

from bot.rehearsal import acts
from bot.service import enrolling
from bot.service.enrolling import Enrolled, Refused
from bot.store import tables
from tests.service.clinic import BOTH, Clinic
from tests.service.test_changing import change
from tests.service.test_joining import join


async def ended(day: Clinic) -> None:
    """Monday's doses taken, then all is stopped for good."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await change(day, "stop", "change-drugs-both")
    await day.tap("boris", "review-make")
    await day.tap("boris", "review-sure")
    await day.tap("amina", "button-understood")
    await day.at("Tue 12:00")


async def again(day: Clinic, start: str = "2026-05-11", **options: str) -> Enrolled:
    day.ids["before"] = day.ids["amina"]
    return await day.invite("amina", start=start, **options)


async def joined(day: Clinic, made: Enrolled) -> None:
    """Every step, both boxes of 20 mg."""
    await join(day, made, "join-agree", "plan-yes", "tablets-yes")
    await day.tap("amina", "box-mg", mg=20)
    await day.tap("amina", "box-mg", mg=20)


@BOTH
async def test_the_same_chat_begins_again(day: Clinic) -> None:
    """Joined, prompted by the new plan alone, and heard under the new pseudonym; the old plan and doses are kept."""
    await ended(day)
    made = await again(day)
    await joined(day, made)
    assert day.told("amina", "join-done")
    await day.at("2026-05-11 09:00")
    assert [one.text[:10] for one in day.prompts()] == ["Mon 4 May,", "Mon 11 May"]
    await day.tap("amina", "answer-taken-both")
    await day.say("amina", "Who takes the leftover tablets?")
    await day.say("boris", "/alerts")
    assert made.pseudonym in day.read("boris")
    assert [row["status"] for row in await day.rows(tables.patients)] == ["stopped", "active"]
    assert len(await day.rows(tables.doses, patient_id=day.ids["before"], state="taken")) == 2
    assert [row["version"] for row in await day.rows(tables.plans, patient_id=day.ids["before"])] == [1, 2]
    assert await day.causes() == [("symptom", "routine")]


async def test_old_buttons_answer_nothing_of_the_new_plan(day: Clinic) -> None:
    """[Vomited] under last week's dose: an old button, before consent as after; no dose changes, nothing is shown too early."""
    await ended(day)
    made = await again(day)
    await join(day, made)
    await old_button(day)
    assert day.told("amina", "button-old")
    assert day.told("amina", "join-privacy")
    await day.tap("amina", "join-agree")
    for step in ("plan-yes", "tablets-yes"):
        await day.tap("amina", step)
    await old_button(day)
    assert day.told("amina", "button-old")
    assert {row["state"] for row in await day.rows(tables.doses, patient_id=day.ids["before"])} == {"taken"}


async def old_button(day: Clinic) -> None:
    (question,) = await day.rows(tables.questions, person_id=day.ids["before"], kind="dose")
    await day.tap_data("amina", f"q:{question['id']}:vomited")


async def test_what_is_said_before_the_number_is_right_is_heard_by_the_team(day: Clinic) -> None:
    """A link opened, and then words: they go to a human and cost no try; a red flag is answered at once."""
    await ended(day)
    made = await again(day)
    await day.person("amina").start(made.token)
    await day.settle()
    await day.tap("amina", "language-name-en")
    await day.say("amina", "I still feel sick since 3 days")
    assert not day.told("amina", "join-number-wrong", left=4)
    await day.say("amina", "I cannot breathe")
    assert "112" in day.read("amina")
    assert (await day.rows(tables.invites, subject_id=made.patient_id, role="patient"))[0]["tries_left"] == 5
    await day.say("amina", "000000" if made.number != "000000" else "111111")
    assert day.told("amina", "join-number-wrong", left=4)
    await day.say("amina", made.number)
    assert day.told("amina", "join-privacy")


async def test_somebody_elses_link_is_an_alert_and_opens_nothing(day: Clinic) -> None:
    """Another reference in the chat of an ended treatment: as in any taken chat (S10)."""
    await ended(day)
    made = await day.invite("eva", start="2026-05-11")
    day.fresh()
    await day.person("amina").start(made.token)
    await day.settle()
    assert ("code-twice", "urgent") in await day.causes()
    assert not day.told("amina", "join-language")
    await day.say("amina", made.number)
    assert [row["status"] for row in await day.rows(tables.patients)] == ["stopped", "invited"]


async def test_a_running_treatment_is_not_begun_again(day: Clinic) -> None:
    """While the plan goes on its reference is taken, and no link of one's own can replace it."""
    with pytest.raises(AssertionError, match="enrol-reference-taken"):
        await day.invite("amina", start="2026-05-11")


async def test_a_link_that_has_run_out_says_so(day: Clinic) -> None:
    """Too late: no alert about a stranger, but where to get a new one."""
    await ended(day)
    made = await again(day, start="2026-05-18")
    await day.at("+25h")
    day.fresh()
    await day.person("amina").start(made.token)
    await day.settle()
    assert day.told("amina", "join-link-over")
    assert "code-twice" not in [one for one, _ in await day.causes()]
    fresh = await enrolling.new_link(day.office, "REF-amina")
    assert fresh is not None
    await day.person("amina").start(fresh.token)
    await day.settle()
    await day.tap("amina", "language-name-en")
    await day.say("amina", fresh.number)
    assert day.told("amina", "join-privacy")


@BOTH
async def test_a_link_of_a_plan_stopped_before_joining_opens_nothing(clinic: Clinic) -> None:
    """Stopped for good while the link waited: it brings nobody into a treatment that does not exist."""
    made = await clinic.invite("amina")
    await change(clinic, "stop", "change-drugs-both")
    await clinic.tap("boris", "review-make")
    await clinic.tap("boris", "review-sure")
    await clinic.settle()
    await clinic.person("amina").start(made.token)
    await clinic.settle()
    assert [row["status"] for row in await clinic.rows(tables.patients)] == ["stopped"]
    assert not clinic.told("amina", "join-language", ever=True)


async def test_an_open_red_flag_comes_along_and_holds_the_new_doses_back(day: Clinic) -> None:
    """Bleeding reported after the end and not decided: the new plan's first dose waits for the team too (S15)."""
    await ended(day)
    await day.say("amina", "my gums are bleeding")
    made = await again(day)
    await joined(day, made)
    await day.at("2026-05-11 09:30")
    assert len(day.prompts()) == 1, "only that of the first treatment"
    assert "Speak with your team before the dose" in day.read("amina")
    assert made.pseudonym in day.read("boris")


async def test_a_report_left_half_way_before_reaches_the_treatment_of_now(day: Clinic) -> None:
    """Begun in the ended treatment, left, and joined anew meanwhile: the alert is about the plan that runs now (S6, S15)."""
    await ended(day)
    await day.say("amina", "I have a headache")
    made = await again(day)
    await joined(day, made)
    await day.at("+45m")
    (alert,) = await day.alerts()
    assert alert["patient_id"] == made.patient_id
    assert made.pseudonym in day.read("boris")


async def test_doses_of_the_ended_treatment_count_for_the_new_plan(day: Clinic) -> None:
    """80 mg on Monday: a plan that begins on Tuesday is two days in a row, one within the week may be too much (S14)."""
    await ended(day)
    for start, wrong in (("2026-05-05", "plan-problem-consecutive-days"), ("2026-05-06", "plan-problem-too-many-days")):
        refused = await tried(day, start)
        assert isinstance(refused, Refused)
        assert wrong in [one.key for one in refused.problems]
    assert isinstance(await tried(day, "2026-05-11"), Enrolled)


async def tried(day: Clinic, start: str) -> Enrolled | Refused:
    wanted = acts._enrolment(day.world, {"who": "amina", "start": start}, "en")
    return await enrolling.enrol(day.office, wanted)


async def test_whoever_is_done_with_treatment_may_block_the_bot_in_peace(day: Clinic) -> None:
    """Stopped for good, nothing open, the bot blocked at night: nobody is rung for that."""
    await ended(day)
    for row in await day.alerts():
        await day.tap_data("boris", f"a:{row['id']}:resolve")
        await day.say("boris", "done")
        await day.tap("boris", "outcome-acted")
    await day.at("Wed 03:00")
    await day.person("amina").block()
    await day.settle()
    assert not day.heard("boris", "message")
    assert "unreachable" not in dict(await day.causes())
