"""Runs the examples that every rule and every phrase carries: what it must match, and the near misses it must not."""

from collections.abc import Iterable, Iterator, Sequence

from bot.content.problems import Problem
from bot.content.reader import PhraseCase, RuleCase
from bot.content.rules import EarlierShape
from bot.content.shelf import Library
from bot.domain.earlier import Earlier, EarlierWeight
from bot.domain.phrases import Phrasebook
from bot.domain.questionnaire import Reported, Symptom, reported
from bot.domain.triage import About, Decision, Rule, triage


def rule_problems(
    library: Library, cases: Iterable[RuleCase], rules: Sequence[Rule] | None = None
) -> Iterator[Problem]:
    """Examples that these rules (all of them, unless some are given) do not judge as the examples say."""
    for case in cases:
        symptom = library.symptoms.get(case.symptom)
        if symptom is None:
            yield case.problem("example without a symptom", "a rule about any symptom names one in each example")
            continue
        if unknown := [one for one in case.shape.answers if one not in symptom.questions]:
            yield case.problem(f"no question '{unknown[0]}' in '{symptom.id}'", "")
            continue
        report = reported(symptom, case.shape.answers, usual_kg=case.shape.baseline_kg)
        if unread := set(case.shape.answers) - set(report.answers):
            asked = ", ".join(symptom.questions)
            yield case.problem(f"'{min(unread)}' is not asked after these answers", f"questions in order: {asked}")
            continue
        if unknown := [one for past in case.shape.earlier for one in past.answers if one not in symptom.questions]:
            yield case.problem(f"no question '{unknown[0]}' in '{symptom.id}'", "")
            continue
        if wrong := [one for one in report.answers if _no_such_choice(symptom, report, one)]:
            yield case.problem(f"'{report.answers[wrong[0]]}' is not a choice of '{wrong[0]}'", "")
            continue
        yield from _judged(library, case, report, library.rules if rules is None else rules)


def _no_such_choice(symptom: Symptom, report: Reported, question: str) -> bool:
    asked = symptom.questions[question]
    return asked.kind == "choice" and asked.choice(report.answers[question]) is None


def _judged(library: Library, case: RuleCase, report: Reported, rules: Sequence[Rule]) -> Iterator[Problem]:
    decision = _decide(library, case, report, rules)
    rule = library.rule(case.rule)
    matched = case.rule in decision.rules
    if case.must and not matched:
        yield case.problem(
            f"rule '{case.rule}' does not match its example", f"matching: {', '.join(decision.rules) or 'none'}"
        )
    elif case.must and rule is not None and decision.urgency.rank < rule.urgency.rank:
        yield case.problem(f"the example of '{case.rule}' is judged {decision.urgency}", f"expected {rule.urgency}")
    elif not case.must and matched:
        yield case.problem(f"rule '{case.rule}' matches an example it must not match", "")


def _decide(library: Library, case: RuleCase, report: Reported, rules: Sequence[Rule]) -> Decision:
    about = About(
        fever_limit_c=library.clinic.fever_limit_c,
        baseline_kg=case.shape.baseline_kg,
        recent_routine=frozenset(case.shape.recent),
        no_symptoms=library.check_ins,
        missed_run=case.shape.missed_doses,
        unanswered_check_ins=case.shape.unanswered_check_ins,
        told_worse=case.shape.told_worse_of,
        treatment_day=case.shape.treatment_day,
        earlier=tuple(_earlier(library.symptoms[report.symptom], one) for one in case.shape.earlier),
        weights=tuple(EarlierWeight(days_ago=one.days_ago, kg=one.kg) for one in case.shape.weights),
    )
    return triage(rules, report, about, library.symptoms[report.symptom])


def _earlier(symptom: Symptom, shape: EarlierShape) -> Earlier:
    scores = reported(symptom, shape.answers).scores
    return Earlier(symptom=symptom.id, days_ago=shape.days_ago, scores=scores)


def phrase_problems(book: Phrasebook, cases: Iterable[PhraseCase]) -> Iterator[Problem]:
    """Texts in which a phrase is not heard as its examples say."""
    for case in cases:
        heard = case.phrase in book.ids(case.text)
        if case.must and not heard:
            yield case.problem(f"'{case.phrase}' is not heard in: {case.text}", "add a pattern for it")
        elif not case.must and heard:
            yield case.problem(f"'{case.phrase}' is heard in: {case.text}", "make the pattern narrower")
