"""The content we ship: without a problem, and such that losing any rule or phrase would be noticed."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.checks import check
from bot.content.examples import rule_problems
from bot.content.reader import RuleCase
from bot.content.shelf import Library, read_library
from bot.domain.messages import line
from bot.domain.statement import Status, Verification
from bot.domain.triage import Rule
from bot.domain.urgency import Urgency

CONTENT = Path(__file__).parents[2] / "content"
LIBRARY, GATHERED = read_library(CONTENT)
assert LIBRARY is not None
RULES = [rule.id for rule in LIBRARY.rules]
NUMBERS = {"emergency": "112", "phone": "+34 600 000 000", "crisis": "024"}


def of_rule(id_: str) -> list[RuleCase]:
    """The examples of one rule."""
    return [case for case in GATHERED.rule_cases if case.rule == id_]


@pytest.fixture
def library() -> Library:
    """The shipped content."""
    assert LIBRARY is not None
    return LIBRARY


def test_the_shipped_content_has_no_problem():
    """`doseday content check` finds nothing in what we ship; every example of every rule and phrase is run."""
    assert [str(one) for one in check(CONTENT)] == []


@pytest.mark.parametrize("gone", RULES)
def test_deleting_a_rule_breaks_an_example(library, gone):
    """No rule can disappear unnoticed."""
    left = [rule for rule in library.rules if rule.id != gone]
    assert list(rule_problems(library, of_rule(gone), left))


@pytest.mark.parametrize(
    ("softened", "lost"), [(rule.id, at) for rule in LIBRARY.rules for at in range(len(rule.when))]
)
def test_widening_a_rule_breaks_an_example(library, softened, lost):
    """A rule that lost any one of its conditions matches what it must not."""

    def softer(rule: Rule) -> Rule:
        return replace(rule, when=(*rule.when[:lost], *rule.when[lost + 1 :]))

    rules = [softer(rule) if rule.id == softened else rule for rule in library.rules]
    assert list(rule_problems(library, of_rule(softened), rules))


def test_every_phrase_is_tried_in_both_languages():
    """At least 150 examples a language, and each phrase has texts in which it must not be heard."""
    for language in ("en", "es"):
        cases = [case for case in GATHERED.phrase_cases if case.language == language]
        assert len(cases) >= 150
        with_near_misses = {case.phrase for case in cases if not case.must}
        assert {case.phrase for case in cases} == with_near_misses


def test_everything_shipped_is_a_draft(library):
    """We sign nothing for a clinic: no statement is reviewed, and nobody has signed (S11)."""
    assert {one.status for one in library.statements.values()} == {Status.DRAFT}
    assert library.sign_off is None


def test_nothing_rests_on_an_unverified_fact(library):
    """Every fact that content cites was read at a source or is our own caution."""
    assert Verification.UNVERIFIED not in {one.verification for one in library.facts.values()}


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_advice_can_be_said_with_the_three_numbers(library, language):
    """Advice takes no argument but the telephone numbers, which are always known."""
    for id_ in library.wording.ids("advice"):
        assert library.wording.say(language, line(id_, **NUMBERS))


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_emergency_sentence_names_the_number_first(library, language):
    """The number to call stands in the first sentence (S8)."""
    said = library.wording.say(language, line("advice-emergency", **NUMBERS))
    assert "112" in said.split(".")[0]
    said = library.wording.say(language, line("advice-urgent", **NUMBERS))
    assert "+34 600 000 000" in said.splitlines()[0]
    assert "112" in said


def test_no_advice_tells_to_take_more_or_to_change_a_dose(library):
    """The bot never tells anybody to take more, and names no millilitres or milligrams (F-MOD-00, F-MON-08)."""
    for language in library.wording.languages:
        for id_ in library.wording.ids("advice"):
            said = library.wording.say(language, line(id_, **NUMBERS)).casefold()
            for forbidden in (" mg", "litre", "litro", "take an extra", "take another tablet", "survival"):
                assert forbidden not in said, id_


def test_red_flags_ring_until_somebody_acts(library):
    """Emergency and urgent ring the first on call at once, then the patient is told, then everybody, without end (S7)."""
    for urgency in (Urgency.EMERGENCY, Urgency.URGENT):
        policy = library.policies[urgency]
        assert policy.steps[0].after.total_seconds() == 0
        assert [str(step.who) for step in policy.steps] == ["first", "second", "everyone", "patient"]
        assert policy.then_every is not None
        assert not policy.working_hours_only


def test_the_fever_limit_is_the_strictest_published_one(library):
    """37.5 °C until the clinic sets its own (F-RED-25)."""
    assert str(library.clinic.fever_limit_c) == "37.5"


def test_the_menu_offers_what_patients_report_most(library):
    """The commonest first, everything in one area, and no page longer than a phone shows (F-SE-01)."""
    menu = library.menu
    assert menu.first == ("nausea", "tiredness", "diarrhoea", "vomiting")
    offered = {one.id for one in library.symptoms.values() if one.in_menu}
    assert sorted((*menu.in_areas, menu.last)) == sorted(offered)
    assert len(menu.first) + len(menu.areas) + 1 <= 14
    assert max(len(one.symptoms) for one in menu.areas) <= 6


def test_whatever_can_be_an_emergency_is_two_taps_away(library):
    """Every symptom with a rule of an emergency stands on the first page or in an area (S8)."""
    grave = {rule.symptom for rule in library.rules if rule.urgency.red_flag} - {"*"} - library.check_ins
    assert grave <= {*library.menu.first, *library.menu.in_areas}
