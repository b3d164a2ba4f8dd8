"""What the people on call do with an alert: every copy true, every act by name, nothing for the wrong eyes."""

from bot.domain.alert import Cause
from bot.domain.urgency import Urgency
from bot.service import alerting
from bot.store import people, tables
from tests.service.clinic import BOTH, Clinic

EMERGENCY, URGENT = "I have chest pain", "Me sale sangre de la nariz"


async def both_rung(day: Clinic) -> int:
    """An urgent alert that has rung Boris and Clara; returns its number."""
    await day.say("amina", URGENT)
    await day.at("+16m")
    return int((await day.alerts())[0]["id"])


async def test_acknowledging_edits_every_copy_and_tells_the_patient(day: Clinic) -> None:
    """Clara's card says that Boris has it; the patient reads who has seen it, and the number."""
    await both_rung(day)
    await day.tap("boris", "button-acknowledge")
    for who in ("boris", "clara"):
        assert any("Boris" in one.text for one in day.heard(who, "edit")), who
    assert "Seen by" in day.read("amina")
    assert "555 0100" in day.read("amina")
    assert (await day.alerts())[0]["owner_id"] == day.ids["boris"]


@BOTH
async def test_the_second_to_tap_learns_that_somebody_has_it(day: Clinic) -> None:
    """Two taps at the same instant: one owner."""
    alert = await both_rung(day)
    await day.person("boris").tap(None, day.words("boris", "button-acknowledge"))
    await day.person("clara").tap_stale(1, f"a:{alert}:ack")
    await day.settle()
    assert (await day.alerts())[0]["owner_id"] == day.ids["boris"]
    assert len([row for row in await day.rows(tables.audit) if row["action"] == "acknowledged"]) == 1


async def test_a_colleague_may_take_over(day: Clinic) -> None:
    """Taken over by name; the deadline begins anew; the first owner's card says so."""
    await both_rung(day)
    await day.tap("boris", "button-acknowledge")
    await day.tap("clara", "button-take-over")
    assert (await day.alerts())[0]["owner_id"] == day.ids["clara"]
    assert any("Clara" in one.text for one in day.heard("boris", "edit"))


@BOTH
async def test_resolving_needs_a_note_and_an_outcome(day: Clinic) -> None:
    """Without words nothing is resolved; with both it is, by name, in the audit, and the patient is told."""
    alert = await both_rung(day)
    await day.tap("boris", "button-resolve")
    assert (await day.alerts())[0]["state"] == "acknowledged"
    await day.say("boris", "phoned, stopped by itself")
    assert (await day.alerts())[0]["state"] == "acknowledged"
    await day.tap("boris", "outcome-watched")
    (row,) = await day.alerts()
    assert (row["state"], row["outcome"], row["resolved_by"]) == ("resolved", "watched", day.ids["boris"])
    assert day.told("amina", "alert-looked-after", role="pharmacist")
    assert all("phoned, stopped by itself" in day.read(who) for who in ("boris", "clara"))
    assert {"acknowledged", "resolved"} <= {one["action"] for one in await day.rows(tables.audit)}
    await day.tap_data("clara", f"a:{alert}:go")
    assert (await day.alerts())[0]["state"] == "resolved"


@BOTH
async def test_tapping_the_outcome_twice_resolves_once(day: Clinic) -> None:
    """The second tap is told that it is done."""
    await both_rung(day)
    await day.tap("boris", "button-resolve")
    await day.say("boris", "fine")
    await day.person("boris").tap(None, day.words("boris", "outcome-acted"))
    await day.person("boris").tap(None, day.words("boris", "outcome-noise"))
    await day.settle()
    (row,) = await day.alerts()
    assert row["outcome"] == "acted"
    assert len([one for one in await day.rows(tables.audit) if one["action"] == "resolved"]) == 1


async def test_an_old_card_of_a_resolved_alert_does_nothing(day: Clinic) -> None:
    """A phone that was off taps [I'll take it] on a resolved alert: it stays resolved."""
    alert = await both_rung(day)
    await day.tap("boris", "button-resolve")
    await day.say("boris", "fine")
    await day.tap("boris", "outcome-acted")
    for action in ("ack", "take", "go", "hold", "resolve"):
        await day.tap_data("clara", f"a:{alert}:{action}")
    (row,) = await day.alerts()
    assert (row["state"], row["resolved_by"]) == ("resolved", day.ids["boris"])


