"""Everything that can be known to be wrong with a content folder before a patient reads a word of it.

`check` is what `doseday content check` prints; an empty answer means that the folder can be rehearsed and signed.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path

from bot.content.examples import phrase_problems, rule_problems
from bot.content.lessoncheck import lesson_problems
from bot.content.problems import Problem, close_to
from bot.content.reader import Cited, Reader
from bot.content.shelf import Library, read_library
from bot.content.wordcheck import hard_words, wording_problems
from bot.content.worked import worked_problems
from bot.domain.phrases import PhraseKind
from bot.domain.questionnaire import Question, QuestionKind, Symptom, path, reported
from bot.domain.statement import Status, Verification
from bot.domain.triage import About, Rule, triage
from bot.domain.urgency import Urgency

# What people may type where a number is asked: normal, worrying, cold, and not a number at all.
_TYPED = {
    QuestionKind.TEMPERATURE: ("36.8", "39", "35.5", "?"),
    QuestionKind.WEIGHT: ("70", "50", "?"),
    QuestionKind.WORDS: ("x",),
}


def check(folder: Path) -> list[Problem]:
    """Every problem of the folder, in the order of its files; every example is run."""
    library, gathered = read_library(folder)
    worked = [] if library is None else list(worked_problems(library.regimens, gathered, library.wording))
    problems = [*sound(folder, library, gathered), *worked, *hard_words(folder)]
    if library is not None:
        problems += rule_problems(library, gathered.rule_cases)
        problems += phrase_problems(library.phrasebook, gathered.phrase_cases)
        problems += _symptoms(library)
        problems += lesson_problems(folder, library)
    return sorted(set(problems))


def sound(folder: Path, library: Library | None, gathered: Reader) -> list[Problem]:
    """What would break while the product runs: files, references, missing words, sentences without provenance."""
    problems = [*gathered.problems, *wording_problems(folder)]
    if library is not None:
        problems += _references(library, gathered.cited)
        problems += _needed_words(library)
        problems += _statements(library)
    return problems


def _references(library: Library, cited: Iterable[Cited]) -> Iterator[Problem]:
    known: Mapping[str, Mapping[str, object]] = {
        "fact": library.facts, "statement": library.statements, "symptom": library.symptoms,
        "lesson": library.lessons.by_id,
    }  # fmt: skip
    for one in cited:
        if one.id not in known[one.kind]:
            yield one.problem(
                f"no {one.kind} '{one.id}'", close_to(one.id, known[one.kind]) or "add it, or correct the id"
            )
        elif one.kind == "fact" and library.facts[one.id].verification is Verification.UNVERIFIED:
            yield one.problem(
                f"'{one.id}' is not verified, so nothing may rest on it", "cite another fact, or have it verified"
            )
        elif one.kind == "statement" and library.statements[one.id].status is Status.WITHDRAWN:
            yield one.problem(f"'{one.id}' is withdrawn", "remove it here")


def _needed_words(library: Library) -> Iterator[Problem]:
    for id_, why in _words_of(library):
        if not library.wording.has(id_):
            yield Problem(file="words", line=0, what=f"no wording '{id_}'", hint=f"needed by {why}, in every language")


def _words_of(library: Library) -> Iterator[tuple[str, str]]:
    for symptom in library.symptoms.values():
        yield from ((id_, f"symptom '{symptom.id}'") for id_ in _words_of_symptom(symptom))
    for area in library.menu.areas:
        yield area.wording_id, f"area '{area.id}'"
    for topic in library.lessons.topics:
        yield topic.wording_id, f"topic '{topic.id}'"
    for phrase in library.phrasebook.phrases:
        if phrase.kind is PhraseKind.RED_FLAG:
            yield f"red-flag-{phrase.id}", f"phrase '{phrase.id}'"
    for statement in library.statements:
        yield statement, f"statement '{statement}'"
    for urgency in Urgency:
        yield f"urgency-{urgency}", "every urgency"


def _words_of_symptom(symptom: Symptom) -> Iterator[str]:
    yield symptom.wording_id
    for question in symptom.questions.values():
        yield question.wording_id
        yield from (question.choice_wording_id(one.id) for one in question.choices)


def _statements(library: Library) -> Iterator[Problem]:
    """A clinical sentence without provenance may not exist (S11)."""
    for area, file in (("advice", "advice"), ("labsays", "labs")):
        for id_ in library.wording.ids(area):
            if id_ not in library.statements:
                hint = "add the statement with the facts it rests on"
                yield Problem(file=f"statements/{file}.yaml", line=0, what=f"no statement for '{id_}'", hint=hint)


def _symptoms(library: Library) -> Iterator[Problem]:
    for symptom in library.symptoms.values():
        file = f"symptoms/{symptom.id}.yaml"
        asked = {one.id for answers in _all_answers(symptom) for one in path(symptom, answers)}
        for never in sorted(symptom.questions.keys() - asked):
            yield Problem(file=file, line=0, what=f"question '{never}' is never asked", hint="lead to it, or remove it")
        if hidden := _hidden_emergency(library, symptom):
            yield Problem(
                file=file, line=0, what=hidden, hint="ask that question first: an urgent answer ends the questions"
            )


def _hidden_emergency(library: Library, symptom: Symptom) -> str | None:
    """An answer that ends the questions as urgent before one that could make an emergency has been asked."""
    emergencies = [rule for rule in library.rules if rule.symptom == symptom.id and rule.urgency is Urgency.EMERGENCY]
    about = About(fever_limit_c=library.clinic.fever_limit_c)
    for answers in _all_answers(symptom):
        so_far: dict[str, str] = {}
        for question in path(symptom, answers):
            so_far[question.id] = answers[question.id]
            if triage(library.rules, reported(symptom, so_far), about).urgency is Urgency.URGENT:
                later = [one.id for one in path(symptom, answers) if one.id not in so_far]
                for rule in emergencies:
                    if _asks(rule) & set(later):
                        return f"'{question.id}' can end the report before rule '{rule.id}' has been asked about"
                break
    return None


def _asks(rule: Rule) -> set[str]:
    return {question for one in rule.when if (question := getattr(one, "question", None))}


def _all_answers(symptom: Symptom) -> Iterator[dict[str, str]]:
    """Every combination of answers to all of its questions."""
    questions = list(symptom.questions.values())
    for chosen in product(*(_possible(one) for one in questions)):
        yield {question.id: answer for question, answer in zip(questions, chosen, strict=True)}


def _possible(question: Question) -> tuple[str, ...]:
    return (*(one.id for one in question.choices), *_TYPED.get(question.kind, ()))
