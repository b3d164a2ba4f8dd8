"""Who is on call, said by those who are; and alerts at a change of shift, which never go quiet in between (S7).

The clinic's clock is London's, one hour behind the phones' in Madrid.
"""

import pytest
import sqlalchemy as sa

from bot.domain.messages import line
from bot.service import handover, readiness, staffing
from bot.store import tables, teamtables
from tests.service.clinic import BOTH, Clinic

URGENT, ROUTINE = "Me sale sangre de la nariz", "my cat is called Tom"
OFFICE, NIGHTS = "Mon-Fri 08:00-17:00", "every day 17:00-08:00"


async def rung(day: Clinic) -> list[str]:
    """Who was rung since the last thing done."""
    return [who for who in ("boris", "clara", "dan") if day.rung(who)]


async def hours(day: Clinic, who: str, text: str) -> None:
    await day.say(who, f"/oncall {text}")


@pytest.fixture
async def shifts(day: Clinic) -> Clinic:
    """Monday 12:00: Boris has office hours, Clara the nights."""
    await day.at("Mon 12:00")
    await hours(day, "boris", OFFICE)
    await hours(day, "clara", NIGHTS)
    return day


@BOTH
async def test_whoever_is_on_call_is_rung(shifts: Clinic) -> None:
    """At noon the first step rings Boris, at night Clara, whatever their positions."""
    await shifts.say("amina", URGENT)
    assert await rung(shifts) == ["boris"]
    await shifts.tap("boris", "button-resolve")
    await shifts.say("boris", "seen")
    await shifts.tap("boris", "outcome-acted")
    await shifts.at("Tue 02:00")
    await shifts.say("amina", URGENT)
    assert await rung(shifts) == ["clara"]


async def test_nobody_on_call_rings_the_lead_then_everybody(day: Clinic) -> None:
    """A gap in the roster costs no step of the ladder, and the patient hears of silence as ever."""
    await day.at("Mon 12:00")
    await hours(day, "boris", OFFICE)
    await hours(day, "clara", OFFICE)
    await day.at("Tue 02:00")
    await day.say("amina", URGENT)
    assert await rung(day) == ["clara"]
    await day.at("+16m")
    assert day.heard("boris", "message")
    await day.at("+30m")
    assert day.told("amina", "alert-nobody")


@BOTH
async def test_at_the_end_of_a_shift_both_get_the_list(shifts: Clinic) -> None:
    """Boris reads who is asked, Clara takes it with one tap, and the patient hears of it."""
    await shifts.at("Mon 17:30")
    await shifts.say("amina", URGENT)
    await shifts.tap("boris", "button-acknowledge")
    await shifts.at("Mon 18:00")
    (alert,) = await shifts.alerts()
    assert shifts.told("boris", "handover-off-head")
    assert "Clara" in shifts.read("boris")
    assert shifts.told("clara", "handover-on-head")
    pseudonym = (await shifts.rows(tables.patients))[0]["pseudonym"]
    await shifts.tap("clara", "button-take", pseudonym=pseudonym)
    (after,) = await shifts.alerts()
    assert (alert["owner_id"], after["owner_id"]) == (shifts.ids["boris"], shifts.ids["clara"])
    assert shifts.rung("clara"), "who takes it has the card"
    assert "taken this over" in shifts.read("amina")
    await shifts.at("+31m")
    assert (await shifts.alerts())[0]["state"] == "acknowledged"


@BOTH
async def test_what_nobody_takes_over_rings_as_open(shifts: Clinic) -> None:
    """Half an hour after the shift nobody has it: Clara is rung, and the patient is not left with "seen"."""
    await shifts.at("Mon 17:45")
    await shifts.say("amina", URGENT)
    await shifts.tap("boris", "button-acknowledge")
    await shifts.at("Mon 18:29")
    assert (await shifts.alerts())[0]["state"] == "acknowledged"
    await shifts.at("Mon 18:30")
    assert (await shifts.alerts())[0]["state"] == "open"
    assert shifts.heard("clara", "message")
    assert shifts.told("amina", "alert-asked-again")


