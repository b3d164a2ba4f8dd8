"""Plans, regimens and strategies the tests of the dose domain are written with."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from bot.domain.antiemetic import Antiemetic, Before
from bot.domain.antiemeticline import HOW, read_antiemetic
from bot.domain.dose import Window
from bot.domain.localtime import known_zones, use_locked_zones
from bot.domain.occurrence import DayRules
from bot.domain.plan import DrugSchedule, Plan
from bot.domain.regimen import (
    CheckIn,
    DoseLevel,
    Drug,
    Monitoring,
    MonitoringKind,
    OfferedAntiemetic,
    Regimen,
    RegimenDrug,
    RegimenId,
)
from bot.domain.tablets import of_one_strength

MONDAY = date(2026, 5, 4)
RULES = DayRules()
NINE = time(9)
BRANDS = {Drug.SELINEXOR: "Xpovio", Drug.DEXAMETHASONE: "Dexa"}
ONDANSETRON = Antiemetic(name="ondansetron", amount="8 mg")
WINDOW = Window(at=datetime(2026, 5, 4, 7, 0, tzinfo=UTC), until=datetime(2026, 5, 4, 9, 0, tzinfo=UTC))


def day(number: int) -> date:
    """The day this many days after the first Monday."""
    return MONDAY + timedelta(days=number)


def schedule(drug: Drug = Drug.SELINEXOR, mg: object = 80, **changes: object) -> DrugSchedule:
    """One drug at nine on days 1 and 3, in tablets of 20 mg."""
    amount = Decimal(str(mg))
    tablets = of_one_strength(amount if amount.is_finite() else Decimal(20), Decimal(str(changes.pop("strength", 20))))
    fields = {"drug": drug, "mg": amount, "brand": BRANDS[drug], "tablets": tablets, "days": (1, 3), "at": NINE}
    return DrugSchedule(**fields | changes)


SELINEXOR = schedule()
DEXAMETHASONE = schedule(Drug.DEXAMETHASONE, 20)


def plan(**changes: object) -> Plan:
    """Amina's plan: both drugs on Mondays and Wednesdays at nine in Madrid, ondansetron before."""
    fields = {
        "version": 1,
        "regimen_id": RegimenId("sd-twice-weekly"),
        "cycle_days": 7,
        "c1d1_on": MONDAY,
        "effective_on": MONDAY,
        "zone": "Europe/Madrid",
        "drugs": (SELINEXOR, DEXAMETHASONE),
        "antiemetics": (ONDANSETRON,),
    }
    return Plan(**fields | changes)


def regimen() -> Regimen:
    """The twice-weekly regimen as its content file gives it."""
    selinexor = RegimenDrug(drug=Drug.SELINEXOR, mg=Decimal(80), days=(1, 3), default_tablet_mg=Decimal(20))
    dexamethasone = RegimenDrug(drug=Drug.DEXAMETHASONE, mg=Decimal(20), days=(1, 3), default_tablet_mg=Decimal(20))
    ladder = [RegimenDrug(drug=Drug.SELINEXOR, mg=Decimal(mg), days=(1,)) for mg in (100, 80, 60)]
    return Regimen(
        id=RegimenId("sd-twice-weekly"),
        cycle_days=7,
        enabled=True,
        drugs=(selinexor, dexamethasone),
        levels=tuple(DoseLevel(level=number, drugs=(one,)) for number, one in enumerate(ladder, start=1)),
        monitoring=tuple(_monitoring(kind) for kind in (MonitoringKind.WEIGHT, MonitoringKind.BLOOD_TEST)),
        check_in=CheckIn(days_after_dose=1, at=time(10), weekly_day=7),
        offered_antiemetics=(OfferedAntiemetic(antiemetic=read_antiemetic(HOW)),),
    )


def _monitoring(kind: MonitoringKind) -> Monitoring:
    return Monitoring(kind=kind, baseline=True, from_day=8, every_days=7, until_day=57, then_every_days=28)


@cache
def zones_by_rules(first: date, last: date) -> tuple[str, ...]:
    """One zone for each distinct set of offsets between two days: together they stand for all zones."""
    use_locked_zones()  # collected before any fixture runs
    start = datetime(first.year, first.month, first.day, tzinfo=UTC)
    samples = [start + timedelta(hours=12 * number) for number in range(2 * (last - first).days + 2)]
    found: dict[tuple[object, ...], str] = {}
    for name in sorted(known_zones()):
        zone = ZoneInfo(name)
        found.setdefault(tuple(at.astimezone(zone).utcoffset() for at in samples), name)
    return tuple(found.values())


TWO_YEARS = (date(2026, 1, 1), date(2027, 12, 31))

zones = st.deferred(lambda: st.sampled_from(zones_by_rules(*TWO_YEARS)))
times = st.builds(time, st.integers(0, 23), st.sampled_from([0, 15, 30, 45]))
days = st.dates(date(2026, 2, 1), date(2027, 10, 1))


@st.composite
def plans(draw: st.DrawFn, version: int = 1) -> Plan:
    """Any plan with a sensible shape, right or wrong, with or without holds."""
    cycle_days = draw(st.sampled_from([7, 7, 14, 35]))
    cycle = st.sets(st.integers(1, cycle_days), min_size=1, max_size=5).map(lambda found: tuple(sorted(found)))
    drugs = draw(st.sampled_from([(Drug.SELINEXOR, Drug.DEXAMETHASONE), (Drug.SELINEXOR,), (Drug.DEXAMETHASONE,)]))
    start = draw(days)
    return plan(
        version=version,
        cycle_days=cycle_days,
        c1d1_on=start,
        effective_on=start + timedelta(days=draw(st.integers(-20, 40))),
        zone=draw(zones),
        drugs=tuple(schedule(drug, 20, days=draw(cycle), at=draw(times)) for drug in drugs),
        antiemetics=draw(
            st.sampled_from(
                [
                    (),
                    (ONDANSETRON,),
                    (ONDANSETRON, Antiemetic(name="olanzapine", amount="1", times=(Before(minutes=0),))),
                ]
            )
        ),
        held=frozenset(draw(st.sets(st.sampled_from(list(Drug))))),
        antiemetics_held=draw(st.booleans()),
    )


@st.composite
def histories(draw: st.DrawFn) -> list[Plan]:
    """One to three versions of a plan, their effective days in any order."""
    return [draw(plans(version=number)) for number in range(1, draw(st.integers(1, 3)) + 1)]
