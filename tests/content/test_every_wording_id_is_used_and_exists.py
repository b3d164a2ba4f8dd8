"""Every sentence the code asks for exists in every language and gets what it needs, and no sentence lies about unused.

Ids are read from the source, never run: literals, ids chosen by a condition or handed down as an argument, and families
of ids made from a value. A family must stand in `FAMILIES`, so that a new value of an enum needs its words too.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from bot.chat.application import PATIENT_COMMANDS, STAFF_COMMANDS
from bot.cli.staff import ROLES
from bot.content.display import LANGUAGES
from bot.content.fluentfiles import Entries, arguments_of, read_language
from bot.domain.adherence import UNSAID
from bot.domain.alert import Cause, Decision, Outcome
from bot.domain.antiemetic import IfNotTaken, Wrong
from bot.domain.catchup import Late, Why
from bot.domain.dose import DoseAnswer, DoseState
from bot.domain.followup import CHOICES as CHOICES_SINCE
from bot.domain.followup import Since
from bot.domain.labs import Analyte
from bot.domain.monitoring import CheckState
from bot.domain.people import PatientStatus
from bot.domain.plandifference import Differs
from bot.domain.questionnaire import QuestionKind
from bot.domain.questions import Ask
from bot.domain.regimen import Drug, MonitoringKind
from bot.domain.rosterline import WEEKDAYS
from bot.domain.urgency import Urgency
from bot.service import antiemetics, labwithdraw
from bot.service.cards import PUBLISHED
from bot.service.changeasks import FIRST
from bot.service.changestep import CHOICES, TYPED
from bot.service.enrolling import CHECKLIST
from bot.service.reasons import REASONS
from bot.service.stopping import TOLD_BY_NAME
from bot.service.twothings import DOSE_KINDS

ROOT = Path(__file__).parents[2]
# These only recognise on a phone what the bot said; they say nothing to anybody.
SILENT = (ROOT / "bot/rehearsal/simulation", ROOT / "bot/rehearsal/wordings.py")
SOURCES = sorted(one for one in (ROOT / "bot").rglob("*.py") if not any(map(one.is_relative_to, SILENT)))
AREAS = (
    "common",
    "dose",
    "monitoring",
    "antiemetic",
    "report",
    "enrol",
    "alert",
    "staff",
    "labs",
    "learn",
    "change",
)  # the files whose every id this test answers for

NUMBERS = frozenset({QuestionKind.WEIGHT, QuestionKind.TEMPERATURE})
FAMILIES = {
    "answered-{}": set(antiemetics.ANSWERS),
    "antiemetic-wrong-{}": set(Wrong),
    "button-{}": {"hold", "resume"},
    "catch-up-{}": set(Late),
    "catch-up-why-{}": set(Why) - {Why.CLOCK},
    "late-{}": set(Late),
    "card-acknowledged-{}": set(Decision),
    "card-follow-{}": set(Since),
    "follow-{}": set(CHOICES_SINCE),
    "change-drugs-{}": set(CHOICES),
    "change-how-{}": set(TYPED),
    "change-kind-{}": set(FIRST),
    "card-antiemetic-{}": set(IfNotTaken),
    "cause-{}": set(Cause) - {Cause.SYMPTOM},  # a symptom names itself
    "check-{}": set(MonitoringKind),
    "check-state-{}": set(CheckState),
    "checklist-{}": set(CHECKLIST),
    "command-{}": {*PATIENT_COMMANDS, *STAFF_COMMANDS},
    "card-asked-{}": set(QuestionKind) - {QuestionKind.CHOICE},
    "drug-{}": set(Drug),
    "lab-name-{}": set(Analyte),
    "lab-withdraw-{}": set(labwithdraw.WHY),
    "language-{}": set(LANGUAGES),
    "language-name-{}": set(LANGUAGES),
    "noted-{}": set(DoseAnswer),
    "outcome-{}": set(Outcome),
    "patient-status-{}": set(PatientStatus),
    "published-{}": set(PUBLISHED),
    "readback-{}": set(NUMBERS),
    "report-unreadable-{}": set(NUMBERS),
    "role-{}": set(ROLES),
    "state-{}": set(DoseState),
    "stopped-{}": set(TOLD_BY_NAME),
    "told-drug-{}": set(Differs),
    "urgency-{}": set(Urgency),
    "weekday-{}": set(WEEKDAYS),
    "which-{}": {*DOSE_KINDS, Ask.CHECK},
    "why-{}": {*REASONS, UNSAID},
    "{}-head": {"closed", "gap"},
    "{}-head-next-day": {"closed", "gap"},
}
BY_CONTENT = {"symptom-{}", "plan-{}-{}"}  # made from content and plan checks, which answer for their own words
OWN_WORDING = {"wording_id", "choice_wording_id"}  # values of the domain that name their own words
ADVICE = {
    ("redflags.py", "one"),
    ("filing.py", "one"),
    ("reporting.py", "one"),
    ("teaching.py", "one"),
}  # ids from content, checked with it
SPREADS = {
    "counts": {"vomited", "missed", "unknown", "held"},
    "doseform.named(one)": {"drug", "brand", "mg", "tablets"},
    "numbers(work)": {"emergency", "phone", "crisis"},
    "redflags.numbers(work)": {"emergency", "phone", "crisis"},
    "_known(work)": {"emergency", "phone", "crisis", "fever"},
    "who": {"name", "role", "day"},
    "_named(one)": {"name"},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place that says something: the possible ids, and the arguments handed over; None when they are handed on."""

    where: str
    ids: frozenset[str]
    arguments: frozenset[str] | None


