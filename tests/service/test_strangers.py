"""Nobody sees a patient they are not responsible for; unknown chats get one same sentence (S10)."""

import pytest

from bot.store import tables
from tests.service.clinic import BOTH, Clinic

URGENT = "Me sale sangre de la nariz"


def sentence(clinic: Clinic) -> str:
    """The one sentence, in both languages."""
    clinic.language.update({"_en": "en", "_es": "es"})
    return f"{clinic.words('_en', 'stranger')}\n{clinic.words('_es', 'stranger')}"


@pytest.mark.parametrize(
    "what",
    ["/start", "/start not-a-token", "hello", "I have chest pain", "/report", "/alerts", "/patients", "123456", "📦"],
)
async def test_whatever_an_unknown_chat_types_it_reads_the_same(day: Clinic, what: str) -> None:
    """The very same words for everything typed."""
    stranger = day.person("stranger")
    if what.startswith("/start"):
        await stranger.start(what.partition(" ")[2] or None)
    else:
        await stranger.start()
        await day.settle()
        await day.at("+61m")
        await day.say("stranger", what)
    await day.settle()
    assert [one.text for one in day.heard("stranger", ever=True)[-1:]] == [sentence(day)]


@pytest.mark.parametrize("send", ["voice", "photo", "sticker", "location", "document"])
async def test_whatever_an_unknown_chat_sends_it_reads_the_same(day: Clinic, send: str) -> None:
    """Files, voices and places too; nobody on the team hears of it."""
    await day.person("stranger").start()
    await day.settle()
    await day.at("+61m")
    await getattr(day.person("stranger"), send)()
    await day.settle()
    assert [one.text for one in day.heard("stranger")] == [sentence(day)]
    assert await day.alerts() == []


@BOTH
async def test_it_is_told_at_most_once_an_hour(day: Clinic) -> None:
    """Thirty messages in an hour get one answer; the next hour gets one more."""
    await day.person("stranger").start()
    await day.settle()
    for _ in range(3):
        await day.say("stranger", *["hello"] * 10)
        await day.at("+19m")
    assert len(day.heard("stranger", ever=True)) == 1
    await day.at("+5m")
    await day.say("stranger", "hello")
    assert len(day.heard("stranger", ever=True)) == 2


async def test_a_strangers_forged_taps_tell_and_change_nothing(day: Clinic) -> None:
    """Alert, question, patient and menu data tapped from an unknown chat."""
    await day.say("amina", URGENT)
    (before,) = await day.alerts()
    await day.person("stranger").start()
    for data in (
        f"a:{before['id']}:ack",
        "q:1:taken",
        f"p:{day.ids['amina']}:plan",
        "m:today",
        "m:s:nausea",
        "e:lang:es",
    ):
        await day.tap_data("stranger", data)
    assert {one.text for one in day.heard("stranger", ever=True)} == {sentence(day)}
    assert await day.alerts() == [before]


@BOTH
async def test_dan_gets_no_card_and_his_taps_tell_nothing(day: Clinic) -> None:
    """Another team's pharmacist: no ring however long it climbs, and the same toast for real and invented numbers."""
    day.dan_spoke = True
    await day.say("amina", URGENT)
    (alert,) = await day.alerts()
    toasts = set()
    for number in (alert["id"], 4711):
        for action in ("ack", "take", "go", "hold", "resolve", "nonsense"):
            await day.tap_data("dan", f"a:{number}:{action}")
            toasts |= {one.text for one in day.heard("dan")}
    for number in (day.ids["amina"], 4711):
        for action in ("plan", "hold", "resume", "message"):
            await day.tap_data("dan", f"p:{number}:{action}")
            toasts |= {one.text for one in day.heard("dan")}
    assert toasts == {day.words("dan", "toast-not-yours")}
    (after,) = await day.alerts()
    assert (after["state"], after["owner_id"], after["decision"]) == ("open", None, "undecided")
    await day.say("dan", "/alerts")
    assert day.told("dan", "staff-no-alerts")
    await day.say("dan", "/patients")
    seen = day.read("dan", ever=True)
    assert not any(part in seen for part in ("REF-amina", "T-", "555 0123", "selinexor"))
    await day.at("+3h")
    assert day.heard("dan", "message") == []


async def test_dan_cannot_answer_boris_questions(day: Clinic) -> None:
    """A question's number of somebody else is as unknown as any other."""
    day.dan_spoke = True
    await day.tap_data("boris", f"p:{day.ids['amina']}:hold")
    (question,) = await day.rows(tables.questions, kind="change-step")
    await day.tap_data("dan", f"q:{question['id']}:both-off")
    assert (await day.rows(tables.questions, kind="change-step"))[0]["state"] == "open"
    await day.tap_data("amina", f"q:{question['id']}:both-off")
    assert (await day.rows(tables.questions, kind="change-step"))[0]["state"] == "open"


async def test_eva_cannot_answer_for_amina(day: Clinic) -> None:
    """A patient's question answered from another patient's chat changes nothing."""
    await day.patient("eva")
    await day.at("Mon 09:00")
    first = (await day.rows(tables.questions, kind="dose"))[0]
    other = "eva" if first["person_id"] == day.ids["amina"] else "amina"
    await day.tap_data(other, f"q:{first['id']}:taken")
    assert (await day.rows(tables.questions, kind="dose"))[0]["state"] == "open"


async def test_a_group_is_left_and_nothing_said_in_it_is_read(day: Clinic) -> None:
    """Added to a group: the bot leaves it, and a red flag said there raises nothing."""
    group = await day.person("amina").create_group("Family", -4711)
    await day.settle()
    await day.person("amina").add_bot(group)
    await day.person("amina").say("/report I have chest pain", group=group)
    await day.settle()
    assert group.chat.door == "left"
    assert await day.alerts() == []
    assert [m for m in group.messages if m.from_bot and m.text] == []


async def test_a_link_opened_in_a_group_joins_nobody(clinic: Clinic) -> None:
    """Links work in private chats only."""
    made = await clinic.invite("amina")
    group = await clinic.person("amina").create_group("Family", -4711)
    await clinic.person("amina").say(f"/start {made.token}", group=group)
    await clinic.settle()
    assert (await clinic.rows(tables.invites, role="patient"))[0]["opened_by"] is None


async def test_somebody_removed_is_a_stranger(day: Clinic) -> None:
    """After `staff remove` the chat reads the one sentence and nothing else."""
    from bot.service import staffing  # noqa: PLC0415 - the only test here that removes anybody

    await staffing.remove(day.office, day.ids["boris"], by="test")
    for what in ("/alerts", "/patients", "hello"):
        await day.say("boris", what)
    assert {one.text for one in day.heard("boris", ever=True)} == {sentence(day)}
