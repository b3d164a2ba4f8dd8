"""Red flags answer at once, before anything else, in any language, wherever they are typed (S8)."""

from dataclasses import replace

import pytest

from bot.domain.incoming import Arrival
from bot.domain.people import PatientStatus
from bot.domain.regimen import RegimenId
from bot.service import cards
from bot.store import alerts, outbox, people, plans, tables
from tests.service.clinic import BOTH, Clinic

FLAGS = [
    ("I have chest pain", "emergency"),
    ("no puedo respirar", "emergency"),
    ("Me sale sangre de la nariz", "urgent"),
]


@pytest.mark.parametrize(("words", "urgency"), FLAGS)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_in_either_language_whatever_the_patient_reads(
    clinic: Clinic, words: str, urgency: str, language: str
) -> None:
    """The answer comes first and in the patient's own language; report, alert and card come with it."""
    await clinic.patient("amina", language=language)
    await clinic.say("amina", words)
    assert clinic.heard("amina")[0].text.startswith(clinic.words("amina", f"advice-{urgency}"))
    assert [one[1] for one in await clinic.causes()] == [urgency]
    assert len(clinic.rung("boris")) == 1
    (report,) = await clinic.rows(tables.reports)
    (alert,) = await clinic.alerts()
    assert (report["words"], report["alert_id"]) == (words, alert["id"])


async def test_mid_dialogue(day: Clinic) -> None:
    """Typed in the middle of the questions about nausea, it is answered as a red flag, not kept as an answer."""
    await day.say("amina", "/report")
    await day.tap("amina", "symptom-nausea")
    await day.say("amina", "I have chest pain")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))
    assert len(day.rung("boris")) == 1


@pytest.mark.parametrize("question", ["Mon 08:30", "Mon 09:00"])
async def test_in_answer_to_a_prompt(day: Clinic, question: str) -> None:
    """Typed under an open antiemetic or dose question it is still heard."""
    await day.at(question)
    await day.say("amina", "taken and now chest pain")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))


async def test_as_a_caption_an_edit_and_a_forward(day: Clinic) -> None:
    """Under a photo, by editing an old message, and in a forwarded one."""
    day.fresh()
    await day.person("amina").caption("chest pain")
    await day.settle()
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))
    assert day.told("amina", "unreadable"), "the photo itself still needs a human"
    await day.say("amina", "all well")
    number = next(m.message_id for m in reversed(day.person("amina").messages) if m.text == "all well")
    day.fresh()
    await day.person("amina").edit(number, "me duele el pecho")
    await day.settle()
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))
    day.fresh()
    await day.person("amina").forward("I have chest pain")
    await day.settle()
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))


@pytest.mark.parametrize("command", ["/report", "/weight", "/help", "/today", "/nonsense"])
async def test_after_a_command(day: Clinic, command: str) -> None:
    """Words behind a command are words all the same."""
    await day.say("amina", f"{command} I have chest pain")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))
    assert [one[1] for one in await day.causes()] == ["emergency"]


async def test_words_after_a_report_command_are_not_lost(day: Clinic) -> None:
    """`/report my cat bit me` reaches somebody with these words (S6)."""
    await day.say("amina", "/report the cat has eaten my calendar")
    await day.at("+40m")
    assert "the cat has eaten my calendar" in str(await day.rows(tables.reports))


@pytest.mark.parametrize("step", ["consent", "plan", "tablets"])
async def test_during_enrolment(clinic: Clinic, step: str) -> None:
    """Before consent, before the plan is confirmed and before the tablets are there: answered and alerted the same."""
    made = await clinic.invite("amina")
    await clinic.person("amina").start(made.token)
    await clinic.settle()
    await clinic.tap("amina", "language-name-en")
    await clinic.say("amina", made.number)
    for key in {"consent": [], "plan": ["join-agree"], "tablets": ["join-agree", "plan-yes"]}[step]:
        await clinic.tap("amina", key)
    await clinic.say("amina", "I have chest pain")
    assert clinic.heard("amina")[0].text.startswith(clinic.words("amina", "advice-emergency"))
    assert len(clinic.rung("boris")) == 1


