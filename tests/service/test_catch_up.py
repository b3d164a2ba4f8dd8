"""After an outage one message tells the team what was late and why; nobody is rung a thousand times (S5)."""

import logging
from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.chat.intake import hindered
from bot.domain.catchup import Late
from bot.service import catchup, gaps, readiness
from bot.store import people, tables
from tests.service.clinic import BOTH, ELEVEN, MONDAY, Clinic

HEAD = "Catching up."


def digests(day: Clinic, who: str = "boris") -> list[str]:
    return [one.text for one in day.heard(who, "message", ever=True) if one.text.startswith(HEAD)]


@BOTH
async def test_the_team_hears_once_what_was_late_and_why(day: Clinic) -> None:
    """Off from 08:00 to 12:00 on a dose day: Boris and Clara read one message, the other team nothing."""
    await day.at("Mon 08:00")
    await day.away_until("12:00")
    await day.at("12:05")
    (said,) = digests(day)
    assert "from Mon 4 May, 07:00 until Mon 4 May, 11:00 (clinic time)" in said  # the clinic is in London
    assert "the bot was not running" in said
    assert "Doses with no message in their time: 1" in said
    assert "Antiemetics with no reminder in their time: 1" in said
    assert "Patients concerned: 1" in said
    assert "REF-amina: no message about a dose in its time" in said
    assert "selinexor" not in said
    assert len(digests(day, "clara")) == 1
    assert digests(day, "dan") == []
    await day.at("Tue 08:00")
    assert len(digests(day)) == 1


async def test_the_patients_page_tells_what_was_late(day: Clinic) -> None:
    """On request the pharmacist sees each thing that was late for one patient."""
    await day.at("Mon 08:00")
    await day.away_until("12:00")
    await day.at("12:05")
    await day.tap(
        "boris",
        "staff-patient-button",
        pseudonym=(await day.rows(tables.patients))[0]["pseudonym"],
        reference=(await day.rows(tables.patients))[0]["reference"],
    )
    assert "Mon 4 May, 12:00: no message about a dose in its time" in day.read("boris")


async def test_late_but_in_time_and_asked_again_are_counted(day: Clinic) -> None:
    """Back at 09:40: the dose was asked about late, nothing was missed, and nobody stands on the list."""
    await day.at("Mon 08:45")
    await day.away_until("09:40")
    assert digests(day) == [], "nobody is rung for it before working hours"
    await day.at("10:01")
    (said,) = digests(day)
    assert "Doses asked about late, still in their time: 1" in said
    assert "Open questions asked again: 1" in said
    assert "•" not in said
    assert await day.alerts() == []


@BOTH
async def test_many_patients_make_one_message_and_no_alerts(day: Clinic) -> None:
    """Thirty patients missed: one message names twenty of them, the one with a red flag first; nobody gets thirty cards."""
    await day.say("amina", "I am bleeding and it does not stop")
    async with day.office.work() as work:
        (row,) = (await work.tx.execute(sa.select(tables.patients))).mappings().all()
        others = [
            await people.add_patient(
                work.tx, {**{k: v for k, v in row.items() if k != "id"}, "pseudonym": f"P-X{n}", "reference": f"R{n}"}
            )
            for n in range(30)
        ]
        for number in (*others, row["id"]):
            await catchup.note(work, await people.patient(work.tx, number), Late.DOSE_EXPIRED, subject="selinexor")
    await day.at("Mon 12:00")
    (said,) = digests(day)
    assert "Doses with no message in their time: 31" in said
    named = [one for one in said.splitlines() if one.startswith("•")]
    assert len(named) == 20
    assert named[0].startswith("• RED FLAG OPEN")
    assert "and 11 more" in said
    assert ("gap", "routine") not in await day.causes()


async def test_what_comes_late_later_is_told_later_and_not_lost(day: Clinic) -> None:
    """Two outages an hour apart: two messages, each with its own."""
    await day.at("Mon 08:00")
    await day.away_until("12:00")
    await day.at("Wed 08:00")
    await day.away_until("Wed 11:30")
    await day.at("+5m")
    assert len(digests(day)) == 2
    assert all("no message in their time: 1" in one for one in digests(day))


