"""The box check: of each drug, one box at a time, also where a dose is made of tablets from two boxes."""

import pytest

from bot.domain.messages import line
from bot.service.boxes import strengths_typed
from bot.store import tables
from tests.service.clinic import BOTH, Clinic
from tests.service.test_joining import join

DEXAMETHASONE = line("drug-dexamethasone")
BOTH_READ = {"selinexor": ["20"], "dexamethasone": ["20"]}
MIXED = {"selinexor-mg": "100", "selinexor-days": "1", "selinexor-tablets": "1x60+1x40"}


async def to_the_box(clinic: Clinic, language: str = "en") -> None:
    """Joined as far as the box, with 60 mg and 40 mg tablets in the plan."""
    made = await clinic.invite("amina", language=language, **MIXED)
    await join(clinic, made, "join-agree", "plan-yes", "tablets-yes", language=language)


async def in_hand(clinic: Clinic) -> tuple[bool, dict[str, list[str]]]:
    """Whether the tablets are checked, and as what."""
    (one,) = await clinic.rows(tables.patients)
    return one["tablets_in_hand"], one["boxes"]


@BOTH
@pytest.mark.parametrize("order", [(60, 40), (40, 60)])
async def test_both_boxes_in_any_order(clinic: Clinic, order: tuple[int, int]) -> None:
    """Nothing is in hand before the second box is read; then the first prompt names both kinds of tablet."""
    await to_the_box(clinic)
    assert clinic.told("amina", "box-ask-several")
    await clinic.tap("amina", "box-mg", mg=order[0])
    assert clinic.told("amina", "box-next", mg=order[0])
    assert await in_hand(clinic) == (False, {})
    await clinic.tap("amina", "box-mg", mg=order[1])
    assert clinic.told("amina", "box-ask", drug=DEXAMETHASONE)
    assert not clinic.told("amina", "join-done")
    assert await in_hand(clinic) == (False, {"selinexor": ["60", "40"]})
    await clinic.tap("amina", "box-mg", mg=20)
    assert clinic.told("amina", "join-done")
    assert await in_hand(clinic) == (True, {"selinexor": ["60", "40"], "dexamethasone": ["20"]})
    assert await clinic.causes() == []
    await clinic.at("Mon 09:00")
    assert "100 mg = 1 tablet marked 60 mg + 1 tablet marked 40 mg" in clinic.prompts()[0].text


async def test_in_spanish(clinic: Clinic) -> None:
    """The same amount, said in Spanish."""
    await to_the_box(clinic, "es")
    for mg in (60, 40, 20):
        await clinic.tap("amina", "box-mg", mg=mg)
    await clinic.at("Mon 09:00")
    assert "100 mg = 1 comprimido de 60 mg + 1 comprimido de 40 mg" in clinic.prompts()[0].text


@BOTH
@pytest.mark.parametrize(
    ("taps", "told"),
    [((("box-mg", 60), ("box-no-other", None)), "box-missing"), ((("box-mg", 60), ("box-mg", 20)), "box-differs"),
     ((("box-mg", 20),), "box-differs"), ((("box-mg", 40), ("box-other", None)), "box-differs")],
)  # fmt: skip
async def test_a_box_too_few_or_another_one_stops(
    clinic: Clinic, taps: tuple[tuple[str, int | None], ...], told: str
) -> None:
    """One box is not enough, and a second wrong one is as wrong as a first: urgent, nothing prompted."""
    await to_the_box(clinic)
    for key, mg in taps:
        await clinic.tap("amina", key, **({} if mg is None else {"mg": mg}))
    assert clinic.told("amina", told)
    assert ("box-differs", "urgent") in await clinic.causes()
    assert await in_hand(clinic) == (False, {})
    await clinic.at("Mon 09:00")
    assert clinic.prompts() == []


@pytest.mark.parametrize("words", ["60 and 40", "40 mg + 60 mg"])
async def test_both_numbers_typed_at_once(clinic: Clinic, words: str) -> None:
    """Two numbers in one message are two boxes."""
    await to_the_box(clinic)
    await clinic.say("amina", words)
    assert await in_hand(clinic) == (False, {"selinexor": ["60", "40"]})


async def test_no_typed_after_the_first_box(clinic: Clinic) -> None:
    """Typing "no" to the other box is that there is none; before a first box it answers nothing."""
    await to_the_box(clinic)
    await clinic.say("amina", "no")
    assert clinic.told("amina", "box-ask-several")
    await clinic.say("amina", "60")
    await clinic.say("amina", "no")
    assert clinic.told("amina", "box-missing")


