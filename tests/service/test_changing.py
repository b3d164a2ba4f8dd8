"""Changes of plan in chat: reviewed as they will be, made once, told until understood, and nothing untrue left standing."""

from datetime import date, time
from decimal import Decimal

from bot.domain.messages import line
from bot.store import tables
from tests.service.clinic import BOTH, MONDAY, Clinic

DEXAMETHASONE = line("drug-dexamethasone")
WEDNESDAY, NEXT_MONDAY, NEXT_WEDNESDAY = date(2026, 5, 6), date(2026, 5, 11), date(2026, 5, 13)


async def change(day: Clinic, kind: str, *steps: str, typed: str | None = None) -> None:
    """Boris prepares a change as far as its review card: a kind, then buttons, then perhaps something typed."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", f"change-kind-{kind}")
    for one in steps:
        await day.tap("boris", one)
    if typed is not None:
        await day.say("boris", typed)
    await day.say("boris", "as discussed with the prescriber")


async def reduced(day: Clinic) -> None:
    """To level 1, dexamethasone on both days as before, as far as the review card."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-dose")
    await day.tap("boris", "change-level", level=1, mg=Decimal(100), days="1")
    await day.tap("boris", "change-dex-days", mg=Decimal(20), days="1, 3")
    await day.say("boris", "platelets")


@BOTH
async def test_a_dose_level_is_reviewed_told_and_lived(day: Clinic) -> None:
    """100 mg from the next dose day on: the patient reads what the card showed; a day without selinexor says so."""
    await day.at("Mon 10:00")
    await day.tap("amina", "answer-taken-both")
    await reduced(day)
    (card,) = [one.text for one in day.heard("boris") if one.text.startswith("REVIEW")]
    assert "100 mg = 5 x 20 mg" in card
    assert day.heard("amina") == []
    await day.tap("boris", "review-make")
    (told,) = [one.text for one in day.heard("amina")]
    assert told in card
    await day.tap("amina", "button-understood")
    await day.at("Wed 09:00")
    assert day.told("amina", "dose-not-due", drug="selinexor")
    await day.at("Mon 09:00")
    assert "selinexor (Xpovio) 100 mg = 5 tablets marked 20 mg" in day.prompts()[-1].text
    assert await day.doses(WEDNESDAY) == {"dexamethasone": "unknown"}
    assert await day.doses(MONDAY) == {"selinexor": "taken", "dexamethasone": "taken"}


async def test_a_plan_that_cannot_be_right_is_refused(day: Clinic) -> None:
    """S14: 120 mg, two days in a row, an amount no tablets make; a day outside the cycle is not read."""
    for typed, said in (
        ("120 mg days 1", "more than 100 mg"), ("80 mg days 1, 2", "two days in a row"), ("75 mg days 1", "75 mg"),
    ):  # fmt: skip
        await day.tap_data("boris", f"p:{day.ids['amina']}:change")
        await day.tap("boris", "change-kind-dose")
        await day.say("boris", typed)
        await day.tap("boris", "change-dex-days", mg=Decimal(20), days="1, 3")
        assert said in day.read("boris")
        assert day.told("boris", "change-not-made")
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-dose")
    await day.say("boris", "80 mg days 1, 8")
    assert day.told("boris", "change-not-read")
    assert len(await day.rows(tables.plans)) == 1


