"""The worked examples of regimens: true as they stand, and never silently untrue."""

import shutil
from pathlib import Path

import pytest

from bot.content.reader import Reader
from bot.content.shelf import read_library
from bot.content.signing import content_hash
from bot.content.worked import worked_problems

CONTENT = Path(__file__).parents[2] / "content"
SVD = "svd-weekly-one-cycle.yaml"


def problems(folder, library):
    """What the examples of a folder are told about, as sentences."""
    gathered = Reader(folder=folder, problems=[], cited=[], rule_cases=[], phrase_cases=[])
    found = list(worked_problems(library.regimens, gathered, library.wording))
    return [str(one) for one in (*found, *gathered.problems)]


@pytest.fixture(scope="module")
def library():
    """The shipped content."""
    return read_library(CONTENT)[0]


@pytest.fixture
def folder(tmp_path):
    """The shipped examples, to be spoilt."""
    shutil.copytree(CONTENT / "regimens", tmp_path / "regimens")
    return tmp_path


def test_every_example_is_true(library):
    """Each comes to the very rows it shows."""
    assert problems(CONTENT, library) == []


def test_every_regimen_has_one(library):
    """Nobody has to take a regimen's days on trust."""
    texts = [one.read_text(encoding="utf-8") for one in (CONTENT / "regimens" / "examples").glob("*.yaml")]
    for regimen in library.regimens:
        assert any(f"regimen: {regimen}\n" in one for one in texts), regimen


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("Until now it was 80 mg", "Until now it was 60 mg", "not told this (en)"),
        ("Hasta ahora eran 80 mg", "Hasta ahora eran 60 mg", "not told this (es)"),
        ('does: "hold', 'does: "pause', "no kind of change"),
        ("change 2026-05-13", "change 2026-05-11", "refused: too-much-a-week"),
        ("hold 2026-05-25..", "hold 2026-05-26..", "row"),
        ("selinexor 100 mg", "selinexor lots", "cannot be read"),
    ],
)
def test_a_change_that_is_not_so_is_told(folder, library, old, new, said):
    """Its day, what it is, and every word the patient would read, in each language."""
    file = folder / "regimens" / "examples" / "change-sd-reduced-twice.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(said in one for one in problems(folder, library))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "C1D29  dose               selinexor      100",
            "C1D28  dose               selinexor      100",
            "row 17 shows",
        ),
        ("Tue  5 May 2026 09:00", "Mon  5 May 2026 09:00", "row 4 shows"),
        ("100  5 x 20 mg", "100  2 x 50 mg", "worked out: Mon 4 May 2026 09:00 C1D1 dose selinexor 100 5 x 20 mg"),
        ("visit: bortezomib", "dose bortezomib", "row 1 shows"),
        ("weeks: 6", "weeks: 5", "worked out: nothing"),
        ("weeks: 6", "weeks: 7", "shows: nothing"),
        ("start: 2026-05-04", "start: 2026-05-05", "row 1 shows"),
        ('time: "09:00"', 'time: "09:30"', "row 2 shows"),
        ("regimen: svd-weekly", "regimen: svd-weakly", "did you mean 'svd-weekly'"),
        ("zone: Europe/Madrid", "zone: Europe/Madird", "no time zone"),
        ("kinds: [dose, visit]", "kinds: [dose, visits]", "Input should be"),
        ("kinds: [dose, visit]", "prescribed: {selinexor-gm: 80}", "did you mean 'selinexor-mg'"),
        ("kinds: [dose, visit]", 'prescribed: {selinexor-days: "1,2"}', "refused: consecutive-days"),
        ("kinds: [dose, visit]", "prescribed: {selinexor-tablets: half}", "is no tablet"),
        ("kinds: [dose, visit]", "change: []", "unknown key 'change'"),
    ],
)
def test_what_is_not_true_is_told(folder, library, old, new, told):
    """A day, an amount, a tablet, a visit or a row too many or too few: named with its file."""
    file = folder / "regimens" / "examples" / SVD
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    said = problems(folder, library)
    assert any(told in one and SVD in one for one in said), said


def test_a_changed_regimen_makes_its_examples_untrue(library, folder):
    """Whoever edits a regimen has to look at its examples again."""
    fewer = dict(library.regimens) | {"svd-weekly": library.regimens["sd-twice-weekly"]}
    gathered = Reader(folder=folder, problems=[], cited=[], rule_cases=[], phrase_cases=[])
    assert {SVD} <= {one.file.rpartition("/")[2] for one in worked_problems(fewer, gathered, library.wording)}


def test_what_a_regimen_leaves_open_must_be_given(folder, library):
    """An example of the weekly regimen says on which days dexamethasone is taken, or that it is not."""
    file = folder / "regimens" / "examples" / "sd-weekly-first-weeks.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(', dexamethasone-days: "1,2"', ""), encoding="utf-8")
    assert any("leaves dexamethasone open" in one for one in problems(folder, library))


def test_a_signature_covers_them(folder):
    """A changed example is changed content: it has to be signed again."""
    before = content_hash(folder)
    file = folder / "regimens" / "examples" / SVD
    file.write_text(file.read_text(encoding="utf-8") + "# one more word\n", encoding="utf-8")
    assert content_hash(folder) != before
