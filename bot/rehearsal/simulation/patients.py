"""How simulated patients go about their days: what they answer, when, and what they write by themselves.

A patient knows only what the phone shows, and draws from a source of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.rehearsal.chats import Kept
from bot.rehearsal.simulation import sayings
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.simulation.phones import Outcome, Phone, Wish, keyed, labels
from bot.rehearsal.simulation.story import Manner, Patient

ANSWERS = {
    "taken": 60,
    "taken-both": 60,
    "only": 4,
    "later": 12,
    "not-taking": 8,
    "vomited": 6,
    "not-sure": 4,
    "box": 3,
}
# How often each manner answers at all, and the weights it gives to what a dose message offers, where they differ.
READY: Mapping[Manner, float] = {
    Manner.DILIGENT: 0.97, Manner.FORGETFUL: 0.45, Manner.UNWELL: 0.75, Manner.CONFUSED: 0.7, Manner.SILENT: 0.05,
    Manner.NOISY: 0.85, Manner.PHONE_OFF: 0.9,
}  # fmt: skip
WEIGHTS: Mapping[Manner, Mapping[str, int]] = {
    Manner.DILIGENT: {"vomited": 1, "not-taking": 1, "not-sure": 0, "box": 0},
    Manner.UNWELL: {"vomited": 40, "not-taking": 30},
    Manner.CONFUSED: {"not-sure": 40, "box": 20, "only": 30, "vomited": 20},
}
MINUTES: Mapping[Manner, tuple[float, float]] = {
    Manner.DILIGENT: (0.5, 20), Manner.FORGETFUL: (5, 200), Manner.UNWELL: (2, 90), Manner.CONFUSED: (0.2, 60),
    Manner.SILENT: (30, 3000), Manner.NOISY: (0.1, 5), Manner.PHONE_OFF: (1, 30),
}  # fmt: skip
# Things done out of the blue, for a week: red flags, symptoms, strange words, chatter, reports by taps, messages changed
# or passed on, things that are no words.
KINDS = ("red-flag", "symptom", "strange", "idle", "report", "other", "file")
ALONE: Mapping[Manner, tuple[float, ...]] = {
    Manner.DILIGENT: (0.2, 0.3, 0.2, 0.2, 0.4, 0.1, 0.1), Manner.FORGETFUL: (0.2, 0.1, 0.2, 0.1, 0.2, 0.2, 0.1),
    Manner.UNWELL: (0.5, 0.6, 0.2, 0.1, 0.6, 0.2, 0.3), Manner.CONFUSED: (0.3, 0.4, 0.5, 0.5, 0.4, 1, 0.4),
    Manner.SILENT: (0.2, 0, 0, 0, 0, 0, 0), Manner.NOISY: (0.4, 0.7, 0.5, 0.7, 0.7, 1.5, 0.5),
    Manner.PHONE_OFF: (0.2, 0.2, 0.2, 0.1, 0.2, 0.2, 0.2),
}  # fmt: skip
WEEK = timedelta(days=7)
TIRED_AFTER, RESTED_IN = 4, timedelta(hours=4)  # things done in one sitting, and the pause before the next


class LivingPatient:
    """One patient."""

    def __init__(self, patient: Patient, seed: int) -> None:
        """Nothing has happened yet."""
        self.key = patient.key
        self._patient, self._rng = patient, Random(f"{seed}/{patient.key}/life")
        self._off_until: datetime | None = None
        self._done, self._sat_down_at = 0, datetime.min.replace(tzinfo=UTC)

    def begin(self, start_at: datetime, end_at: datetime) -> Sequence[Wish]:
        """Everything this patient will write out of the blue."""
        span = end_at - start_at
        wishes = [
            Wish(at=start_at + self._rng.random() * span, kind="say", what=kind)
            for kind, often in zip(KINDS, ALONE[self._patient.manner], strict=True)
            for _ in range(self._times(often * (span / WEEK)))
        ]
        if self._patient.manner is Manner.PHONE_OFF:
            wishes += [Wish(at=start_at + self._rng.random() * span, kind="phone-off") for _ in range(1 + span // WEEK)]
        return wishes

    def _times(self, often: float) -> int:
        whole = int(often)
        return whole + (self._rng.random() < often - whole)

    def saw(self, phone: Phone, fresh: Sequence[Kept], now: datetime) -> Sequence[Wish]:
        """Answer what can be answered, sooner or later, or never."""
        wishes = []
        for message in fresh:
            if self._tired(now):
                break
            asks = labels(message) or (message is fresh[-1] and phone.wants_typing(message))
            if message.edited_at is None and asks and self._rng.random() < READY[self._patient.manner]:
                wishes.append(Wish(at=self._when(now), kind="answer", message_id=message.id))
        return wishes

    def _tired(self, now: datetime) -> bool:
        """Nobody chats with a bot without end."""
        if now - self._sat_down_at > RESTED_IN:
            self._done, self._sat_down_at = 0, now
        self._done += 1
        return self._done > TIRED_AFTER

    def _when(self, now: datetime) -> datetime:
        low, high = MINUTES[self._patient.manner]
        at = now + timedelta(minutes=round(low * (high / low) ** self._rng.random(), 2))
        return max(at, self._off_until + timedelta(minutes=1)) if self._off_until else at

    def comes(self, wish: Wish, phone: Phone, now: datetime) -> Outcome:
        """Do what was meant."""
        if self._off_until and now < self._off_until:
            return Outcome(
                wishes=[Wish(at=self._when(now), kind=wish.kind, what=wish.what, message_id=wish.message_id)]
            )
        match wish.kind:
            case "phone-off":
                self._off_until = now + timedelta(hours=self._rng.choice((2, 9, 30, 50)))
                return Outcome()
            case "say":
                return Outcome(deeds=[self._does(wish.what, now)])
            case _:
                return self._answers(wish, phone, now)

    def _does(self, kind: str, now: datetime) -> Deed:
        language = self._patient.language
        match kind:
            case "file":
                what = self._rng.choice(sayings.SENT)
                options = {"text": self._rng.choice(tuple(sayings.RED_FLAGS[language]))} if what == "caption" else {}
                return Deed(at=now, who=self.key, do=Do.SEND, what=what, options=options)
            case "other":
                sorts = (sayings.ABOUT_A_DOSE, sayings.ABOUT_A_DOSE, sayings.STRANGE, sayings.RED_FLAGS)
                words = self._rng.choice([*self._rng.choice(sorts)[language]])
                do, nth = self._rng.choice((Do.EDIT, Do.FORWARD)), self._rng.randrange(3)
                bots_own = do is Do.FORWARD and self._rng.random() < 0.3
                return Deed(at=now, who=self.key, do=do, what="" if bots_own else words, nth=nth)
            case _:
                return self._says(kind, now)

    def _says(self, kind: str, now: datetime) -> Deed:
        language = self._patient.language
        words: Sequence[str] = {
            "red-flag": tuple(sayings.RED_FLAGS[language]),
            "symptom": sayings.SYMPTOMS[language],
            "strange": sayings.STRANGE[language],
            "idle": (*sayings.IDLE, *sayings.ABOUT_A_DOSE[language]),
            "report": ("/report",),
        }[kind]
        return Deed(at=now, who=self.key, do=Do.SAY, what=self._rng.choice(words))

    def _answers(self, wish: Wish, phone: Phone, now: datetime) -> Outcome:
        message = phone.find(wish.message_id)
        if message is None:
            return Outcome()
        offered = labels(message)
        if not offered:
            return Outcome(deeds=[self._types(sayings.NUMBERS, now)])
        if self._rng.random() < (0.3 if self._patient.manner in (Manner.CONFUSED, Manner.NOISY) else 0.1):
            typed = self._rng.choice((offered, sayings.ABOUT_A_DOSE[self._patient.language], sayings.NUMBERS))
            return Outcome(deeds=[self._types(typed, now)])
        deeds = [phone.tap(message, self._chosen(offered, phone), now, self.key)]
        if self._patient.manner in (Manner.NOISY, Manner.CONFUSED) and self._rng.random() < 0.4:
            again = phone.tap(message, self._rng.choice(offered), now, self.key)  # the thumb hits again
            deeds.append(replace(again, at_once=True))
        return Outcome(deeds=deeds)

    def _types(self, words: Sequence[str], now: datetime) -> Deed:
        return Deed(at=now, who=self.key, do=Do.SAY, what=self._rng.choice(words))

    def _chosen(self, offered: Sequence[str], phone: Phone) -> str:
        """By what is known of a dose's answers; anything else by chance, the first more often when all is well."""
        known = keyed(phone, (f"answer-{one}" for one in ANSWERS))
        weights = {**ANSWERS, **WEIGHTS.get(self._patient.manner, {})}
        if any(one in known for one in offered):
            of_each = [weights[known[one].removeprefix("answer-")] if one in known else 1 for one in offered]
            return self._rng.choices(offered, of_each if any(of_each) else None)[0]
        if self._patient.manner in (Manner.DILIGENT, Manner.FORGETFUL, Manner.PHONE_OFF) and self._rng.random() < 0.6:
            return offered[0]
        return self._rng.choice(offered)