async def test_unusual_needs_a_second_confirmation_and_is_audited(day: Clinic) -> None:
    """90 mg is no level: one tap is not enough, and the record says what was unusual."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-dose")
    await day.say("boris", "60 mg days 1, 3")
    await day.tap("boris", "change-dex-days", mg=Decimal(20), days="1, 3")
    await day.say("boris", "very light")
    await day.tap("boris", "review-make")
    assert len(await day.rows(tables.plans)) == 1
    await day.tap("boris", "review-sure")
    assert len(await day.rows(tables.plans)) == 2
    (kept,) = await day.rows(tables.audit, action="plan-changed")
    assert kept["data"]["unusual"] == ["not-a-level"]
    assert kept["data"]["reason"] == "very light"


@BOTH
async def test_a_card_is_stale_once_the_plan_has_changed(day: Clinic) -> None:
    """Clara changes the time while Boris looks: his card is shown anew, and makes nothing before it is seen."""
    await reduced(day)
    await day.tap_data("clara", f"p:{day.ids['amina']}:change")
    for one in ("change-kind-time", "change-drugs-both"):
        await day.tap("clara", one)
    await day.say("clara", "10:00", "mornings are hard")
    await day.tap("clara", "review-make")
    await day.tap("boris", "review-make")
    assert day.told("boris", "review-stale")
    assert [row["version"] for row in await day.rows(tables.plans)] == [1, 2]
    await day.tap("boris", "review-make")
    newest = (await day.rows(tables.plans))[-1]["body"]["drugs"][0]
    assert (newest["mg"], newest["at"]) == ("100", "10:00:00")


async def test_a_card_is_stale_once_the_patient_has_answered(day: Clinic) -> None:
    """A hold of today's prompt, taken meanwhile: the pharmacist sees that, and what was answered stays answered."""
    await day.at("Mon 09:10")
    await day.tap_data("boris", f"p:{day.ids['amina']}:hold")
    for one in ("hold-both-antiemetics-off", "hold-no-date", "change-from-today"):
        await day.tap("boris", one)
    await day.say("boris", "platelets")
    await day.tap("amina", "answer-taken-both")
    await day.tap("boris", "review-make")
    assert day.told("boris", "review-stale")
    assert len(await day.rows(tables.plans)) == 1
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "taken"}


async def lowered_today(day: Clinic) -> None:
    """Prompted for 80 mg at 09:00, lowered to 60 mg at 09:10, today included."""
    await day.at("Mon 09:10")
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-dose")
    await day.tap("boris", "change-level", level=3, mg=Decimal(60), days="1")
    await day.tap("boris", "change-dex-days", mg=Decimal(20), days="1")
    await day.tap("boris", "change-from-today")
    await day.say("boris", "platelets")
    await day.tap("boris", "review-make")


@BOTH
async def test_an_amount_changed_after_the_prompt_is_asked_never_said(day: Clinic) -> None:
    """The prompt no longer counts, and the new amount is asked about (S2)."""
    await lowered_today(day)
    assert day.told("amina", "change-replaces")
    assert "Did you take it before the change" in day.read("amina")
    assert "60 mg (3 x 20 mg)" in day.read("amina")
    assert len(day.prompts()) == 1
    await day.tap("amina", "answer-taken-both")
    (dose,) = await day.rows(tables.doses, drug="selinexor", plan_day=MONDAY)
    assert (dose["state"], dose["mg"]) == ("taken", "60")


@BOTH
async def test_the_earlier_amount_is_an_answer_of_its_own(day: Clinic) -> None:
    """The 80 mg of the prompt had been taken: recorded as 80 mg, told to the pharmacist, and nothing more is taken."""
    await lowered_today(day)
    await day.tap("amina", "answer-earlier")
    found = await day.rows(tables.doses, plan_day=MONDAY)
    assert {(row["drug"], row["mg"], row["state"]) for row in found} == {
        ("selinexor", "80", "taken"), ("dexamethasone", "20", "taken"),
    }  # fmt: skip
    assert ("earlier-amount", "routine") in await day.causes()
    assert "Do not take it a second time" in day.read("amina")


@BOTH
async def test_a_heads_up_on_the_phone_is_taken_back(day: Clinic) -> None:
    """At 19:30 tomorrow's time moves: the heads-up of 19:00 no longer counts, and the dose is said at its new time."""
    await day.at("19:30")
    await change(day, "time", "change-drugs-both", typed="11:00")
    await day.tap("boris", "review-make")
    assert [one.text for one in day.heard("amina", "edit")] == [day.words("amina", "change-replaces")]
    await day.at("Mon 10:00")
    assert day.prompts() == []
    await day.at("Mon 11:00")
    assert "Mon 4 May, 11:00" in day.prompts()[-1].text
    await day.at("Mon 23:00")
    assert len(day.prompts()) == 1


async def test_a_time_never_moves_a_day_already_prompted(day: Clinic) -> None:
    """Prompted at 09:00, moved to 20:00 at 09:10: today stays as it was, Wednesday is at 20:00."""
    await day.at("Mon 09:10")
    await change(day, "time", "change-drugs-both", typed="20:00")
    await day.tap("boris", "review-make")
    assert day.told("amina", "told-changed", name="Boris", role="pharmacist", day=WEDNESDAY)
    assert not day.told("amina", "change-replaces")
    await day.tap("amina", "answer-taken-both")
    await day.at("Wed 20:00")
    assert [one.text.splitlines()[0][:16] for one in day.prompts()] == ["Mon 4 May, 09:00", "Wed 6 May, 20:00"]


