"""What `doseday enrol` asks about one patient's drugs: cycle, days, amounts, tablets and brands, as the regimen leaves open.

It asks and reads; whether the plan can be right is judged by the enrolment itself.
"""

from datetime import date, time
from decimal import Decimal

import click

from bot.cli.common import fail
from bot.cli.values import AMOUNT
from bot.content.library import Library
from bot.domain.antiemetic import Antiemetic
from bot.domain.messages import line
from bot.domain.plan import Plan, PlanError
from bot.domain.planning import first_plan, offered_tablets
from bot.domain.prescribing import CYCLE, NONE, OPTIONS, read_mg, read_prescribed
from bot.domain.regimen import Drug, Regimen, RegimenDrug
from bot.domain.tablets import in_words, plain, ways

LETTERS = "abcdefghi"  # not digits: `4` is also the number on a box
BRANDS = {Drug.SELINEXOR: "Xpovio", Drug.DEXAMETHASONE: "Dexamethasone"}
UNKNOWN = "unknown"


def regimen_of(library: Library, name: str) -> Regimen:
    """The regimen to enrol in; one that is switched off is refused before anything is asked."""
    found = library.regimens.get(name)
    if found is None:
        fail(f"There is no regimen '{name}'. Known: {', '.join(sorted(library.regimens))}.")
    if not found.enabled:
        fail(library.wording.say("en", line("enrol-regimen-off", regimen=found.id)))
    return found


def plan_of(library: Library, regimen: Regimen, given: dict[str, object], antiemetics: list[Antiemetic]) -> Plan:
    """The patient's first plan; whatever was not given as an option is asked for."""
    typed = {one: _typed(given[one.replace("-", "_")]) for one in OPTIONS if given[one.replace("-", "_")] is not None}
    times = given["times"] if isinstance(given["times"], dict) else {}
    try:
        _ask_open(library, regimen, typed)
        own = read_prescribed(regimen, typed)
        taken = [one.drug for one in regimen.drugs if one.drug not in own.without]
        return first_plan(
            regimen, start_on=_date(given["start"]), zone=str(given["zone"]),
            times={drug: _time(times, drug) for drug in taken}, antiemetics=antiemetics, own=own,
            stocked=library.clinic.stocked_mg,
        )  # fmt: skip
    except PlanError as wrong:
        fail(wrong)


def body_surface(regimen: Regimen, given: object) -> Decimal | None:
    """The body surface in square metres, asked for only where the regimen has a most for each of them."""
    if given is None and any(one.most_mg_per_m2 for one in regimen.drugs):
        given = click.prompt(f"Body surface in m² ({UNKNOWN}: not known)", default=UNKNOWN)
    return None if given in (None, UNKNOWN) else AMOUNT.convert(given, None, None)


def _ask_open(library: Library, regimen: Regimen, typed: dict[str, str]) -> None:
    if regimen.cycle_days is None and CYCLE not in typed:
        typed[CYCLE] = click.prompt("Days of the cycle")
    for one in regimen.drugs:
        if not one.days and f"{one.drug}-days" not in typed:
            typed[f"{one.drug}-days"] = click.prompt(f"{one.drug}: days of the cycle (1,8,15; {NONE}: not taken)")
        if typed.get(f"{one.drug}-days", "").strip().lower() != NONE:
            _ask_drug(library, one, typed)


def _ask_drug(library: Library, one: RegimenDrug, typed: dict[str, str]) -> None:
    if one.mg is None and f"{one.drug}-mg" not in typed:
        typed[f"{one.drug}-mg"] = click.prompt(f"{one.drug}: mg each time")
    mg = read_mg(typed[f"{one.drug}-mg"]) if f"{one.drug}-mg" in typed else one.mg
    if mg is not None and f"{one.drug}-tablets" not in typed:
        typed[f"{one.drug}-tablets"] = _ask_tablets(one, mg, library.strengths(one.drug))
    if f"{one.drug}-brand" not in typed:
        typed[f"{one.drug}-brand"] = click.prompt(f"{one.drug}: name on the box", default=BRANDS[one.drug])


def _ask_tablets(one: RegimenDrug, mg: Decimal, strengths: tuple[Decimal, ...]) -> str:
    """The ways to make the amount, fewest tablets first, of which one is chosen by its letter; or any other."""
    shown = dict(zip(LETTERS, ways(mg, strengths), strict=False))
    for letter, tablets in shown.items():
        click.echo(f"  {letter}  {in_words(tablets)}")
    prompt = f"{one.drug} {plain(mg)} mg: letter, number on the one box, or tablets as 1x60+1x40"
    chosen = str(click.prompt(prompt, default=in_words(offered_tablets(one, mg, strengths)))).strip()
    return in_words(shown[chosen]) if chosen in shown else chosen


def _typed(given: object) -> str:
    return plain(given) if isinstance(given, Decimal) else str(given)


def _time(times: dict[str, time], drug: Drug) -> time:
    at = times.get(drug, times.get(""))
    if at is None:
        fail(f"No time of day for {drug}. Write --time 09:00, or selinexor=09:00,dexamethasone=08:00.")
    return at


def _date(given: object) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))
