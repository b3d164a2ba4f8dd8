"""Asked again: a symptom that raised an alert is asked about until it is better or a human has closed it (S9)."""

from datetime import date

from bot.store import tables
from bot.store.followtable import follow_ups
from tests.service.clinic import BOTH, Clinic
from tests.service.test_rejoining import again, ended, joined

MONDAY, TUESDAY, WEDNESDAY = date(2026, 5, 4), date(2026, 5, 5), date(2026, 5, 6)


async def nausea(day: Clinic, who: str = "amina") -> None:
    """A routine report of nausea."""
    await day.report(who, "nausea")
    for answer in ("how-bad-medium", "drink-yes", "eat-as-usual", "been-sick-no"):
        await day.tap(who, f"a-nausea-{answer}")


async def breathless(day: Clinic) -> None:
    """An urgent report, which holds doses back."""
    await day.report("amina", "breathlessness")
    await day.tap("amina", "a-breathlessness-when-effort")


def asked(day: Clinic, what: str, on: date, who: str = "amina") -> int:
    """How many messages ever asked how this symptom is now, those that ask once more aside."""
    words = day.words(who, "follow-ask", what=day.words(who, f"symptom-{what}"), day=on)
    again = day.words(who, "follow-again", day=on).partition(". ")[2]
    return sum(words in one.text and again not in one.text for one in day.heard(who, "message", ever=True))


async def test_asked_exactly_where_an_open_red_flag_stops_every_check_in(day: Clinic) -> None:
    """Urgent in the morning: asked the same day, while nothing of a dose is said (S15), and the card has the answer."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    assert asked(day, "breathlessness", MONDAY) == 1
    await day.tap("amina", "follow-same")
    assert day.told("amina", "follow-noted-same-urgent")
    assert day.words("boris", "card-follow-same") in day.read("boris")
    await day.at("Tue 12:00")
    assert asked(day, "breathlessness", MONDAY) == 2
    assert day.words("amina", "checkin-head", day=TUESDAY) not in day.read("amina", ever=True)
    assert day.prompts() == []


async def test_worse_of_an_urgent_symptom_rings_at_once_and_is_at_least_urgent(day: Clinic) -> None:
    """Seen and in hand, then "worse": the number to phone first, and whoever has it is rung again (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.tap("boris", "button-acknowledge")
    await day.at("Mon 16:05")
    await day.tap("amina", "follow-worse")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert len(day.rung("boris")) == 1
    newest = (await day.alerts())[-1]
    assert newest["urgency"] == "urgent"
    assert "told-worse-urgent" in newest["reasons"][-1]["rules"]


async def test_worse_of_a_routine_symptom_asks_its_questions_and_is_told_whatever_they_say(day: Clinic) -> None:
    """Less bad by its own questions, and yet "worse" was said: a person looks (S9)."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.tap("boris", "button-acknowledge")
    await day.at("Wed 11:05")
    await day.tap("amina", "follow-worse")
    assert day.told("amina", "q-nausea-how-bad")
    await day.tap("amina", "a-nausea-how-bad-a-little")
    for answer in ("drink-yes", "eat-as-usual", "been-sick-no"):
        await day.tap("amina", f"a-nausea-{answer}")
    assert [row["urgency"] for row in await day.rows(tables.reports)][-1] == "routine"
    assert "told-worse" in (await day.alerts())[-1]["reasons"][-1]["rules"]


async def test_worse_and_then_nothing_is_passed_on(day: Clinic) -> None:
    """The one word and silence: half an hour later it is with the team (S9)."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Wed 11:05")
    await day.tap("amina", "follow-worse")
    await day.at("+31m")
    assert [row["urgency"] for row in await day.rows(tables.reports)][-1] == "routine"


