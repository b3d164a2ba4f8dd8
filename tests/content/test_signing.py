"""A clinic's signature: true for exactly the content that was signed, and only until a review is due (S11)."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.content.signing import SIGNED, content_hash, sign

CONTENT = Path(__file__).parents[2] / "content"
TODAY = date(2026, 11, 20)


@pytest.fixture
def folder(tmp_path):
    """A copy of the shipped content."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT, copy, ignore=shutil.ignore_patterns(SIGNED))
    return copy


def test_unsigned_content_says_so(folder):
    """What we ship is nobody's word."""
    assert load_library(folder).why_unsigned(TODAY) == ("nobody has signed this content",)


def test_signed_content_holds(folder):
    """The signature survives reading and is found with its name and date."""
    sign(folder, "Clara", "lead pharmacist", TODAY)
    library = load_library(folder)
    assert library.why_unsigned(TODAY) == ()
    assert library.sign_off is not None
    assert (library.sign_off.by, library.sign_off.role, library.sign_off.on) == ("Clara", "lead pharmacist", TODAY)


@pytest.mark.parametrize("file", ["clinic.yaml", "words/es/advice.ftl", "triage/fever.yaml", "phrases/words.yaml"])
def test_any_change_ends_the_signature(folder, file):
    """One character more in any file, and the clinic has to read again."""
    sign(folder, "Clara", "lead pharmacist", TODAY)
    with (folder / file).open("a", encoding="utf-8") as text:
        text.write("# a remark\n")
    (reason,) = load_library(folder).why_unsigned(TODAY)
    assert "changed since Clara signed" in reason


def test_a_changed_lesson_ends_the_signature(folder):
    """A lesson is signed like any other word."""
    sign(folder, "Clara", "lead pharmacist", TODAY)
    lesson = folder / "lessons/en/food.md"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("as you like", "if you like"), encoding="utf-8")
    (reason,) = load_library(folder).why_unsigned(TODAY)
    assert "changed since Clara signed" in reason


def test_a_new_or_lost_file_ends_the_signature(folder):
    """Adding and removing files counts as change."""
    before = content_hash(folder)
    (folder / "words/en/more.ftl").write_text("more = More\n", encoding="utf-8")
    added = content_hash(folder)
    (folder / "words/en/more.ftl").rename(folder / "words/en/other.ftl")
    assert len({before, added, content_hash(folder)}) == 3


def test_line_ends_do_not_matter(folder):
    """The same content checked out on Windows has the same hash."""
    before = content_hash(folder)
    file = folder / "clinic.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert content_hash(folder) == before


def test_signing_does_not_change_what_is_signed(folder):
    """The signature is not part of the content."""
    before = content_hash(folder)
    sign(folder, "Clara", "lead pharmacist", TODAY)
    assert content_hash(folder) == before


def test_an_overdue_review_ends_the_signature(folder):
    """Time can only lower what people have raised."""
    sign(folder, "Clara", "lead pharmacist", TODAY)
    library = load_library(folder)
    last = min(one.review_due for one in library.statements.values())
    assert library.why_unsigned(last) == ()
    assert "overdue" in library.why_unsigned(last + timedelta(days=1))[0]


def test_a_broken_signature_is_a_problem_not_a_pass(folder):
    """A signature file nobody can read signs nothing."""
    (folder / SIGNED).write_text("by: [Clara\n", encoding="utf-8")
    with pytest.raises(Exception, match="SIGNED"):
        load_library(folder)
