"""Taps of staff are lost in an outage like a patient's: what was open with them is offered again, once, and to nobody in vain."""

from bot.store import tables
from tests.service.clinic import BOTH, Clinic

HEAD = "We were away"


def offered(day: Clinic, who: str) -> list[str]:
    """The lists somebody got since the last thing done."""
    return [one.text for one in day.heard(who, "message") if one.text.startswith(HEAD)]


@BOTH
async def test_an_alert_taken_by_a_lost_tap_is_offered_again_once(day: Clinic) -> None:
    """Boris taps [I have it] while the bot is away: nobody has it, and he is told so with the button, one time."""
    await day.at("Mon 10:00")
    await day.say("amina", "I am bleeding and it does not stop")
    await day.at("+1m")
    await day.tap("boris", "button-acknowledge", at_once=False)
    await day.away_until("Mon 10:20")
    (said,) = offered(day, "boris")
    assert "nobody has it" in said
    (alert,) = await day.alerts()
    assert alert["state"] == "open"
    await day.tap("boris", "button-take", pseudonym=(await day.rows(tables.patients))[0]["pseudonym"])
    assert (await day.alerts())[0]["state"] == "acknowledged"
    assert offered(day, "dan") == []
    await day.at("Mon 12:00")
    assert offered(day, "boris") == []


async def test_an_outcome_tapped_in_vain_is_asked_again(day: Clinic) -> None:
    """The outcome was tapped while nobody listened: the alert is his still, and the question stands again with its buttons."""
    await day.at("Mon 10:00")
    await day.say("amina", "I am bleeding and it does not stop")
    await day.tap("boris", "button-acknowledge")
    await day.tap("boris", "button-resolve")
    await day.say("boris", "phoned her")
    await day.at("+1m")
    await day.tap("boris", "outcome-acted", at_once=False)
    await day.away_until("Mon 10:30")
    (said,) = offered(day, "boris")
    assert "you have it" in said
    assert "One question" in said
    assert day.words("boris", "outcome-acted") in day.buttons("boris")
    await day.tap("boris", "outcome-acted")
    (alert,) = await day.alerts()
    assert (alert["state"], alert["outcome"]) == ("resolved", "acted")


async def test_many_alerts_make_one_message(day: Clinic) -> None:
    """Ten alerts open at once: one list of eight with a button each, and where the rest is."""
    await day.at("Mon 10:00")
    for number in range(10):
        await day.say("amina", "I am bleeding and it does not stop")
        await day.tap("boris", "button-acknowledge")
        assert len(await day.alerts()) == number + 1
    await day.away_until("Mon 10:30")
    (said,) = offered(day, "boris")
    assert said.count("•") == 8
    assert "and 2 more: /alerts" in said
    assert len(day.buttons("boris")) == 8


async def test_nobody_is_written_to_about_nothing(clinic: Clinic) -> None:
    """Nothing open with staff: the absence is no news to them. Nor is a menu left open the day before yesterday."""
    await clinic.say("boris", "/language")
    await clinic.at("Wed 10:00")
    await clinic.away_until("Wed 10:30")
    assert clinic.heard("boris", "message") == []
    await clinic.say("boris", "/language")
    await clinic.away_until("Wed 10:32")
    assert clinic.heard("boris", "message") == [], "two minutes lose no tap"


async def test_what_can_wait_waits_for_the_morning(day: Clinic) -> None:
    """A routine alert, the bot away at three in the night: nobody's phone rings then, and the list comes at opening time."""
    await day.at("Mon 12:00")
    await day.say("amina", "my hovercraft is full of eels")
    await day.at("Mon 12:01")
    await day.tap("boris", "button-acknowledge")
    await day.at("Tue 02:00")
    await day.away_until("Tue 03:00")
    assert day.heard("boris", "message") == []
    await day.at("Tue 10:05")
    assert len(offered(day, "boris")) == 1


async def test_an_odd_result_waiting_for_its_tap_stands_again(day: Clinic) -> None:
    """Which unit was meant was tapped in vain: nothing was kept, and it is asked again."""
    await day.at("Mon 10:00")
    await day.say("boris", "/lab plt 1500")
    (row,) = await day.rows(tables.patients)
    await day.tap("boris", "staff-patient-button", pseudonym=row["pseudonym"], reference=row["reference"])
    await day.tap("boris", "lab-value", value="1500", unit="×10⁹/L", at_once=False)
    await day.away_until("Mon 10:30")
    assert len(offered(day, "boris")) == 1
    assert day.words("boris", "lab-odd-no") in day.buttons("boris")


async def test_a_handover_tapped_in_vain_is_offered_again_to_who_is_on_call(day: Clinic) -> None:
    """Clara takes over from Boris while nobody listens: she reads that it is still with him, off duty, and takes it."""
    await day.at("Mon 12:00")
    await day.say("boris", "/oncall Mon-Fri 08:00-17:00")
    await day.say("clara", "/oncall every day 17:00-08:00")
    await day.at("Mon 17:30")
    await day.say("amina", "Me sale sangre de la nariz")
    await day.tap("boris", "button-acknowledge")
    await day.at("Mon 18:01")
    pseudonym = (await day.rows(tables.patients))[0]["pseudonym"]
    await day.tap("clara", "button-take", pseudonym=pseudonym, at_once=False)
    await day.away_until("Mon 18:11")
    (said,) = offered(day, "clara")
    assert "with Boris, who is off duty" in said
    await day.tap("clara", "button-take", pseudonym=pseudonym)
    assert (await day.alerts())[0]["owner_id"] == day.ids["clara"]