@BOTH
async def test_another_zone_neither_doubles_nor_skips_a_day(day: Clinic) -> None:
    """From Madrid to New York after Monday's dose: Wednesday once, at nine over there."""
    await day.at("Mon 09:10")
    await day.tap("amina", "answer-taken-both")
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-zone")
    await day.say("boris", "new york")
    await day.tap("boris", "change-zone-is", zone="America/New_York")
    await day.say("boris", "moved to her daughter's")
    await day.tap("boris", "review-make")
    await day.at("Thu 12:00")
    assert [one.at.isoformat()[:16] for one in day.prompts()] == ["2026-05-04T07:00", "2026-05-06T13:00"]


async def test_a_planned_end_is_told_and_kept(day: Clinic) -> None:
    """On hold until the second Wednesday: told so, silent till then but for the hold, prompted from then on."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:hold")
    await day.tap("boris", "hold-both-antiemetics-off")
    await day.say("boris", "13 May", "neutrophils")
    await day.tap("boris", "review-make")
    assert day.told("amina", "told-until", drugs="selinexor and dexamethasone", day=NEXT_WEDNESDAY)
    await day.tap("amina", "button-understood")
    await day.at("2026-05-12 12:00")
    assert day.prompts() == []
    assert "hold ends as planned on Wed 13 May" in day.read("boris")
    await day.at("2026-05-13 12:00")
    assert ["Wed 13 May" in one.text for one in day.prompts()] == [True]
    assert "hold-goes-on" not in [one[0] for one in await day.causes()]


async def test_a_hold_without_an_end_is_told_to_the_team_every_week(day: Clinic) -> None:
    """Silent patients do not make a hold forgotten; once resumed nobody is reminded."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:hold")
    await day.tap("boris", "hold-both-antiemetics-off")
    await day.tap("boris", "hold-no-date")
    await day.say("boris", "neutrophils")
    await day.tap("boris", "review-make")
    await day.tap("amina", "button-understood")
    await day.at("+6d")
    assert "hold-goes-on" not in [one[0] for one in await day.causes()]
    await day.at("+2d")
    assert "hold-goes-on" in [one[0] for one in await day.causes()]
    assert day.told("boris", "cause-hold-goes-on")


@BOTH
async def test_stopped_for_good(day: Clinic) -> None:
    """Both end: told plainly, nothing prompted ever again, the team hears what is typed, alerts stay."""
    await day.at("Mon 12:00")
    await change(day, "stop", "change-drugs-both")
    assert day.told("boris", "review-dexamethasone-ends")
    await day.tap("boris", "review-make")
    await day.tap("boris", "review-sure")
    assert day.told("amina", "told-drug-stopped", drug="dexamethasone", mg=Decimal(20), before=Decimal(20), at=time(9))
    assert day.told("amina", "told-foot-stopped")
    await day.tap("amina", "button-understood")
    before = len(day.prompts())
    await day.at("+10d")
    assert len(day.prompts()) == before
    assert "on hold" not in day.read("amina")
    (row,) = await day.rows(tables.patients)
    assert row["status"] == "stopped"
    await day.say("amina", "Who takes the leftover tablets?")
    assert ("symptom", "routine") in await day.causes()  # words for a person to read
    assert not day.told("amina", "stranger")


async def test_selinexor_alone_ends_and_dexamethasone_goes_on(day: Clinic) -> None:
    """Dexamethasone is named: it goes on and is not to be stopped suddenly (F-DEX-05); the patient is not "stopped"."""
    await change(day, "stop", "change-drugs-sel")
    await day.tap("boris", "review-make")
    await day.tap("boris", "review-sure")
    assert day.told("amina", "told-dexamethasone-alone")
    assert day.told("amina", "told-antiemetics-end")
    assert day.told("boris", "review-antiemetics-end", ever=True)
    await day.at("Mon 09:00")
    assert "dexamethasone" in day.prompts()[-1].text
    assert "selinexor" not in day.prompts()[-1].text
    assert "ondansetron" not in day.read("amina")
    assert [row["status"] for row in await day.rows(tables.patients)] == ["active"]


