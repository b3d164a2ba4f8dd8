"""Results as staff type them: no unit is guessed, nothing is read as something else, and the worst band is never left out."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.library import load_library
from bot.domain.labs import Analyte, LabResult, before, current, grade_of, latest, published, replaced
from bot.domain.labtext import Typed, Unread, read_results

RULES = load_library(Path(__file__).parents[3] / "content").labs
TODAY = date(2026, 5, 6)
BLOOD = [one for one in Analyte if one is not Analyte.WEIGHT]


def read(text, usual_kg=Decimal(70)):
    """Every line as read."""
    return read_results(text, RULES, TODAY, usual_kg)


def result(analyte, value, *, below=False, on=TODAY):
    """A result as kept."""
    test = RULES.tests[analyte]
    return LabResult(analyte=analyte, value=Decimal(value), unit=test.unit, on=on, as_typed="", below=below)


@pytest.mark.parametrize(
    ("typed", "analyte", "value"),
    [
        ("sodium 128", "sodium", "128"),
        ("Na 128 mmol/L", "sodium", "128"),
        ("sodio: 128 mEq/L", "sodium", "128"),
        ("plt 24", "platelets", "24"),
        ("platelets 24 x10^9/L", "platelets", "24"),
        ("Plaquetas 24 × 10⁹/l", "platelets", "24"),
        ("PLT 24 000/µL", "platelets", "24"),
        ("plt 24000", "platelets", "24"),
        ("platelet count = 24 10*3/uL", "platelets", "24"),
        ("ANC 0,8", "neutrophils", "0.8"),
        ("neutrófilos 800 /mm3", "neutrophils", "0.8"),
        ("Hb 7.9 g/dL", "haemoglobin", "7.9"),
        ("hemoglobina 79 g/L", "haemoglobin", "7.9"),
        ("Hb 79", "haemoglobin", "7.9"),
        ("Sodium (mmol/L): 128", "sodium", "128"),
        ("Sodio 128 mmol/L (135-145) *", "sodium", "128"),
        ("Platelets [10^9/L] 24 L 150 - 400", "platelets", "24"),
        ("Hb 7,9 g/dL ↓", "haemoglobin", "7.9"),
        ("weight 61,5 kg", "weight", "61.5"),
        ("peso 61.5", "weight", "61.5"),
    ],
)
def test_lines_as_people_type_them(typed, analyte, value):
    """Names, units and decimals of both languages; none of these is odd."""
    (one,) = read(typed)
    assert isinstance(one, Typed), one
    assert (one.analyte, one.readings, one.odd, one.on) == (analyte, (Decimal(value),), False, TODAY)


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("plt 1500", {"1500", "1.5"}),  # no unit, and both can be
        ("Hb 22", {"22", "2.2"}),
        ("Na 104", {"104"}),
        ("plt 1.2", {"1.2"}),
        ("weight 160", {"160", "72.57"}),  # kilograms or pounds
    ],
)
def test_what_is_odd_or_ambiguous_is_read_back(typed, readings):
    """Every way it can be meant is offered; nothing is kept by a guess."""
    (one,) = read(typed)
    assert isinstance(one, Typed)
    assert one.odd
    assert {f"{each.normalize():f}" for each in one.readings} == readings


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("K 4.1", "lab-problem-name"),
        ("nada 5", "lab-problem-name"),
        ("sodium", "lab-problem-number"),
        ("sodium normal", "lab-problem-number"),
        ("neutrophils 55 %", "lab-problem-unit"),
        ("Hb 4.9 mmol/L", "lab-problem-unit"),  # no arithmetic makes it g/dL safely
        ("sodium 128 mg", "lab-problem-unit"),
        ("Hb (mmol/L) 4.9", "lab-problem-unit"),
        ("Na 128 or 130", "lab-problem-unit"),
        ("hb 7 8", "lab-problem-unit"),
        ("sodium 12.8", "lab-problem-impossible"),
        ("plaquetas 24.000/mm3", "lab-problem-impossible"),  # a point is a decimal, never thousands
        ("plt >100", "lab-problem-number"),
        ("04/05/2026", "lab-problem-day"),  # in April or in May?
        ("7 May", "lab-problem-day"),  # to come
        ("weight heavy", "lab-problem-number"),
        ("weight 61 kg 3 times", "lab-problem-number"),
    ],
)
def test_what_cannot_be_read_says_why(typed, why):
    """No line is lost and none is guessed: each comes back with its reason."""
    (one,) = read(typed)
    assert isinstance(one, Unread)
    assert (one.as_typed, one.why.key) == (typed, why)


def test_days_above_and_behind():
    """A day holds for what follows; one behind a value for that alone; below an unreadable day nothing is read."""
    lines = read(
        "Na 131\nMon 4 May\nNa 130, plt 60; Hb 9\nNa 125 (3 May)\nplt 50 el 2 de mayo\n2026-05-01:\nNa 120\n5/5/26\nNa 119"
    )
    days = [(one.on.day, f"{one.readings[0]:f}") for one in lines if isinstance(one, Typed)]
    assert days == [(6, "131"), (4, "130"), (4, "60"), (4, "9"), (3, "125"), (2, "50"), (1, "120")]
    assert [one.why.key for one in lines if isinstance(one, Unread)] == ["lab-problem-day", "lab-problem-day-above"]


@settings(max_examples=80)
@given(st.data())
def test_a_value_written_in_any_unit_is_the_same_value(data):
    """Whichever unit, comma or point: what is kept is the number times the unit's factor, and nothing else is possible."""
    test = RULES.tests[data.draw(st.sampled_from(BLOOD))]
    name, unit = data.draw(st.sampled_from(test.names)), data.draw(st.sampled_from(sorted(test.units)))
    value = data.draw(st.decimals(min_value=test.usual[0], max_value=test.usual[1], places=1))
    number = f"{(value / test.units[unit]).normalize():f}".replace(".", data.draw(st.sampled_from(".,")))
    (one,) = read(f"{name} {number} {unit}")
    assert isinstance(one, Typed), one
    assert one.readings == (value,)


