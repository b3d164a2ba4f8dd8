"""All content as one value, and how it is read from its folder. Whether it can be relied on is judged in `checks`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from bot.content import building, reader, schema
from bot.content.labs import read_labs
from bot.content.lessons import read_lessons
from bot.content.problems import ContentErrors
from bot.content.reader import Reader
from bot.content.signing import SignOff, content_hash, read_sign_off, why_unsigned
from bot.content.wording import Wording, load_wording
from bot.domain.clinic import ClinicRules
from bot.domain.labs import LabRules
from bot.domain.lessons import Lessons
from bot.domain.menu import Menu
from bot.domain.oncall import EscalationPolicy
from bot.domain.phrases import Phrasebook
from bot.domain.questionnaire import Symptom
from bot.domain.regimen import Drug, Regimen
from bot.domain.statement import Fact, Statement
from bot.domain.triage import Rule
from bot.domain.urgency import Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """Everything content says."""

    regimens: Mapping[str, Regimen]
    symptoms: Mapping[str, Symptom]
    menu: Menu
    rules: tuple[Rule, ...]
    phrasebook: Phrasebook
    policies: Mapping[Urgency, EscalationPolicy]
    clinic: ClinicRules
    labs: LabRules
    lessons: Lessons
    facts: Mapping[str, Fact]
    statements: Mapping[str, Statement]
    places: Mapping[str, str]  # the zone of each place people name
    wording: Wording
    content_hash: str
    sign_off: SignOff | None  # as found; whether it still holds today is `why_unsigned`

    def why_unsigned(self, today: date) -> tuple[str, ...]:
        """Every reason why real patients may not be served with this content today; empty when they may."""
        return why_unsigned(self.sign_off, self.content_hash, self.statements.values(), today)

    def strengths(self, drug: Drug) -> tuple[Decimal, ...]:
        """The tablet strengths of a drug that the clinic's pharmacy hands out."""
        return self.clinic.stocked_mg[drug]

    @property
    def check_ins(self) -> frozenset[str]:
        """What asks how somebody is, and is no symptom of its own."""
        return frozenset(one.id for one in self.symptoms.values() if one.check_in)

    def rule(self, id_: str) -> Rule | None:
        """The triage rule with this id."""
        return next((one for one in self.rules if one.id == id_), None)


def read_library(folder: Path) -> tuple[Library | None, Reader]:
    """Read a content folder as far as it can be read; None when something indispensable is broken."""
    gathered = Reader(folder=folder, problems=[], cited=[], rule_cases=[], phrase_cases=[])
    facts = {
        id_: one
        for shape, _ in gathered.files("facts.yaml", schema.FactsFile)
        for id_, one in building.facts(shape).items()
    }
    parts: dict[str, Any] = {
        "facts": facts,
        "statements": reader.read_statements(gathered),
        "symptoms": (symptoms := reader.read_symptoms(gathered)),
        "menu": reader.read_menu(gathered, symptoms),
        "rules": reader.read_rules(gathered, symptoms),
        "phrasebook": reader.read_phrasebook(gathered),
        "policies": _only(
            building.policies(shape, source, gathered.problems)
            for shape, source in gathered.files("policies/escalation.yaml", schema.EscalationFile)
        ),
        "clinic": _only(
            building.clinic(shape, source, gathered.problems)
            for shape, source in gathered.files("clinic.yaml", schema.ClinicFile)
        ),
        "labs": read_labs(gathered),
        "lessons": read_lessons(gathered),
        "regimens": reader.read_regimens(gathered),
        "places": _only(
            building.places(shape, source, gathered.problems)
            for shape, source in gathered.files("places.yaml", schema.PlacesFile)
        ),
        "wording": _wording(gathered),
    }
    signed = read_sign_off(folder)
    if isinstance(signed, tuple):
        gathered.problems.extend(signed)
        signed = None
    if any(value is None for value in parts.values()):
        return None, gathered
    return Library(**parts, content_hash=content_hash(folder), sign_off=signed), gathered


def _wording(gathered: Reader) -> Wording | None:
    try:
        return load_wording(gathered.folder)
    except ContentErrors as wrong:
        gathered.problems.extend(wrong.problems)
        return None


def _only(values: Iterable[Any]) -> Any:
    return next(iter(values), None)
