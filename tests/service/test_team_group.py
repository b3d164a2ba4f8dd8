"""The team's group: bound by staff, told the pseudonym and the urgency, and blind to everything else (S10)."""

import pytest

from bot.rehearsal.chats import Door
from bot.rehearsal.people import Group
from bot.store import tables, teamtables
from tests.service.clinic import BOTH, Clinic

URGENT = "Me sale sangre de la nariz"
SECRETS = ("Me sale", "sangre", "555 0123", "REF-amina", "Xpovio", "Amina")


class Team:
    """The clinic's group, seen by those in it."""

    def __init__(self, day: Clinic, group: Group) -> None:
        self.day, self.group = day, group

    @property
    def texts(self) -> list[str]:
        return [one.text for one in self.group.messages if one.from_bot]

    @property
    def toasts(self) -> list[str]:
        journal = self.day.world.server.journal
        return [one.text for one in journal.since(0) if one.kind == "toast" and one.chat == self.group.chat.name]

    async def say(self, who: str, text: str) -> None:
        self.day.fresh()
        await self.day.person(who).say(text, group=self.group)
        await self.day.settle()

    async def take(self, who: str) -> None:
        self.day.fresh()
        await self.day.person(who).tap(None, self.day.words("boris", "group-take"), group=self.group)
        await self.day.settle()


async def code(day: Clinic) -> str:
    await day.say("clara", "/team")
    return day.read("clara").rpartition("/team ")[2].splitlines()[0]


async def new_group(day: Clinic, who: str = "clara", number: int = -5001) -> Team:
    group = await day.person(who).create_group("Team", number)
    await day.settle()
    return Team(day, group)


@pytest.fixture
async def team(day: Clinic) -> Team:
    """Clara, the lead, has bound the group."""
    typed = await code(day)
    made = await new_group(day)
    await made.say("clara", f"/team {typed}")
    assert made.group.chat.door is Door.OPEN
    return made


@BOTH
async def test_the_group_sees_pseudonym_and_urgency_and_who_takes_it(day: Clinic, team: Team) -> None:
    """No words, no drug, no phone, no reference; whoever takes it has the card privately, everybody's copy says so."""
    await day.say("amina", URGENT)
    pseudonym = (await day.rows(tables.patients))[0]["pseudonym"]
    assert pseudonym in team.texts[-1]
    assert "urgent" in team.texts[-1]
    await team.take("clara")
    assert (await day.alerts())[0]["owner_id"] == day.ids["clara"]
    assert day.rung("clara"), "the details are private"
    assert "Taken by Clara" in team.texts[-1]
    assert "TAKEN by Clara" in day.read("boris")
    assert day.told("amina", "alert-seen", role=day.words("amina", "role-lead"), at=day.now.replace(hour=18).time())
    await day.tap("clara", "button-resolve")
    await day.say("clara", "phoned her, all is well")
    await day.tap("clara", "outcome-watched")
    assert "Resolved by Clara" in team.texts[-1]
    assert not [secret for secret in (*SECRETS, "phoned") for text in team.texts if secret in text]


@BOTH
async def test_a_tap_counts_only_from_staff_of_that_team(day: Clinic, team: Team) -> None:
    """Dan of another team, Amina and a stranger in the group get a toast, and the alert stays open."""
    await day.say("amina", URGENT)
    for who in ("dan", "amina", "stranger"):
        await team.take(who)
    assert (await day.alerts())[0]["state"] == "open"
    assert team.toasts == [day.words("boris", "toast-not-yours")] * 3


async def test_a_stale_tap_in_the_group_says_who_has_it(day: Clinic, team: Team) -> None:
    """Two tap within a second: the second reads who was first."""
    await day.say("amina", URGENT)
    for who in ("boris", "clara"):
        await day.person(who).tap(None, day.words("boris", "group-take"), group=team.group)
    await day.settle()
    assert (await day.alerts())[0]["owner_id"] == day.ids["boris"]
    assert team.toasts[-1].startswith("Boris has it, since")


