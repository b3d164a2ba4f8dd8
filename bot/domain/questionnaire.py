"""Symptoms and the few branching questions each of them asks: our own plain questions, never PRO-CTCAE's (F-PRO-07).

Answers are plain JSON: question id to choice id, or to what was typed where a number or words are asked. Nothing here
holds a sentence: a question is `q-<symptom>-<question>` in the wording, a choice `a-<symptom>-<question>-<choice>`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from enum import StrEnum

from bot.domain.measures import Reading, Unreadable, parse_temperature, parse_weight
from bot.domain.urgency import Urgency

MEASURED = frozenset({"weight", "temperature"})
ANY = "*"  # in `follow`: whatever else was answered
Answers = Mapping[str, str]
Measured = Reading | Unreadable


class QuestionKind(StrEnum):
    """What a question takes. Measured questions take a typed number, and buttons for "I do not know"."""

    CHOICE = "choice"
    WEIGHT = "weight"
    TEMPERATURE = "temperature"
    WORDS = "words"


class Following(StrEnum):
    """Whether a patient is asked again about a symptom that raised an alert."""

    ALWAYS = "always"
    RED_FLAG = "red-flag"  # only when it was one
    NEVER = "never"  # nothing that becomes better or worse


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One possible answer. A higher score is worse."""

    id: str
    score: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question, which question follows which answer (None ends the report), and which symptom an answer opens."""

    id: str
    symptom: str
    kind: QuestionKind
    choices: tuple[Choice, ...] = ()
    follow: Mapping[str, str | None] = field(default_factory=dict)
    opens: Mapping[str, str] = field(default_factory=dict)

    @property
    def wording_id(self) -> str:
        """The wording of the question."""
        return f"q-{self.symptom}-{self.id}"

    def choice_wording_id(self, choice: str) -> str:
        """The wording of one of its buttons."""
        return f"a-{self.symptom}-{self.id}-{choice}"

    def choice(self, choice: str) -> Choice | None:
        """The choice with this id."""
        return next((one for one in self.choices if one.id == choice), None)

    def after(self, answer: str) -> str | None:
        """The id of the question that follows this answer."""
        return self.follow[answer] if answer in self.follow else self.follow.get(ANY)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """One thing a patient can report. `in_menu` ones are offered as buttons; the others start from a phrase or an answer.

    `if_left` is the least urgency of a report that was begun and never finished (S9). A `check_in` asks how somebody is:
    no symptom of its own, it leads to others.
    """

    id: str
    first: str
    questions: Mapping[str, Question]
    in_menu: bool = True
    advice: tuple[str, ...] = ()
    if_left: Urgency = Urgency.ROUTINE
    check_in: bool = False
    follow_up: Following = Following.ALWAYS
    follow_up_every: timedelta | None = None  # where the clinic's pace for its urgency does not fit

    @property
    def weighed(self) -> bool:
        """Whether a number on the scales says how it is."""
        return self.questions[self.first].kind is QuestionKind.WEIGHT

    def followed(self, urgency: Urgency) -> bool:
        """Whether an alert of this urgency about it leads to further questions."""
        if urgency is Urgency.SELF_CARE:
            return False
        return self.follow_up is Following.ALWAYS or (self.follow_up is Following.RED_FLAG and urgency.red_flag)

    @property
    def wording_id(self) -> str:
        """The wording of its name."""
        return f"symptom-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What one report says, so far or in the end: choices with their scores, typed numbers as read.

    Made by `reported`, which leaves out answers to questions no longer asked.
    """

    symptom: str
    answers: Answers = field(default_factory=dict)
    words: str | None = None
    scores: Mapping[str, int] = field(default_factory=dict)
    measures: Mapping[str, Measured] = field(default_factory=dict)


def path(symptom: Symptom, answers: Answers) -> Iterator[Question]:
    """The questions this report asks, in order, up to and including the first that has no answer yet."""
    current: str | None = symptom.first
    seen: set[str] = set()
    while current is not None and current not in seen:
        seen.add(current)
        question = symptom.questions[current]
        yield question
        if current not in answers:
            return
        current = question.after(answers[current])


def next_question(symptom: Symptom, answers: Answers) -> Question | None:
    """The first question without an answer, or None when the report is complete."""
    return next((one for one in path(symptom, answers) if one.id not in answers), None)


def opened(symptom: Symptom, answers: Answers) -> tuple[str, ...]:
    """The symptoms these answers lead to, in the order asked, each once."""
    asked = [one for one in path(symptom, answers) if one.id in answers]
    return tuple(dict.fromkeys(one.opens[answers[one.id]] for one in asked if answers[one.id] in one.opens))


def same_again(symptom: Symptom, answers: Answers) -> Answers:
    """What "the same as last time" takes over: the choices on the path of those answers, never a number or words."""
    return {
        one.id: answers[one.id]
        for one in path(symptom, answers)
        if one.kind is QuestionKind.CHOICE and one.choice(answers.get(one.id, "")) is not None
    }


def reported(
    symptom: Symptom, answers: Answers, *, words: str | None = None, usual_kg: Decimal | None = None
) -> Reported:
    """The report these answers make: only the questions on its path count, and typed numbers are read."""
    asked = [one for one in path(symptom, answers) if one.id in answers]
    chosen = {one.id: one.choice(answers[one.id]) for one in asked}
    return Reported(
        symptom=symptom.id,
        answers={one.id: answers[one.id] for one in asked},
        words=words,
        scores={id_: choice.score for id_, choice in chosen.items() if choice is not None},
        measures={
            one.id: read_measure(one.kind, answers[one.id], usual_kg)
            for one in asked
            if one.kind in MEASURED and chosen[one.id] is None
        },
    )


def read_measure(kind: QuestionKind, text: str, usual_kg: Decimal | None = None) -> Measured:
    """The number a measured question was answered with."""
    if kind is QuestionKind.WEIGHT:
        return parse_weight(text, usual_kg)
    return parse_temperature(text)
