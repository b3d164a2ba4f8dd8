"""Weights and temperatures as people type them: nothing misread as harmless, odd ones read back (S9)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.measures import Reading, Unreadable, confirmed, parse_temperature, parse_weight

USUAL = Decimal(72)


@pytest.mark.parametrize(
    ("typed", "kg"),
    [
        ("72,5", "72.5"),
        ("72.5 kg", "72.5"),
        ("72.500", "72.5"),  # a point is a decimal, never thousands
        ("72 kilos", "72"),
        ("I weigh 71 kg today at 8:00", "71"),
        ("160 lb", "72.57"),
        ("160lbs", "72.57"),
        ("160 libras", "72.57"),
        ("11 st 4", "71.67"),
        ("11 stone 4 lb", "71.67"),
        ("11st", "69.85"),
        ("72½", "72.5"),
        ("72 y medio", "72.5"),
        ("７２", "72"),  # full-width digits
    ],
)
def test_a_weight_is_read(typed, kg):
    """Every usual way of writing a weight, without asking back."""
    read = parse_weight(typed, USUAL)
    assert isinstance(read, Reading)
    assert (read.value, read.needs_read_back) == (Decimal(kg), False)


@pytest.mark.parametrize(
    ("typed", "usual", "value", "worst"),
    [
        ("160", 72, "72.57", "72.57"),  # pounds without saying so
        ("72", 160, "72", "32.66"),  # much less than usual: either reading, the larger loss counts
        ("725", 72, "72.5", "72.5"),  # a point left out
        ("7", 72, "7", "3.18"),
        ("1,000", 72, "1", "0.45"),
        ("72 or 70", 72, "72", "70"),
        ("58", 72, "58", "26.31"),
        ("160", None, "160", "72.57"),
        ("11 st 20", 72, "78.93", "78.93"),
    ],
)
def test_an_odd_weight_is_read_back_and_keeps_its_worst_reading(typed, usual, value, worst):
    """What can be meant in two ways is asked, and until then the larger loss counts (S9)."""
    read = parse_weight(typed, None if usual is None else Decimal(usual))
    assert isinstance(read, Reading)
    assert read.needs_read_back
    assert (read.value, read.worst) == (Decimal(value), Decimal(worst))


@pytest.mark.parametrize(
    ("typed", "celsius"),
    [
        ("38,5", "38.5"),
        ("38.5c", "38.5"),
        ("37º6", "37.6"),
        ("37°6", "37.6"),
        ("37 º 6", "37.6"),
        ("38'5", "38.5"),
        ("38’5", "38.5"),
        ("38 y medio", "38.5"),
        ("101 F", "38.33"),
        ("101", "38.33"),
        ("100.4", "38"),
        ("99,5 °F", "37.5"),
        ("95", "35"),
        ("Tengo 38,2 ºC", "38.2"),
        ("it was 38.5 at 14:00", "38.5"),
        ("40", "40"),
    ],
)
def test_a_temperature_is_read(typed, celsius):
    """Every usual way of writing a temperature, without asking back; 95 to 107 is Fahrenheit (F-RED-25)."""
    read = parse_temperature(typed)
    assert isinstance(read, Reading)
    assert (read.value, read.needs_read_back) == (Decimal(celsius), False)


@pytest.mark.parametrize(
    ("typed", "worst"),
    [
        ("385", "38.5"),
        ("1013", "38.5"),
        ("38 5", "38.5"),
        ("38, 5", "38.5"),
        ("101 c", "38.33"),
        ("38 F", "38"),
        ("94", "34.44"),
        ("37.2 then 38.4", "38.4"),
        ("34", "34"),
        ("43", "43"),
        ("3", "3"),
    ],
)
def test_an_odd_temperature_is_read_back_and_keeps_its_worst_reading(typed, worst):
    """A slip of the finger never makes a fever disappear (S9)."""
    read = parse_temperature(typed)
    assert isinstance(read, Reading)
    assert read.needs_read_back
    assert read.worst == Decimal(worst)


@pytest.mark.parametrize("typed", ["", "seventy", "setenta", "🌡️", "no sé", "9" * 300, "1e9999999", "NaN", "∞"])
def test_no_number_is_unreadable(typed):
    """Words and monsters are no numbers, and nothing breaks."""
    assert isinstance(parse_weight(typed, USUAL), Unreadable | Reading)
    assert isinstance(parse_temperature(typed), Unreadable | Reading)
    if not any(one.isdigit() for one in typed):
        assert parse_temperature(typed) == Unreadable(as_typed=typed)


@given(st.text(max_size=60))
def test_nothing_anybody_types_breaks_the_reading(typed):
    """Any text gives a reading with its worst among its readings, or is unreadable."""
    for read in (parse_weight(typed, USUAL), parse_temperature(typed)):
        match read:
            case Reading():
                assert read.worst in read.readings
                assert read.value in read.readings
                assert read.as_typed == typed
            case Unreadable():
                assert read.as_typed == typed


@given(st.decimals(min_value=35, max_value=41, places=1))
def test_comma_and_point_mean_the_same(value):
    """38,5 is 38.5, for every temperature."""
    assert parse_temperature(f"{value:f}".replace(".", ",")).value == parse_temperature(f"{value:f}").value == value


@given(st.decimals(min_value=96, max_value=105, places=1))
def test_fahrenheit_with_and_without_its_letter_agree(value):
    """101 and 101 F are the same fever."""
    assert parse_temperature(f"{value}").value == parse_temperature(f"{value} F").value


@given(st.decimals(min_value=20, max_value=300, places=2), st.decimals(min_value=40, max_value=150, places=1))
def test_a_confirmed_weight_is_never_doubted_again(value, usual):
    """Once read back and confirmed, one reading is left, however far from usual."""
    read = parse_weight(confirmed(value, "kg"), usual)
    assert (read.readings, read.needs_read_back) == ((value,), False)


@given(st.decimals(min_value=25, max_value=300, places=1), st.decimals(min_value=40, max_value=150, places=1))
def test_the_worst_weight_is_the_lightest_way_to_read_it(value, usual):
    """Whatever the unit meant, no reading is lighter than the worst."""
    read = parse_weight(f"{value}", usual)
    assert read.worst == min(read.readings)
