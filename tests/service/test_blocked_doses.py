"""An open red flag stands in place of heads-up, antiemetic and dose until a named person decides (S15)."""

import pytest

from bot.domain.alert import Cause
from bot.domain.urgency import Urgency
from bot.service import alerting
from bot.store import people
from tests.service.clinic import BOTH, MONDAY, Clinic
from tests.service.test_antiemetics import GOES_ON

BLEEDING = "Me sale sangre de la nariz"


async def raised(day: Clinic, cause: Cause, urgency: Urgency) -> None:
    async with day.office.work() as work:
        await alerting.raise_alert(work, await people.patient(work.tx, day.ids["amina"]), cause, urgency)
    await day.settle()


async def resolve(day: Clinic, who: str = "boris") -> None:
    await day.tap(who, "button-resolve")
    await day.say(who, "spoke on the phone")
    await day.tap(who, "outcome-acted")


async def test_heads_up_antiemetic_and_dose_are_all_replaced(day: Clinic) -> None:
    """Each would-be message says whom to speak with, and none says take."""
    await day.say("amina", BLEEDING)
    for moment in ("19:00", "Mon 08:30", "Mon 09:00"):
        await day.at(moment)
        told = [one for one in day.heard("amina") if "Speak with your team before" in one.text]
        assert len(told) == 1, moment
        assert "555 0100" in told[0].text
        assert not day.told("amina", "heads-up", day=MONDAY)
        assert "ondansetron" not in day.read("amina")
    assert day.prompts() == []


async def test_undecided_it_rings_again_an_hour_before(day: Clinic) -> None:
    """Acknowledged in the evening and left, it rings its owner at 08:00."""
    await day.say("amina", BLEEDING)
    await day.tap("boris", "button-acknowledge")
    await day.tap("boris", "button-resolve")
    await day.at("Mon 07:59")
    await day.at("Mon 08:00")
    assert day.heard("boris", "message") or day.heard("clara", "message")


@BOTH
async def test_goes_ahead_lets_today_be_prompted_once(day: Clinic) -> None:
    """Decided at 09:05: "take" once, whoever taps it again; the name of who decided is told (S2)."""
    await day.at("Mon 07:00")
    await day.say("amina", BLEEDING)
    await day.at("09:05")
    assert day.prompts() == []
    await day.tap("boris", "button-goes-ahead")
    assert "Boris" in day.read("amina")
    assert len(day.prompts()) == 1
    alert = (await day.alerts())[0]["id"]
    for _ in range(2):
        await day.tap_data("boris", f"a:{alert}:go")
        assert day.heard("amina") == [], "told again, it would sound like another dose"
    assert len(day.prompts()) == 1


async def test_goes_ahead_is_said_of_the_next_dose_and_of_none_after_it(day: Clinic) -> None:
    """Let go on Sunday for Monday and never resolved: Wednesday waits for another word, and the alert asks for it at eight."""
    await day.say("amina", BLEEDING)
    await day.tap("boris", "button-goes-ahead")
    await day.at("Mon 09:01")
    assert len(day.prompts()) == 1
    await day.at("Tue 19:01")
    assert "Speak with your team before the dose of Wed 6 May" in day.read("amina")
    await day.at("Wed 07:59")
    await day.at("Wed 08:00")
    assert day.heard("boris", "message") or day.heard("clara", "message")
    await day.at("Wed 09:01")
    assert len(day.prompts()) == 1
    await day.tap_data("boris", f"a:{(await day.alerts())[0]['id']}:ack")
    await day.tap("boris", "button-goes-ahead")
    assert len(day.prompts()) == 2


async def test_goes_ahead_may_be_said_of_the_next_dose_as_soon_as_the_one_before_is_over(day: Clinic) -> None:
    """Let go on Sunday; tapped again on Tuesday evening, when Amina was told to speak with her team: Wednesday goes ahead."""
    await day.say("amina", BLEEDING)
    await day.tap("boris", "button-goes-ahead")
    await day.at("Tue 19:01")
    await day.tap_data("boris", f"a:{(await day.alerts())[0]['id']}:go")
    assert "Boris" in day.read("amina")
    await day.at("Wed 09:01")
    assert len(day.prompts()) == 2


async def test_goes_ahead_late_in_the_window_asks_and_never_says_take(day: Clinic) -> None:
    """Decided at 10:00 the question is "did you take it already?" (S2)."""
    await day.at("Mon 07:00")
    await day.say("amina", BLEEDING)
    await day.at("10:00")
    await day.tap("boris", "button-goes-ahead")
    assert day.prompts() == []
    assert "We had held back our message about this dose. Did you take it already?" in day.read("amina")


