"""Reports: none is lost, silence is never fine, odd numbers keep their worst reading (S6, S9)."""

import asyncio
from decimal import Decimal

import pytest

from bot.domain.incoming import Arrival
from bot.service import filing, finishing, reporting
from bot.store import people, reports, tables
from tests.service.clinic import BOTH, Clinic


async def begin(day: Clinic, symptom: str) -> None:
    await day.report("amina", symptom)


async def nausea(day: Clinic, *answers: str) -> None:
    """Answer the questions about nausea in order."""
    await begin(day, "nausea")
    for question, answer in zip(("how-bad", "drink", "eat", "been-sick"), answers, strict=False):
        await day.tap("amina", f"a-nausea-{question}-{answer}")


async def test_a_nausea_report_is_kept_alerted_and_advised(day: Clinic) -> None:
    """The whole walk: advice at once, report and alert together, "passed on" to the patient."""
    await nausea(day, "medium", "yes", "as-usual", "no")
    (report,), (alert,) = await day.rows(tables.reports), await day.alerts()
    assert report["alert_id"] == alert["id"]
    assert alert["urgency"] == "routine"
    assert "Passed on" in day.read("amina")


@BOTH
async def test_report_and_alert_commit_together_or_not_at_all(day: Clinic, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails after the alert is raised takes the alert, its card and "passed on" with it (S6)."""
    day.faults_expected = True

    async def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr(reports, "add_report", broken)
    await day.say("amina", "I have chest pain")
    assert await day.alerts() == []
    assert await day.rows(tables.reports) == []
    assert day.rung("boris") == []
    assert "Passed on" not in day.read("amina")
    assert "could not save this" in day.read("amina")
    assert len(await day.rows(tables.updates, state="parked")) == 1


@BOTH
async def test_a_crash_that_passes_loses_nothing_and_doubles_nothing(
    day: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first try fails half-way, the second succeeds: one report, one alert, one card (S6)."""
    whole, tries = reports.add_report, []

    async def once_broken(*args, **kwargs):
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("the disk is full")
        return await whole(*args, **kwargs)

    monkeypatch.setattr(reports, "add_report", once_broken)
    await day.say("amina", "I have chest pain")
    assert len(await day.rows(tables.reports)) == 1
    assert len(await day.alerts()) == 1
    assert len(day.rung("boris")) == 1


@BOTH
async def test_a_report_left_half_way_reaches_a_human(day: Clinic) -> None:
    """Half an hour of silence passes on what was said so far (S9)."""
    await nausea(day, "a-little")
    await day.at("+29m")
    assert await day.rows(tables.reports) == []
    await day.at("+2m")
    (report,) = await day.rows(tables.reports)
    assert report["urgency"] == "routine"
    assert report["answers"] == {"how-bad": "a-little"}


async def test_words_after_a_report_was_passed_on_are_not_kept_in_vain(day: Clinic) -> None:
    """What is typed under a question whose report has gone reaches a human as its own report (S6)."""
    await nausea(day, "a-little")
    await day.at("+40m")
    await day.say("amina", "my ears are whistling since noon")
    await day.at("+40m")
    assert "my ears are whistling" in str(await day.rows(tables.reports))


async def test_a_worse_answer_after_passing_on_is_a_report_of_its_own(day: Clinic) -> None:
    """Tapping "cannot drink" on the old question after the report went: urgent, never lost, never lowered (S9)."""
    await nausea(day, "a-little", "yes", "as-usual", "no")
    await day.tap("amina", "a-nausea-drink-no", under="q-nausea-drink")
    assert [row["urgency"] for row in await day.rows(tables.reports)][-1] == "urgent"
    await day.tap("amina", "a-nausea-drink-yes", under="q-nausea-drink")
    assert (await day.alerts())[0]["urgency"] == "urgent"


async def test_a_red_flag_answer_ends_the_questions_at_once(day: Clinic) -> None:
    """That nothing can be drunk is urgent before the rest is asked."""
    await nausea(day, "bad", "no")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert len(day.rung("boris")) == 1


async def test_an_offer_nobody_takes_up_reaches_a_human(day: Clinic) -> None:
    """Typed words that sound like a symptom are offered; unanswered, they go to the team word for word (S9)."""
    await day.say("amina", "I feel sick today")
    assert day.told("amina", "offer-symptoms")
    await day.at("+31m")
    assert "I feel sick today" in str((await day.alerts())[0]["reasons"])


async def test_an_offer_declined_reaches_a_human(day: Clinic) -> None:
    """[None of these] passes the words on at once."""
    await day.say("amina", "I feel sick today")
    await day.tap("amina", "offer-none")
    assert "I feel sick today" in str((await day.alerts())[0]["reasons"])


async def test_another_report_begun_does_not_lose_the_first(day: Clinic) -> None:
    """Starting again passes on what had been said (S6)."""
    await nausea(day, "medium")
    await begin(day, "tiredness")
    assert [row["symptom"] for row in await day.rows(tables.reports)] == ["nausea"]


async def test_words_offered_are_not_lost_when_another_report_begins(day: Clinic) -> None:
    """An open offer's words go to a human when the patient begins something else."""
    await day.say("amina", "I feel sick today")
    await begin(day, "tiredness")
    assert "I feel sick today" in str(await day.rows(tables.reports))


@BOTH
async def test_a_dialogue_survives_a_restart(day: Clinic) -> None:
    """The process is replaced between two questions; the next answer goes on where it was."""
    await nausea(day, "medium", "yes")
    await day.restart()
    await day.tap("amina", "a-nausea-eat-nothing")
    await day.tap("amina", "a-nausea-been-sick-yes")
    (report,) = await day.rows(tables.reports)
    assert report["answers"] == {"how-bad": "medium", "drink": "yes", "eat": "nothing", "been-sick": "yes"}


async def weigh(day: Clinic, typed: str) -> None:
    await begin(day, "weight")
    await day.say("amina", typed)


@pytest.mark.parametrize(
    ("typed", "urgency"),
    [("72", None), ("71,5 kg", None), ("68.4", "routine"), ("64,8", "urgent"), ("57", "urgent"), ("142 lb", "urgent")],
)
async def test_weight_in_any_unit_is_held_against_the_baseline(day: Clinic, typed: str, urgency: str | None) -> None:
    """5 % is routine, 10 % urgent; comma, point and pounds are understood (baseline 72 kg)."""
    await weigh(day, typed)
    for label in ("64.4", "57", "64.41"):
        if f"{label} kg" in day.buttons("amina"):
            await day.tap("amina", "readback-weight", value=Decimal(label))
            break
    assert [one[1] for one in await day.causes()] == ([urgency] if urgency else [])


async def test_an_odd_weight_is_read_back_and_keeps_its_worst_until_confirmed(day: Clinic) -> None:
    """110 against 72 kg may be pounds: read back; left unanswered, the worse reading counts (S9)."""
    await weigh(day, "110")
    assert "110 kg" in day.buttons("amina")
    assert await day.causes() == []
    await day.at("+31m")
    assert [one[1] for one in await day.causes()] == ["urgent"]


async def test_a_weight_that_cannot_be_read_is_asked_again_and_then_counts_as_the_worst(day: Clinic) -> None:
    """Twice unreadable: a human looks (S9)."""
    await weigh(day, "about the same")
    assert day.told("amina", "report-unreadable-weight")
    await day.say("amina", "dunno")
    assert [one[1] for one in await day.causes()] == ["urgent"]


async def test_the_weight_command_answers_its_own_question(day: Clinic) -> None:
    """`/weight 64,8` is ten per cent less: urgent, in one message."""
    await day.say("amina", "/weight 64,8")
    assert [one[1] for one in await day.causes()] == ["urgent"]
    (row,) = await day.rows(tables.measurements)
    assert (Decimal(row["value"]), row["unit"], row["as_typed"]) == (Decimal("64.8"), "kg", "64,8")


@pytest.mark.parametrize(("typed", "urgent"), [("38,5", True), ("37º6", True), ("101 F", True), ("36.6", False)])
async def test_temperatures_as_people_type_them(day: Clinic, typed: str, urgent: bool) -> None:
    """Comma, ordinal sign and Fahrenheit; the strictest limit counts (F-RED-25)."""
    await begin(day, "fever")
    await day.tap("amina", "a-fever-breath-no")
    await day.say("amina", typed)
    assert bool(day.rung("boris")) is urgent


async def test_two_routine_symptoms_within_a_day_are_urgent(day: Clinic) -> None:
    """More than one amber symptom counts as red (F-TRI-01)."""
    await nausea(day, "medium", "yes", "as-usual", "no")
    await begin(day, "weight")
    await day.say("amina", "68")
    assert (await day.alerts())[0]["urgency"] == "urgent"
    assert len(day.rung("boris")) == 1


async def test_what_nobody_can_read_raises_an_alert_and_names_the_phone(day: Clinic) -> None:
    """A voice message, a sticker, a location: phone sentence and a human."""
    for send in ("voice", "sticker", "location"):
        day.fresh()
        await getattr(day.person("amina"), send)()
        await day.settle()
        assert day.told("amina", "unreadable")
    assert {one[0] for one in await day.causes()} == {"unreadable"}


@BOTH
async def test_an_enormous_message_is_kept_whole_for_the_team(day: Clinic) -> None:
    """Four thousand characters of words and emoji reach the card and its continuation."""
    words = ("my cat is called Tom 🐈 " * 170).strip()
    await day.say("amina", words)
    await day.at("Mon 10:30")
    parts = [one.text.partition("\n")[2] for one in day.heard("boris") if "in full" in one.text]
    assert "".join(words.split()) == "".join("".join(parts).split())


async def test_answers_given_twice_at_once_file_one_report(day: Clinic) -> None:
    """The last button tapped twice in a row files the report once (S6)."""
    await nausea(day, "medium", "yes", "as-usual")
    day.fresh()
    button = day.words("amina", "a-nausea-been-sick-no")
    await day.person("amina").tap(None, button)
    await day.person("amina").tap(None, button)
    await day.settle()
    assert len(await day.rows(tables.reports)) == 1


async def test_the_laws_helpers_are_the_real_ones() -> None:
    """What the tests above patch is what the services call."""
    assert filing.reports is reports
    assert reporting.reports is reports


async def test_words_typed_instead_of_a_weight_are_kept(day: Clinic) -> None:
    """Not a number: the patient is asked once more, and what was said still reaches a person."""
    await day.report("amina", "weight")
    await day.say("amina", "My neighbour says I look pale")
    assert day.told("amina", "report-unreadable-weight")
    await day.at("+31m")
    (report,) = await day.rows(tables.reports)
    assert "look pale" in report["words"]
    assert report["alert_id"] is not None


async def test_own_words_typed_hours_after_they_were_asked_for_reach_a_person(day: Clinic) -> None:
    """The bot said that a person will read it; that nothing came for half an hour does not make it untrue."""
    await day.report("amina", "something-else")
    await day.at("+5h")
    await day.say("amina", "My neighbour says I look pale")
    (report,), (alert,) = await day.rows(tables.reports), await day.alerts()
    assert "look pale" in alert["reasons"][0]["words"] + str(alert["reasons"][0]["answers"])
    assert report["alert_id"] == alert["id"]
    assert not day.told("amina", "report-already-passed-on")


async def test_a_report_taken_up_again_and_left_again_is_passed_on(day: Clinic) -> None:
    """Left without a word in it, answered hours later by an odd weight, and left once more: it is passed on (S9)."""
    await day.report("amina", "weight")
    await day.at("+5h")
    await day.say("amina", "110")
    assert await day.rows(tables.reports) == []
    await day.at("+31m")
    assert [one[1] for one in await day.causes()] == ["urgent"]


@BOTH
@pytest.mark.parametrize("language", ["en", "es"])
async def test_whoever_was_not_understood_can_say_that_it_cannot_wait(clinic: Clinic, language: str) -> None:
    """Words left to a human at night, then one tap: the urgent sentence at once, and on-call rung with the very words."""
    await clinic.patient("amina", language=language)
    await clinic.at("Mon 02:00")
    await clinic.say("amina", "the thing from before is doing it again and worse")
    assert clinic.told("amina", "report-words")
    assert clinic.heard("boris") == []
    await clinic.tap("amina", "button-cannot-wait")
    first = clinic.heard("amina")[0]
    assert clinic.words("amina", "advice-urgent", phone="555 0100", emergency="112").splitlines()[0] in first.text
    (card,) = clinic.heard("boris", "message")
    assert "doing it again and worse" in card.text
    assert [one["urgency"] for one in await clinic.rows(tables.alerts)] == ["urgent"]
    assert [one["urgency"] for one in await clinic.rows(tables.reports)] == ["routine", "urgent"]


async def test_words_to_a_human_are_no_second_symptom(day: Clinic) -> None:
    """An odd word, or "thank you" to the pharmacist, does not turn one amber symptom into "phone now" (F-TRI-02)."""
    await day.say("amina", "my cat is called Tom")
    await day.report("amina", "nausea")
    await day.tap("amina", "a-nausea-how-bad-medium")
    assert not day.told("amina", "advice-urgent")
    assert "urgent" not in dict(await day.causes()).values()


async def test_the_card_names_what_was_measured_and_does_not_ask_for_it(day: Clinic) -> None:
    """Whoever is on call reads "Weight: 60", not how to type one; what was told in words stands as that."""
    await day.say("amina", "/weight 60")
    await day.tap("amina", "lab-value", value="60", unit="kg")
    card = day.rung("boris")[-1].text
    assert day.words("boris", "card-asked-weight") in card
    assert day.words("boris", "q-weight-weight") not in card


@BOTH
async def test_an_answer_given_while_the_report_is_passed_on_is_not_lost(day: Clinic) -> None:
    """Half an hour is over and what there is goes to the team; in that moment Amina taps that she keeps nothing down (S9)."""
    await nausea(day, "a-little")
    (question,) = [row for row in await day.rows(tables.questions, kind="report") if row["state"] == "open"]
    async with day.office.work() as work:
        dialogue = await reports.dialogue(work.tx, question["data"]["dialogue"])
        tap = asyncio.create_task(day.receive("amina", f"q:{question['id']}:no", kind=Arrival.TAP))
        await asyncio.wait({tap}, timeout=0.3)
        await finishing.finish_if_left(work, await people.patient(work.tx, day.ids["amina"]), dialogue)
    await tap
    made = await day.rows(tables.reports)
    assert [row["urgency"] for row in made] == ["routine", "urgent"]
    assert made[-1]["answers"]["drink"] == "no"