class UnknownIdError(Exception):
    """An id is made in a way this test cannot follow."""


@cache
def trees() -> dict[Path, ast.Module]:
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES}


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def name_of(function: ast.expr) -> str:
    match function:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def key_of(call: ast.Call) -> ast.expr | None:
    """The expression that names the wording, if this call makes a line, a button or an option."""
    at = {"line": 0, "button": 0, "option": 1}
    match call.func:
        case ast.Name(id=name) if name in at and len(call.args) > at[name]:
            return call.args[at[name]]
        case ast.Name(id="Line"):
            return next((one.value for one in call.keywords if one.arg == "key"), None)
        case _:
            return None


def handed_over(call: ast.Call) -> frozenset[str] | None:
    found: set[str] = set()
    for one in call.keywords:
        if one.arg == "args":
            return None
        if one.arg is None:
            found |= SPREADS[ast.unparse(one.value)]
        elif one.arg != "key":
            found.add(one.arg)
    return frozenset(found)


class Reader:
    """Follows the id of one call back to where it was written."""

    def __init__(self, path: Path, within: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self.path, self.within = path, within

    def ids(self, key: ast.expr) -> frozenset[str]:
        match key:
            case ast.Constant(value=str() as one):
                return frozenset({one})
            case ast.IfExp(body=one, orelse=other):
                return self.ids(one) | self.ids(other)
            case ast.JoinedStr():
                return family(key, self.path)
            case ast.Attribute(attr=name) | ast.Call(func=ast.Attribute(attr=name)) if name in OWN_WORDING:
                return frozenset()
            case ast.Name(id=name):
                return self.named(name)
            case _:
                raise UnknownIdError(f"{self.path.name}:{key.lineno}: {ast.unparse(key)}")

    def named(self, name: str) -> frozenset[str]:
        if (self.path.name, name) in ADVICE:
            return frozenset()
        if name == "toast":
            return toasts()
        found: frozenset[str] = frozenset()
        for node in ast.walk(self.within):
            if isinstance(node, ast.Assign) and any(isinstance(to, ast.Name) and to.id == name for to in node.targets):
                found |= self.ids(node.value)
            if isinstance(node, ast.For) and isinstance(node.target, ast.Name) and node.target.id == name:
                found = found.union(*(self.ids(one) for one in elements(node.iter)))
        found |= frozenset(one for one in self.passed(name))
        if not found:
            raise UnknownIdError(f"{self.path.name}: `{name}` in `{self.within.name}` is never given an id")
        return found

    def passed(self, name: str) -> Iterator[str]:
        """What callers hand over for a parameter of this function."""
        parameters = [one.arg for one in self.within.args.args]
        if name not in parameters:
            return
        at = parameters.index(name)
        for path, tree in trees().items():
            for caller in functions(tree):
                for call in (node for node in ast.walk(caller) if isinstance(node, ast.Call)):
                    if name_of(call.func) == self.within.name and len(call.args) > at:
                        yield from Reader(path, caller).ids(call.args[at])


def elements(value: ast.expr) -> list[ast.expr]:
    return list(value.elts) if isinstance(value, ast.Tuple | ast.List) else []


def family(key: ast.JoinedStr, path: Path) -> frozenset[str]:
    shape = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in key.values)
    if shape in BY_CONTENT:
        return frozenset()
    if shape not in FAMILIES:
        raise UnknownIdError(f"{path.name}:{key.lineno}: the family '{shape}' is not in FAMILIES")
    return frozenset(shape.format(one) for one in FAMILIES[shape])


