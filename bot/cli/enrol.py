"""`doseday enrol` and `doseday relink`: a plan verified for one patient, and the link that opens it.

Whatever is not given as an option is asked for, so that a pharmacist can simply start the command and answer.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from zoneinfo import ZoneInfo

import click

from bot.cli import antiemetics, prescribing
from bot.cli.common import do, fail, office, settings
from bot.cli.links import show_link, username
from bot.cli.values import AMOUNT, DATE, TIMES, ZONE
from bot.clock import SystemClock
from bot.content.library import Library
from bot.domain.antiemeticline import HOW, HOW_BY_THE_CLOCK
from bot.domain.messages import Line, line
from bot.domain.monitoring import Schedule, offered
from bot.domain.monitoringtext import Unread, read_choice, written
from bot.domain.plan import Plan, cycle_day
from bot.domain.regimen import Regimen
from bot.service import enrolling
from bot.service.enrolling import CHECKLIST, Enrolled, Enrolment, Refused
from bot.service.office import Office
from bot.settings import Settings


@click.command()
@click.option("--by", prompt="Your name, as the record keeps it", help="Who enrols.")
@click.option("--reference", prompt="The clinic's own reference for this patient")
@click.option("--phone", prompt="Call-back phone of the patient")
@click.option("--contact", help="Second contact, who has agreed to be called: NAME, PHONE.")
@click.option("--regimen", default="sd-twice-weekly", show_default=True)
@click.option("--start", prompt="C1D1, the first day of treatment, past or to come (2026-05-04)", type=DATE)
@click.option("--time", "times", prompt="Time of day (09:00, or selinexor=09:00,dexamethasone=08:00)", type=TIMES)
@click.option("--zone", prompt="Time zone (Area/City)", type=ZONE)
@click.option("--language", prompt="Language", type=click.Choice(["en", "es"]))
@click.option("--cycle-days", type=int, help="Days of the cycle, where the regimen leaves it open or it is another.")
@click.option("--selinexor-mg", type=AMOUNT, help="Another amount than the regimen's.")
@click.option("--selinexor-days", help="Other days of the cycle than the regimen's: 1,3.")
@click.option("--selinexor-tablets", help="The number on the one box (20), or tablets counted out: 1x60+1x40.")
@click.option("--selinexor-brand", help="The name on the box.")
@click.option("--dexamethasone-mg", type=AMOUNT, help="Another amount than the regimen's.")
@click.option("--dexamethasone-days", help="Days of the cycle: 1,2; none when the patient takes none.")
@click.option("--dexamethasone-tablets", help="The number on the one box (20), or tablets counted out: 2x4+6x2.")
@click.option("--dexamethasone-brand", help="The name on the box.")
@click.option("--body-surface", help="In m², or unknown; asked for where the regimen has a most for each m².")
@click.option(
    "--antiemetic",
    "antiemetics",
    multiple=True,
    help=f'As prescribed: "{HOW}", or "{HOW_BY_THE_CLOCK}". Repeatable; "none".',
)
@click.option(
    "--keep-night-times", is_flag=True, help="Medicine times in the quiet hours are meant so; otherwise it is asked."
)
@click.option("--weight", prompt="Weight before C1D1, in kg", type=AMOUNT)
@click.option("--weight-on", prompt="Day of that weight (2026-05-01)", type=DATE)
@click.option(
    "--monitoring", prompt="Weight and blood tests: offered, closer every N until day N, none, or your own schedule",
    default="offered",
    help='The offered schedule, the same with more checks ("closer every 14 until 91"), none when the clinic keeps its '
    'own, or one written out: "weight: baseline, every 7 until 57, every 28; blood test: day 8, day 29 at 09:30".',
)  # fmt: skip
@click.option("--team", default="main", show_default=True)
@click.option("--practice", is_flag=True, help="A practice chat (pseudonym T-...), the only kind --allow-draft serves.")
@click.option("--checked", is_flag=True, help="The new-prescription checklist is done; otherwise each point is asked.")
@click.option("--reason", default="", help="Why an unusual plan is right for this patient.")
def enrol(**given: object) -> None:
    """Enrol a patient; prints the link, and the number to hand over apart from it."""
    do(_enrol(settings(), given))


async def _enrol(known: Settings, given: dict[str, object]) -> None:
    async with office(known) as opened:
        bot = await username(opened, known)
        wanted = _wanted(opened.library, given)
        made = await enrolling.enrol(opened, wanted)
        if isinstance(made, Refused) and made.only_unusual:
            made = await _second_confirmation(opened, wanted, made)
        if isinstance(made, Refused):
            fail(*(_english(opened.library, one) for one in made.problems), "Nothing was written.")
        _say_where(wanted.plan)
        _show(bot, made)


def _say_where(plan: Plan) -> None:
    """Whoever is on treatment already: which day the bot believes it is."""
    where = cycle_day(plan, SystemClock().now().astimezone(ZoneInfo(plan.zone)).date())
    if where is not None:
        click.echo(
            f"Already on treatment: today is C{where.cycle}D{where.day}. Nothing is asked about the days before."
        )


def _english(library: Library, said: Line) -> str:
    return library.wording.say("en", said)


async def _second_confirmation(opened: Office, wanted: Enrolment, refused: Refused) -> Enrolled | Refused:
    """An unusual plan needs a reason and a second yes; both are kept."""
    for one in refused.problems:
        click.echo(f"Unusual: {_english(opened.library, one)}")
    reason = click.prompt("Why is this right for this patient? (empty to give up)", default="", show_default=False)
    if not reason.strip() or not click.confirm("Enrol with this unusual plan?"):
        return refused
    return await enrolling.enrol(opened, replace(wanted, reason=reason))


def _wanted(library: Library, given: dict[str, object]) -> Enrolment:
    regimen = prescribing.regimen_of(library, str(given["regimen"]))
    done = list(CHECKLIST) if given["checked"] else [one for one in CHECKLIST if _confirmed(library, one)]
    against = antiemetics.read(library, regimen, given["antiemetics"])
    plan = prescribing.plan_of(library, regimen, given, against)
    if not given["keep_night_times"]:
        antiemetics.keep_night_times(library, plan)
    return Enrolment(
        reference=str(given["reference"]),
        phone=str(given["phone"]),
        plan=plan,
        language=str(given["language"]),
        baseline_kg=_amount(given["weight"]),
        baseline_on=_date(given["weight_on"]),
        team=str(given["team"]),
        by=str(given["by"]),
        checklist=done,
        second_contact=_contact(given["contact"]),
        practice=bool(given["practice"]),
        monitoring=_monitoring(library, regimen, given),
        body_surface_m2=prescribing.body_surface(regimen, given["body_surface"]),
        reason=str(given["reason"]),
    )


def _monitoring(library: Library, regimen: Regimen, given: dict[str, object]) -> Schedule:
    """What the sources offer (F-MON-01), or what the pharmacist makes of it; shown before it is kept (F-MON-06)."""
    read = read_choice(str(given["monitoring"]), offered(regimen.monitoring))
    if isinstance(read, Unread):
        fail(_english(library, read.problem))
    if read.series:
        click.echo(f"Monitoring, in days of treatment: {written(read)}.")
    return read


def _confirmed(library: Library, item: str) -> bool:
    return click.confirm(_english(library, line(f"checklist-{item}")) + "?")


def _contact(given: object) -> dict[str, str] | None:
    if not given:
        return None
    name, comma, phone = str(given).partition(",")
    if not comma or not phone.strip():
        fail("--contact is written as NAME, PHONE.")
    return {"name": name.strip(), "phone": phone.strip()}


def _amount(given: object) -> Decimal:
    return given if isinstance(given, Decimal) else Decimal(str(given))


def _date(given: object) -> date:
    return given if isinstance(given, date) else date.fromisoformat(str(given))


def _show(bot: str, made: Enrolled) -> None:
    click.echo(f"Enrolled as {made.pseudonym}.")
    show_link(bot, made.token, made.expires_at)
    click.echo("Hand this number over apart from the link, on paper or by phone:")
    click.echo(f"    {made.number}")


@click.command()
@click.argument("reference")
def relink(*, reference: str) -> None:
    """A new link and number for a patient who has not joined yet; older ones stop working."""
    known = settings()

    async def work() -> None:
        async with office(known) as opened:
            bot = await username(opened, known)
            made = await enrolling.new_link(opened, reference)
            if made is None:
                fail("No patient with this reference is waiting to join.")
            _show(bot, made)

    do(work())