async def test_an_open_alert_is_put_before_whoever_comes_on(shifts: Clinic) -> None:
    """Rung and not taken when the shift ends: the next person reads of it at once, not at the next step."""
    await shifts.at("Mon 17:55")
    await shifts.say("amina", URGENT)
    await shifts.at("Mon 18:00")
    assert "nobody has it" in shifts.read("clara")
    assert not shifts.told("boris", "handover-off-head")


async def test_routine_work_is_not_handed_over_in_the_evening(shifts: Clinic) -> None:
    """Boris is back before it is due: it stays his, he reads so, and Clara's night is left alone."""
    await shifts.say("amina", ROUTINE)
    await shifts.tap("boris", "button-acknowledge")
    await shifts.at("Mon 18:00")
    assert "stays with you" in shifts.read("boris")
    await shifts.at("Tue 08:00")
    assert not shifts.heard("clara", "message")


async def test_the_owner_off_shift_is_not_waited_for(shifts: Clinic) -> None:
    """A deadline to act that passes after the shift rings whoever is on call, not the phone at home."""
    await shifts.at("Mon 17:50")
    await shifts.say("amina", "I have chest pain")
    await shifts.tap("boris", "button-acknowledge")
    await shifts.at("Mon 18:19")
    await shifts.at("Mon 18:21")
    assert (await shifts.alerts())[0]["state"] == "open"
    assert shifts.heard("clara", "message")
    assert not shifts.heard("boris", "message")


@BOTH
async def test_away_at_once_opens_what_was_taken(shifts: Clinic) -> None:
    """Ill from this minute on: what Boris had rings Clara now, and Amina is told that nobody is on it."""
    await shifts.say("amina", URGENT)
    await shifts.tap("boris", "button-acknowledge")
    await hours(shifts, "boris", "away Mon 4 May to Fri 8 May")
    assert (await shifts.alerts())[0]["state"] == "open"
    assert shifts.heard("clara", "message")
    assert shifts.told("amina", "alert-asked-again")


async def test_a_deputy_is_asked_first(shifts: Clinic) -> None:
    """Until Clara has said yes the day stays Boris's; then she is the one who is rung."""
    await hours(shifts, "boris", "Clara covers me on Tue 5 May")
    assert shifts.told("boris", "roster-asked", name="Clara")
    assert await shifts.rows(teamtables.absences) == []
    await shifts.tap("clara", "roster-yes")
    assert "Clara" in shifts.read("boris")
    await shifts.at("Tue 12:00")
    await shifts.say("amina", URGENT)
    assert await rung(shifts) == ["clara"]


async def test_back_sooner_ends_what_holds_today_and_tells_the_deputy(shifts: Clinic) -> None:
    """Boris is back on Tuesday: today's cover ends and Clara hears of it; what was agreed for later stays."""
    for days in ("from Tue 5 May to Thu 7 May", "on Mon 11 May"):
        await hours(shifts, "boris", f"Clara covers me {days}")
        await shifts.tap("clara", "roster-yes")
    await hours(shifts, "boris", "away 20 May to 21 May")
    await shifts.at("Tue 09:00")
    await hours(shifts, "boris", "back")
    assert shifts.told("clara", "roster-deputy-free", name="Boris")
    (left,) = await shifts.rows(teamtables.absences)
    assert left["since_on"].isoformat() == "2026-05-11"
    await shifts.at("Tue 12:00")
    await shifts.say("amina", URGENT)
    assert await rung(shifts) == ["boris"]