@BOTH
async def test_silence_is_followed_once_counted_and_told_to_the_owner(day: Clinic) -> None:
    """No answer, asked once more, then the card says so and its owner is rung in hours; it is never read as better (S9)."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Wed 10:30")
    await day.tap("boris", "button-acknowledge")
    await day.at("Wed 21:00")
    assert day.read("amina", ever=True).count(day.words("amina", "follow-again", day=WEDNESDAY)) == 1
    await day.at("Thu 09:59")
    (row,) = await day.rows(follow_ups)
    assert (row["since"], row["state"], row["in_a_row"]) == ("no-answer", "open", 1)
    assert day.rung("boris") == []
    await day.at("Thu 10:01")
    assert len([one for one in day.rung("boris") if day.words("boris", "card-follow-no-answer") in one.text]) == 1
    await day.at("Sat 12:00")
    assert asked(day, "nausea", MONDAY) == 2


async def test_an_answer_after_it_was_counted_still_counts(day: Clinic) -> None:
    """A late "worse" on the old message is heard all the same."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Thu 07:05")
    await day.tap("amina", "follow-worse")
    assert day.told("amina", "q-nausea-how-bad")


async def test_the_same_so_often_rings_the_owner_once(day: Clinic) -> None:
    """Twice in a row the same (the clinic's number): the owner hears of it, in working hours, not each time."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Wed 11:05")
    await day.tap("amina", "follow-same")
    await day.at("Fri 11:00")
    await day.tap("boris", "button-acknowledge")
    await day.at("Fri 11:10")
    await day.tap("amina", "follow-same")
    assert sum("2 times in a row" in one.text for one in day.rung("boris")) == 1


async def test_better_ends_it_and_the_card_says_so(day: Clinic) -> None:
    """Better: nobody asks again, the alert stays with the team until a human closes it."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Wed 11:05")
    await day.tap("amina", "follow-better")
    assert day.told("amina", "follow-noted-over")
    assert day.words("boris", "card-follow-better") in day.read("boris", ever=True)
    assert (await day.alerts())[0]["state"] != "resolved"
    await day.at("Sun 12:00")
    assert asked(day, "nausea", MONDAY) == 1


async def test_better_and_then_worse_on_the_same_message_is_worse(day: Clinic) -> None:
    """A worse answer after a better one is not lost (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.tap("amina", "follow-better")
    await day.tap("amina", "follow-worse")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))


async def test_a_human_closes_it_and_the_patient_is_told_so(day: Clinic) -> None:
    """Resolved: no further question, and the patient reads that there is none; "worse" later still rings."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.tap("boris", "button-acknowledge")
    await day.tap("boris", "button-resolve")
    await day.say("boris", "Phoned")
    await day.tap("boris", "outcome-acted")
    assert day.told("amina", "follow-closed")
    await day.at("Tue 09:30")
    assert asked(day, "breathlessness", MONDAY) == 1
    await day.tap("amina", "follow-worse")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))
    assert (await day.alerts())[-1]["state"] == "open"


async def test_never_two_askings_in_a_day(day: Clinic) -> None:
    """Two symptoms and a check-in due: one sitting, one after the other, and the check-in at its end."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.tap("boris", "button-acknowledge")
    await day.tap("boris", "button-resolve")
    await day.say("boris", "Phoned")
    await day.tap("boris", "outcome-watched")
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-well")
    await day.tap("amina", "a-check-in-trouble-none")
    await nausea(day)
    await day.at("Wed 12:00")
    await day.at("Thu 10:01")
    assert asked(day, "nausea", TUESDAY) == 1
    assert not day.told("amina", "q-check-in-week-feel")
    await day.tap("amina", "follow-same")
    assert day.told("amina", "q-check-in-week-feel")
    await day.tap("amina", "a-check-in-week-feel-well")
    await day.at("Thu 22:00")
    assert asked(day, "nausea", TUESDAY) == 1


async def test_nobody_is_asked_while_the_team_is_rung_for_an_emergency(day: Clinic) -> None:
    """An emergency nobody has acknowledged: the team rings, the patient is not asked how it is; then it goes on."""
    await day.at("Mon 08:00")
    await day.report("amina", "chest-pain")
    await day.at("Mon 17:00")
    assert asked(day, "chest-pain", MONDAY) == 0
    await day.tap("boris", "button-goes-ahead")
    await day.at("Mon 18:30")
    assert asked(day, "chest-pain", MONDAY) == 1


async def test_nobody_is_asked_at_night(day: Clinic) -> None:
    """Urgent in the afternoon: eight hours later it is night, so it is asked in the morning."""
    await day.at("Mon 17:00")
    await breathless(day)
    await day.at("Tue 06:55")
    assert asked(day, "breathlessness", MONDAY) == 0
    await day.at("Tue 07:05")
    assert asked(day, "breathlessness", MONDAY) == 1


async def test_plain_words_answer_and_not_better_is_not_better(day: Clinic) -> None:
    """Typed: "not better" is the same; "worse", even with nothing asked any more, is worse of what is still followed."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "not better")
    assert (await day.rows(follow_ups))[0]["since"] == "same"
    await day.say("amina", "no, it's worse now")
    assert (await day.rows(follow_ups))[0]["since"] == "worse"
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))