async def test_the_card_says_what_is_needed_to_act_and_no_more(day: Clinic) -> None:
    """Pseudonym, reference, call-back number, words, plan and next dose; never a name."""
    await day.say("amina", EMERGENCY)
    card = day.rung("boris")[0].text
    pseudonym = (await day.rows(tables.patients))[0]["pseudonym"]
    for part in (pseudonym, "REF-amina", "555 0123", "chest pain", "80 mg", "4 x 20 mg", "Mon 4 May, 09:00"):
        assert part in card, part
    assert "Amina" not in card


async def test_staff_who_type_without_being_asked_get_help(day: Clinic) -> None:
    """Nothing typed by staff resolves or acknowledges anything."""
    await both_rung(day)
    await day.say("boris", "ok")
    assert (await day.alerts())[0]["state"] == "open"


async def test_a_note_typed_to_the_wrong_alert_is_impossible(day: Clinic) -> None:
    """Resolving a second alert forgets the half-finished first: a note never lands on the wrong patient."""
    await day.patient("eva")
    await day.say("amina", URGENT)
    await day.say("eva", URGENT)
    first, second = [int(row["id"]) for row in await day.alerts()]
    await day.tap_data("boris", f"a:{first}:resolve")
    await day.tap_data("boris", f"a:{second}:resolve")
    await day.say("boris", "about Eva")
    await day.tap("boris", "outcome-acted")
    assert [row["state"] for row in await day.alerts()] == ["acknowledged", "resolved"]


async def test_an_outcome_may_be_tapped_after_another_alert_was_begun(day: Clinic) -> None:
    """Two alerts at once: the note of the first is given, [Resolve] of the second tapped; the first still ends by its tap."""
    await day.say("amina", "Me sale sangre de la nariz")
    await day.tap("boris", "button-acknowledge")
    await day.say("amina", "I have chest pain")
    first, second = await day.alerts()
    await day.tap_data("boris", f"a:{first['id']}:resolve")
    await day.say("boris", "stopped after ten minutes")
    await day.tap_data("boris", f"a:{second['id']}:resolve")
    await day.tap("boris", "outcome-acted")
    assert [row["state"] for row in await day.alerts()] == ["resolved", "acknowledged"]
    await day.say("boris", "in hospital")
    await day.tap("boris", "outcome-told-prescriber", under="alert-ask-outcome")
    assert [row["note"] for row in await day.alerts()] == ["stopped after ten minutes", "in hospital"]


async def test_many_alerts_are_one_list_with_the_gravest_first(day: Clinic) -> None:
    """/alerts with five of them: one message, ranked, who has which; a tap brings the card. No card buries another."""
    await day.at("Mon 12:00")
    for subject in ("taste", "sleep", "cramps"):
        await _raise(day, subject, Urgency.ROUTINE)
        await day.tap("boris", "button-acknowledge")
    await _raise(day, "bleeding", Urgency.URGENT)
    await day.tap_data("clara", f"a:{(await day.alerts())[-1]['id']}:ack")
    await _raise(day, "chest-pain", Urgency.EMERGENCY)
    await day.say("boris", "/alerts")
    (listed,) = day.heard("boris", "message")
    ranked = [one.partition("(")[2].partition(")")[0] for one in listed.text.splitlines()[1:]]
    assert ranked == ["emergency", "urgent", "routine", "routine", "routine"]
    assert "with Clara" in listed.text
    assert "you have it" in listed.text
    assert "nobody has it" in listed.text
    await day.tap_data("boris", f"a:{(await day.alerts())[-1]['id']}:card")
    assert day.words("boris", "symptom-chest-pain") in day.read("boris")
    assert (await day.alerts())[-1]["state"] == "open", "looking at a card takes nothing"


async def _raise(day: Clinic, subject: str, urgency: Urgency) -> None:
    async with day.office.work() as work:
        patient = await people.patient(work.tx, day.ids["amina"])
        await alerting.raise_alert(work, patient, Cause.SYMPTOM, urgency, subject=subject)
    await day.settle()