async def test_resolving_lets_the_next_dose_go(day: Clinic) -> None:
    """Resolved on Monday night: Wednesday is an ordinary dose day."""
    await day.at("Mon 08:00")
    await day.say("amina", BLEEDING)
    await resolve(day)
    await day.at("Mon 09:00")
    assert len(day.prompts()) == 1


@pytest.mark.parametrize("cause", [Cause.TOO_MUCH, Cause.PREGNANCY])
async def test_too_much_and_pregnancy_stay_until_resolved(day: Clinic, cause: Cause) -> None:
    """[Goes ahead] lifts neither; the pharmacist is told so; resolving does."""
    await raised(day, cause, Urgency.EMERGENCY if cause is Cause.TOO_MUCH else Urgency.URGENT)
    await day.tap("boris", "button-goes-ahead")
    await day.at("Mon 09:00")
    assert day.prompts() == []
    await resolve(day)
    assert len(day.prompts()) == 1


async def test_a_new_red_flag_after_goes_ahead_blocks_again(day: Clinic) -> None:
    """What was decided without knowing of it does not count for it."""
    await day.say("amina", BLEEDING)
    await day.tap("boris", "button-goes-ahead")
    await day.say("amina", "I have chest pain")
    await day.at("Mon 09:00")
    assert day.prompts() == []


async def test_a_routine_alert_blocks_nothing(day: Clinic) -> None:
    """Words for a human do not hold the dose back."""
    await day.say("amina", "my cat is called Tom")
    await day.at("Mon 09:00")
    assert len(day.prompts()) == 1


async def test_a_red_flag_after_the_prompt_ends_the_nudges(day: Clinic) -> None:
    """Reported at 09:05: at 09:30 the patient reads "speak with your team", not a nudge."""
    await day.at("Mon 09:05")
    await day.say("amina", BLEEDING)
    await day.at("Mon 10:30")
    assert "Did you take this dose?" not in day.read("amina")
    assert "Speak with your team before" in day.read("amina")


async def test_a_box_that_differs_blocks_the_next_days_too_and_says_so(day: Clinic) -> None:
    """Unresolved since Monday: on Wednesday the patient is told to speak with the team, not left in silence."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-box")
    await day.tap("amina", "box-which-drug")
    await day.tap("amina", "box-mg", mg=40)
    await day.at("Tue 19:01")
    assert "Speak with your team before" in day.read("amina")
    await day.at("Wed 09:01")
    assert "Speak with your team before" in day.read("amina")
    assert len(day.prompts()) == 1


async def test_a_held_back_dose_closes_as_unknown(day: Clinic) -> None:
    """Nobody decided: the window ends, the dose is unknown, never taken (S9)."""
    await day.at("Mon 07:00")
    await day.say("amina", BLEEDING)
    await day.at("Mon 11:00")
    assert await day.doses() == {"selinexor": "unknown", "dexamethasone": "unknown"}
    assert day.told("amina", "do-not-take-now")


async def test_today_says_to_speak_first(day: Clinic) -> None:
    """/today agrees with what is held back."""
    await day.say("amina", BLEEDING)
    await day.say("amina", "/today")
    assert day.told("amina", "today-speak-first")


async def test_doses_of_one_patient_do_not_wait_for_anothers_alert(day: Clinic) -> None:
    """Eva's dose goes out while Amina's is held back."""
    await day.patient("eva")
    await day.say("amina", BLEEDING)
    await day.at("Mon 09:00")
    assert day.prompts() == []
    assert len(day.prompts("eva")) == 1


async def test_what_is_taken_against_sickness_after_a_dose_let_go_goes_on(clinic: Clinic) -> None:
    """Let go for Monday, never resolved: Tuesday evening the heads-up asks for another word, the antiemetic of Monday still comes."""
    await clinic.patient("amina", antiemetic=GOES_ON)
    await clinic.say("amina", BLEEDING)
    await clinic.tap("boris", "button-goes-ahead")
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Tue 06:00")
    await clinic.at("Tue 18:59")
    assert "ondansetron" in clinic.read("amina")
    assert "Speak with your team" not in clinic.read("amina")
    await clinic.at("Tue 19:01")
    assert "Speak with your team before the dose of Wed 6 May" in clinic.read("amina")
