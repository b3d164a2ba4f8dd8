"""The life of alerts without a database: the pure decisions, an agenda of deadlines, and the laws looked at after each step.

Only deciding is the product's (`bot.domain.alertrun`, `roster`); here what follows is carried out as `ringing` and `handover`
do it: kept, rung, told, looked at later.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta

from bot.domain import alertrun
from bot.domain.alert import Alert, AlertState, Cause, Outcome, Reason, resolved
from bot.domain.follows import Deadline, Duty, Next, Told, Waits, run_of
from bot.domain.oncall import EscalationPolicy, Step, Who, next_working_instant
from bot.domain.people import Staff, StaffStatus
from bot.domain.roster import Absence, Roster, Shift
from bot.domain.urgency import Urgency

START = datetime(2026, 5, 4, 7, tzinfo=UTC)  # a Monday, 09:00 in Madrid
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
HAND_OVER = timedelta(minutes=30)
ANY_HOUR: tuple[Shift, ...] | None = None
HOURS = (
    ANY_HOUR,
    (),
    (Shift(days=frozenset(range(5)), since=time(9), until=time(17)),),
    (Shift(days=frozenset(range(7)), since=time(17), until=time(9)),),
    (Shift(days=frozenset({0, 2, 5}), since=time(0), until=time(0)),),
)


def _policy(urgency: Urgency, minutes: tuple[int, ...], every: int, within: int, **more: bool) -> EscalationPolicy:
    who = (Who.FIRST, Who.SECOND, Who.EVERYONE, Who.PATIENT)
    steps = tuple(Step(after=one * MINUTE, who=each) for one, each in zip(minutes, who, strict=False))
    working = more.get("working_hours_only", False)
    return EscalationPolicy(
        urgency=urgency, steps=steps, then_every=every * MINUTE, working_hours_only=working, action_within=within * MINUTE
    )  # fmt: skip


POLICIES = {
    Urgency.EMERGENCY: _policy(Urgency.EMERGENCY, (0, 5, 10, 15), 15, 30),
    Urgency.URGENT: _policy(Urgency.URGENT, (0, 15, 30, 45), 30, 60),
    Urgency.ROUTINE: _policy(Urgency.ROUTINE, (0, 1440), 1440, 1440, working_hours_only=True),
}
LONGEST_GAP = {Urgency.EMERGENCY: 15 * MINUTE, Urgency.URGENT: 30 * MINUTE, Urgency.ROUTINE: DAY}


@dataclass(frozen=True)
class Clinic:
    """Working hours, as the content has them."""

    zone: str = "Europe/Madrid"
    working_days: frozenset[int] = frozenset(range(5))
    holidays: frozenset[date] = frozenset()
    works_from: time = time(9)
    works_until: time = time(17)


@dataclass
class Life:
    """One team, one patient, and whatever happens to them."""

    now: datetime = START
    hours: dict[int, tuple[Shift, ...]] = field(default_factory=dict)
    absences: list[Absence] = field(default_factory=list)
    unreachable: set[int] = field(default_factory=set)
    gone: set[int] = field(default_factory=set)
    alerts: dict[int, Alert] = field(default_factory=dict)
    agenda: list[tuple[int, Deadline]] = field(default_factory=list)
    rung_at: dict[int, datetime] = field(default_factory=dict)
    last_rung: dict[int, list[int]] = field(default_factory=dict)
    rings: int = 0
    told: dict[int, list[tuple[datetime, Told]]] = field(default_factory=dict)
    by_choice: set[tuple[int, str | None]] = field(default_factory=set)
    set_back: timedelta = timedelta(0)
    duty_before: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self.duty_before = self._on_duty()

    # --- who is there -------------------------------------------------------------------------------------------

    @property
    def roster(self) -> Roster:
        team = tuple(
            Staff(
                id=one, name=str(one), role="lead" if one == 2 else "nurse", team="main", position=one, language="en",
                status=StaffStatus.ACTIVE,
            )
            for one in (1, 2, 3)
            if one not in self.gone
        )  # fmt: skip
        return Roster(
            zone="Europe/Madrid", team=team, unreachable=frozenset(self.unreachable), hours=self.hours,
            absences=tuple(self.absences),
        )  # fmt: skip

    @property
    def duty(self) -> Duty:
        return Duty(now=self.now, roster=self.roster, hours=Clinic(), hand_over_within=HAND_OVER)

    def able(self) -> list[int]:
        """Who can still tap."""
        return [one for one in (1, 2, 3) if one not in self.gone | self.unreachable]

    def _on_duty(self) -> tuple[int, ...]:
        return tuple(one.id for one in self.roster.on_duty(self.now))

    # --- what people do -----------------------------------------------------------------------------------------

    def report(self, urgency: Urgency, subject: str) -> None:
        reason = Reason(cause=Cause.SYMPTOM, urgency=urgency, at=self.now, subject=subject)
        running = [one for one in self.alerts.values() if one.unresolved]
        self._follow(alertrun.reported(1, reason, running, POLICIES, self.duty))

    def take(self, number: int, who: int) -> None:
        alert = self.alerts[number]
        take = alertrun.taken if alert.state is AlertState.OPEN else alertrun.taken_over
        follows = take(alert, who, self.now)
        if follows is not None:
            self._follow(follows)
            if not self.roster.serves(who, self.now):
                self.by_choice.add((number, run_of(follows.alert, Waits.HANDOVER)))

    def act(self, number: int) -> None:
        alert = self.alerts[number]
        if alert.state is AlertState.ACKNOWLEDGED:
            self._follow(alertrun.acted(alert, self.now + alert.policy.action_within))

    def resolve(self, number: int, who: int) -> None:
        self._follow(Next(alert=resolved(self.alerts[number], who, Outcome.ACTED, "phoned", self.now)))

    # --- what happens to the team -------------------------------------------------------------------------------

    def roster_changed(self) -> None:
        """Hours or absences are others, or the time for it has come."""
        if self._on_duty() != self.duty_before:
            self.by_choice.clear()
        self.duty_before = self._on_duty()
        for alert in list(self.alerts.values()):
            self._follow(alertrun.turned(alert, self.duty))

    def lose(self, who: int) -> None:
        for alert in list(self.alerts.values()):
            self._follow(alertrun.left(alert, who, self.duty))
        self.duty_before = self._on_duty()

    def find(self, who: int) -> None:
        """Somebody can be reached again."""
        self.roster_changed()
        for alert in list(self.alerts.values()):
            self._follow(alertrun.came_back(alert, who, self.duty))

    # --- time ---------------------------------------------------------------------------------------------------

    def advance(self, span: timedelta) -> None:
        """Everything falls due at its time."""
        until = self.now + span
        while True:
            coming = [deadline.at for _, deadline in self.agenda]
            turn = self.roster.next_turn(self.now)
            moment = min([*coming, *([turn] if turn else []), until])
            if moment >= until:
                break
            self.now = max(self.now, moment)
            self.tick()
        self.jump(until)

    def jump(self, to: datetime) -> None:
        """The bot was away, or the clock was set: what fell due meanwhile is done now."""
        self.now = to
        self.tick()

    def tick(self) -> None:
        if self._on_duty() != self.duty_before:
            self.roster_changed()
        while due := [(number, one) for number, one in self.agenda if one.at <= self.now]:
            first = min(due, key=lambda each: each[1].at)
            self.agenda.remove(first)
            self._follow(alertrun.came_due(self.alerts[first[0]], first[1], self.duty))

    def _follow(self, follows: Next | None) -> None:
        if follows is None:
            return
        alert = follows.alert
        if not alert.id:
            alert = replace(alert, id=len(self.alerts) + 1)
        self.alerts[alert.id] = alert
        self.agenda += [(alert.id, one) for one in follows.deadlines]
        assert {one.id for one in follows.rings} <= set(self.able()), "rung: not of this team, or out of reach (S10)"
        if follows.rings:
            self.rings += 1
            self.rung_at[alert.id], self.last_rung[alert.id] = self.now, [one.id for one in follows.rings]
        if follows.told:
            self.told.setdefault(alert.id, []).append((self.now, follows.told))

    # --- the laws -----------------------------------------------------------------------------------------------

    def check(self) -> None:
        """No alert is silent, whatever happened (S7); its urgency never falls (S9)."""
        for number, alert in self.alerts.items():
            worst = max(one.urgency.rank for one in alert.reasons)
            assert alert.urgency.rank >= worst, "a worse report was lowered (S9)"
            match alert.state:
                case AlertState.RESOLVED:
                    assert alert.resolved_by, "nobody resolved it"
                    assert alert.outcome, "without an outcome"
                case AlertState.OPEN:
                    self._rings(number, alert)
                case AlertState.ACKNOWLEDGED:
                    self._is_watched(number, alert)

    def _valid(self, number: int, *waits: Waits) -> list[Deadline]:
        alert = self.alerts[number]
        mine = [one for of, one in self.agenda if of == number and one.waits in waits]
        return [one for one in mine if one.run == run_of(alert, one.waits)]

    def _rings(self, number: int, alert: Alert) -> None:
        gap = LONGEST_GAP[alert.urgency] + self.set_back
        latest = self.now + gap
        if not alert.at_any_hour:
            latest = next_working_instant(next_working_instant(self.now, Clinic()) + gap, Clinic())
        coming = [one for one in self._valid(number, Waits.STEP) if one.step == alert.step and one.at <= latest]
        assert coming, f"open and silent: {alert.urgency}, step {alert.step}"
        if alert.red_flag and self.able() and number in self.rung_at:
            assert self.now - self.rung_at[number] <= gap, "open, and nobody was rung for too long"
        told = [what for at, what in self.told.get(number, []) if at >= alert.raised_at - self.set_back]
        if alert.red_flag and self.now - alert.raised_at > alert.policy.steps[-1].after + self.set_back:
            assert Told.NOBODY in told, "nobody answered, and the patient does not know"
        if alert.acknowledged_at is not None and alert.red_flag:
            assert Told.ASKED_AGAIN in told, "the patient still believes that somebody has it"

    def _is_watched(self, number: int, alert: Alert) -> None:
        assert alert.owner_id in self.able(), "its owner is gone or out of reach"
        latest = self.now + alert.policy.action_within + self.set_back
        if not alert.at_any_hour:
            latest = next_working_instant(latest, Clinic())
        watch = [one for one in self._valid(number, Waits.ACT, Waits.ACT_AGAIN) if one.at <= latest]
        assert watch, "acknowledged, and nobody watches whether anything is done"
        owner_serves = self.roster.serves(alert.owner_id or 0, self.now)
        chosen = (number, run_of(alert, Waits.HANDOVER)) in self.by_choice
        if not alert.red_flag or owner_serves or chosen:
            return
        assert not self.roster.away(alert.owner_id or 0, self.now), "its owner is away"
        soon = self.now + HAND_OVER + self.set_back
        assert [one for one in self._valid(number, Waits.HANDOVER) if one.at <= soon], "off duty, and not handed over"