async def test_a_swap_that_is_refused_changes_nothing(shifts: Clinic) -> None:
    """[No, I cannot] leaves both where they were, and the one who asked knows."""
    await hours(shifts, "boris", "swap Tue 5 May with clara on Wed 6 May")
    await shifts.tap("clara", "roster-no")
    assert shifts.told("boris", "roster-refused", name="Clara", since=shifts.now.date().replace(day=5))
    assert await shifts.rows(teamtables.absences) == []


async def test_a_swap_agreed_to_when_half_of_it_is_past_changes_nothing(shifts: Clinic) -> None:
    """Boris wants Wednesday for his Friday, and Clara says yes on Thursday: she did Wednesday herself."""
    await hours(shifts, "boris", "swap Fri 8 May with clara on Wed 6 May")
    await shifts.at("Thu 12:00")
    await shifts.tap("clara", "roster-yes")
    assert shifts.told("clara", "roster-offer-over")
    assert await shifts.rows(teamtables.absences) == []


@BOTH
async def test_a_swap_that_is_agreed_moves_both_days(shifts: Clinic) -> None:
    """Boris does Clara's Wednesday night, Clara Boris's Tuesday."""
    await hours(shifts, "boris", "swap Tue 5 May with clara on Wed 6 May")
    await shifts.tap("clara", "roster-yes")
    await shifts.at("Tue 12:00")
    await shifts.say("clara", "/oncall")
    assert shifts.told("clara", "roster-now", names="Clara")
    await shifts.at("Wed 23:00")
    await shifts.say("boris", "/oncall")
    assert shifts.told("boris", "roster-now", names="Boris")


async def test_a_gap_is_told_ahead_to_the_lead(day: Clinic) -> None:
    """As soon as hours leave a gap the lead reads when, and that alerts ring all the same; nobody else does."""
    await day.at("Mon 12:00")
    await hours(day, "clara", "none")
    assert not day.told("clara", "roster-gap-head")
    await hours(day, "boris", OFFICE)
    assert day.told("clara", "roster-gap-head")
    assert "Mon 4 May, 17:00" in day.read("clara")
    assert not day.told("boris", "roster-gap-head")
    await day.at("Thu 12:00")
    assert not day.told("clara", "roster-gap-head"), "told once, not every day"
    await day.at("Mon 12:00")
    assert day.told("clara", "roster-gap-head"), "and again for the week to come"


async def test_a_gap_is_one_of_the_troubles_check_names(day: Clinic) -> None:
    """`doseday check` says when nobody is on call; not where nobody has set hours."""
    assert "W041" not in [one.code for one in await readiness.troubles(day.office)]
    await hours(day, "boris", OFFICE)
    await hours(day, "clara", "none")
    (gap,) = [one for one in await readiness.troubles(day.office) if one.code == "W041"]
    assert "until Mon 04 May 08:00" in gap.what


@BOTH
async def test_a_start_plans_the_next_change_of_shift_anew(shifts: Clinic) -> None:
    """What was planned by other rules of the zones, or lost, is there again; twice is as good as once."""
    async with shifts.office.work() as work:
        await work.tx.execute(sa.delete(tables.agenda).where(tables.agenda.c.kind == "shift-turn"))
    for _ in range(2):
        await handover.plan_turns(shifts.office)
    (turn,) = await shifts.rows(tables.agenda, kind="shift-turn")
    assert turn["due_at"].isoformat() == "2026-05-04T16:00:00+00:00"  # five in London


async def test_a_bad_line_says_what_to_type_and_changes_nothing(day: Clinic) -> None:
    """The question stays open, so that the next line is read; [Cancel] ends it."""
    await day.say("boris", "/oncall")
    await day.say("boris", "when I feel like it")
    assert day.told("boris", "roster-problem-hours", written="when i feel like it")
    await day.say("boris", OFFICE)
    assert day.told("boris", "roster-noted")
    assert (await day.rows(tables.staff, id=day.ids["boris"]))[0]["hours"] == "mon,tue,wed,thu,fri 08:00-17:00"
    await day.say("boris", "back")
    assert not day.told("boris", "roster-noted"), "the line was answered; this is another matter"


