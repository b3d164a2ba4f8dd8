"""An alert rings until somebody acts, and the patient is told plainly when nobody does (S7)."""

import asyncio
from dataclasses import replace

import pytest

from bot.domain.alert import Cause
from bot.domain.incoming import Arrival
from bot.domain.urgency import Urgency
from bot.service import alerting, staffing
from bot.store import alerts, people, tables
from tests.service.clinic import BOTH, Clinic

EMERGENCY, URGENT, ROUTINE = "I have chest pain", "Me sale sangre de la nariz", "my cat is called Tom"


def rings(day: Clinic, who: str) -> int:
    """How many messages about an alert somebody was sent since the last thing done; edits ring nobody."""
    return len(day.heard(who, "message"))


@BOTH
async def test_an_emergency_climbs_at_0_5_10_15_and_then_every_15(day: Clinic) -> None:
    """First, second, everyone; then the patient is told with the number; then everyone again, without end."""
    await day.say("amina", EMERGENCY)
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 0)
    await day.at("+299s")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 0)
    await day.at("+2s")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 1)
    await day.at("+5m")
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 1)
    assert day.heard("amina") == []
    await day.at("+5m")
    assert day.told("amina", "alert-nobody-emergency")
    for _ in range(4):
        await day.at("+15m")
        assert (rings(day, "boris"), rings(day, "clara")) == (1, 1)


async def test_an_urgent_one_climbs_at_0_15_30_45(day: Clinic) -> None:
    """The same ladder, slower; the patient is told at 45 minutes with the 24-hour number."""
    await day.say("amina", URGENT)
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 0)
    await day.at("+901s")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 1)
    await day.at("+15m")
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 1)
    assert day.heard("amina") == []
    await day.at("+15m")
    assert day.told("amina", "alert-nobody")
    await day.at("+30m")
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 1)


@BOTH
async def test_a_routine_one_waits_for_working_hours(day: Clinic) -> None:
    """On Sunday evening nobody is rung; on Monday at nine, the clinic's time, the first on call is."""
    await day.say("amina", ROUTINE)
    await day.at("Mon 09:59")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 0)
    await day.at("Mon 10:00")  # 09:00 in London
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 0)
    await day.at("Tue 10:00")
    assert rings(day, "clara") == 1


async def test_an_emergency_at_the_weekend_does_not_wait(day: Clinic) -> None:
    """Joining a routine alert that waits for Monday, it rings at once."""
    await day.say("amina", ROUTINE)
    assert rings(day, "boris") == 0
    await day.say("amina", EMERGENCY)
    assert rings(day, "boris") == 1
    assert len(await day.alerts()) == 1


async def test_acknowledged_it_rests_until_its_deadline_then_rings_its_owner_then_climbs(day: Clinic) -> None:
    """Taken and not acted on: after 30 minutes the owner alone, 15 minutes later the ladder from its start."""
    await day.say("amina", EMERGENCY)
    await day.tap("boris", "button-acknowledge")
    await day.at("+29m")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 0)
    await day.at("+2m")
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 0)
    await day.at("+15m")
    assert (await day.alerts())[0]["state"] == "open"
    assert rings(day, "boris") == 1
    await day.at("+6m")
    assert rings(day, "clara") == 1
    await day.at("+10m")
    assert "nobody is on it right now" in day.read("amina"), "the patient is told again that nobody has it"
    assert "112" in day.read("amina")


async def test_resolved_it_is_silent(day: Clinic) -> None:
    """Nothing rings after a named person has resolved it with a note and an outcome."""
    await day.say("amina", EMERGENCY)
    await day.tap("boris", "button-resolve")
    await day.say("boris", "sent to hospital")
    await day.tap("boris", "outcome-acted")
    (alert,) = await day.alerts()
    assert (alert["state"], alert["outcome"], alert["note"]) == ("resolved", "acted", "sent to hospital")
    assert alert["resolved_by"] == day.ids["boris"]
    await day.at("+12h")
    assert (rings(day, "boris"), rings(day, "clara")) == (0, 0)


@BOTH
async def test_removing_the_owner_rings_somebody_else_at_once(day: Clinic) -> None:
    """Access ends in the same moment; what Boris had taken rings Clara, and Boris's taps count no more (S10)."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    day.fresh()
    await staffing.remove(day.office, day.ids["boris"], by="test")
    await day.settle()
    assert rings(day, "clara") == 1
    (alert,) = await day.alerts()
    assert (alert["state"], alert["owner_id"]) == ("open", None)
    await day.tap_data("boris", f"a:{alert['id']}:ack")
    assert (await day.alerts())[0]["state"] == "open"
    await day.say("amina", EMERGENCY)
    assert rings(day, "boris") == 0


async def test_removing_whoever_was_rung_alone_rings_the_next_at_once(day: Clinic) -> None:
    """Rung and removed before answering: the alert does not wait out the step."""
    await day.say("amina", URGENT)
    day.fresh()
    await staffing.remove(day.office, day.ids["boris"], by="test")
    await day.settle()
    assert rings(day, "clara") == 1


async def test_a_card_on_its_way_does_not_reach_somebody_removed(day: Clinic) -> None:
    """Removed while Telegram holds the card back: it is never delivered (S10)."""
    day.nothing_gets_out(to="boris")
    await day.say("amina", URGENT)
    await staffing.remove(day.office, day.ids["boris"], by="test")
    day.everything_gets_out()
    await day.at("+6m")
    assert day.heard("boris", ever=True) == []


async def test_somebody_unreachable_is_skipped(day: Clinic) -> None:
    """Boris has blocked the bot: the first step rings Clara."""
    await day.person("boris").block()
    await day.settle()
    await day.say("amina", EMERGENCY)
    assert rings(day, "clara") == 1


@BOTH
async def test_a_refused_card_rings_the_next_at_once(day: Clinic) -> None:
    """Telegram refuses Boris's chat only when the card is sent; Clara is rung in the same minute."""
    await day.person("boris").deactivate()
    await day.say("amina", EMERGENCY)
    assert rings(day, "clara") == 1