async def test_not_clear_to_me_reaches_the_pharmacist(day: Clinic) -> None:
    """The second button is an answer too; silence gets the same words once more."""
    await reduced(day)
    await day.tap("boris", "review-make")
    told = [one.text for one in day.heard("amina")]
    await day.at("+61m")
    assert told[-1] in [one.text for one in day.heard("amina", "message")]
    await day.tap("amina", "button-not-understood")
    assert [one[0] for one in await day.causes()] == ["change-not-understood"]


async def test_nothing_is_made_without_the_confirmation(day: Clinic) -> None:
    """Cancelled, another change begun, or access ended: the plan stays as it is."""
    await reduced(day)
    question = (await day.rows(tables.questions, kind="change-review"))[-1]["id"]
    await day.tap("boris", "button-cancel")
    await day.tap_data("boris", f"q:{question}:make")
    await reduced(day)
    question = (await day.rows(tables.questions, kind="change-review"))[-1]["id"]
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap_data("boris", f"q:{question}:make")
    await day.tap_data("dan", f"q:{question}:make")
    await day.tap_data("dan", f"p:{day.ids['amina']}:change")
    assert len(await day.rows(tables.plans)) == 1
    assert [one.kind for one in day.heard("dan", ever=True)] == ["toast", "toast"]
    day.dan_spoke = True


async def test_before_joining_the_new_plan_is_what_is_confirmed(clinic: Clinic) -> None:
    """A start moved by a week before the patient has joined: no notice, and the deadlines move too."""
    made = await clinic.invite("amina")
    await clinic.tap_data("boris", f"p:{made.patient_id}:change")
    await clinic.tap("boris", "change-kind-start")
    await clinic.say("boris", "11 May", "tablets arrive later")
    await clinic.tap("boris", "review-make")
    assert clinic.told("boris", "change-made-unjoined", pseudonym=made.pseudonym, day=date(2026, 5, 3))
    await clinic.at("Mon 12:00")
    assert "not-started" not in [one[0] for one in await clinic.causes()]