async def test_plain_spanish_words_answer(dia: Clinic) -> None:
    """The same in Spanish: "un poco mejor" ends it."""
    await dia.at("Mon 08:00")
    await breathless(dia)
    await dia.at("Mon 16:05")
    await dia.say("amina", "estoy un poco mejor")
    assert dia.told("amina", "follow-noted-over")


async def test_a_red_flag_typed_instead_of_an_answer_comes_first(day: Clinic) -> None:
    """Whatever is asked, a red flag is answered as one (S8), and what it is about is asked about from then on."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "I am bleeding and it does not stop")
    assert "bleeding" in [row["symptom"] for row in await day.rows(follow_ups)]


async def test_the_patients_own_report_is_an_answer_too(day: Clinic) -> None:
    """Told anew by its own questions, and nothing is found any more: over. Told anew and bad: asked from then."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Tue 12:00")
    await day.report("amina", "nausea")
    await day.tap("amina", "a-nausea-how-bad-none")
    (row,) = await day.rows(follow_ups)
    assert (row["state"], row["since"]) == ("over", "better")


async def test_what_waited_behind_an_unanswered_one_is_asked_the_next_day(day: Clinic) -> None:
    """Two symptoms due: the first is met with silence, and the second is not forgotten for that (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.report("amina", "vision")
    await day.tap("amina", "a-vision-which-double")
    await day.at("Mon 16:05")
    assert asked(day, "breathlessness", MONDAY) + asked(day, "vision", MONDAY) == 1
    await day.at("Tue 16:05")
    assert asked(day, "breathlessness", MONDAY) == 1
    assert asked(day, "vision", MONDAY) == 1


async def test_two_symptoms_are_one_sitting(day: Clinic) -> None:
    """The first is answered, and the second is asked at once, not another day."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.report("amina", "vision")
    await day.tap("amina", "a-vision-which-double")
    await day.at("Mon 16:05")
    await day.tap("amina", "follow-same")
    await day.tap("amina", "follow-same")
    assert [row["since"] for row in await day.rows(follow_ups)] == ["same", "same"]
    assert asked(day, "breathlessness", MONDAY) + asked(day, "vision", MONDAY) == 2


async def test_a_weight_is_asked_for_again_by_its_number(day: Clinic) -> None:
    """A week after a loss the scales are asked, not the feeling; no weighing is not "better", a good weight ends it (S9)."""
    await day.at("Mon 11:00")
    await day.say("amina", "/weight 68")
    await day.at("Tue 10:01")
    await day.tap("amina", "a-check-in-feel-well")
    await day.tap("amina", "a-check-in-trouble-none")
    await day.at("Mon 11:05")
    assert day.told("amina", "follow-ask-weight", day=MONDAY)
    await day.tap("amina", "answer-no-weight")
    (row,) = await day.rows(follow_ups)
    assert (row["state"], row["since"]) == ("open", "not-measured")
    await day.at("+7d")
    await day.at("+5m")
    async with day.office.work() as work:  # two missed doses would be a reason of their own
        await work.tx.execute(tables.doses.update().values(state="taken"))
    await day.say("amina", "71.8")
    (row,) = await day.rows(follow_ups)
    assert (row["state"], row["since"]) == ("over", "better")


async def test_a_weight_is_not_asked_for_twice(clinic: Clinic) -> None:
    """Monitoring asks for the weight that morning: the follow-up waits for that number, and comes when none does (S9)."""
    await clinic.patient("amina", monitoring="weight: day 8")
    await clinic.at("Mon 08:00")
    await clinic.say("amina", "/weight 68")
    await clinic.at("Mon 08:00")
    await clinic.at("+1m")
    assert clinic.told(
        "amina", "check-head", day=date(2026, 5, 11), what=clinic.words("amina", "check-weight"), ever=True
    )
    assert not clinic.told("amina", "follow-ask-weight", day=MONDAY, ever=True)
    await clinic.at("Fri 12:00")
    assert clinic.told("amina", "follow-ask-weight", day=MONDAY, ever=True)