async def test_a_restart_with_nothing_late_says_nothing(day: Clinic) -> None:
    """Ten minutes away at noon with nothing open: the team is not bothered, and the next outage is still told."""
    await day.at("Mon 08:31")
    await day.tap("amina", "answer-taken")
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-taken-both")
    await day.away_until("12:00")
    assert digests(day) == []
    await day.at("Wed 08:00")
    await day.away_until("Wed 12:00")
    await day.at("+5m")
    assert len(digests(day)) == 1


async def test_the_reason_is_told_as_far_as_it_is_known(day: Clinic, caplog: pytest.LogCaptureFixture) -> None:
    """A database that failed while the bot ran is named; logs count by kind and name no drug and no patient."""
    await day.at("Mon 08:00")
    caplog.set_level(logging.INFO)
    began = day.office.started_at
    await day.world._ear.away()
    await day.world.clock.advance(timedelta(hours=4))
    hindered(day.office, OSError("gone"))
    await day.settle()
    assert day.office.started_at == began
    await day.at("+5m")
    (said,) = digests(day)
    assert "the database could not be used" in said
    logged = "\n".join(one.getMessage() for one in caplog.records)
    assert "caught_up dose_expired=1 antiemetic_expired=1" in logged
    assert "selinexor" not in logged


async def test_check_tells_the_last_outage(day: Clinic) -> None:
    """`doseday check` says when and why we were away and what was late, for a week."""
    await day.at("Mon 08:00")
    await day.away_until("12:00")
    (told,) = [one for one in await readiness.troubles(day.office) if one.code == "W060"]
    assert "from 2026-05-04 06:00 until 2026-05-04 10:00 UTC (bot)" in str(told)
    assert "antiemetic-expired 1, dose-expired 1" in str(told)
    await day.at("+8d")
    assert not [one for one in await readiness.troubles(day.office) if one.code == "W060"]


async def test_a_clock_put_right_is_no_absence(day: Clinic) -> None:
    """Three hours slow, then right: nobody reads "we were away", the missed dose is told truthfully, the team reads why (S5)."""
    await day.at("Mon 08:30")
    await gaps.heard(day.office)
    day.world.clock.set_to(day.now + timedelta(hours=3))
    assert await gaps.note_poll(day.office) is None
    await day.settle()
    assert "We were away" not in day.read("amina")
    assert "We were away" not in day.read("boris")
    assert day.told("amina", "gap-head", until=ELEVEN, day=MONDAY)
    assert day.prompts() == []
    await day.at("+6m")
    (said,) = digests(day)
    assert "was put forward, from Mon 4 May, 07:30 to Mon 4 May, 10:30" in said
    assert "Doses with no message in their time: 1" in said


async def test_a_leap_while_really_away_claims_no_more_than_the_absence(day: Clinic) -> None:
    """Ten minutes away, and the clock put forward by an hour meanwhile: asked again, and ten minutes are owned up to."""
    await day.at("Mon 09:05")
    await gaps.heard(day.office)
    await day.world.clock.advance(timedelta(minutes=10))
    day.world.clock.set_to(day.now + timedelta(hours=1))
    assert await gaps.note_poll(day.office) == day.now - timedelta(minutes=10)
    await day.settle()
    assert "We were away from Mon 4 May, 10:05" in day.read("amina"), day.read("amina")
    assert "Did you take this dose?" in day.read("amina")


async def test_a_machine_stood_still_from_outside_was_away(day: Clinic) -> None:
    """No clock of its own counted the hour, but its poll broke off: taps may be lost, and are asked for again (S9)."""
    await day.at("Mon 09:05")
    await gaps.heard(day.office)
    day.world.clock.set_to(day.now + timedelta(hours=1))
    hindered(day.office, OSError("broken off"))
    assert await gaps.note_poll(day.office) == day.now - timedelta(hours=1)
    assert await gaps.note_poll(day.office) is None
