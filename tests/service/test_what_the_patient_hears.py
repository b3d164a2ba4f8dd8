"""On every way an alert can go the patient hears the truth: who has it, that nobody has, whom to phone (S6, S7)."""

from zoneinfo import ZoneInfo

import pytest

from bot.service import staffing
from bot.store import tables
from tests.service.clinic import BOTH, Clinic

URGENT, WORSE, ROUTINE = "Me sale sangre de la nariz", "I have chest pain", "my cat is called Tom"


def seen(day: Clinic, role: str) -> bool:
    """Told "seen" by this role, at the time it is, on the patient's clock."""
    at = day.now.astimezone(ZoneInfo("Europe/Madrid")).time()
    return day.told("amina", "alert-seen", role=day.words("amina", f"role-{role}"), at=at)


async def resolve(day: Clinic, who: str, under: str | None = None) -> None:
    await day.tap(who, "button-resolve", under=under)
    await day.say(who, "phoned")
    await day.tap(who, "outcome-acted")


async def test_seen_by_role_and_time_then_dealt_with(day: Clinic) -> None:
    """The plain way: passed on, seen, dealt with; each by role, none before it is so."""
    await day.say("amina", URGENT)
    assert "Nobody has read it yet" in day.read("amina")
    await day.at("+7m")
    await day.tap("boris", "button-acknowledge")
    assert seen(day, "pharmacist")
    await resolve(day, "boris")
    assert day.told("amina", "alert-looked-after", role=day.words("amina", "role-pharmacist"))


async def test_a_report_that_joins_is_passed_on_by_itself(day: Clinic) -> None:
    """The second report before anybody looked: passed on too, still unread, one "seen" for both."""
    await day.say("amina", URGENT)
    await day.say("amina", URGENT)
    assert "Nobody has read it yet" in day.read("amina")
    await day.tap("boris", "button-acknowledge")
    assert seen(day, "pharmacist")
    assert not day.told("amina", "alert-rest-unread")


async def test_one_seen_is_not_both_seen(day: Clinic) -> None:
    """A new red flag while Boris has the first: unread, and "dealt with" of one does not cover the other."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    await day.say("amina", WORSE)
    assert "Nobody has read it yet" in day.read("amina")
    first, second = await day.alerts()
    await day.tap_data("clara", f"a:{first['id']}:take")
    assert day.told("amina", "alert-rest-unread")
    await day.tap_data("clara", f"a:{first['id']}:resolve")
    await day.say("clara", "phoned")
    await day.tap("clara", "outcome-acted")
    assert day.told("amina", "alert-looked-after-part", role=day.words("amina", "role-lead"))
    await day.tap_data("boris", f"a:{second['id']}:ack")
    assert day.heard("amina")
    assert not day.told("amina", "alert-rest-unread")


@BOTH
async def test_the_owner_who_is_removed_takes_the_seen_along(day: Clinic) -> None:
    """What was seen is with nobody: told at once, and seen again by whoever takes it next."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    day.fresh()
    await staffing.remove(day.office, day.ids["boris"], by="test")
    await day.settle()
    assert day.told("amina", "alert-asked-again")
    await day.tap("clara", "button-acknowledge")
    assert seen(day, "lead")


@pytest.mark.parametrize("how", ["block", "deadline"])
async def test_the_owner_who_is_gone_or_does_nothing(day: Clinic, how: str) -> None:
    """Blocked bot or deadline to act: the patient reads that nobody is on it, then that nobody still answers."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    if how == "block":
        await day.person("boris").block()
        await day.settle()
    else:
        await day.at("+76m")
    assert day.told("amina", "alert-asked-again")
    await day.at("+46m")
    assert day.told("amina", "alert-nobody-again")


async def test_routine_is_asked_again_in_working_hours(day: Clinic) -> None:
    """A routine alert whose owner leaves in the evening wakes nobody: Amina hears when it rings, in the morning."""
    await day.at("Mon 12:00")
    await day.say("amina", ROUTINE)
    await day.tap("boris", "button-acknowledge")
    await day.at("Mon 21:00")
    day.fresh()
    await staffing.remove(day.office, day.ids["boris"], by="test")
    await day.settle()
    assert not day.told("amina", "alert-asked-again")
    await day.at("Tue 09:59")
    assert not day.told("amina", "alert-asked-again")
    await day.at("Tue 10:00")
    assert day.told("amina", "alert-asked-again")


async def test_a_routine_report_nobody_answers_in_a_day_is_told_so(day: Clinic) -> None:
    """No answer within 24 hours: plainly, with the number, without alarm."""
    await day.at("Mon 12:00")
    await day.say("amina", ROUTINE)
    await day.at("Tue 12:01")
    assert day.told("amina", "alert-nobody-routine")


async def test_a_reply_when_its_reader_is_off_duty_reaches_somebody_who_is_not(day: Clinic) -> None:
    """Boris wrote by day and has gone home: the answer is his, and rings Clara as well."""
    await day.at("Mon 12:00")
    await day.say("boris", "/oncall Mon-Fri 08:00-17:00")
    await day.say("clara", "/oncall every day 17:00-08:00")
    await day.say("amina", URGENT)
    await day.tap("boris", "button-message-patient")
    await day.say("boris", "Please rest, and write to me how it goes.")
    await day.at("Mon 18:00")
    await day.tap("clara", "button-take", pseudonym=(await day.rows(tables.patients))[0]["pseudonym"])
    await day.say("amina", "it is a little better")
    assert "it is a little better" in day.read("boris")
    assert "it is a little better" in day.read("clara")
    assert day.rung("clara")


async def test_a_reply_about_a_red_flag_between_two_shifts_rings_whoever_is_on(day: Clinic) -> None:
    """Boris asked at five to five and went; Amina answers at ten past: Clara is rung, with the answer on the alert's card."""
    await day.say("boris", "/oncall Mon-Fri 08:00-17:00")
    await day.say("clara", "/oncall every day 17:00-08:00")
    await day.at("Mon 17:55")  # in Madrid; the clinic's clock is London's
    await day.say("amina", URGENT)
    await day.tap("boris", "button-message-patient")
    await day.say("boris", "Has it stopped?")
    await day.at("Mon 18:10")
    await day.say("amina", "the pillow is still wet")
    assert [one for one in day.rung("clara") if "the pillow is still wet" in one.text and "urgent" in one.text]
    assert len(await day.alerts()) == 1