async def test_whoever_cannot_be_sent_the_card_cannot_take_it(day: Clinic, team: Team) -> None:
    """An alert never goes to somebody who has blocked the private chat."""
    await day.person("clara").block()
    await day.settle()
    await day.say("amina", URGENT)
    await team.take("clara")
    assert (await day.alerts())[0]["state"] == "open"
    assert team.toasts == [day.words("boris", "toast-open-chat")]


async def test_nothing_written_in_the_group_is_read(day: Clinic, team: Team) -> None:
    """A red flag, a command and a code in a bound group raise nothing, answer nothing, change nothing (S10)."""
    before = len(team.texts)
    for who, text in (("amina", "/report I have chest pain"), ("clara", "/alerts"), ("boris", "/team ABCDEFGH")):
        await team.say(who, text)
    assert await day.alerts() == []
    assert len(team.texts) == before
    assert team.group.chat.door is Door.OPEN


async def test_opened_again_it_is_said_anew(day: Clinic, team: Team) -> None:
    """An edit rings nobody: the group gets a new message with its button, and the old one points to it."""
    await day.say("amina", URGENT)
    await team.take("boris")
    await day.person("boris").block()
    await day.settle()
    assert "newer" in team.texts[-2]
    assert "Nobody has taken it" in team.texts[-1]
    await team.take("clara")
    assert (await day.alerts())[0]["owner_id"] == day.ids["clara"]


async def test_the_group_hears_again_when_the_ladder_reaches_everybody(day: Clinic, team: Team) -> None:
    """At 0, 30 and 45 minutes, then no more: what rings all night rings in private chats."""
    await day.say("amina", URGENT)
    counts = [len(team.texts)]
    for until in ("+29m", "+2m", "+15m", "+3h"):
        await day.at(until)
        counts.append(len(team.texts))
    assert [one - counts[0] for one in counts] == [0, 0, 1, 2, 2]
    assert "Nobody has taken it" in team.texts[-1]
    assert "newer" in team.texts[-2]


@BOTH
async def test_a_group_that_moves_is_followed(day: Clinic, team: Team) -> None:
    """As a supergroup it has another number: what is written there and tapped there goes on."""
    await day.say("amina", URGENT)
    team.group = await day.person("clara").upgrade_group(team.group, -1005001)
    await day.settle()
    await day.person("boris").tap(None, day.words("boris", "button-acknowledge"))
    await day.settle()
    assert "Taken by Boris" in team.texts[-1]
    await day.say("amina", "I have chest pain")
    await team.take("clara")
    assert [one["owner_id"] for one in await day.alerts()] == [day.ids["boris"], day.ids["clara"]]


async def test_a_move_that_was_not_told_is_learnt_from_the_refusal(day: Clinic, team: Team) -> None:
    """Telegram refuses the old number and names the new one: the message arrives there, and so do later ones."""
    moved = Group("Team", -1005002, kind="supergroup")
    day.world.server._exchange.chats[-1005002] = moved.chat
    team.group.chat.door, team.group.chat.moved_to = Door.MOVED, -1005002
    await day.say("amina", URGENT)
    team.group = moved
    assert "urgent" in team.texts[-1]
    await team.take("boris")
    assert "Taken by Boris" in team.texts[-1]


@BOTH
async def test_thrown_out_of_the_group_the_lead_hears_and_alerts_go_on(day: Clinic, team: Team) -> None:
    """The private cards are the alert; the group is only a help, and losing it is told to the lead."""
    await day.person("clara").remove_bot(team.group)
    await day.settle()
    assert day.told("clara", "group-lost", ever=True)
    assert not day.told("boris", "group-lost", ever=True)
    await day.say("amina", URGENT)
    assert day.rung("boris")


async def test_a_group_that_is_gone_without_a_word_is_told_too(day: Clinic, team: Team) -> None:
    """The refusal of the first message tells: the lead hears, once."""
    team.group.chat.door = Door.KICKED
    await day.say("amina", URGENT)
    assert day.told("clara", "group-lost")
    await day.say("amina", "I have chest pain")
    assert not day.told("clara", "group-lost")


async def test_only_a_lead_gets_a_code(day: Clinic) -> None:
    """Boris learns who can; no code is made."""
    await day.say("boris", "/team")
    assert day.told("boris", "group-leads-only")
    assert await day.rows(teamtables.groups) == []


