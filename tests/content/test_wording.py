"""What the bot says: dates, times and numbers as people read them, and never half a sentence."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from fluent.syntax import FluentParser

from bot.content.display import shown
from bot.content.fluentfiles import read_language
from bot.content.wording import Wording, WordingError
from bot.domain.messages import Line, Verbatim, button, line, say


@pytest.fixture
def wording(tmp_path):
    """Two tiny languages."""
    for language, text in (
        (
            "en",
            "hello = Hello { $name }\ncount = { $n ->\n    [one] { $n } dose\n   *[other] { $n } doses\n }\nyes = Yes\n",
        ),
        (
            "es",
            "hello = Hola { $name }\ncount = { $n ->\n    [one] { $n } dosis\n   *[other] { $n } dosis en total\n }\nyes = Sí\n",
        ),
    ):
        folder = tmp_path / "words" / language
        folder.mkdir(parents=True)
        (folder / "common.ftl").write_text(text, encoding="utf-8")
    return Wording({language: read_language(tmp_path, language)[0] for language in ("en", "es")})


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        (date(2026, 5, 4), "Mon 4 May", "lun 4 de mayo"),
        (date(2026, 12, 30), "Wed 30 Dec", "mié 30 de diciembre"),
        (datetime(2026, 5, 4, 9, 0, tzinfo=UTC), "Mon 4 May, 09:00", "lun 4 de mayo, 09:00"),
        (time(9), "09:00", "09:00"),
        (Decimal("72.50"), "72.5", "72,5"),
        (Decimal("20.0"), "20", "20"),
        (Decimal(20), "20", "20"),
        (Decimal("1E+2"), "100", "100"),
        (Decimal(".5"), "0.5", "0,5"),
        (Decimal("-0.0"), "0", "0"),
        (Decimal("0.25"), "0.25", "0,25"),
    ],
)
def test_values_look_as_people_expect(value, english, spanish):
    """No digits-only date, no 20.0, no .5, and a decimal comma in Spanish."""
    assert shown("en", value) == english
    assert shown("es", value) == spanish


def test_a_line_is_said_in_each_language(wording):
    """The same line, two languages."""
    assert wording.say("en", line("hello", name="Amina")) == "Hello Amina"
    assert wording.say("es", line("hello", name="Amina")) == "Hola Amina"


def test_a_line_inside_a_line_is_said_in_the_same_language(wording):
    """An argument that is itself a wording is translated too."""
    assert wording.say("es", line("hello", name=line("yes"))) == "Hola Sí"


def test_plurals_choose_by_number(wording):
    """One dose, two doses, and no thousands separator."""
    assert wording.say("en", line("count", n=1)) == "1 dose"
    assert wording.say("en", line("count", n=1200)) == "1200 doses"


def test_words_of_a_person_stay_theirs(wording):
    """Verbatim text is never translated nor read as a pattern."""
    assert wording.say("es", Verbatim(text="{ $hello }")) == "{ $hello }"
    assert wording.say("es", line("hello", name="{ yes }")) == "Hola { yes }"


def test_a_whole_message_is_rendered_with_its_buttons(wording):
    """Lines are joined by line breaks, buttons keep their data."""
    made = wording.render("es", say(line("yes"), line("hello", name="Amina"), rows=((button("yes", "q:1:yes"),),)))
    assert made.text == "Sí\nHola Amina"
    assert made.rows[0][0].label == "Sí"
    assert made.rows[0][0].data == "q:1:yes"


@pytest.mark.parametrize(
    "wrong", [line("helo", name="x"), line("hello"), line("hello", name=line("nothing")), Line(key="")]
)
def test_a_missing_id_or_argument_raises(wording, wrong):
    """Half a sentence never leaves the house."""
    with pytest.raises(WordingError):
        wording.say("en", wrong)


def test_an_unknown_language_raises(wording):
    """Nobody is answered in a language that does not exist."""
    with pytest.raises(WordingError):
        wording.say("fr", line("yes"))


def test_an_error_names_the_argument_and_never_a_value(wording):
    """Errors may be logged, so they hold no value (S12)."""
    with pytest.raises(WordingError) as told:
        wording.say("en", line("hello", other="Amina"))
    assert "Amina" not in str(told.value)
    assert "name" in str(told.value)


def test_the_parser_we_rely_on_marks_junk():
    """A broken message is seen as such, not skipped."""
    assert any(type(one).__name__ == "Junk" for one in FluentParser().parse("a = { $b\n").body)