async def test_after_worse_the_same_as_last_time_is_not_offered(day: Clinic) -> None:
    """One tap on it would take back what was just said (S9)."""
    await day.at("Mon 11:00")
    await nausea(day)
    await day.at("Wed 11:05")
    await day.tap("amina", "follow-worse")
    assert day.words("amina", "last-time-same") not in day.buttons("amina")


async def test_somebody_who_begins_again_is_asked_in_the_treatment_of_now(day: Clinic) -> None:
    """Bleeding told after the end: the alert comes along to the new treatment, and so does the question how it is (S9)."""
    await ended(day)
    await day.say("amina", "my gums are bleeding")
    await joined(day, await again(day))
    await day.at("Tue 20:30")
    assert asked(day, "bleeding", TUESDAY) == 1
    await day.tap("amina", "follow-worse")
    assert [row["urgency"] for row in await day.alerts(patient_id=day.ids["amina"])] == ["urgent"]
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-urgent"))


async def test_worse_of_an_emergency_brings_the_number_that_was_given_for_it(day: Clinic) -> None:
    """Harm to oneself, in hand, and then "worse": the crisis line stands in the very message of the emergency number (S8)."""
    await day.at("Mon 08:00")
    await day.report("amina", "mood")
    await day.tap("amina", "a-mood-harm-yes")
    await day.tap("boris", "button-goes-ahead")
    await day.at("Mon 16:05")
    await day.tap("amina", "follow-worse")
    first = day.heard("amina")[0].text
    assert first.startswith(day.words("amina", "advice-emergency"))
    assert day.words("amina", "advice-crisis") in first
    assert (await day.alerts())[-1]["urgency"] == "emergency"


async def test_two_short_answers_in_one_sentence_are_the_worse_of_them(day: Clinic) -> None:
    """What is still bad but better goes on being asked about, and "no, much worse" is worse beside its red flag (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "still bad but better than yesterday")
    assert (await day.rows(follow_ups))[0]["since"] == "same"
    await day.at("Tue 07:05")
    await day.say("amina", "No, much worse. Thanks")
    assert (await day.rows(follow_ups))[0]["since"] == "worse"


async def test_better_but_something_else_is_both(day: Clinic) -> None:
    """The answer counts, and the dizziness is offered with the words; not taken up, a human reads them (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "better but now dizzy")
    assert (await day.rows(follow_ups))[0]["since"] == "better"
    assert day.words("amina", "symptom-confusion-dizziness") in day.buttons("amina")
    await day.at("+31m")
    assert any(row["words"] == "better but now dizzy" for row in await day.rows(tables.reports))


async def test_worse_with_other_words_loses_none_of_them(day: Clinic) -> None:
    """It rings at once, its words stand on the card, and the other symptom is a report of its own (S9)."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "worse, and I feel a bit sick since noon")
    assert (await day.rows(follow_ups))[0]["since"] == "worse"
    assert "a bit sick since noon" in day.rung("boris")[-1].text
    assert "nausea" in {row["symptom"] for row in await day.rows(tables.reports)}


async def test_words_not_all_understood_answer_nothing_but_worse(day: Clinic) -> None:
    """An answer beside words nobody understands is no "better": a human reads it, and it is asked about again."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 16:05")
    await day.say("amina", "better, only my left side will not do what I want")
    assert (await day.rows(follow_ups))[0]["since"] is None
    assert any("left side" in (row["words"] or "") for row in await day.rows(tables.reports))


async def test_a_bare_worse_is_about_what_was_asked(day: Clinic) -> None:
    """Asked about the breath while a bleeding is followed too, and a word typed in between: "worse" means the breath."""
    await day.at("Mon 08:00")
    await breathless(day)
    await day.at("Mon 10:00")
    await day.say("amina", "my gums are bleeding")
    await day.at("Mon 16:05")
    assert asked(day, "breathlessness", MONDAY) == 1
    await day.say("amina", "I feel sick")
    assert day.told("amina", "offer-symptoms")
    await day.say("amina", "worse")
    worse = {row["symptom"] for row in await day.rows(follow_ups) if row["since"] == "worse"}
    assert worse == {"breathlessness"}