async def test_a_word_typed_much_later_changes_no_hours(day: Clinic) -> None:
    """An hour after /oncall was left, "none" is the note of an alert and nothing else."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-resolve")
    await day.say("boris", "/oncall")
    await day.at("+1h")
    await day.say("boris", "none")
    assert (await day.rows(tables.staff, id=day.ids["boris"]))[0]["hours"] is None
    await day.tap("boris", "outcome-noise")
    assert (await day.alerts())[0]["note"] == "none"


async def test_nobody_of_another_team_can_be_asked(day: Clinic) -> None:
    """Dan is no colleague of Boris: his name means nothing here (S10)."""
    await hours(day, "boris", "Dan covers me on Tue 5 May")
    assert day.told("boris", "roster-problem-name", written="dan", names="Clara")
    assert not day.heard("dan", ever=True)


async def test_the_bot_away_over_a_change_of_shift_hands_over_when_it_is_back(shifts: Clinic) -> None:
    """Off from before six until after: the list comes on return, and the time to take over begins then."""
    await shifts.at("Mon 17:45")
    await shifts.say("amina", URGENT)
    await shifts.tap("boris", "button-acknowledge")
    await shifts.away_until("Mon 18:10")
    assert shifts.told("clara", "handover-on-head")
    await shifts.at("Mon 18:39")
    assert (await shifts.alerts())[0]["state"] == "acknowledged"
    await shifts.at("Mon 18:40")
    assert (await shifts.alerts())[0]["state"] == "open"


async def test_whoever_is_back_is_rung_at_once(day: Clinic) -> None:
    """Both had blocked the bot when the bleeding was reported; the first one back does not wait for the next step."""
    for who in ("boris", "clara"):
        await day.person(who).block()
    await day.settle()
    await day.say("amina", URGENT)
    await day.at("+3m")
    await day.person("clara").unblock()
    await day.settle()
    assert await rung(day) == ["clara"]


async def test_whoever_stood_in_hands_over_when_the_other_is_back(shifts: Clinic) -> None:
    """Boris out of reach on his shift, Clara, the lead, took it: back again, he is asked to take it over."""
    await shifts.at("Mon 13:00")
    await shifts.person("boris").block()
    await shifts.settle()
    await shifts.say("amina", URGENT)
    await shifts.tap("clara", "button-acknowledge")
    await shifts.person("boris").unblock()
    await shifts.settle()
    assert shifts.told("boris", "handover-on-head")
    await shifts.at("+31m")
    assert (await shifts.alerts())[0]["state"] == "open"


async def test_a_stale_tap_says_who_has_it_and_how_it_ended(day: Clinic) -> None:
    """The toast names who has it since when; after the end, how it ended; the card says the same."""
    await day.say("amina", URGENT)
    await day.at("+16m")
    await day.tap("boris", "button-acknowledge")
    (alert,) = await day.alerts()
    await day.tap_data("clara", f"a:{alert['id']}:ack")
    assert day.heard("clara", "toast")[0].text.startswith("Boris has it, since Sun 3 May, 17:16")
    await day.tap("boris", "button-resolve")
    await day.say("boris", "phoned")
    await day.tap("boris", "outcome-watched")
    await day.tap_data("clara", f"a:{alert['id']}:take")
    outcome = line("outcome-watched")
    assert day.told("clara", "toast-resolved", name="Boris", at=day.now.replace(hour=17), outcome=outcome)


@BOTH
async def test_somebody_removed_leaves_no_shift_behind(shifts: Clinic) -> None:
    """Clara had the nights: without her the night is a gap, rung at everybody there, and the lead's place is told."""
    await staffing.remove(shifts.office, shifts.ids["clara"], by="test")
    await shifts.at("Tue 02:00")
    await shifts.say("amina", URGENT)
    assert await rung(shifts) == ["boris"]
