"""No alert is ever silent: whatever people, shifts and clocks do, somebody has it or a ring is due (S7, S9, S10)."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from bot.domain import alertrun
from bot.domain.alert import AlertState
from bot.domain.follows import Deadline, Next, Waits
from bot.domain.roster import Absence
from bot.domain.urgency import Urgency
from tests.domain.life import ANY_HOUR, HOURS, POLICIES, START, Life

MONDAY = date(2026, 5, 4)
who = st.sampled_from((1, 2, 3))
minutes = st.integers(1, 600)


class AlertLife(RuleBasedStateMachine):
    """A team of three, one of them the lead, and a patient who reports."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @rule(urgency=st.sampled_from(tuple(POLICIES)), subject=st.sampled_from(("nausea", "fever")))
    def report(self, urgency: Urgency, subject: str) -> None:
        self.life.report(urgency, subject)

    @precondition(lambda self: self.life.alerts and self.life.able())
    @rule(data=st.data())
    def take(self, data: st.DataObject) -> None:
        self.life.take(self._an_alert(data), data.draw(st.sampled_from(self.life.able())))

    @precondition(lambda self: self.life.alerts)
    @rule(data=st.data())
    def act(self, data: st.DataObject) -> None:
        self.life.act(self._an_alert(data))

    @precondition(lambda self: self.life.alerts and self.life.able())
    @rule(data=st.data())
    def resolve(self, data: st.DataObject) -> None:
        number = self._an_alert(data)
        if self.life.alerts[number].unresolved:
            self.life.resolve(number, data.draw(st.sampled_from(self.life.able())))

    def _an_alert(self, data: st.DataObject) -> int:
        return data.draw(st.sampled_from(sorted(self.life.alerts)))

    @rule(member=who, hours=st.sampled_from(HOURS))
    def other_hours(self, member: int, hours: tuple) -> None:
        self.life.hours.pop(member, None)
        if hours is not ANY_HOUR:
            self.life.hours[member] = hours
        self.life.roster_changed()

    @rule(member=who, deputy=st.none() | who, in_days=st.integers(0, 3), length=st.integers(0, 3))
    def absent(self, member: int, deputy: int | None, in_days: int, length: int) -> None:
        since = self.life.now.date() + timedelta(days=in_days)
        until = since + timedelta(days=length)
        self.life.absences.append(Absence(staff_id=member, since_on=since, until_on=until, deputy_id=deputy))
        self.life.roster_changed()

    @rule(member=who)
    def block(self, member: int) -> None:
        if member not in self.life.unreachable:
            self.life.unreachable.add(member)
            self.life.lose(member)

    @rule(member=who)
    def unblock(self, member: int) -> None:
        self.life.unreachable.discard(member)
        self.life.find(member)

    @precondition(lambda self: len(self.life.gone) < 2)
    @rule(member=who)
    def remove(self, member: int) -> None:
        self.life.gone.add(member)
        self.life.lose(member)

    @rule(span=minutes)
    def wait(self, span: int) -> None:
        self.life.advance(timedelta(minutes=span))

    @rule(hours=st.integers(1, 72))
    def outage(self, hours: int) -> None:
        self.life.jump(self.life.now + timedelta(hours=hours))

    @precondition(lambda self: self.life.set_back < timedelta(hours=3))
    @rule(span=st.integers(1, 90))
    def clock_set_back(self, span: int) -> None:
        self.life.set_back += timedelta(minutes=span)
        self.life.jump(self.life.now - timedelta(minutes=span))

    @invariant()
    def no_alert_is_silent(self) -> None:
        self.life.check()


TestAlertLife = AlertLife.TestCase
TestAlertLife.__doc__ = "Random weeks of reports, answers, shifts, leavers, outages and clocks set back."
TestAlertLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)


def nobody_answers() -> Life:
    life = Life()
    life.report(Urgency.EMERGENCY, "fever")
    life.advance(timedelta(minutes=40))
    return life


def nobody_acts() -> Life:
    life = Life()
    life.report(Urgency.URGENT, "fever")
    life.take(1, 1)
    life.advance(timedelta(minutes=80))
    return life


def the_owner_leaves() -> Life:
    life = nobody_acts()
    life.take(1, 2)
    life.unreachable.add(2)
    life.lose(2)
    return life


def the_shift_ends() -> Life:
    life = Life()
    life.hours = {1: HOURS[2], 2: HOURS[3], 3: ()}
    life.roster_changed()
    life.advance(timedelta(hours=7, minutes=50))
    life.report(Urgency.URGENT, "fever")
    life.take(1, 1)
    life.advance(timedelta(minutes=12))
    return life