@settings(max_examples=80)
@given(st.sampled_from(BLOOD), st.decimals(min_value=0, max_value=99999, places=1))
def test_without_a_unit_only_what_a_single_unit_can_mean_is_taken(analyte, number):
    """Two units that both make sense are never chosen between; what no unit makes sense of is refused."""
    test = RULES.tests[analyte]
    (one,) = read(f"{test.names[0]} {number}")
    meant = {number * factor for factor in test.units.values()}
    possible = {
        each for each in meant if test.possible[0] <= each <= test.possible[1] or (each == 0 and test.possible[0] < 1)
    }
    if isinstance(one, Typed):
        assert set(one.readings) == possible
        assert one.odd or len(possible) == 1
    else:
        assert not possible


@settings(max_examples=40)
@given(st.text(max_size=80))
def test_nothing_typed_breaks_the_reading_and_no_line_is_lost(text):
    """Whatever is pasted comes back line by line, read or not."""
    for one in read(text):
        assert one.as_typed.strip()


@pytest.mark.parametrize(
    ("analyte", "value", "says"),
    [
        ("sodium", "131", []),
        ("sodium", "130", ["sodium"]),  # exactly 130 interrupts (F-MOD-20)
        ("platelets", "75", []),
        ("platelets", "74.9", ["platelets-under-75"]),
        ("platelets", "25", ["platelets-under-75"]),
        ("platelets", "24.9", ["platelets-under-25"]),
        ("neutrophils", "1.1", []),
        ("neutrophils", "1.0", ["neutrophils-to-1"]),
        ("neutrophils", "0.5", ["neutrophils-to-1"]),
        ("neutrophils", "0.4", ["neutrophils-under-05"]),
        ("haemoglobin", "8.0", []),
        ("haemoglobin", "7.9", ["haemoglobin"]),
    ],
)
def test_the_published_bands_begin_and_end_where_the_source_says(analyte, value, says):
    """F-MOD-10 to 13 and 20, to the tenth."""
    found = published(RULES.tests[Analyte(analyte)], result(Analyte(analyte), value))
    assert [one.wording_id.removeprefix("lab-says-") for one in found] == says


@settings(max_examples=60)
@given(
    st.sampled_from(BLOOD),
    st.decimals(min_value=0, max_value=200, places=1),
    st.decimals(min_value=0, max_value=1, places=2),
)
def test_less_than_never_leaves_out_what_the_value_may_be(analyte, limit, part):
    """Less than 30 may be 10: whatever would be said of any value under it is said (S9), never less."""
    test = RULES.tests[analyte]
    under, exact = result(analyte, limit, below=True), result(analyte, limit * part)
    if exact.value < limit:
        assert set(published(test, exact)) <= set(published(test, under))


def test_grades_go_by_their_version():
    """Neutrophils of 0.4 are grade 4 in 5.0 and grade 3 in 6.0; 1.6 has none without the laboratory's limit (F-CTC-30)."""
    test = RULES.tests[Analyte.NEUTROPHILS]
    found = {v: grade_of(test, result(Analyte.NEUTROPHILS, "0.4"), v).grade for v in ("5.0", "6.0")}
    assert found == {"5.0": 4, "6.0": 3}
    assert grade_of(test, result(Analyte.NEUTROPHILS, "1.6"), "5.0") is None


def test_a_correction_takes_the_place_of_what_it_corrects():
    """The value entered last for a day stands, the day before is its trend, and nothing else is touched."""
    monday = date(2026, 5, 4)
    wrong, right = result(Analyte.SODIUM, "118", on=monday), result(Analyte.SODIUM, "128", on=monday)
    older = result(Analyte.SODIUM, "135", on=date(2026, 4, 27))
    assert replaced([older, wrong], right) is wrong
    assert current([older, wrong, right]) == (older, right)
    assert latest([right, older]) == (right,)
    assert before([older, wrong, right], right) == (older,)
