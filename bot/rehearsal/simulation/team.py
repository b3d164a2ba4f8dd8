"""How the simulated care team works: who takes an alert, how soon, what is done, and changes of plan in between.

A member knows only what the phone shows, and draws from a source of their own.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from bot.rehearsal.chats import Kept
from bot.rehearsal.people import Group
from bot.rehearsal.simulation import sayings
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.phones import Outcome, Phone, Wish, labels
from bot.rehearsal.simulation.story import CLINIC_ZONE, Cast, Duty, Member

MINUTES: Mapping[Duty, tuple[float, float]] = {
    Duty.QUICK: (0.5, 10), Duty.SLOW: (15, 150), Duty.ASLEEP: (1, 30), Duty.OFF: (60, 2000),
}  # fmt: skip
LOOKS: Mapping[Duty, float] = {Duty.QUICK: 0.95, Duty.SLOW: 0.8, Duty.ASLEEP: 0.8, Duty.OFF: 0.15}
AT_MOST = 8  # things done in one sitting
CHANGES_A_WEEK = 0.6
WEEK = timedelta(days=7)
ON_A_CARD = {"goes-ahead": 30, "hold": 12, "message-patient": 8, "resolve": 50, "change-zone": 5}
AWAY_FROM_IT = ("button-cancel", "button-back")


class LivingMember:
    """One member of the care team."""

    def __init__(self, member: Member, seed: int) -> None:
        """Nothing has happened yet."""
        self.key = member.key
        self._member, self._rng = member, Random(f"{seed}/{member.key}/life")
        self._left = 0
        self._waits = False
        self._tapped: set[tuple[int, str, str]] = set()

    def begin(self, start_at: datetime, end_at: datetime) -> Sequence[Wish]:
        """Plans are changed now and then, and now and then a command is tried."""
        span = end_at - start_at
        often = (CHANGES_A_WEEK if self._member.duty is not Duty.OFF else 0.2) * (span / WEEK)
        times = int(often) + (self._rng.random() < often - int(often))
        changes = [Wish(at=start_at + self._rng.random() * span, kind="say", what="/patients") for _ in range(times)]
        words = self._rng.choice(sayings.COMMANDS)
        return [*changes, Wish(at=start_at + self._rng.random() * span, kind="say", what=words)]

    def saw(self, phone: Phone, fresh: Sequence[Kept], now: datetime) -> Sequence[Wish]:
        """Something rang: sit down to it, sooner or later."""
        del phone
        news = [one for one in fresh if one.edited_at is None]
        if not news or self._waits or self._rng.random() > LOOKS[self._member.duty]:
            return ()
        self._left, self._waits = AT_MOST, True
        return [Wish(at=self._when(now), kind="work")]

    def _when(self, now: datetime) -> datetime:
        low, high = MINUTES[self._member.duty]
        at = now + timedelta(minutes=round(low * (high / low) ** self._rng.random(), 2))
        local = at.astimezone(ZoneInfo(CLINIC_ZONE))
        if self._member.duty is Duty.ASLEEP and not 7 <= local.hour < 22:
            at += timedelta(hours=(7 - local.hour) % 24)
        return at

    def comes(self, wish: Wish, phone: Phone, now: datetime) -> Outcome:
        """Do one thing, and go on while there is something to do."""
        if wish.kind == "say":
            self._left = AT_MOST
            return Outcome(deeds=[self._types((wish.what,), now)], wishes=[self._soon(now)])
        self._waits = False
        deed = self._next(phone, now) if self._left > 0 else None
        self._left -= 1
        if deed is None:
            return Outcome()
        self._waits = True
        return Outcome(deeds=[deed], wishes=[self._soon(now)])

    def _soon(self, now: datetime) -> Wish:
        return Wish(at=now + timedelta(minutes=round(self._rng.uniform(0.2, 3), 2)), kind="work")

    def _types(self, words: Sequence[str], now: datetime) -> Deed:
        return Deed(at=now, who=self.key, do=Do.SAY, what=self._rng.choice(words))

    def _next(self, phone: Phone, now: datetime) -> Deed | None:
        """What the newest message asks; then a card nobody has; then one that is to be ended."""
        shown = phone.recent()
        on_cards = {phone.label("button-acknowledge"), phone.label("button-resolve")}
        if shown and not on_cards & {*labels(shown[0])} and (deed := self._asked(shown[0], phone, now)):
            return deed
        for message in shown:
            if on_cards & {*labels(message)} and (label := self._on_card(message, phone)):
                return self._taps(phone, message, label, now)
        return None

    def _asked(self, newest: Kept, phone: Phone, now: datetime) -> Deed | None:
        offered = self._untried(newest)
        if phone.wants_typing(newest) and (not offered or self._rng.random() < 0.6):
            day = (now + timedelta(days=self._rng.randint(0, 12))).date().isoformat()
            return self._types((*sayings.STAFF_WORDS, day), now)
        return self._taps(phone, newest, self._preferred(offered, phone), now) if offered else None

    def _on_card(self, card: Kept, phone: Phone) -> str | None:
        offered = self._untried(card)
        if (ack := phone.label("button-acknowledge")) in offered:
            return ack
        weights = {phone.label(f"button-{key}"): weight for key, weight in ON_A_CARD.items()}
        known = [one for one in offered if one in weights]
        return self._rng.choices(known, [weights[one] for one in known])[0] if known else None

    def _untried(self, message: Kept) -> list[str]:
        """A button that has been tapped is tapped again only when the message has changed."""
        return [one for one in labels(message) if (message.id, message.text, one) not in self._tapped]

    def _taps(self, phone: Phone, message: Kept, label: str, now: datetime) -> Deed:
        self._tapped.add((message.id, message.text, label))
        return phone.tap(message, label, now, self.key)

    def _preferred(self, offered: Sequence[str], phone: Phone) -> str:
        """Anything but a way out, mostly."""
        out = {phone.label(key) for key in AWAY_FROM_IT}
        on = [one for one in offered if one not in out]
        return self._rng.choice(on if on and self._rng.random() < 0.9 else list(offered))


class LivingGroup:
    """The team's group: whoever looks there may say first that they take it, and so may somebody whose it is not."""

    def __init__(self, cast: Cast, seed: int) -> None:
        """Nobody has looked yet."""
        self._who = [*(one.key for one in cast.team), *(one.key for one in cast.patients[:1])]
        self._rng = Random(f"{seed}/group")
        self._seen: set[int] = set()

    def saw(self, group: Group, now: datetime) -> Sequence[Deed]:
        """Some of what is new there is tapped, once or by two at a time."""
        fresh = [one for one in group.chat if one.from_bot and labels(one) and one.id not in self._seen]
        self._seen.update(one.id for one in fresh)
        taken = [one for one in fresh if self._rng.random() < 0.7]
        return [self._takes(labels(one)[0], now) for one in taken for _ in range(self._rng.choice((1, 1, 2)))]

    def _takes(self, label: str, now: datetime) -> Deed:
        at = now + timedelta(minutes=round(self._rng.uniform(0.1, 15), 2))
        return Deed(at=at, who=self._rng.choice(self._who), do=Do.TAP, what=label, in_group=True)