async def test_before_the_number_is_right(clinic: Clinic) -> None:
    """Typed where the six digits are wanted, it names the emergency number and costs no try."""
    made = await clinic.invite("amina")
    await clinic.person("amina").start(made.token)
    await clinic.settle()
    await clinic.tap("amina", "language-name-en")
    await clinic.say("amina", "I have chest pain")
    assert "112" in clinic.read("amina")
    assert (await clinic.rows(tables.invites, role="patient"))[0]["tries_left"] == 5


async def test_it_overtakes_everything_queued(day: Clinic) -> None:
    """With a queue of other messages waiting for Telegram, the answer and the card leave first."""
    day.nothing_gets_out()
    await day.say("amina", "/today", "/schedule", "/help", "I have chest pain")
    day.everything_gets_out()
    await day.at("+6m")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))


async def test_it_is_written_before_anything_else_of_its_transaction(day: Clinic) -> None:
    """In the outbox the answer has the first lane, whatever else was written with it."""
    await day.receive("amina", "I have chest pain")
    async with day.office.reading() as tx:
        chat = await people.chat_of(tx, "patient", day.ids["amina"])
        assert chat is not None
        first = (await outbox.about(tx, "none"),)
    rows = [row for row in await day.rows(tables.outbox) if row["state"] == "pending" and row["chat_id"] == chat]
    assert min(rows, key=lambda row: (row["priority"], row["id"]))["kind"] == "red-flag"
    assert first


@BOTH
async def test_two_messages_in_one_second_climb_as_the_worse_one(day: Clinic) -> None:
    """A harmless message and an emergency arrive together: the emergency's ladder runs, 0/5/10/15 (S7, S9)."""
    await day.say("amina", "my cat is called Tom", "I have chest pain")
    assert len(day.rung("boris")) == 1
    await day.at("+5m")
    assert len(day.rung("clara")) == 1
    await day.at("+10m")
    assert day.told("amina", "alert-nobody-emergency")


@BOTH
async def test_a_worse_one_joins_and_rings_at_once(day: Clinic) -> None:
    """An urgent alert becomes an emergency at once and rings from its first step; it never becomes less (S9)."""
    await day.say("amina", "Me sale sangre de la nariz")
    await day.at("+3m")
    await day.say("amina", "I have chest pain")
    (alert,) = await day.alerts()
    assert alert["urgency"] == "emergency"
    assert day.rung("boris")
    await day.say("amina", "my cat is called Tom")
    (alert,) = await day.alerts()
    assert alert["urgency"] == "emergency"


async def test_a_blocked_patient_who_writes_again_is_heard(day: Clinic) -> None:
    """Unblocking and typing a red flag is answered like any other."""
    await day.person("amina").block()
    await day.settle()
    await day.person("amina").unblock()
    await day.say("amina", "I have chest pain")
    assert day.heard("amina")[0].text.startswith(day.words("amina", "advice-emergency"))


async def test_status_does_not_matter(clinic: Clinic) -> None:
    """Handed over the counter for a patient still consenting, it is answered too."""
    await clinic.patient("amina")
    async with clinic.office.work() as work:
        await people.change_patient(work.tx, clinic.ids["amina"], status=PatientStatus.CONSENTING)
    await clinic.receive("amina", "suicidio", kind=Arrival.TEXT, edited=True)
    await clinic.settle()
    assert clinic.told("amina", "advice-emergency", ever=True)


async def test_blood_counts_of_myeloma_are_not_shown_for_another_disease(day: Clinic) -> None:
    """The published bands are of the myeloma table; where the regimen is another, the card says nothing of them."""
    await day.say("amina", FLAGS[2][0])
    async with day.office.work() as work:
        (alert,) = await alerts.unresolved(work.tx, day.ids["amina"])
        (plan,) = await plans.versions(work.tx, day.ids["amina"])
        shown = [
            cards._published(work, alert, replace(plan, regimen_id=RegimenId(one)))
            for one in ("sd-weekly", "dlbcl-twice-weekly")
        ]
    assert [[one.key for one in lines] for lines in shown] == [["published-bleeding"], []]