async def test_the_bot_leaves_every_group_but_the_one_being_bound(day: Clinic) -> None:
    """Somebody else's group, a wrong code, a stranger with the right code, a code that is old: it leaves."""
    typed = await code(day)
    assert (await new_group(day, "amina", -6001)).group.chat.door is Door.LEFT
    wrong = await new_group(day, "clara", -6002)
    assert wrong.group.chat.door is Door.OPEN
    await wrong.say("clara", "/team AAAAAAAA")
    assert wrong.group.chat.door is Door.LEFT
    others = await new_group(day, "clara", -6003)
    await others.say("dan", f"/team {typed}")
    assert others.group.chat.door is Door.LEFT
    await day.at("+25h")
    late = await new_group(day, "clara", -6004)
    assert late.group.chat.door is Door.LEFT
    assert [one["chat_id"] for one in await day.rows(teamtables.groups)] == [None]


async def test_a_code_binds_one_group_once(day: Clinic, team: Team) -> None:
    """The code is spent: typed in a second group, the bot leaves that, and the first stays bound."""
    second = await new_group(day, "clara", -7001)
    assert second.group.chat.door is Door.LEFT
    assert [one["chat_id"] for one in await day.rows(teamtables.groups)] == [-5001]


async def test_another_group_takes_the_place_of_the_one_before(day: Clinic, team: Team) -> None:
    """Bound anew elsewhere: the old group is told so and left, and hears of no alert (S10)."""
    typed = await code(day)
    fresh = await new_group(day, "clara", -7003)
    await fresh.say("clara", f"/team {typed}")
    assert team.texts[-1] == day.words("clara", "group-farewell")
    assert team.group.chat.door is Door.LEFT
    said = len(team.texts)
    await day.say("amina", URGENT)
    assert len(team.texts) == said
    assert "urgent" in fresh.texts[-1]


@BOTH
async def test_unbound_in_private_the_group_hears_nothing_more_and_is_left(day: Clinic, team: Team) -> None:
    """An alert is open there: its card says nothing any more, the bot leaves, and the next alert rings in private alone."""
    await day.say("amina", URGENT)
    await day.say("clara", "/team unbind")
    assert day.told("clara", "group-unbound")
    assert team.texts[-1] == day.words("clara", "group-farewell")
    assert "no longer shown" in team.texts[-2]
    assert team.group.chat.door is Door.LEFT
    assert len(await day.rows(tables.audit, action="group-unbound", actor=f"staff:{day.ids['clara']}")) == 1
    said = len(team.texts)
    await day.tap("boris", "button-acknowledge")
    await day.say("amina", "I have chest pain")
    assert day.rung("boris")
    assert len(team.texts) == said
    assert not day.told("clara", "group-lost", ever=True)


async def test_a_group_that_is_gone_can_be_unbound(day: Clinic, team: Team) -> None:
    """Nobody ever told us that it was deleted: the lead ends it all the same, and no alarm follows."""
    team.group.chat.door = Door.KICKED
    await day.say("clara", "/team desvincular")
    assert day.told("clara", "group-unbound")
    assert not day.told("clara", "group-lost")
    await day.say("clara", "/team unbind")
    assert day.told("clara", "group-bound-none")
    typed = await code(day)
    fresh = await new_group(day, "clara", -7002)
    await fresh.say("clara", f"/team {typed}")
    assert [one["chat_id"] for one in await day.rows(teamtables.groups)] == [-7002]


async def test_only_a_lead_unbinds_wherever_it_is_typed(day: Clinic, team: Team) -> None:
    """Boris in private, Boris and a stranger in the group change nothing; Clara in the group ends it."""
    await day.say("boris", "/team unbind")
    for who in ("boris", "amina"):
        await team.say(who, "/team unbind")
    assert [one["chat_id"] for one in await day.rows(teamtables.groups)] == [-5001]
    await team.say("clara", "/team unbind")
    assert [one["chat_id"] for one in await day.rows(teamtables.groups)] == [None]
    assert team.group.chat.door is Door.LEFT