async def test_the_first_box_tapped_twice_is_one_box(clinic: Clinic) -> None:
    """A doubled tap on 60 mg does not stand for the 40 mg box."""
    await to_the_box(clinic)
    await clinic.tap("amina", "box-mg", mg=60)
    await clinic.tap("amina", "box-mg", mg=60, under="box-ask-several")
    assert await in_hand(clinic) == (False, {})
    assert await clinic.causes() == []


@BOTH
async def test_my_box_is_different_with_two_boxes(clinic: Clinic) -> None:
    """On a dose day both boxes are read again; when they are the plan's the question waits for its answer."""
    await to_the_box(clinic)
    for mg in (60, 40, 20):
        await clinic.tap("amina", "box-mg", mg=mg)
    await clinic.at("Mon 09:00")
    await clinic.tap("amina", "answer-box")
    await clinic.tap("amina", "box-which-drug")
    await clinic.tap("amina", "box-mg", mg=40)
    assert clinic.told("amina", "box-next", mg=40)
    await clinic.tap("amina", "box-mg", mg=60)
    assert clinic.told("amina", "box-right")
    assert await clinic.causes() == []
    await clinic.tap("amina", "answer-taken-both")
    assert {one["state"] for one in await clinic.rows(tables.doses) if str(one["plan_day"]) == "2026-05-04"} == {
        "taken"
    }


@BOTH
async def test_the_dexamethasone_box_is_asked_about_where_it_is_the_one_that_differs(day: Clinic) -> None:
    """4 mg where the plan says 20 mg: urgent, and what was read on the selinexor box stays read; then asked again."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-box")
    assert day.told("amina", "box-which")
    await day.tap("amina", "box-which-drug", drug=DEXAMETHASONE)
    assert day.told("amina", "box-ask", drug=DEXAMETHASONE)
    await day.tap("amina", "box-mg", mg=4)
    assert day.told("amina", "box-differs", drug=DEXAMETHASONE)
    assert ("box-differs", "urgent") in await day.causes()
    assert "dexamethasone: 4 mg" in day.read("boris")
    assert await in_hand(day) == (False, {"selinexor": ["20"]})
    await day.at("Wed 09:00")
    assert len(day.prompts()) == 1, "the open alert holds the prompts back"
    await day.tap("boris", "button-resolve")
    await day.say("boris", "She has the right box now")
    await day.tap("boris", "outcome-acted")
    assert day.told("amina", "box-ask", drug=DEXAMETHASONE)
    assert len(day.prompts()) == 1, "nothing is prompted from a box that was never read right"
    await day.tap("amina", "box-mg", mg=20)
    assert len(day.prompts()) == 2


async def test_the_right_dexamethasone_box_changes_nothing(day: Clinic) -> None:
    """It is the plan's after all: the selinexor box is not asked about, the dose waits for its answer."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-box")
    await day.tap("amina", "box-which-drug", drug=DEXAMETHASONE)
    await day.tap("amina", "box-mg", mg=20)
    assert day.told("amina", "box-right")
    assert (await in_hand(day), await day.causes()) == ((True, BOTH_READ), [])
    await day.tap("amina", "answer-taken-both")
    assert set((await day.doses()).values()) == {"taken"}


async def test_a_day_of_dexamethasone_alone_asks_about_its_box(clinic: Clinic) -> None:
    """Day 2 of SVd: there is no selinexor box to look at."""
    await clinic.patient("amina", regimen="svd-weekly")
    await clinic.at("Tue 09:00")
    await clinic.tap("amina", "answer-box")
    assert clinic.told("amina", "box-ask", drug=DEXAMETHASONE)
    assert not clinic.told("amina", "box-ask")
    await clinic.tap("amina", "box-mg", mg=20)
    assert clinic.told("amina", "box-right")


async def test_a_number_alone_does_not_say_of_which_box(day: Clinic) -> None:
    """A 20 mg stands on either box: asked again, and nothing is taken for right."""
    await day.at("Mon 09:00")
    await day.tap("amina", "answer-box")
    await day.say("amina", "20 mg")
    assert day.told("amina", "box-which")
    assert not day.told("amina", "box-right")


@pytest.mark.parametrize(
    ("words", "read"),
    [("20 mg", ["20"]), ("60 and 40", ["60", "40"]), ("it says 2,5", ["2.5"]), ("4 tablets of 20", ["4", "20"]),
     ("no number", []), ("7 and 20", []), ("\u0662\u0660", [])],
)  # fmt: skip
def test_numbers_in_typed_words(words: str, read: list[str]) -> None:
    """One number is believed; several only where each is a strength tablets come in."""
    assert [str(one) for one in strengths_typed(words)] == read
