"""What a clinic does outside Telegram, for scenarios and the page: invite staff, enrol a patient, be switched off.

Each act calls the same use case the command line calls; `enrol` can also walk the patient through joining.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.domain.antiemetic import Antiemetic, AntiemeticError
from bot.domain.antiemeticline import HOW, read_antiemetic
from bot.domain.messages import line
from bot.domain.monitoring import Schedule, offered
from bot.domain.monitoringtext import Unread, read_choice
from bot.domain.people import Staff
from bot.domain.plan import Plan
from bot.domain.planning import first_plan
from bot.domain.prescribing import OPTIONS, read_prescribed
from bot.domain.regimen import Drug, Regimen
from bot.rehearsal.world import ActFailedError
from bot.service import enrolling, staffing
from bot.service.enrolling import Enrolled, Enrolment, Refused

if TYPE_CHECKING:
    from bot.rehearsal.stage import RehearsalWorld

Options = Mapping[str, str]
ENROL = frozenset({
    "who", "regimen", "start", "time", "zone", "language", "weight", "antiemetic", "reference", "phone", "team",
    "reason", "join", "body-surface", "monitoring",
}) | OPTIONS  # fmt: skip
BEFORE_ONLY = "ondansetron, 8 mg, 30 min before"  # the shortest story; a scenario may want another
BRANDS = {Drug.SELINEXOR: "Xpovio", Drug.DEXAMETHASONE: "Dexamethasone"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act: the options it knows, and what it does."""

    options: frozenset[str]
    do: Callable[["RehearsalWorld", Options], Awaitable[Mapping[str, str]]]