async def dispensed(day: Clinic, typed: str, drug: str = "selinexor") -> None:
    """A new box, made and understood."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-box")
    await day.tap("boris", f"drug-{drug}")
    await day.say("boris", typed, "dispensed today")
    await day.tap("boris", "review-make")
    await day.tap("amina", "button-understood")


@BOTH
async def test_a_new_box_is_read_before_its_number_is_told(day: Clinic) -> None:
    """80 mg from boxes of 60 and 20 from Wednesday: no number before the patient has read them, then the dose."""
    await day.at("Mon 09:10")
    await day.tap("amina", "answer-taken-both")
    await dispensed(day, "Nexpovio, 60 + 20 mg")
    await day.at("Wed 09:00")
    (first,) = [one.text for one in day.heard("amina") if "It is the time for this dose" in one.text]
    heard = [each for one in day.heard("amina") for each in one.text.splitlines()]
    assert not [one for one in heard if "marked" in one and "selinexor" in one]
    assert "selinexor 80 mg" in first
    assert "do not take it; tell us" in first
    assert len(day.prompts()) == 1
    await day.tap("amina", "box-mg", mg=Decimal(60))
    await day.tap("amina", "box-mg", mg=Decimal(20))
    assert "1 tablet marked 60 mg + 1 tablet marked 20 mg" in day.prompts()[-1].text
    assert "Wed 6 May" in day.prompts()[-1].text
    await day.tap("amina", "answer-taken-both")
    await day.at("2026-05-11 12:00")
    assert not day.told("amina", "box-wait")


@BOTH
async def test_another_number_on_the_new_box_stops_the_dose(day: Clinic) -> None:
    """The plan says 40, the box says 20: nothing is said to be taken, and the pharmacist hears of it at once."""
    await dispensed(day, "Xpovio, 40 mg")
    await day.at("Mon 09:00")
    await day.tap("amina", "box-mg", mg=Decimal(20))
    assert ("box-differs", "urgent") in await day.causes()
    await day.at("Mon 12:00")
    assert day.prompts() == []


async def test_an_unread_box_is_asked_about_again_and_never_taken_for_granted(day: Clinic) -> None:
    """No number by the end of the window: asked once more in it, then "what happened", and nothing was said to be taken."""
    await dispensed(day, "Xpovio, 40 mg")
    await day.at("Mon 09:45")
    assert len([one for one in day.heard("amina", "message") if "It is the time for this dose" in one.text]) == 2
    await day.at("Mon 11:30")
    assert day.prompts() == []
    assert await day.doses() == {"selinexor": "unknown", "dexamethasone": "unknown"}


async def test_a_new_box_with_the_same_number_is_read_too(day: Clinic) -> None:
    """What was read on the old box says nothing about the new one."""
    await dispensed(day, "Xpovio, 20 mg")
    await day.at("Mon 08:00")
    await day.say("amina", "/today")
    assert "selinexor 80 mg: " in day.read("amina")
    assert "selinexor 80 mg (4 x 20 mg)" not in day.read("amina", ever=True)
    assert not day.told(
        "amina",
        "heads-up-drug",
        ever=True,
        at=time(9),
        drug="selinexor",
        brand="Xpovio",
        mg=Decimal(80),
        tablets="4 tablets marked 20 mg",
    )
    await day.tap("amina", "box-mg", mg=Decimal(20))
    await day.at("Mon 09:00")
    assert len(day.prompts()) == 1


@BOTH
async def test_a_new_box_of_dexamethasone_is_read_too(day: Clinic) -> None:
    """20 mg as five of 4 mg: asked about the evening before, no number told before; wrong, it stops the dose."""
    await dispensed(day, "Dexamethasone, 4 mg", "dexamethasone")
    await day.at("Mon 08:00")
    assert day.told("amina", "box-ask", ever=True, drug=DEXAMETHASONE)
    assert not day.told("amina", "box-ask", ever=True)
    assert "marked 4 mg" not in day.read("amina", ever=True)
    await day.tap("amina", "box-mg", mg=4)
    assert day.told("amina", "join-done")
    await day.at("Mon 09:00")
    assert "20 mg = 5 tablets marked 4 mg" in day.prompts()[0].text


async def test_a_product_of_40_mg_is_refused_and_no_day_is_offered_for_it(day: Clinic) -> None:
    """F-DEX-11: the prescriber is to be asked; from whichever day, it would be wrong."""
    await change(day, "box", "drug-dexamethasone", typed="Dexamethasone, 40 mg")
    assert "Ask the prescriber" in day.read("boris", ever=True)
    assert await day.rows(tables.plans, version=2) == []
    assert not day.told("boris", "change-which-day", ever=True)


async def test_with_both_boxes_new_the_dose_waits_for_both_one_at_a_time(day: Clinic) -> None:
    """Unread at the time of the dose: selinexor first, then dexamethasone, then the one prompt; each names until when."""
    await dispensed(day, "Xpovio, 40 mg")
    await dispensed(day, "Dexamethasone, 4 mg", "dexamethasone")
    await day.at("Mon 09:00")
    await day.tap("amina", "box-mg", mg=40)
    assert day.prompts() == []
    (asked,) = day.heard("amina", "message")[1:]
    assert day.words("amina", "box-ask", drug=DEXAMETHASONE) in asked.text
    assert "11:00" in asked.text
    await day.tap("amina", "box-mg", mg=4)
    (prompt,) = day.prompts()
    assert "2 tablets marked 40 mg" in prompt.text
    assert "5 tablets marked 4 mg" in prompt.text


async def test_the_old_box_counts_until_the_day_of_the_new_one(clinic: Clinic) -> None:
    """Dexamethasone on Monday and Tuesday evening, a new box from Tuesday: what is read for Tuesday does not stop Monday."""
    await clinic.patient("amina", regimen="svd-weekly", time="20:00")
    await clinic.at("Mon 12:00")
    await clinic.tap_data("boris", f"p:{clinic.ids['amina']}:change")
    await clinic.tap("boris", "change-kind-box")
    await clinic.tap("boris", "drug-dexamethasone")
    await clinic.say("boris", "Dexamethasone, 4 mg", "dispensed today")
    await clinic.tap("boris", "review-other-day")
    await clinic.tap("boris", "change-from-day", day=date(2026, 5, 5))
    await clinic.tap("boris", "review-make")
    await clinic.at("Mon 18:30")
    assert clinic.told("amina", "box-new", drug=DEXAMETHASONE)
    await clinic.tap("amina", "box-mg", mg=4)
    await clinic.at("Mon 20:00")
    assert clinic.told("amina", "box-ask", drug=DEXAMETHASONE)
    await clinic.tap("amina", "box-mg", mg=20)
    assert "box-differs" not in [one for one, _ in await clinic.causes()]
    assert "20 mg = 1 tablet marked 20 mg" in clinic.prompts()[0].text


async def antiemetics(day: Clinic, answer: str, typed: str | None = None) -> None:
    """An antiemetic removed, replaced or added, as far as its review card."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:change")
    await day.tap("boris", "change-kind-antiemetics")
    question = (await day.rows(tables.questions, kind="change-step"))[-1]["id"]
    await day.tap_data("boris", f"q:{question}:{answer}")
    if typed is not None:
        await day.say("boris", typed)


