"""Hold and resume: made by name with a reason, told until understood, and nothing untrue is left standing (S1)."""

from datetime import date

from bot.rehearsal.faults import Fault, What
from bot.store import tables
from tests.service.clinic import BOTH, MONDAY, NINE, Clinic

WEDNESDAY = date(2026, 5, 6)


async def hold(day: Clinic, what: str = "hold-both-antiemetics-off", *, since: str | None = None) -> None:
    """Boris holds Amina's plan from the list of patients."""
    await reviewed(day, what, since=since)
    await day.tap("boris", "review-make")


async def reviewed(day: Clinic, what: str = "hold-both-antiemetics-off", *, since: str | None = None) -> None:
    """As far as the review card."""
    await begun(day, what)
    if since is not None:
        await day.tap("boris", since)
    await day.say("boris", "platelets too low")


async def begun(day: Clinic, what: str = "hold-both-antiemetics-off", who: str = "boris") -> None:
    """As far as the reason, or the question whether today is meant."""
    await day.tap_data(who, f"p:{day.ids['amina']}:hold")
    await day.tap(who, what)
    await day.tap(who, "hold-no-date")


async def resume(day: Clinic, from_: date) -> None:
    """Boris lets the plan go on from a day."""
    await day.tap_data("boris", f"p:{day.ids['amina']}:resume")
    await day.tap("boris", "change-drugs-both")
    await day.tap("boris", "resume-from", day=from_)
    await day.say("boris", "platelets recovered")


async def test_before_the_day_everything_is_taken_back(day: Clinic) -> None:
    """Held on Sunday evening: no heads-up, no antiemetic, no dose; each would-be day says that it is on hold."""
    await hold(day)
    assert "Boris" in day.read("amina")
    await day.tap("amina", "button-understood")
    await day.at("Mon 12:00")
    assert day.prompts() == []
    assert [one.text for one in day.heard("amina") if "on hold" in one.text]
    assert not day.told("amina", "heads-up", day=MONDAY)
    assert "ondansetron" not in day.read("amina")
    plans = await day.rows(tables.plans)
    assert [(row["version"], row["made_by"], row["reason"]) for row in plans][-1] == (
        2, f"staff:{day.ids['boris']}", "platelets too low",
    )  # fmt: skip


@BOTH
async def test_a_prompt_already_sent_is_edited_and_told_anew(day: Clinic) -> None:
    """Held at 09:10 from today: the prompt no longer says take, a new message comes, nothing is nudged."""
    await day.at("Mon 09:10")
    number = next(m.message_id for m in day.person("amina").messages if m.text == day.prompts()[0].text)
    await hold(day, since="change-from-today")
    shown = next(m for m in day.person("amina").messages if m.message_id == number)
    assert shown.text == day.words("amina", "change-replaces")
    assert shown.buttons == ()
    assert await day.doses() == {"selinexor": "held", "dexamethasone": "held"}
    await day.at("Mon 11:30")
    assert "Did you take this dose?" not in day.read("amina")


async def test_prompted_today_needs_a_word_before_it_is_touched(day: Clinic) -> None:
    """Once today is prompted the pharmacist sees it and chooses; "from the next day" leaves today alone."""
    await day.at("Mon 09:10")
    await hold(day, since="change-from-next")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    await day.tap("amina", "answer-taken-both")
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "taken"}
    await day.at("Wed 12:00")
    assert len(day.prompts()) == 1


async def test_a_prompt_sent_while_the_reason_is_typed_is_not_touched_unasked(day: Clinic) -> None:
    """Begun at 08:20, reason typed at 09:05: today has been prompted meanwhile, so the pharmacist is asked."""
    await day.at("Mon 08:20")
    await begun(day)
    await day.at("Mon 09:05")
    await day.say("boris", "platelets too low")
    assert await day.doses() == {"selinexor": "asked", "dexamethasone": "asked"}
    await day.tap("boris", "change-from-today")
    await day.say("boris", "platelets too low")
    await day.tap("boris", "review-make")
    assert await day.doses() == {"selinexor": "held", "dexamethasone": "held"}


