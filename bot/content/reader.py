"""Reads the YAML files of a content folder, one kind after the other, gathering problems, examples and references.

Goes on after every problem, so that one reading tells them all. What it read is judged in `checks`.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.content import building, schema
from bot.content.problems import Problem
from bot.content.regimens import RegimenFile, regimen
from bot.content.rules import ExampleShape, RuleShape, TriageFile
from bot.content.rules import rule as made_rule
from bot.content.yamlfile import Source, Where, read_yaml, validated
from bot.domain.menu import Menu
from bot.domain.phrases import PatternError, Phrase, Phrasebook, Tongue, compile_orders
from bot.domain.questionnaire import ANY, Symptom
from bot.domain.regimen import Regimen
from bot.domain.statement import Statement
from bot.domain.triage import Rule

Shape = TypeVar("Shape", bound=BaseModel)
PHRASE_FILES = ("phrases/[!w]*.yaml", "phrases/red-flags/*.yaml")  # words.yaml is of another shape


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCase:
    """An example of a rule: a report that it must, or must not, match."""

    rule: str
    symptom: str
    shape: ExampleShape
    must: bool
    problem: Callable[[str, str], Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseCase:
    """An example of a phrase in one language."""

    phrase: str
    language: str
    text: str
    must: bool
    problem: Callable[[str, str], Problem]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A reference from one place of the content to an id that must exist."""

    kind: str  # fact, statement, symptom, lesson
    id: str
    problem: Callable[[str, str], Problem]


@dataclass(slots=True, kw_only=True)
class Reader:
    """What was read so far; problems are gathered, so that one reading tells them all."""

    folder: Path
    problems: list[Problem]
    cited: list[Cited]
    rule_cases: list[RuleCase]
    phrase_cases: list[PhraseCase]

    def files(self, pattern: str, shape: type[Shape]) -> Iterator[tuple[Shape, Source]]:
        """Every file of a pattern that has its shape; the others become problems."""
        found = sorted(self.folder.glob(pattern))
        if not found:
            self.problems.append(Problem(file=pattern, line=0, what="no such file", hint="restore it from the release"))
        for file in found:
            source = read_yaml(self.folder, file)
            if isinstance(source, Problem):
                self.problems.append(source)
                continue
            read = validated(source, shape)
            if isinstance(read, shape):
                yield read, source
            elif isinstance(read, tuple):
                self.problems.extend(read)

    def cite(self, kind: str, ids: Iterable[str], source: Source, where: Where) -> None:
        """Remember references, to be judged when everything is read."""
        for id_ in ids:
            self.cited.append(Cited(kind=kind, id=id_, problem=_at(source, where)))

    def once(self, kind: str, ids: Iterable[str], source: Source) -> None:
        """Complain of ids written twice in one file or across files."""
        for id_, count in Counter(ids).items():
            if count > 1:
                self.problems.append(source.problem(f"{kind} '{id_}' is written twice"))


def read_statements(reader: Reader) -> Mapping[str, Statement]:
    found: dict[str, Statement] = {}
    for shape, source in reader.files("statements/*.yaml", schema.StatementsFile):
        reader.once("statement", [*found.keys(), *shape.statements], source)
        for id_, one in shape.statements.items():
            reader.cite("fact", one.facts, source, ("statements", id_, "facts"))
        found |= building.statements(shape)
    return found


def read_symptoms(reader: Reader) -> Mapping[str, Symptom]:
    read = list(reader.files("symptoms/*.yaml", schema.SymptomFile))
    found: dict[str, Symptom] = {}
    for shape, source in sorted(read, key=lambda one: one[0].id):
        if source.file != f"symptoms/{shape.id}.yaml":
            reader.problems.append(
                source.problem(f"symptom '{shape.id}' must stand in symptoms/{shape.id}.yaml", at=("id",))
            )
        reader.cite("statement", shape.advice, source, ("advice",))
        reader.cite("fact", shape.facts, source, ("facts",))
        reader.cite("symptom", {to for one in shape.questions for to in one.opens.values()}, source, ("questions",))
        found[shape.id] = building.symptom(shape, source, reader.problems)
    return found


def read_menu(reader: Reader, symptoms: Mapping[str, Symptom]) -> Menu | None:
    for shape, source in reader.files("menu.yaml", schema.MenuFile):
        menu = building.menu(shape)
        named = (*menu.in_areas, menu.last)
        reader.once("symptom", named, source)
        reader.cite("symptom", {*named, *menu.first}, source, ())
        offered = {one.id for one in symptoms.values() if one.in_menu}
        for missing in sorted(offered - {*named}):
            reader.problems.append(
                source.problem(f"symptom '{missing}' stands in no area", "add it, or in_menu: false")
            )
        for hidden in sorted({*named} & {*symptoms} - offered):
            reader.problems.append(source.problem(f"symptom '{hidden}' says in_menu: false", "remove it from the menu"))
        return menu
    return None


