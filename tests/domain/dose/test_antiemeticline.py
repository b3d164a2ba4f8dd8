"""One line for an antiemetic, as a pharmacist types it: what is written is read again, and what is wrong is said."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.wording import load_wording
from bot.domain.antiemetic import Antiemetic, AntiemeticError, Before, IfNotTaken, Wrong
from bot.domain.antiemeticjson import antiemetic_from_json, antiemetic_to_json
from bot.domain.antiemeticline import HOW, HOW_BY_THE_CLOCK, read_antiemetic, written
from bot.domain.messages import Line
from tests.domain.dose.test_intakes import antiemetics

CONTENT = Path(__file__).parents[3] / "content"
BROKEN = {
    "ondansetron": Wrong.TOO_SHORT,
    "ondansetron, 8 mg": Wrong.TOO_SHORT,
    "ondansetron, 8 mg, sometimes": Wrong.PART,
    "ondansetron, 8 mg, 8 h after; 12 h after": Wrong.PART,
    "x" * 41 + ", 8 mg, 30": Wrong.NAME,
    "ondansetron, 8 mg, gap 6 h": Wrong.NO_TIME,
    "ondansetron, 8 mg, 30, 30 min before": Wrong.TWICE,
    "ondansetron, 8 mg, 30, gap 6 h, gap 4 h": Wrong.TWICE,
    "ondansetron, 8 mg, every 6 h until 24 h, every 12 h until 24 h": Wrong.TWICE,
    "olanzapine, 5 mg, at 25:00 every day": Wrong.TIME,
    "ondansetron, 8 mg, 13 h before": Wrong.BEFORE,
    "ondansetron, 8 mg, 97 h after": Wrong.AFTER,
    "ondansetron, 8 mg, every 30 min until 24 h": Wrong.EVERY,
    "olanzapine, 5 mg, at 21:00 on dose days and the 9 days after": Wrong.DAYS,
    "olanzapine, 5 mg, at 21:00 on cycle days 1 1": Wrong.CYCLE_DAYS,
    "ondansetron, 8 mg, 30, gap 24 h": Wrong.GAP,
    "ondansetron, 8 mg, 30, max 0 a day": Wrong.MOST,
    "ondansetron, 8 mg, every 8 h until 24 h, gap 8 h": Wrong.TOO_CLOSE,
    "ondansetron, 8 mg, every 6 h until 24 h, max 3 a day": Wrong.TOO_MANY,
}


@settings(max_examples=150)
@given(antiemetics())
def test_what_is_written_is_read(one):
    """Every antiemetic has a line, and JSON, that mean exactly it; the rule about a missed dose too, where it matters."""
    assert antiemetic_from_json(antiemetic_to_json(one)) == one
    again = read_antiemetic(written(one))
    assert (again.times, again.gap_minutes, again.most_a_day) == (one.times, one.gap_minutes, one.most_a_day)
    assert not one.follows_doses or again.if_not_taken is one.if_not_taken


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed):
    """Whatever is typed is read or refused with a sentence."""
    try:
        found = read_antiemetic(f"a, b, {typed}")
    except AntiemeticError as wrong:
        found = wrong.line
    assert isinstance(found, Antiemetic | Line)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ondansetron, 8 mg, 30", "ondansetron, 8 mg, 30 min before"),
        (" ondansetron ,8 mg,  1 h before", "ondansetron, 8 mg, 60 min before"),
        (
            "ondansetron, 8 mg, 30 min antes, 8 h después, luego cada 12 h hasta 24 h, separación 6 h, máximo 3 al día, si no se toma: parar",
            HOW,
        ),
        ("olanzapine, 5 mg, a las 21:00 en días de dosis y el día siguiente", HOW_BY_THE_CLOCK),
        ("x, 1, At 9:00 on the 2 days after", "x, 1, at 09:00 on the 2 days after"),
    ],
)
def test_two_ways_of_writing(one, other):
    """Spaces, capitals, accents and the other language mean the same."""
    assert read_antiemetic(one) == read_antiemetic(other)


def test_what_is_left_out():
    """No gap, no most, and without a dose it stops: said when it is read back, never silently more."""
    one = read_antiemetic("ondansetron, 8 mg, 30 min before, 8 h after")
    assert (one.gap_minutes, one.most_a_day, one.if_not_taken) == (0, None, IfNotTaken.STOP)
    assert written(one).endswith("if not taken: stop")
    assert one.times[0] == Before(minutes=30)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("typed", "wrong"), BROKEN.items())
def test_what_is_wrong_is_said(language, typed, wrong):
    """In a whole sentence, in every language."""
    with pytest.raises(AntiemeticError) as refused:
        read_antiemetic(typed)
    said = load_wording(CONTENT).say(language, refused.value.line)
    assert refused.value.line.key == f"antiemetic-wrong-{wrong}"
    assert said.strip()
    assert not set("{}") & set(said)


def test_every_mistake_has_an_example():
    """No code is left without one."""
    assert set(BROKEN.values()) == set(Wrong)