async def staff(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """Invite somebody, who opens the link; then confirm."""
    person = world.people[options["who"]]
    language = options.get("language", person.language_code)
    invited = await staffing.invite(
        world.office, person.name, role=options.get("role", "pharmacist"), team=options.get("team", "main"),
        position=int(options.get("position", len(await staffing.everybody(world.office)) + 1)), language=language,
        by="rehearsal",
    )  # fmt: skip
    if options.get("open", "yes") == "yes":
        await person.start(invited.token)
        await world.settle()
        await staffing.confirm(world.office, invited.staff_id, by="rehearsal")
    return {"token": invited.token, "id": str(invited.staff_id)}


async def remove(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """End somebody's access."""
    found = await _member(world, options["who"])
    await staffing.remove(world.office, found.id, by="rehearsal")
    return {}


async def _member(world: "RehearsalWorld", who: str) -> Staff:
    name = world.people[who].name
    found = [one for one in await staffing.everybody(world.office) if one.name == name]
    if not found:
        raise ActFailedError(f"{name} was never invited; use the act `staff` first")
    return found[-1]


async def enrol(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """Enrol a patient; with `join: yes` the patient goes through every step of joining."""
    person = world.people[options["who"]]
    language = options.get("language", person.language_code)
    wanted = _enrolment(world, options, language)
    made = await enrolling.enrol(world.office, wanted)
    if isinstance(made, Refused):
        wording = world.office.library.wording
        raise ActFailedError("; ".join(wording.say("en", one) for one in made.problems))
    if options.get("join", "no") == "yes":
        await _join(world, options["who"], made, wanted)
    return {"token": made.token, "number": made.number, "pseudonym": made.pseudonym}


def _enrolment(world: "RehearsalWorld", options: Options, language: str) -> Enrolment:
    start = date.fromisoformat(options.get("start", _tomorrow(world).isoformat()))
    return Enrolment(
        reference=options.get("reference", f"REF-{options['who']}"),
        phone=options.get("phone", "555 0123"),
        plan=_plan(world, options, start),
        language=language,
        baseline_kg=Decimal(options.get("weight", "72")),
        baseline_on=start - timedelta(days=2),
        team=options.get("team", "main"),
        by="rehearsal",
        practice=True,
        body_surface_m2=Decimal(options["body-surface"]) if "body-surface" in options else None,
        monitoring=_monitoring(world, options),
        reason=options.get("reason", ""),
    )


def _monitoring(world: "RehearsalWorld", options: Options) -> Schedule:
    regimen = world.office.library.regimens[options.get("regimen", "sd-twice-weekly")]
    read = read_choice(options.get("monitoring", "none"), offered(regimen.monitoring))
    if isinstance(read, Unread):
        raise ActFailedError(world.office.library.wording.say("en", read.problem))
    return read


def _tomorrow(world: "RehearsalWorld") -> date:
    return world.clock.now().astimezone(ZoneInfo(world.setting.zone)).date() + timedelta(days=1)


def _plan(world: "RehearsalWorld", options: Options, start: date) -> Plan:
    regimen = world.office.library.regimens[options.get("regimen", "sd-twice-weekly")]
    at = time.fromisoformat(options.get("time", "09:00"))
    zone = options.get("zone", world.setting.zone)
    times = {one.drug: at for one in regimen.drugs}
    given = {f"{drug}-brand": brand for drug, brand in BRANDS.items()} | {"selinexor-tablets": "20"}
    own = read_prescribed(regimen, {**given, **{name: options[name] for name in OPTIONS & options.keys()}})
    antiemetics = _antiemetics(options.get("antiemetic", BEFORE_ONLY), regimen)
    return first_plan(regimen, start_on=start, zone=zone, times=times, antiemetics=antiemetics, own=own)


def _antiemetics(wanted: str, regimen: Regimen) -> tuple[Antiemetic, ...]:
    """`none`, what the regimen `offered`, or lines as a pharmacist types them, with `;` between two."""
    if wanted == "offered":
        return tuple(one.antiemetic for one in regimen.offered_antiemetics)
    try:
        return () if wanted == "none" else tuple(read_antiemetic(one) for one in wanted.split(";"))
    except AntiemeticError as wrong:
        raise ActFailedError(f"{wanted!r} is no antiemetic ({wrong}); write {HOW}") from wrong


async def _join(world: "RehearsalWorld", who: str, made: Enrolled, wanted: Enrolment) -> None:
    """Start, language, number, consent, plan, tablets, boxes."""
    person, wording, language = world.people[who], world.office.library.wording, wanted.language
    await person.start(made.token)
    await world.settle()
    await person.tap(None, wording.language_name(language))
    await world.settle()
    await person.say(made.number)
    await world.settle()
    for key in ("join-agree", "plan-yes", "tablets-yes"):
        await person.tap(None, wording.say(language, line(key)))
        await world.settle()
    for one in (tablets for drug in wanted.plan.drugs for tablets in drug.tablets):
        await person.tap(None, wording.say(language, line("box-mg", mg=one.strength_mg)))
        await world.settle()


async def group(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """Somebody makes a group with the bot in it."""
    key = options["group"]
    title = world.people[key].name
    world.groups[key] = await world.people[options["who"]].create_group(title, -5_000_001 - len(world.groups))
    return {}


async def group_code(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """A code that binds a group to a team, as the command line makes one."""
    made = await staffing.group_code(
        world.office, options.get("team", "main"), language=world.setting.language, by="rehearsal"
    )
    if made is None:
        raise ActFailedError("nobody belongs to that team; use the act `staff` first")
    return {"code": made[0]}


async def outage(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """The bot is switched off for so many minutes; Telegram and the people go on."""
    await world.away_until(world.clock.now() + timedelta(minutes=float(options["minutes"])))
    return {}


async def tap_while_away(world: "RehearsalWorld", options: Options) -> Mapping[str, str]:
    """Time passes with the bot switched off, and somebody taps; the tap is lost if the bot stays away too long."""
    await world.people[options["who"]].tap(None, options["button"])
    return await outage(world, options)


ACTS: Mapping[str, Act] = {
    "staff": Act(options=frozenset({"who", "role", "team", "position", "language", "open"}), do=staff),
    "remove": Act(options=frozenset({"who"}), do=remove),
    "enrol": Act(options=ENROL, do=enrol),
    "group": Act(options=frozenset({"who", "group"}), do=group),
    "group-code": Act(options=frozenset({"team"}), do=group_code),
    "outage": Act(options=frozenset({"minutes"}), do=outage),
    "tap-while-away": Act(options=frozenset({"who", "button", "minutes"}), do=tap_while_away),
}