def nothing(*_: object) -> None:
    return None


def alone(alert: object, *_: object) -> Next:
    return Next(alert=alert)


@pytest.mark.parametrize("story", [nobody_answers, nobody_acts, the_owner_leaves, the_shift_ends])
def test_each_story_keeps_the_laws(story: Callable[[], Life]) -> None:
    """The stories the next test spoils are sound as they are."""
    story().check()


@pytest.mark.parametrize(
    ("story", "name", "instead"),
    [
        (nobody_answers, "_step_deadline", nothing),  # the next step is never planned
        (nobody_answers, "_told", nothing),  # the patient is never told
        (nobody_acts, "watched", alone),  # whoever has it may forget it
        (nobody_acts, "opened_again", alone),  # reminded, and then nothing
        (the_owner_leaves, "left", nothing),  # it leaves with its owner
        (the_shift_ends, "turned", nothing),  # it goes home with its owner
        (the_shift_ends, "hands_over", lambda *_: False),
    ],
)
def test_the_laws_notice_when_a_part_is_missing(
    story: Callable[[], Life], name: str, instead: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Take any one of the parts away that keep alerts alive, and the laws break: they can fail."""
    monkeypatch.setattr(alertrun, name, instead)
    with pytest.raises(AssertionError):
        story().check()


def test_the_ladder_goes_on_while_nobody_can_be_reached() -> None:
    """Everybody has blocked the bot: it rings nobody, tells the patient, and rings whoever is back at once."""
    life = Life(unreachable={1, 2, 3})
    life.report(Urgency.EMERGENCY, "fever")
    life.advance(timedelta(hours=2))
    life.check()
    assert life.rung_at == {}
    assert life.told[1], "the patient knows"
    life.unreachable.discard(3)
    life.find(3)
    assert life.rung_at[1] == life.now > START
    assert life.alerts[1].state is AlertState.OPEN


def test_news_about_what_somebody_off_duty_has_rings_who_is_on() -> None:
    """Ten minutes after the shift, not taken over yet: a new red flag rings the one on duty, not the phone at home."""
    life = the_shift_ends()
    assert life.alerts[1].owner_id == 1
    life.report(Urgency.EMERGENCY, "bleeding")
    assert life.last_rung[2] == [2]
    during = Life()
    during.report(Urgency.URGENT, "fever")
    during.take(1, 3)
    during.report(Urgency.EMERGENCY, "bleeding")
    assert during.last_rung[2] == [3], "on duty, whoever has the first is rung for the second"


def test_a_deadline_the_alert_has_outlived_does_nothing() -> None:
    """Taken over, the first owner's deadline no longer opens what a colleague has."""
    life = Life()
    life.report(Urgency.URGENT, "fever")
    life.take(1, 1)
    stale: list[Deadline] = [one for _, one in life.agenda if one.waits is Waits.ACT]
    life.advance(timedelta(minutes=5))
    life.take(1, 3)
    assert alertrun.came_due(life.alerts[1], stale[0], life.duty) is None


def test_an_outage_leaves_no_night_of_rings_behind() -> None:
    """Away for twelve hours with an emergency open: the ladder is caught up with, then it goes on at its own pace."""
    life = Life()
    life.report(Urgency.EMERGENCY, "fever")
    life.jump(life.now + timedelta(hours=12))
    assert life.rings <= len(POLICIES[Urgency.EMERGENCY].steps)
    life.check()
    before = life.rings
    life.advance(timedelta(minutes=46))
    assert life.rings == before + 3


def test_what_can_wait_rings_nobody_at_the_weekend() -> None:
    """Routine, taken on Friday and not acted on: its owner is asked on Monday; whoever leaves on Saturday wakes nobody."""
    life = Life()
    life.advance(timedelta(days=4, hours=3))
    life.report(Urgency.ROUTINE, "nausea")
    life.take(1, 1)
    life.report(Urgency.ROUTINE, "taste")
    rings = life.rings
    life.advance(timedelta(days=1))
    life.unreachable.add(3)
    life.lose(3)
    life.advance(timedelta(days=1, hours=12))
    life.check()
    assert life.rings == rings
    assert life.alerts[1].owner_id == 1, "nobody could act at the weekend"
    life.advance(timedelta(hours=10))
    assert life.rings > rings
    life.check()
