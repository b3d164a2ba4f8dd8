"""A mistake in a content file is told with file, line and hint, and all mistakes together."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content import checks
from bot.content.library import load_library
from bot.content.problems import ContentErrors

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped content that may be broken."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy)
    return copy


@pytest.fixture
def broken(folder, monkeypatch) -> Callable[[str, str, str], list[str]]:
    """Replace something in a file, and tell what loading then says."""

    def break_it(file: str, old: str, new: str) -> list[str]:
        text = (folder / file).read_text(encoding="utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        if not file.startswith("phrases/"):  # hearing all their examples once more takes longer than all the rest
            monkeypatch.setattr(checks, "phrase_problems", lambda *_: ())
        return [str(one) for one in checks.check(folder)]

    return break_it


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        # a misspelt key
        ("clinic.yaml", "fever_limit_c:", "fever_limit:", "did you mean 'fever_limit_c'?"),
        ("clinic.yaml", "fever_limit_c:", "fever_limit:", "'fever_limit_c' is missing"),
        # values that cannot be
        ("clinic.yaml", "fever_limit_c: 37.5", "fever_limit_c: 39", "fever_limit_c"),
        ("clinic.yaml", "Europe/London", "Europe/Lundon", "no time zone 'Europe/Lundon'"),
        ("clinic.yaml", '"17:00"', '"08:00"', "works_from must be before works_until"),
        ("clinic.yaml", "heads_up_at: ", "heads_up_at: [", "not YAML"),
        ("triage/fever.yaml", "urgency: urgent", "urgency: urgnt", "triage/fever.yaml:15: 'urgency'"),
        ("triage/fever.yaml", "question: breath", "question: breth", "did you mean 'breath'?"),
        ("triage/fever.yaml", 'at_least: "yes"', "at_least: perhaps", "'perhaps' is not a choice of 'breath'"),
        ("triage/fever.yaml", "temperature_below: 36.0", "weight_loss_percent: 10", "does not ask for a weight"),
        ("triage/fever.yaml", "id: fever-chills", "id: fever-at-limit", "rule 'fever-at-limit' is written twice"),
        ("symptoms/nausea.yaml", "{none: end}", "{none: eat, bad: how-bad}", "leads back to 'how-bad'"),
        ("symptoms/nausea.yaml", "{none: end}", "{nothing: end}", "'nothing' is not a choice of 'how-bad'"),
        ("symptoms/nausea.yaml", "{none: end}", "{none: rink}", "did you mean 'drink'?"),
        ("symptoms/nausea.yaml", "id: nausea", "id: nauseas", "must stand in symptoms/nauseas.yaml"),
        # references that lead nowhere
        ("triage/fever.yaml", "[advice-fever]", "[advice-fevr]", "did you mean 'advice-fever'?"),
        ("triage/fever.yaml", "F-RED-20", "F-RED-99", "no fact 'F-RED-99'"),
        ("facts.yaml", "F-RED-20: {status: verified", "F-RED-20: {status: unverified", "nothing may rest on it"),
        ("statements/advice.yaml", "advice-fever: {facts: [F-RED-02, F-RED-26, F-DEX-08], status: draft",
         "advice-fever: {facts: [F-RED-02, F-RED-26, F-DEX-08], status: withdrawn", "'advice-fever' is withdrawn"),
        ("statements/advice.yaml", "facts: [F-ADM-01]", "facts: []", "facts"),
        ("statements/advice.yaml", "  advice-storage:", "  advice-other:", "no statement for 'advice-storage'"),
        # phrases
        ("phrases/red-flags/suicidal-intent.yaml", "- suicid*", "- su*", "at least three letters before the star"),
        ("phrases/red-flags/suicidal-intent.yaml", "- suicid*", "- ~2 suicid*", "must begin and end with a word"),
        ("phrases/red-flags/too-much-taken.yaml", "<took> ~4 twice", "<tooken> ~4 twice", "not a named group"),
        ("phrases/red-flags/chest-pain.yaml", "        - CHEST PAIN!!!", "        - my garden is green", "is not heard in"),
        ("phrases/red-flags/chest-pain.yaml", "urgency: emergency", "urgency: routine", "red flags, and only they"),
        # policies
        ("policies/escalation.yaml", "    then_every_minutes: 15\n", "", "'emergency' must ring at any hour"),
        ("policies/escalation.yaml", "after_minutes: 5,", "after_minutes: 50,", "out of order"),
        ("policies/escalation.yaml", "  routine:", "  rutine:", "rutine"),
        # regimens
        ("regimens/sd-twice-weekly.yaml", "days: [1, 3]", "days: [1, 8]", "outside the 7-day cycle"),
        ("regimens/sd-twice-weekly.yaml", "default_tablet_mg: 20", "default_tablet_mg: 30", "whole 30 mg tablets"),
        # words
        ("words/es/advice.ftl", "advice-storage =", "advice-storag =", "'advice-storage' does not exist in 'es'"),
        ("words/es/advice.ftl", "{ $crisis }", "{ $crises }", "uses other arguments"),
        ("words/es/advice.ftl", "{ $crisis }", "{ $crisis", "not Fluent"),
        ("words/en/symptoms.ftl", "symptom-nausea = Nausea", "symptom-nausea = { -nope }", "quotes '-nope'"),
        ("words/en/symptoms.ftl", "symptom-weight = Weight", "symptom-nausea = Weight", "written twice"),
        ("words/en/symptoms.ftl", "symptom-weight = Weight", "symptom-weight = 🤢", "has no words"),
        ("words/en/symptoms.ftl", "symptom-weight = Weight", "symptom-weight = On 04/05/2026", "a date in digits"),
        ("words/en/symptoms.ftl", "symptom-weight = Weight", "symptom-weight = " + "Weight " * 20, "for a button"),
        ("words/en/symptoms.ftl", "q-weight-weight = What", "q-weight-weight = " + "What " * 900, "characters long"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_a_hint(broken, file, old, new, told):
    """Each kind of mistake a pharmacist may make is named in words."""
    said = broken(file, old, new)
    assert any(told in one for one in said), said


def test_the_line_is_the_line_of_the_mistake(broken):
    """The number leads to the very line, so that nobody has to search."""
    said = broken("clinic.yaml", "works_until:", "works_untill:")
    lines = (CONTENT / "clinic.yaml").read_text(encoding="utf-8").splitlines()
    expected = next(number for number, line in enumerate(lines, 1) if line.startswith("works_until:"))
    assert f"clinic.yaml:{expected}: unknown key 'works_untill' (did you mean 'works_until'?)" in said


def test_all_mistakes_are_told_at_once(folder):
    """Mistakes in four files come together, not one after the other."""
    for file, old, new in (
        ("clinic.yaml", "zone:", "zones:"),
        ("triage/fever.yaml", "question: breath", "question: breth"),
        ("words/es/advice.ftl", "advice-storage =", "advice-storag ="),
        ("symptoms/weight.yaml", "kind: weight", "kind: wait"),
    ):
        path = folder / file
        path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(ContentErrors) as told:
        load_library(folder)
    assert {one.file for one in told.value.problems} >= {
        "clinic.yaml", "triage/fever.yaml", "words/es/advice.ftl", "symptoms/weight.yaml",
    }  # fmt: skip


def test_an_empty_folder_is_a_list_of_problems(tmp_path):
    """A wrong path gives problems, not a traceback."""
    with pytest.raises(ContentErrors) as told:
        load_library(tmp_path)
    assert len(told.value.problems) > 5


def test_a_file_that_is_not_text_is_a_problem(folder):
    """Bytes that are no UTF-8 are told like any other mistake."""
    (folder / "clinic.yaml").write_bytes(b"\xff\xfe\x00zone")
    with pytest.raises(ContentErrors, match=r"clinic\.yaml"):
        load_library(folder)


def test_an_emergency_may_not_hide_behind_an_urgent_answer(broken):
    """A question that can make an emergency must be asked before one whose answer ends the report."""
    said = broken(
        "symptoms/diarrhoea.yaml",
        '  - id: blood\n    choices: {"no": 0, not-sure: 1, "yes": 2, a-lot: 3}\n',
        "",
    )
    assert said  # the rules about blood now ask for nothing
    text = (CONTENT / "symptoms/diarrhoea.yaml").read_text(encoding="utf-8")
    blood = '  - id: blood\n    choices: {"no": 0, not-sure: 1, "yes": 2, a-lot: 3}\n'
    late = text.replace(blood, "") + blood
    said = broken("symptoms/diarrhoea.yaml", text.replace(blood, ""), late)
    assert any("can end the report before rule 'diarrhoea-a-lot-of-blood'" in one for one in said), said


def test_hard_words_are_told(broken):
    """A long, learned message for patients is refused."""
    hard = "Notwithstanding preliminary considerations concerning gastrointestinal tolerability characteristics, " * 3
    said = broken("words/en/advice.ftl", "advice-storage = Keep", f"advice-storage = {hard} Keep")
    assert any("'advice-storage' is hard to read" in one for one in said)