@BOTH
async def test_a_prompt_that_telegram_still_holds_never_arrives(day: Clinic) -> None:
    """Queued behind a refusing Telegram at 09:00, held at 09:10: the prompt is cancelled, not delivered later (S1)."""
    await day.at("Mon 08:59")
    day.nothing_gets_out(to="amina")
    await day.at("Mon 09:10")
    await hold(day, since="change-from-today")
    day.everything_gets_out()
    await day.at("Mon 10:00")
    assert day.prompts() == []
    assert "Boris" in day.read("amina")


async def test_a_heads_up_that_telegram_still_holds_never_arrives(day: Clinic) -> None:
    """Queued at 19:00, held at 19:10, delivered at 19:20: not this one."""
    await day.at("18:59")
    day.nothing_gets_out(to="amina")
    await day.at("19:10")
    await hold(day)
    day.everything_gets_out()
    await day.at("19:30")
    assert not day.told("amina", "heads-up", day=MONDAY)


async def test_one_of_two_on_hold(day: Clinic) -> None:
    """Selinexor held, dexamethasone goes on: its prompt names dexamethasone and says that selinexor is on hold."""
    await hold(day, "hold-selinexor-antiemetics-on")
    await day.at("Mon 09:00")
    (prompt,) = day.prompts()
    assert "dexamethasone" in prompt.text
    assert "80 mg" not in prompt.text
    assert day.words("amina", "dose-held", drug="selinexor") in prompt.text


async def test_holding_one_of_two_after_the_prompt_leaves_the_other_answerable(day: Clinic) -> None:
    """Selinexor held at 09:10: dexamethasone is asked about again, and its answer counts."""
    await day.at("Mon 09:10")
    await hold(day, "hold-selinexor-antiemetics-on", since="change-from-today")
    assert await day.doses() == {"selinexor": "held", "dexamethasone": "asked"}
    await day.tap("amina", "answer-taken")
    assert await day.doses() == {"selinexor": "held", "dexamethasone": "taken"}


async def test_taken_on_hold_is_urgent(day: Clinic) -> None:
    """A tap on the old prompt after the hold says that it was taken all the same: urgent."""
    await day.at("Mon 09:10")
    question = (await day.rows(tables.questions, kind="dose"))[0]["id"]
    await hold(day, since="change-from-today")
    await day.tap_data("amina", f"q:{question}:taken")
    assert ("wrong-day", "urgent") in await day.causes()
    assert day.told("amina", "do-not-take-another")


async def test_not_understood_in_time_reaches_the_pharmacist(day: Clinic) -> None:
    """Two hours without "understood": an alert."""
    await hold(day)
    await day.at("+119m")
    assert await day.causes() == []
    await day.at("+2m")
    assert [one[0] for one in await day.causes()] == ["change-not-understood"]


async def test_understood_is_recorded_and_ends_it(day: Clinic) -> None:
    """One tap; no alert follows."""
    await hold(day)
    await day.tap("amina", "button-understood")
    await day.at("+3h")
    assert await day.causes() == []


@BOTH
async def test_resume_starts_on_the_chosen_day(day: Clinic) -> None:
    """Held on Sunday, resumed from Wednesday: Monday silent but for the hold, Wednesday prompted, once."""
    await hold(day)
    await day.tap("amina", "button-understood")
    await resume(day, WEDNESDAY)
    await day.tap("boris", "review-make")
    await day.tap("amina", "button-understood")
    await day.at("Mon 12:00")
    assert day.prompts() == []
    await day.at("Wed 12:00")
    assert len(day.prompts()) == 1


