"""Triage: a worse answer never lowers the urgency (S9), over the whole shipped set of rules."""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.domain.questionnaire import QuestionKind, next_question, path, reported
from bot.domain.triage import (
    About,
    AnswerAtLeast,
    Rule,
    TemperatureAtLeast,
    TemperatureBelow,
    WeightLossAtLeast,
    triage,
    weight_loss_percent,
)
from bot.domain.urgency import Urgency, worst

LIBRARY = load_library(Path(__file__).parents[3] / "content")
SYMPTOMS = list(LIBRARY.symptoms.values())
NUMBERS = frozenset({QuestionKind.WEIGHT, QuestionKind.TEMPERATURE})
ABOUT = About(fever_limit_c=Decimal("37.5"), baseline_kg=Decimal(70))


def judged(symptom, answers, about=ABOUT):
    """The decision on these answers."""
    return triage(LIBRARY.rules, reported(symptom, answers, usual_kg=about.baseline_kg), about, symptom)


def possible(question, draw):
    """Some answer to a question."""
    match question.kind:
        case QuestionKind.CHOICE:
            return draw(st.sampled_from([one.id for one in question.choices]))
        case QuestionKind.TEMPERATURE:
            return str(draw(st.decimals(min_value=35, max_value=41, places=1)))
        case QuestionKind.WEIGHT:
            return f"={draw(st.decimals(min_value=40, max_value=90, places=1))} kg"
        case QuestionKind.WORDS:
            return "words"


@st.composite
def answered(draw, kinds=frozenset(QuestionKind)):
    """A symptom, asking a question of one of these kinds, with an answer to every question it might ask."""
    fitting = [one for one in SYMPTOMS if any(question.kind in kinds for question in one.questions.values())]
    symptom = draw(st.sampled_from(fitting))
    return symptom, {one.id: possible(one, draw) for one in symptom.questions.values()}


@given(answered(), st.data())
def test_a_worse_choice_never_lowers_the_urgency(given_, data):
    """Raise any one answer to any worse one: the urgency stays or rises, whatever the path becomes."""
    symptom, answers = given_
    question = data.draw(st.sampled_from(list(symptom.questions.values())))
    now = question.choice(answers[question.id])
    assume(now is not None)
    worse = [one.id for one in question.choices if one.score >= now.score]
    raised = {**answers, question.id: data.draw(st.sampled_from(worse))}
    assert judged(symptom, raised).urgency.rank >= judged(symptom, answers).urgency.rank


@given(answered(NUMBERS), st.data())
def test_a_worse_number_or_none_at_all_never_lowers_the_urgency(given_, data):
    """Hotter, colder, lighter, or unreadable: never less urgent than it was."""
    symptom, answers = given_
    question = next(one for one in symptom.questions.values() if one.kind in NUMBERS)
    before = Decimal(answers[question.id].removeprefix("=").removesuffix(" kg"))
    step = data.draw(st.decimals(min_value=0, max_value=4, places=1))
    if question.kind is QuestionKind.WEIGHT:
        worse = f"={before - step} kg"
    else:
        worse = str(before + step if before >= 36 else before - step)
    for typed in (worse, "illegible"):
        assert judged(symptom, {**answers, question.id: typed}).urgency.rank >= judged(symptom, answers).urgency.rank


@given(answered())
def test_every_further_answer_can_only_raise_the_urgency(given_):
    """Judging after each answer is right: the urgency of a report only grows while it is made."""
    symptom, answers = given_
    so_far, before = {}, judged(symptom, {})
    for question in path(symptom, answers):
        so_far[question.id] = answers[question.id]
        after = judged(symptom, so_far)
        assert after.urgency.rank >= before.urgency.rank
        assert set(before.rules) <= set(after.rules)
        before = after


@given(answered(), st.sets(st.sampled_from([one.id for one in SYMPTOMS])))
def test_earlier_reports_never_lower_the_urgency(given_, recent):
    """What was reported in the last day can only add."""
    symptom, answers = given_
    more = About(fever_limit_c=ABOUT.fever_limit_c, baseline_kg=ABOUT.baseline_kg, recent_routine=frozenset(recent))
    assert judged(symptom, answers, more).urgency.rank >= judged(symptom, answers).urgency.rank


@given(answered())
def test_every_path_ends(given_):
    """Answering one question after the other always comes to an end, each question asked once."""
    symptom, answers = given_
    so_far = {}
    while (question := next_question(symptom, so_far)) is not None:
        assert question.id not in so_far
        so_far[question.id] = answers[question.id]
    assert len(so_far) <= len(symptom.questions)