async def test_the_owner_who_blocks_the_bot_loses_the_alert(day: Clinic) -> None:
    """An alert never waits with somebody who cannot be reached."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    day.fresh()
    await day.person("boris").block()
    await day.settle()
    assert rings(day, "clara") == 1
    assert (await day.alerts())[0]["owner_id"] is None


async def test_with_nobody_reachable_the_patient_is_still_told(day: Clinic) -> None:
    """The ladder runs on its own even when it reaches nobody."""
    for who in ("boris", "clara"):
        await day.person(who).block()
    await day.settle()
    await day.say("amina", EMERGENCY)
    await day.at("+16m")
    assert day.told("amina", "alert-nobody-emergency")


async def test_a_red_flag_on_a_taken_alert_rings_its_owner_anew(day: Clinic) -> None:
    """After acknowledgement a new red flag is an alert of its own, and its owner is rung for it."""
    await day.say("amina", URGENT)
    await day.tap("boris", "button-acknowledge")
    await day.say("amina", EMERGENCY)
    assert (rings(day, "boris"), rings(day, "clara")) == (1, 0)
    assert [row["urgency"] for row in await day.alerts()] == ["urgent", "emergency"]
    await day.at("+6m")
    assert rings(day, "clara") == 1


@BOTH
async def test_the_ladder_survives_a_restart_and_an_outage(day: Clinic) -> None:
    """Off from the second to the twelfth minute: whoever was due by then is rung on return, and it goes on."""
    await day.say("amina", EMERGENCY)
    await day.world.away_until(day.now.replace(minute=day.now.minute + 12))
    await day.restart()
    day.fresh()
    await day.settle()
    assert rings(day, "clara") >= 1
    await day.at("+5m")
    assert day.told("amina", "alert-nobody-emergency")


async def test_the_policy_of_a_running_alert_is_its_own(day: Clinic) -> None:
    """What the content says later does not change the ladder of an alert that is already ringing."""
    await day.say("amina", EMERGENCY)
    (before,) = await day.alerts()
    policies = dict(day.office.library.policies)
    policies[Urgency.EMERGENCY] = policies[Urgency.ROUTINE]
    object.__setattr__(day.office, "library", _with(day.office.library, policies))
    await day.at("+6m")
    assert rings(day, "clara") == 1
    assert (await day.alerts())[0]["policy"] == before["policy"]


def _with(library, policies):
    from dataclasses import replace  # noqa: PLC0415 - only this test makes another library

    return replace(library, policies=policies)


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_crowded_card_still_fits_one_message(clinic: Clinic, language: str) -> None:
    """Nine symptoms with long words: Telegram takes the card all the same, in either language."""
    async with clinic.office.work() as work:
        await people.change_staff(work.tx, clinic.ids["boris"], language=language)
    await clinic.patient("amina")
    day = clinic
    symptoms = [one for one in day.office.library.symptoms.values() if one.in_menu]
    async with day.office.work() as work:
        patient = await people.patient(work.tx, day.ids["amina"])
        for one in symptoms:
            answers = tuple((asked.id, asked.choices[0].id) for asked in one.questions.values() if asked.choices)
            await alerting.raise_alert(
                work, patient, Cause.SYMPTOM, Urgency.URGENT, subject=one.id, words="¡ay! " * 79,
                rules=tuple(f"{one.id}-rule-{n}" for n in range(6)), answers=answers,
            )  # fmt: skip
    await day.settle()
    failed = [row["last_error"] for row in await day.rows(tables.outbox) if row["state"] == "failed"]
    assert failed == []
    assert day.heard("boris", "message")


async def test_an_alert_nobody_knows_of_does_not_frighten_the_patient(day: Clinic) -> None:
    """What the bot raised by itself (a gap) is not told as "nobody has answered you"."""
    async with day.office.work() as work:
        patient = await people.patient(work.tx, day.ids["amina"])
        await alerting.raise_alert(work, patient, Cause.CHANGE_NOT_UNDERSTOOD, Urgency.URGENT)
    await day.at("+2h")
    assert not day.told("amina", "alert-nobody")


@BOTH
async def test_a_step_and_an_acknowledgement_of_one_moment_lose_neither(day: Clinic) -> None:
    """The ladder has read the alert, Boris taps, the ladder writes it back: it is Boris's all the same (S7)."""
    await day.say("amina", EMERGENCY)
    (before,) = await day.alerts()
    async with day.office.work() as work:
        alert = await alerts.get(work.tx, before["id"])
        tap = asyncio.create_task(day.receive("boris", f"a:{before['id']}:ack", kind=Arrival.TAP))
        await asyncio.wait({tap}, timeout=0.3)  # on its way; nothing would hold it up but the ladder's own reading
        await alerts.save(work.tx, replace(alert, step=alert.step + 1))
    await tap
    (after,) = await day.alerts()
    assert (after["state"], after["owner_id"], after["step"]) == ("acknowledged", day.ids["boris"], before["step"] + 1)