@BOTH
async def test_an_antiemetic_is_replaced_and_the_old_one_never_prompted(day: Clinic) -> None:
    """Another one by the clock from the first day: told by name, and the one before is not reminded of any more."""
    await antiemetics(day, "replace-0", "olanzapine, 5 mg")
    assert day.told("boris", "change-not-read")
    await day.say("boris", "olanzapine, 5 mg, at 23:30 on dose days", "ondansetron gives her headaches")
    assert day.told("boris", "review-night", name="olanzapine", at=time(23, 30))
    await day.tap("boris", "review-make")
    assert "ondansetron 8 mg is no longer in your plan" in day.read("amina")
    assert "olanzapine 5 mg" in day.read("amina")
    await day.tap("amina", "button-understood")
    await day.at("Mon 09:30")
    assert "ondansetron" not in day.read("amina")
    await day.tap("amina", "answer-taken-both")
    await day.at("Mon 23:35")
    assert "olanzapine" in day.read("amina")


async def test_a_plan_left_without_an_antiemetic_is_unusual(day: Clinic) -> None:
    """The last one removed needs a second confirmation (S14)."""
    await antiemetics(day, "remove-0")
    await day.say("boris", "patient declines")
    await day.tap("boris", "review-make")
    assert len(await day.rows(tables.plans)) == 1
    await day.tap("boris", "review-sure")
    (kept,) = await day.rows(tables.audit, action="plan-changed")
    assert kept["data"]["unusual"] == ["no-antiemetic"]


async def test_a_change_made_from_an_alerts_card_is_what_was_done_about_it(day: Clinic) -> None:
    """At the deadline to act nobody is rung: the plan was changed. One tap is left, and the change is the note (S7)."""
    await day.at("Mon 10:00")
    await day.tap("amina", "answer-taken-both")
    await day.say("amina", "Me sale sangre de la nariz")
    await day.tap("boris", "button-acknowledge")
    due = (await day.alerts())[0]["action_due_at"]
    await day.tap("boris", "button-change-plan")
    await day.tap("boris", "change-kind-dose")
    await day.tap("boris", "change-level", level=1, mg=Decimal(100), days="1")
    await day.tap("boris", "change-dex-days", mg=Decimal(20), days="1, 3")
    await day.say("boris", "platelets")
    await day.tap("boris", "review-make")
    note = day.words("boris", "alert-note-changed", day=WEDNESDAY, reason="platelets")
    assert note in day.read("boris")
    assert (await day.alerts())[0]["action_due_at"] > due
    await day.tap("amina", "button-understood")
    await day.at("+2h")
    assert day.heard("boris", "message") == []
    await day.tap("boris", "outcome-acted")
    (alert,) = await day.alerts()
    assert (alert["state"], alert["outcome"], alert["note"]) == ("resolved", "acted", note)


async def test_a_change_that_is_cancelled_is_no_action(day: Clinic) -> None:
    """Begun from the card and not made: the deadline stands, and it rings."""
    await day.at("Mon 10:00")
    await day.tap("amina", "answer-taken-both")
    await day.say("amina", "Me sale sangre de la nariz")
    await day.tap("boris", "button-acknowledge")
    await day.tap("boris", "button-change-plan")
    await day.tap("boris", "button-cancel")
    await day.at("+61m")
    assert [one for one in day.heard("boris", "message") if day.words("boris", "urgency-urgent") in one.text]
