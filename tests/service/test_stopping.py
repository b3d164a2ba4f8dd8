"""S15 overtakes a prompt that is already on the phone: it no longer says "take" once a red flag waits."""

from tests.service.clinic import Clinic


async def test_a_red_flag_rewrites_the_open_prompt(day: Clinic) -> None:
    """Bleeding reported minutes after the prompt: the prompt now says to speak with the team, and a new message says so."""
    await day.at("Mon 09:01")
    assert len(day.prompts()) == 1
    await day.say("amina", "my gums are bleeding")
    shown = [one.text for one in day.person("amina").messages if one.from_bot]
    assert not any("Please take:" in one and "selinexor" in one for one in shown)
    stopped = [one for one in day.heard("amina") if "Speak with your team before the dose" in one.text]
    assert {one.kind for one in stopped} == {"edit", "message"}


async def test_what_was_taken_before_can_still_be_told(day: Clinic) -> None:
    """The rewritten prompt keeps its buttons: a dose swallowed before the report is recorded as taken."""
    await day.at("Mon 09:01")
    await day.say("amina", "my gums are bleeding")
    await day.tap("amina", "answer-taken-both")
    assert day.told("amina", "state-taken") or "Noted: you took selinexor" in day.read("amina")


async def test_after_the_decision_the_dose_is_asked_about_not_prompted_again(day: Clinic) -> None:
    """Goes ahead: the question comes back, and no second message ever says "take" (S2)."""
    await day.at("Mon 09:01")
    await day.say("amina", "my gums are bleeding")
    await day.tap("boris", "button-goes-ahead")
    assert "Did you take this dose already?" in day.read("amina")
    assert "you can still take it until 11:00" in day.read("amina"), (
        "told to wait before, now told what still may be done"
    )
    assert len(day.prompts()) == 1


async def test_a_routine_report_leaves_the_prompt_alone(day: Clinic) -> None:
    """Only emergencies and urgent reports hold doses back."""
    await day.at("Mon 09:01")
    await day.say("amina", "my neighbour asked about the weather")
    assert "Speak with your team before the dose" not in day.read("amina")
