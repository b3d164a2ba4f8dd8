"""The shape of every YAML file under `content/`, as a pharmacist writes it.

Only the shape: whether ids exist and rules make sense is judged where the files are put together. An unknown key is an
error everywhere, so that a typo can never silently switch something off.
"""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.domain.oncall import Who
from bot.domain.phrases import PhraseKind
from bot.domain.questionnaire import Following, QuestionKind
from bot.domain.regimen import Drug
from bot.domain.spelling import SHORTEST
from bot.domain.statement import Status, Verification
from bot.domain.urgency import Urgency

DAY_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Shape(BaseModel):
    """Strict about keys, never changed after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _id(text: str) -> str:
    if not text or text.strip("abcdefghijklmnopqrstuvwxyz0123456789-"):
        raise ValueError("an id is lower-case letters, digits and hyphens")
    return text


def _word(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Id = Annotated[str, AfterValidator(_id)]
FactId = Annotated[str, Field(pattern=r"^F-[A-Z]+-\d\d$")]
Word = Annotated[str, BeforeValidator(_word)]
Minutes = Annotated[int, Field(ge=0, le=7 * 24 * 60)]


class FactShape(Shape):
    """One fact of facts.yaml."""

    says: str
    source: str
    status: Verification


class FactsFile(Shape):
    """facts.yaml."""

    facts: dict[FactId, FactShape]


class StatementShape(Shape):
    """Provenance of one sentence."""

    facts: Annotated[list[FactId], Field(min_length=1)]
    status: Status
    author: str
    reviewed_by: str | None = None
    reviewed_on: date | None = None
    review_due: date

    @model_validator(mode="after")
    def _reviewed_by_somebody(self) -> Self:
        if self.status is Status.REVIEWED and not (self.reviewed_by and self.reviewed_on):
            raise ValueError("reviewed needs reviewed_by and reviewed_on")
        return self


class StatementsFile(Shape):
    """statements/*.yaml."""

    statements: dict[Id, StatementShape]


class QuestionShape(Shape):
    """One question. Without `follow`, the next question in the file comes next; `end` ends the report."""

    id: Id
    kind: QuestionKind = QuestionKind.CHOICE
    choices: dict[Id, Annotated[int, Field(ge=0, le=4)]] = {}
    follow: dict[str, str] = {}
    opens: dict[Id, Id] = {}  # the symptom an answer leads to when the report is done


class SymptomFile(Shape):
    """symptoms/*.yaml."""

    id: Id
    in_menu: bool = True
    check_in: bool = False
    if_left: Urgency = Urgency.ROUTINE
    follow_up: Following = Following.ALWAYS
    follow_up_days: Annotated[int, Field(ge=1, le=28)] | None = None
    advice: list[Id] = []
    facts: list[FactId] = []
    questions: Annotated[list[QuestionShape], Field(min_length=1)]


class AreaShape(Shape):
    """One area of the menu."""

    id: Id
    symptoms: Annotated[list[Id], Field(min_length=1)]


class MenuFile(Shape):
    """menu.yaml: what can be reported, in two levels."""

    first: list[Id]
    areas: Annotated[list[AreaShape], Field(min_length=1)]
    last: Id


class SpellingShape(Shape):
    """What people say in one language."""

    says: Annotated[list[str], Field(min_length=1)]
    unless: list[str] = []
    inside: list[str] = []
    must: Annotated[list[str], Field(min_length=1)]
    must_not: list[str] = []


class PhraseShape(Shape):
    """One thing people say."""

    id: Id
    urgency: Urgency | None = None
    symptom: Id | None = None
    lesson: Id | None = None
    happened: bool = False
    advice: list[Id] = []
    facts: list[FactId] = []
    even_long_ago: bool = False
    may_ask: bool = False
    en: SpellingShape
    es: SpellingShape


class PhrasesFile(Shape):
    """phrases/*.yaml but for words.yaml."""

    kind: PhraseKind
    phrases: list[PhraseShape]


class MisspeltShape(Shape):
    """Which words are recognised though misspelt."""

    words: list[Annotated[str, Field(min_length=SHORTEST)]] = []
    real_words: list[str] = []
    sounds: list[tuple[str, str]] = []


class NumeralsShape(Shape):
    """Numbers in words."""

    words: dict[str, int] = {}
    joins: list[str] = []
    points: list[str] = []
    halves: list[str] = []


class TongueShape(Shape):
    """The helping words of one language."""

    negations: list[str]
    fillers: list[str]
    weak_negations: list[str] = []
    undoing: list[str] = []
    doubts: list[str] = []
    polite: list[str] = []
    groups: dict[str, list[str]] = {}
    lead_ins: list[str] = []
    lead_outs: list[str] = []
    quotes: list[str] = []
    ifs: list[str] = []
    long_ago: list[str] = []
    now: list[str] = []
    misspelt: MisspeltShape = MisspeltShape()
    numerals: NumeralsShape = NumeralsShape()


class TonguesFile(Shape):
    """phrases/words.yaml."""

    en: TongueShape
    es: TongueShape


class StepShape(Shape):
    """One step of a policy."""

    after_minutes: Minutes
    who: Who


class PolicyShape(Shape):
    """How one urgency is rung."""

    steps: list[StepShape]
    then_every_minutes: Annotated[int, Field(ge=1)] | None = None
    working_hours_only: bool = False
    action_within_minutes: Annotated[int, Field(ge=1)]


class EscalationFile(Shape):
    """policies/escalation.yaml."""

    policies: dict[Urgency, PolicyShape]


class PlacesFile(Shape):
    """places.yaml: places people name, and the zone of each."""

    places: dict[str, str]


class ClinicFile(Shape):
    """clinic.yaml: what a clinic sets for itself."""

    zone: str
    working_days: Annotated[list[Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]], Field(min_length=1)]
    holidays: list[date] = []
    works_from: time
    works_until: time
    fever_limit_c: Annotated[Decimal, Field(ge=Decimal("37.0"), le=Decimal("38.0"))]
    heads_up_at: time
    quiet_from: time
    quiet_until: time
    dose_window_minutes: Annotated[int, Field(ge=15, le=12 * 60)]
    late_after_minutes: Minutes
    nudges_minutes: list[Minutes]
    later_minutes: Minutes
    ask_next_morning_at: time
    check_in_again_minutes: Annotated[int, Field(ge=60, le=12 * 60)]
    check_in_over_minutes: Annotated[int, Field(ge=120, le=24 * 60)]
    check_in_times: Annotated[list[time], Field(min_length=1, max_length=6)]
    follow_up_minutes: dict[Urgency, Annotated[int, Field(ge=60, le=7 * 24 * 60)]]
    follow_up_same_times: Annotated[int, Field(ge=1, le=10)]
    check_again_minutes: Annotated[int, Field(ge=60, le=14 * 24 * 60)]
    check_overdue_minutes: Annotated[int, Field(ge=60, le=14 * 24 * 60)]
    invite_valid_minutes: Annotated[int, Field(ge=5)]
    confirm_before_c1d1_minutes: Minutes
    same_as_last_days: Annotated[int, Field(ge=0, le=60)]
    ring_before_dose_minutes: Minutes
    hand_over_minutes: Annotated[int, Field(ge=5, le=240)]
    roster_ahead_days: Annotated[int, Field(ge=1, le=14)]
    remind_hold_every_days: Annotated[int, Field(ge=1, le=28)]
    unsaved_sentence_every_minutes: Annotated[int, Field(ge=1)]
    outage_seconds: Annotated[int, Field(ge=1)]
    gap_alerts_at_most: Annotated[int, Field(ge=0, le=50)]
    stranger_sentence_every_minutes: Annotated[int, Field(ge=1)]

    stocked_tablets_mg: dict[Drug, Annotated[list[Annotated[Decimal, Field(gt=0)]], Field(min_length=1)]]

    @model_validator(mode="after")
    def _strengths_of_every_drug(self) -> Self:
        if missing := [drug for drug in Drug if drug not in self.stocked_tablets_mg]:
            raise ValueError(f"stocked_tablets_mg lacks {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _follows_every_alert(self) -> Self:
        if missing := [one for one in Urgency if one is not Urgency.SELF_CARE and one not in self.follow_up_minutes]:
            raise ValueError(f"follow_up_minutes lacks {', '.join(missing)}")
        return self

    @model_validator(mode="after")
    def _asks_again_before_it_tells(self) -> Self:
        if self.check_in_again_minutes >= self.check_in_over_minutes:
            raise ValueError("check_in_again_minutes must be less than check_in_over_minutes")
        if self.check_again_minutes >= self.check_overdue_minutes:
            raise ValueError("check_again_minutes must be less than check_overdue_minutes")
        return self

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.works_from >= self.works_until:
            raise ValueError("works_from must be before works_until")
        return self