def read_rules(reader: Reader, symptoms: Mapping[str, Symptom]) -> tuple[Rule, ...]:
    rules: list[Rule] = []
    for shape, source in reader.files("triage/*.yaml", TriageFile):
        if shape.symptom != ANY:
            reader.cite("symptom", [shape.symptom], source, ("symptom",))
        for index, one in enumerate(shape.rules):
            where: Where = ("rules", index)
            reader.cite("statement", one.advice, source, (*where, "advice"))
            reader.cite("fact", one.facts, source, (*where, "facts"))
            rules.append(made_rule(one, symptoms.get(shape.symptom), source, where, reader.problems))
            reader.rule_cases += _rule_cases(one, shape.symptom, source, where)
        reader.once("rule", (one.id for one in rules), source)
    return tuple(rules)


def _rule_cases(one: RuleShape, symptom: str, source: Source, where: Where) -> Iterator[RuleCase]:
    for kind, examples in (("must", one.examples.must), ("must_not", one.examples.must_not)):
        for index, example in enumerate(examples):
            yield RuleCase(
                rule=one.id,
                symptom=example.symptom or symptom,
                shape=example,
                must=kind == "must",
                problem=_at(source, (*where, "examples", kind, index)),
            )


def read_phrasebook(reader: Reader) -> Phrasebook | None:
    before = len(reader.problems)
    tongues = _tongues(reader)
    if not tongues:
        return None
    phrases: list[Phrase] = []
    for shape, source in chain.from_iterable(reader.files(one, schema.PhrasesFile) for one in PHRASE_FILES):
        for index, one in enumerate(shape.phrases):
            where: Where = ("phrases", index)
            reader.cite("fact", one.facts, source, (*where, "facts"))
            reader.cite("statement", one.advice, source, (*where, "advice"))
            reader.cite("symptom", [one.symptom] if one.symptom else [], source, (*where, "symptom"))
            reader.cite("lesson", [one.lesson] if one.lesson else [], source, (*where, "lesson"))
            phrases.append(building.phrase(one, shape.kind, source, where, reader.problems))
            reader.problems += _pattern_problems(one, tongues, source, where)
            reader.phrase_cases += _phrase_cases(one, source, where)
        reader.once("phrase", (one.id for one in phrases), source)
    return Phrasebook(phrases, tongues.values()) if len(reader.problems) == before else None


def _tongues(reader: Reader) -> dict[str, Tongue]:
    found: dict[str, Tongue] = {}
    for shape, source in reader.files("phrases/words.yaml", schema.TonguesFile):
        for language, one in (("en", shape.en), ("es", shape.es)):
            found[language] = building.tongue(language, one)
            reader.problems += _silence_problems(found[language], source)
    return found


def _pattern_problems(
    one: schema.PhraseShape, tongues: Mapping[str, Tongue], source: Source, where: Where
) -> Iterator[Problem]:
    for language, spelling in (("en", one.en), ("es", one.es)):
        for name in ("says", "unless", "inside"):
            yield from _unreadable(getattr(spelling, name), tongues[language], source, (*where, language, name))


def _silence_problems(tongue: Tongue, source: Source) -> Iterator[Problem]:
    for name in ("lead_ins", "lead_outs", "quotes", "long_ago", "now", "doubts"):
        yield from _unreadable(getattr(tongue, name), tongue, source, (tongue.language, name))


def _unreadable(patterns: Iterable[str], tongue: Tongue, source: Source, where: Where) -> Iterator[Problem]:
    for index, pattern in enumerate(patterns):
        try:
            tuple(compile_orders(pattern, tongue))
        except PatternError as wrong:
            yield source.problem(str(wrong), at=(*where, index))


def _phrase_cases(one: schema.PhraseShape, source: Source, where: Where) -> Iterator[PhraseCase]:
    for language, spelling in (("en", one.en), ("es", one.es)):
        for kind, texts in (("must", spelling.must), ("must_not", spelling.must_not)):
            for index, text in enumerate(texts):
                at = _at(source, (*where, language, kind, index))
                yield PhraseCase(phrase=one.id, language=language, text=text, must=kind == "must", problem=at)


def read_regimens(reader: Reader) -> Mapping[str, Regimen]:
    found: dict[str, Regimen] = {}
    for shape, source in reader.files("regimens/*.yaml", RegimenFile):
        found[shape.id] = regimen(shape, source, reader.problems)
        reader.cite("fact", sorted(_facts_of(shape)), source, ())
    return found


def _facts_of(shape: RegimenFile) -> frozenset[str]:
    parts: list[Any] = [shape, *shape.drugs, *shape.levels, *shape.offered_antiemetics, *shape.visits]
    parts += shape.monitoring
    parts += [drug for level in shape.levels for drug in level.drugs]
    parts += [shape.check_in] if shape.check_in else []
    return frozenset(fact for part in parts for fact in part.facts)


def _at(source: Source, where: Where) -> Callable[[str, str], Problem]:
    return lambda what, hint: source.problem(what, hint, at=where)