def toasts() -> frozenset[str]:
    """A toast is named where it is decided and said where the tap is answered."""
    return frozenset(
        node.value.value
        for tree in trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if any(isinstance(to, ast.Attribute) and to.attr == "toast" for to in node.targets)
    )


@cache
def uses() -> tuple[Use, ...]:
    found: list[Use] = []
    shorthand = {"line", "button", "option"}
    for path, tree in trees().items():
        for within in functions(tree):
            for call in (node for node in ast.walk(within) if isinstance(node, ast.Call)):
                key = key_of(call)
                if key is None or within.name in shorthand:
                    continue
                ids = Reader(path, within).ids(key)
                where = f"{path.relative_to(ROOT)}:{call.lineno}"
                found.append(Use(where=where, ids=ids, arguments=handed_over(call)))
    return tuple(found)


@cache
def words(language: str) -> Entries:
    return read_language(ROOT / "content", language)[0]


def quoted(entries: Entries) -> set[str]:
    return {name for one in entries.values() for name in one.references}


def test_every_way_an_id_is_made_is_understood() -> None:
    """An id nobody can find by reading would be found missing by a patient."""
    assert uses()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_code_says_exists(language: str) -> None:
    """Every id the code asks for has its words."""
    missing = {one: use.where for use in uses() for one in use.ids if one not in words(language)}
    assert missing == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_exists_is_said_somewhere(language: str) -> None:
    """Words nobody says are words nobody keeps true."""
    said = {one for use in uses() for one in use.ids} | quoted(words(language))
    idle = [
        f"{one.file}:{one.line} {one.id}"
        for one in words(language).values()
        if one.area in AREAS and one.id not in said
    ]
    assert idle == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_gets_what_it_names(language: str) -> None:
    """A sentence with an argument nobody hands over would never leave the house."""
    lacking = [
        f"{use.where}: {one} needs ${name}"
        for use in uses()
        if use.arguments is not None
        for one in sorted(use.ids)
        for name in sorted(arguments_of(words(language), one) - use.arguments)
    ]
    assert lacking == []


# What may stand beside "take" without telling anybody to take something: questions, denials, and how long it holds.
NOT_TELLING = {
    "en": r"did you take|(do|did|does|was|is|be|am) not (be )?take|you can still take it until|before you take|not sure if you take",
    "es": r"no (lo |la |los )?tome|antes de que (lo |la )?tome",
}
TELLING = {"en": r"\btake\b", "es": r"\btome\b"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_only_the_first_message_says_take(language: str) -> None:
    """S2: of all a dose day says, only the first message of a dose (and of an antiemetic) tells anybody to take it."""
    told = set()
    for one in words(language).values():
        if one.area in ("dose", "antiemetic"):
            left = re.sub(NOT_TELLING[language], "", one.text.casefold())
            told |= {one.id} if re.search(TELLING[language], left) else set()
    assert told == {"dose-take", "antiemetic"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_buttons_and_toasts_are_short(language: str) -> None:
    """A button is read at a glance, and Telegram cuts a toast at 200 characters."""
    for one in words(language).values():
        assert not one.id.startswith("toast-") or len(one.text) <= 190, one.id
        assert not one.id.startswith(("button-", "answer-")) or one.id == "button-old" or len(one.text) <= 28, one.id
        assert not one.id.startswith("published-") or len(one.text) <= 500, one.id