@given(answered())
def test_the_decision_keeps_every_matching_rule_and_the_worst_of_them(given_):
    """Urgency is that of the first rule kept, and no matching rule is lost."""
    symptom, answers = given_
    decision = judged(symptom, answers)
    kept = [LIBRARY.rule(one) for one in decision.rules]
    assert decision.urgency is worst(one.urgency for one in kept)
    assert [one.urgency.rank for one in kept] == sorted((one.urgency.rank for one in kept), reverse=True)
    assert len(set(decision.advice)) == len(decision.advice)


@pytest.mark.parametrize("fever_limit", ["37.0", "37.5", "38.0"])
@given(celsius=st.decimals(min_value=Decimal("36.0"), max_value=41, places=1))
def test_the_fever_limit_is_the_clinics_and_belongs_to_fever(fever_limit, celsius):
    """At the limit is fever, a tenth below is not, for every limit a clinic may set."""
    about = About(fever_limit_c=Decimal(fever_limit))
    decision = judged(LIBRARY.symptoms["fever"], {"breath": "no", "temperature": str(celsius)}, about)
    assert (decision.urgency is Urgency.URGENT) is (celsius >= Decimal(fever_limit))


@pytest.mark.parametrize(
    ("kg", "urgency"),
    [
        ("70", Urgency.SELF_CARE),
        ("66.51", Urgency.SELF_CARE),
        ("66.5", Urgency.ROUTINE),
        ("63.01", Urgency.ROUTINE),
        ("63", Urgency.URGENT),
        ("56", Urgency.URGENT),
        ("80", Urgency.SELF_CARE),
    ],
)
def test_weight_bands_at_their_very_edges(kg, urgency):
    """5, 10 and 20 percent of 70 kg; the edge itself belongs to the higher band (F-CTC-07, F-MOD-21)."""
    assert judged(LIBRARY.symptoms["weight"], {"weight": f"={kg} kg"}).urgency is urgency


def test_twenty_percent_exactly_is_the_higher_band():
    """20.0 % is not 10 to 20 (F-MOD-21)."""
    assert weight_loss_percent(Decimal(56), Decimal(70)) == 20
    assert "weight-loss-20" in judged(LIBRARY.symptoms["weight"], {"weight": "=56 kg"}).rules


def test_nothing_reported_is_self_care_and_own_words_reach_a_person():
    """No rule matching leaves self-care; what only words say is routine."""
    assert judged(LIBRARY.symptoms["nausea"], {"how-bad": "none"}).urgency is Urgency.SELF_CARE
    assert judged(LIBRARY.symptoms["something-else"], {"what": "odd"}).urgency is Urgency.ROUTINE


def test_answers_off_the_path_do_not_count():
    """An answer to a question that is no longer asked is left out of the report."""
    report = reported(LIBRARY.symptoms["nausea"], {"how-bad": "none", "drink": "no"})
    assert report.answers == {"how-bad": "none"}


def test_an_unreadable_number_counts_as_its_worst():
    """It satisfies every threshold on it, hot and cold and light (S9)."""
    rules = [
        Rule(id="hot", symptom="fever", urgency=Urgency.URGENT, when=(TemperatureAtLeast(question="temperature", celsius=None),)),
        Rule(id="cold", symptom="fever", urgency=Urgency.URGENT, when=(TemperatureBelow(question="temperature", celsius=Decimal(36)),)),
    ]  # fmt: skip
    report = reported(LIBRARY.symptoms["fever"], {"breath": "no", "temperature": "hot"})
    assert triage(rules, report, ABOUT).rules == ("hot", "cold")
    light = Rule(
        id="light", symptom="weight", urgency=Urgency.URGENT,
        when=(WeightLossAtLeast(question="weight", percent=Decimal(20)),),
    )  # fmt: skip
    assert triage([light], reported(LIBRARY.symptoms["weight"], {"weight": "?"}), ABOUT).rules == ("light",)


def test_all_conditions_of_a_rule_must_hold():
    """Conditions are joined by and, never by or."""
    rule = Rule(
        id="both", symptom="nausea", urgency=Urgency.ROUTINE,
        when=(AnswerAtLeast(question="how-bad", score=1), AnswerAtLeast(question="drink", score=2)),
    )  # fmt: skip
    nausea = LIBRARY.symptoms["nausea"]
    assert not triage([rule], reported(nausea, {"how-bad": "bad", "drink": "a-little"}), ABOUT).rules
    assert triage([rule], reported(nausea, {"how-bad": "a-little", "drink": "no"}), ABOUT).rules == ("both",)
