"""What is simulated: how many people for how long, from which seed, with which faults; and who they are.

Everything is drawn from the seed, each person from a source of their own: leaving one out changes no other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from random import Random

from bot.domain.localtime import resolve
from bot.rehearsal.simulation.deeds import Deed, Do
from bot.rehearsal.world import CastMember, Setting

CLINIC_ZONE = "Europe/Madrid"


class Fault(StrEnum):
    """What may go wrong."""

    TOO_MANY = "429"
    SERVER_ERROR = "5xx"
    HANG = "hang"
    LOST_ANSWER = "lost-answer"
    DROP = "drop"
    BLOCKED = "blocked"
    OUTAGE = "outage"
    RESTART = "restart"
    CLOCK_BACK = "clock-back"
    KILL = "kill"
    LOCKED = "locked-database"


class Manner(StrEnum):
    """How a patient goes about it."""

    DILIGENT = "diligent"
    FORGETFUL = "forgetful"
    UNWELL = "unwell"
    CONFUSED = "confused"
    SILENT = "silent"
    NOISY = "noisy"
    PHONE_OFF = "phone-off"  # for hours or days; then everything is answered late


class Duty(StrEnum):
    """How somebody of the care team answers."""

    QUICK = "quick"
    SLOW = "slow"
    ASLEEP = "asleep"  # never at night
    OFF = "off"  # hardly ever


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One run; the same one is the same run."""

    patients: int
    days: int
    seed: int
    faults: frozenset[Fault]

    @property
    def weeks(self) -> float:
        return self.days / 7

    @property
    def span(self) -> timedelta:
        return timedelta(days=self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """A simulated patient."""

    key: str
    name: str
    manner: Manner
    language: str
    options: Mapping[str, str]

    @property
    def zone(self) -> str:
        return self.options["zone"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A simulated member of the care team."""

    key: str
    name: str
    duty: Duty
    role: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody, and when it begins."""

    start_at: datetime
    patients: tuple[Patient, ...]
    team: tuple[Member, ...]
    comes: Mapping[str, datetime] = field(default_factory=dict)  # whoever of the team joins later
    leaves: Mapping[str, datetime] = field(default_factory=dict)
    group: str = ""  # of the team: bound, or one the bot was only added to

    @property
    def everybody(self) -> tuple["Patient | Member", ...]:
        return (*self.patients, *self.team)

    def setting(self) -> Setting:
        """What a world is opened with."""
        everybody = {
            **{one.key: _member(one.key, one.name, "patient", one.language) for one in self.patients},
            **{one.key: _member(one.key, one.name, one.role, one.language) for one in self.team},
        }
        return Setting(title="simulation", language="en", start_at=self.start_at, zone=CLINIC_ZONE, cast=everybody)

    def arrivals(self) -> list[Deed]:
        """Everybody joins, most of them at the beginning; some of the team leave again."""
        arrives = {one.key: self.comes.get(one.key, self.start_at) for one in self.team}
        staff = [_arrives(arrives[one.key], one.key, Do.STAFF, {"role": one.role}) for one in self.team]
        group = [Deed(at=self.start_at, who=self.team[0].key, do=Do.GROUP, what=self.group)] if self.group else []
        patients = [_arrives(self.start_at, one.key, Do.ENROL, one.options) for one in self.patients]
        gone = [Deed(at=at, who=key, do=Do.LEAVE) for key, at in self.leaves.items()]
        return sorted([*staff, *group, *patients, *gone], key=lambda one: one.at)


def _member(key: str, name: str, role: str, language: str) -> CastMember:
    return CastMember(key=key, name=name, role=role, language=language)


def _arrives(at: datetime, who: str, do: Do, options: Mapping[str, str]) -> Deed:
    return Deed(at=at, who=who, do=do, options=options)


# Sunday evenings: an ordinary one, and those before the clocks change in Europe and in America; a leap day; a year's end.
BEGINNINGS = (
    *(date(2026, 5, 3),) * 4, date(2026, 3, 22), date(2026, 10, 18), date(2026, 10, 25), date(2027, 3, 7),
    date(2028, 2, 27), date(2026, 12, 27),
)  # fmt: skip
ZONES = (
    *("Europe/Madrid",) * 4, "Europe/London", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
    "America/Sao_Paulo", "Africa/Casablanca",
)  # fmt: skip
TIMES = ("09:00", "09:00", "07:30", "13:00", "20:00", "22:30", "02:30")
ANTIEMETICS = ("ondansetron, 8 mg, 30 min before", "offered", "offered", "none")
REGIMENS: tuple[Mapping[str, str], ...] = (
    *({"regimen": "sd-twice-weekly"},) * 3,
    {"regimen": "svd-weekly", "selinexor-tablets": "1x60+1x40"},
    {"regimen": "sd-weekly", "dexamethasone-days": "none", "reason": "begins one level lower"},
)
NAMES = ("Amina", "Bruno", "Carmen", "Dario", "Elsa", "Farid", "Greta", "Hugo", "Ines", "Jonas")
TEAM = ("Boris", "Clara", "Nadia", "Olga")
GROUP, BOUND = "Care team", "bound"


def cast_of(story: Story) -> Cast:
    """Everybody of a story."""
    drawn = Random(f"{story.seed}/clinic")
    start_at = resolve(drawn.choice(BEGINNINGS), time(18), CLINIC_ZONE).astimezone(UTC)
    first = drawn.choice((2, 3, 3))
    patients = tuple(_patient(story, number, start_at) for number in range(story.patients))
    later = Random(f"{story.seed}/changes")
    comes = {f"staff{first + 1}": start_at + later.random() * story.span} if later.random() < 0.35 else {}
    leaves = (
        {f"staff{later.randint(1, first)}": start_at + later.random() * story.span} if later.random() < 0.35 else {}
    )
    team = tuple(_of_the_team(story, number) for number in range(first + len(comes)))
    group = later.choice(("", BOUND, BOUND, "only added to"))
    return Cast(start_at=start_at, team=team, patients=patients, comes=comes, leaves=leaves, group=group)


def _of_the_team(story: Story, number: int) -> Member:
    drawn = Random(f"{story.seed}/team/{number}")
    duty = drawn.choice((Duty.QUICK, Duty.QUICK, Duty.SLOW, Duty.ASLEEP, Duty.OFF))
    language, role = drawn.choice(("en", "es")), "lead" if number else "pharmacist"
    return Member(key=f"staff{number + 1}", name=TEAM[number], duty=duty, role=role, language=language)


def _patient(story: Story, number: int, start_at: datetime) -> Patient:
    drawn = Random(f"{story.seed}/patient/{number}")
    name = NAMES[number % len(NAMES)] + (str(number // len(NAMES) + 1) if number >= len(NAMES) else "")
    first = start_at.date() + timedelta(days=drawn.choice((1, 1, 1, 2, 3, -13)))
    antiemetic = drawn.choice(ANTIEMETICS)
    options = {
        **drawn.choice(REGIMENS),
        "language": drawn.choice(("en", "es")),
        "zone": drawn.choice(ZONES),
        "time": drawn.choice(TIMES),
        "start": first.isoformat(),
        "antiemetic": antiemetic,
        "monitoring": drawn.choice(("none", "offered")),
        "reference": f"REF-{number + 1}",
        "join": "yes",
    }
    if antiemetic == "none":
        options["reason"] = "wants none"
    manner = drawn.choice(tuple(Manner))
    return Patient(key=f"p{number + 1}", name=name, manner=manner, language=options["language"], options=options)