async def test_a_resume_confirmed_too_late_does_not_reach_into_the_past(day: Clinic) -> None:
    """Chosen "from Monday" on Sunday, confirmed on Monday at 09:30: today said "do not take it" and stays so."""
    await hold(day)
    await day.tap("amina", "button-understood")
    await resume(day, MONDAY)
    await day.at("Mon 09:30")
    assert "on hold" in day.read("amina")
    await day.tap("boris", "review-make")
    assert day.told("boris", "review-stale")
    await day.at("Mon 11:30")
    assert day.heard("amina") == []
    assert await day.rows(tables.questions, kind="dose") == []
    await day.tap("boris", "review-make")
    assert day.told("amina", "told-until-then", drugs="selinexor and dexamethasone", day=WEDNESDAY)


async def test_hold_from_a_card_is_the_alerts_decision(day: Clinic) -> None:
    """[Hold] on a red flag's card ends in a plan version and in the alert's record, by name."""
    await day.say("amina", "Me sale sangre de la nariz")
    await day.tap("boris", "button-hold")
    await day.tap("boris", "hold-both-antiemetics-off")
    await day.tap("boris", "hold-no-date")
    await day.say("boris", "bleeding")
    await day.tap("boris", "review-make")
    (alert,) = await day.alerts()
    assert (alert["decision"], alert["decided_by"]) == ("hold", day.ids["boris"])
    await day.tap_data("boris", f"a:{alert['id']}:go")  # an old copy of the card still has the button
    assert day.heard("amina") == []
    assert [row["decision"] for row in await day.alerts()] == ["hold"]
    await day.at("Mon 09:30")
    assert day.prompts() == []


@BOTH
async def test_two_staff_hold_at_once(day: Clinic) -> None:
    """Both confirm in the same instant: one version is made, the other card is no longer true and makes nothing."""
    for who in ("boris", "clara"):
        await begun(day, who=who)
        await day.say(who, "low platelets")
    for who in ("boris", "clara"):
        await day.tap(who, "review-make", at_once=False)
    await day.settle()
    assert [row["version"] for row in await day.rows(tables.plans)] == [1, 2]
    assert "change-nothing" in [
        one for one in ("change-nothing",) for who in ("boris", "clara") if day.told(who, one, ever=True)
    ]
    await day.at("Mon 12:00")
    assert day.prompts() == []


async def test_a_held_day_already_taken_is_not_contradicted(day: Clinic) -> None:
    """Taken at 09:05, held at 09:20: the hold begins with the next dose day, and nothing contradicts what was taken."""
    await day.at("Mon 09:05")
    await day.tap("amina", "answer-taken-both")
    await day.at("Mon 09:20")
    await hold(day)
    assert await day.doses() == {"selinexor": "taken", "dexamethasone": "taken"}
    assert not any(one.text.startswith("Mon 4 May, 09:00") for one in day.heard("amina"))


@BOTH
async def test_a_prompt_of_which_nobody_knows_whether_it_arrived(day: Clinic) -> None:
    """Taken by Telegram, then the line broke; held meanwhile: no other copy follows, and the notice does."""
    await day.at("Mon 08:59")
    chat = day.person("amina").chat.id
    await day.world.server.add_fault(Fault(what=What.DROPPED_AFTER, method="sendMessage", chat_id=chat))
    await day.at("Mon 09:00")
    await hold(day, since="change-from-today")
    before = len(day.prompts())
    await day.world.server.lift_faults()
    day.repeats_expected = True
    await day.at("Mon 12:00")
    assert len(day.prompts()) == before
    assert day.told("amina", "told-drug-held", drug="selinexor", mg=0, before=0, at=NINE)
    assert await day.doses() == {"selinexor": "held", "dexamethasone": "held"}


CHAIN = "ondansetron, 8 mg, 30 min before, 8 h after, every 12 h until 24 h, gap 6 h, max 3 a day, if not taken: stop"


