"""Triage: a worse answer never lowers the urgency (S9), over the whole shipped set of rules."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.domain.conditions import AnswerAtLeast, TemperatureAtLeast, TemperatureBelow, WeightLossAtLeast
from bot.domain.earlier import Earlier, EarlierWeight, days_at_least, fall_percent, steps_worse
from bot.domain.questionnaire import QuestionKind, next_question, path, reported, same_again
from bot.domain.triage import About, Rule, triage, weight_loss_percent
from bot.domain.urgency import Urgency, worst

LIBRARY = load_library(Path(__file__).parents[3] / "content")
SYMPTOMS = list(LIBRARY.symptoms.values())
NUMBERS = frozenset({QuestionKind.WEIGHT, QuestionKind.TEMPERATURE})
CHOICES = {
    one.id: [question for question in one.questions.values() if question.kind is QuestionKind.CHOICE]
    for one in SYMPTOMS
}
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


@st.composite
def known(draw, symptom):
    """What may be known besides: some earlier reports and weights, where in treatment, doses missed."""
    ago = st.integers(0, 30)
    scores = {one.id: st.sampled_from([each.score for each in one.choices]) for one in CHOICES[symptom.id]}
    report = st.builds(Earlier, symptom=st.just(symptom.id), days_ago=ago, scores=st.fixed_dictionaries(scores))
    weight = st.builds(EarlierWeight, days_ago=ago, kg=st.decimals(min_value=40, max_value=90, places=1))
    return About(
        fever_limit_c=ABOUT.fever_limit_c,
        baseline_kg=draw(st.sampled_from([None, Decimal(70)])),
        recent_routine=frozenset(draw(st.sets(st.sampled_from(list(LIBRARY.symptoms)), max_size=2))),
        missed_run=draw(st.integers(0, 3)),
        unanswered_check_ins=draw(st.integers(0, 3)),
        told_worse=draw(st.none() | st.sampled_from([one for one in Urgency if one is not Urgency.SELF_CARE])),
        treatment_day=draw(st.none() | st.integers(-3, 60)),
        earlier=tuple(draw(st.lists(report, max_size=4))),
        weights=tuple(draw(st.lists(weight, max_size=3))),
    )


@pytest.mark.parametrize(
    ("symptom_id", "question_id"),
    [(symptom, question.id) for symptom, questions in CHOICES.items() for question in questions],
)
@settings(max_examples=12)
@given(st.data())
def test_a_worse_choice_never_lowers_the_urgency(symptom_id, question_id, data):
    """Raise this answer to any worse one: the urgency stays or rises, whatever the path becomes and was told before."""
    symptom = LIBRARY.symptoms[symptom_id]
    answers = {one.id: possible(one, data.draw) for one in symptom.questions.values()}
    question = symptom.questions[question_id]
    now = question.choice(answers[question_id])
    assume(now is not None)
    worse = [one.id for one in question.choices if one.score >= now.score]
    raised = {**answers, question_id: data.draw(st.sampled_from(worse))}
    about = data.draw(known(symptom))
    assert judged(symptom, raised, about).urgency.rank >= judged(symptom, answers, about).urgency.rank


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


@given(answered(), st.data())
def test_nothing_told_or_missed_before_lowers_the_urgency(given_, data):
    """One more earlier report, weight, missed dose or silent check-in, or a day less of treatment, can only add."""
    symptom, answers = given_
    about, other = data.draw(known(symptom)), data.draw(known(symptom))
    days = [one for one in (about.treatment_day, other.treatment_day) if one is not None]
    both_known = about.treatment_day is not None and other.treatment_day is not None
    more = replace(
        about,
        recent_routine=about.recent_routine | other.recent_routine,
        missed_run=max(about.missed_run, other.missed_run),
        unanswered_check_ins=max(about.unanswered_check_ins, other.unanswered_check_ins),
        told_worse=max((about.told_worse, other.told_worse), key=lambda one: one.rank if one else -1),
        treatment_day=min(days) if both_known else None,
        earlier=(*about.earlier, *other.earlier),
        weights=(*about.weights, *other.weights),
    )
    assert judged(symptom, answers, more).urgency.rank >= judged(symptom, answers, about).urgency.rank


@given(answered(), st.data())
def test_the_same_as_last_time_weighs_no_less(given_, data):
    """Copied answers, judged anew with that report now behind them, are never less urgent than they were (S9)."""
    symptom, answers = given_
    about = data.draw(known(symptom))
    before = reported(symptom, answers)
    again = {**same_again(symptom, answers), **{id_: answers[id_] for id_ in answers.keys() - before.scores.keys()}}
    last = Earlier(symptom=symptom.id, days_ago=data.draw(st.integers(0, 14)), scores=before.scores)
    later = replace(about, earlier=(*about.earlier, last))
    assert judged(symptom, again, later).urgency.rank >= judged(symptom, answers, about).urgency.rank


@given(answered())
def test_only_choices_are_the_same_as_last_time(given_):
    """No number and no words are ever taken over, and nothing from off the path."""
    symptom, answers = given_
    taken = same_again(symptom, answers)
    assert all(symptom.questions[id_].kind is QuestionKind.CHOICE for id_ in taken)
    assert taken.items() <= reported(symptom, answers).answers.items()


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


@pytest.mark.parametrize(("days_ago", "score", "steps"), [(0, 1, 2), (7, 1, 2), (8, 1, 0), (3, 3, 0), (3, 4, 0)])
def test_worse_is_held_against_the_best_of_the_span(days_ago, score, steps):
    """Seven days ago counts, eight does not; better than before is no step worse."""
    before = [Earlier(symptom="nausea", days_ago=days_ago, scores={"how-bad": score})]
    assert steps_worse(before, "nausea", "how-bad", 3, 7) == steps
    assert steps_worse(before, "tiredness", "how-bad", 3, 7) == 0


def test_one_day_counts_once_however_often_it_was_told():
    """Three reports on one day are one day; today counts; the day at the far edge does not."""
    told = [Earlier(symptom="nausea", days_ago=days, scores={"how-bad": 2}) for days in (2, 2, 2, 6, 7)]
    assert days_at_least(told, "nausea", "how-bad", 2, 7) == 3
    assert days_at_least(told, "nausea", "how-bad", 3, 7) == 1


def test_a_fall_is_measured_from_the_highest_weight_of_the_span():
    """80 kg a fortnight ago and 78 last week: 76 is 5 percent down; gained weight is no fall."""
    weights = [EarlierWeight(days_ago=14, kg=Decimal(80)), EarlierWeight(days_ago=7, kg=Decimal(78))]
    assert fall_percent(weights, Decimal(76), 14) == 5
    assert fall_percent(weights, Decimal(81), 14) == 0
    assert fall_percent([], Decimal(76), 14) == 0