async def held_after_taking(clinic: Clinic, what: str, at: str = "Mon 12:00") -> None:
    """Monday's dose was taken with its first antiemetic; then Boris holds everything."""
    await clinic.patient("amina", antiemetic=CHAIN)
    await clinic.at("Mon 08:30")
    await clinic.tap("amina", "answer-taken")
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at(at)
    await hold(clinic, what)


def antiemetics(clinic: Clinic) -> list[str]:
    """Reminders of an antiemetic, by how they begin."""
    return [one.text[:17] for one in clinic.heard("amina", "message", ever=True) if "ondansetron 8 mg" in one.text]


@BOTH
async def test_antiemetics_off_counts_from_the_moment_of_the_hold(clinic: Clinic) -> None:
    """Held at noon, the dose taken at nine: no antiemetic that evening, and both are told that it counts from now."""
    await held_after_taking(clinic, "hold-both-antiemetics-off")
    assert clinic.told("boris", "review-antiemetics-now", ever=True)
    assert clinic.told("amina", "told-antiemetics-off-now")
    assert "It starts on Wed 6 May" in clinic.read("amina")
    assert await clinic.doses() == {"selinexor": "taken", "dexamethasone": "taken"}
    await clinic.tap("amina", "button-understood")
    await clinic.at("Wed 20:00")
    assert antiemetics(clinic) == ["Mon 4 May, 08:30."]
    assert not [one.text for one in clinic.heard("amina", "edit", ever=True) if "no longer counts" in one.text]
    made = [(row["version"], str(row["effective_on"])) for row in await clinic.rows(tables.plans)]
    assert made == [(1, "2026-05-04"), (2, "2026-05-04"), (3, "2026-05-06")]


@BOTH
async def test_antiemetics_that_go_on_see_a_dose_really_taken_to_its_end(clinic: Clinic) -> None:
    """The same hold with antiemetics on: those of Monday's dose come, and none for a dose that is on hold."""
    await held_after_taking(clinic, "hold-both-antiemetics-on")
    assert not clinic.told("boris", "review-antiemetics-now", ever=True)
    await clinic.at("2026-05-11 20:00")
    chain = ["Mon 4 May, 08:30.", "Mon 4 May, 17:00.", "Tue 5 May, 05:00.", "Tue 5 May, 17:00.", "Wed 6 May, 05:00."]
    assert antiemetics(clinic) == chain


async def test_a_hold_with_a_planned_end_brings_antiemetics_back_with_the_dose(clinic: Clinic) -> None:
    """Off at once, on hold until the Monday after: then antiemetic and dose come as before."""
    await clinic.patient("amina", antiemetic=CHAIN)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken-both")
    await clinic.at("Mon 12:00")
    await clinic.tap_data("boris", f"p:{clinic.ids['amina']}:hold")
    await clinic.tap("boris", "hold-both-antiemetics-off")
    await clinic.tap("boris", "hold-until", day=date(2026, 5, 11))
    await clinic.say("boris", "platelets too low")
    await clinic.tap("boris", "review-make")
    await clinic.tap("amina", "button-understood")
    await clinic.at("2026-05-11 09:00")
    assert antiemetics(clinic) == ["Mon 4 May, 08:30.", "Mon 11 May, 08:30"]
    assert len(clinic.prompts()) == 2


async def test_antiemetics_can_be_held_later_while_the_doses_are_on_hold(clinic: Clinic) -> None:
    """Selinexor on hold and dexamethasone taken today: antiemetics off is a change, from this day."""
    await clinic.patient("amina", antiemetic="olanzapine, 5 mg, at 21:00 every day, if not taken: goes on")
    await hold(clinic, "hold-selinexor-antiemetics-on")
    await clinic.tap("amina", "button-understood")
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-taken")
    await clinic.at("Mon 12:00")
    await hold(clinic, "hold-selinexor-antiemetics-off")
    assert clinic.told("amina", "told-antiemetics-off")
    await clinic.at("Tue 22:00")
    assert "olanzapine" not in clinic.read("amina")
