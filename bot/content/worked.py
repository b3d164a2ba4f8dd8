"""Worked examples of regimens and of changes: the exact days, times, amounts, tablets and words, to be checked by eye.

Each file of `regimens/examples/` is worked out anew by the content check and must come to the very rows it shows. The
clinic's own settings do not count here: an example is about its regimen, with the hours the product ships with.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, time
from typing import Annotated

from pydantic import Field

from bot.content.display import LANGUAGES
from bot.content.problems import Problem, close_to
from bot.content.reader import Reader
from bot.content.schema import Id, Shape
from bot.content.wording import Wording
from bot.content.yamlfile import Source
from bot.domain.changeline import Dated, read_change, read_hold, read_zone_change, with_changes
from bot.domain.changetold import told
from bot.domain.localtime import known_zone
from bot.domain.occurrence import DayRules
from bot.domain.plan import Plan, PlanError
from bot.domain.plancheck import check_plan
from bot.domain.planning import left_open, offered_plan
from bot.domain.prescribing import OPTIONS, read_prescribed
from bot.domain.proposal import Proposed
from bot.domain.regimen import Drug, Regimen
from bot.domain.timeline import RowKind, cells, timeline

TimeOfDay = Annotated[time, "local"]


class ToldShape(Shape):
    """What the patient is told of a change, to the letter."""

    en: str
    es: str


class ChangeShape(Shape):
    """One change: `does` is written as `hold`, `change` or `zone-change`, and then as that option of `timeline`."""

    does: str
    told: ToldShape | None = None


class WorkedFile(Shape):
    """regimens/examples/*.yaml. `rows` are lines of `doseday timeline`, without its headings; spaces do not count."""

    title: str
    regimen: Id
    start: date
    time: TimeOfDay
    times: dict[Drug, TimeOfDay] = Field(default_factory=dict)  # a drug at another time of day than the others
    zone: str
    weeks: Annotated[int, Field(ge=1, le=260)]
    first: date | None = None  # the first day shown; C1D1 unless said
    kinds: tuple[RowKind, ...] = tuple(RowKind)
    prescribed: dict[str, str | int] = Field(default_factory=dict)  # as the options of `doseday enrol`
    changes: tuple[ChangeShape, ...] = ()
    rows: str


def worked_problems(regimens: Mapping[str, Regimen], gathered: Reader, wording: Wording) -> Iterator[Problem]:
    """Every example that does not come to what it shows."""
    for shape, source in gathered.files("regimens/examples/*.yaml", WorkedFile):
        regimen = regimens.get(shape.regimen)
        if regimen is None:
            yield source.problem(f"no regimen '{shape.regimen}'", close_to(shape.regimen, regimens), at=("regimen",))
        elif not known_zone(shape.zone):
            yield source.problem(f"no time zone '{shape.zone}'", at=("zone",))
        elif unknown := sorted(shape.prescribed.keys() - OPTIONS):
            yield source.problem(f"'{unknown[0]}' is no option", close_to(unknown[0], OPTIONS), at=("prescribed",))
        else:
            yield from _differences(shape, regimen, source, wording)


def _differences(shape: WorkedFile, regimen: Regimen, source: Source, wording: Wording) -> Iterator[Problem]:
    try:
        plan = _plan(shape, regimen)
        versions, proposals = _changed(shape, plan)
    except PlanError as wrong:
        yield source.problem(str(wrong), at=("changes",) if shape.changes else ("prescribed",))
        return
    for number, (change, proposed) in enumerate(zip(shape.changes, proposals, strict=True)):
        yield from _said(change, proposed, source.problem, wording, number)
    made = worked_rows(shape, regimen, versions)
    shown = [" ".join(one.split()) for one in shape.rows.splitlines() if one.strip()]
    for number in range(max(len(shown), len(made))):
        was, now = _at(shown, number), _at(made, number)
        if was != now:
            yield source.problem(f"row {number + 1} shows: {was}", f"worked out: {now}", at=("rows",))
            return


def _at(rows: list[str], number: int) -> str:
    return rows[number] if number < len(rows) else "nothing"


def _plan(shape: WorkedFile, regimen: Regimen) -> Plan:
    """The plan before any change; raises PlanError where there is none, or one that must be refused."""
    own = read_prescribed(regimen, {name: str(one) for name, one in shape.prescribed.items()})
    if missing := left_open(regimen, own):
        raise PlanError(
            f"the regimen leaves {missing[0]} open: give it under `prescribed`, or `{missing[0]}-days: none`"
        )
    times = dict.fromkeys(Drug, shape.time) | shape.times
    plan = offered_plan(regimen, start_on=shape.start, times=times, zone=shape.zone, own=own)
    if found := check_plan([plan], [], shape.start):
        raise PlanError(f"a plan like this is refused: {found[0].code}")
    return plan


def _changed(shape: WorkedFile, plan: Plan) -> tuple[tuple[Plan, ...], tuple[Proposed, ...]]:
    """Every version with the changes, which stand in order of their days; raises PlanError as above."""
    dated = [_read(one.does, plan) for one in shape.changes]
    versions, proposals, problems = with_changes(plan, dated, DayRules())
    if problems:
        raise PlanError(f"a change like this is refused: {problems[0].code}")
    return versions, proposals


def _read(does: str, plan: Plan) -> Dated:
    kind, _, text = does.partition(" ")
    match kind:
        case "hold":
            return read_hold(text, plan)
        case "change":
            return read_change(text, plan)
        case "zone-change":
            return read_zone_change(text)
        case _:
            raise PlanError(f"'{kind}' is no kind of change: write hold, change or zone-change")


def _said(
    change: ChangeShape, proposed: Proposed, problem: Callable[..., Problem], wording: Wording, number: int
) -> Iterator[Problem]:
    """Whether the patient would be told what the example shows, whoever decides it and whatever phone it names."""
    if change.told is None:
        return
    draft = told(proposed, name="Boris", role="pharmacist", phone="555 0100", rules=DayRules())
    for language in LANGUAGES:
        shown, now = getattr(change.told, language).strip(), wording.render(language, draft).text
        if shown != now:
            yield problem(f"the patient is not told this ({language})", f"told: {now}", at=("changes", number, "told"))


def worked_rows(shape: WorkedFile, regimen: Regimen, versions: Sequence[Plan]) -> list[str]:
    """What the example comes to."""
    rows = timeline(versions[0], regimen, shape.weeks, DayRules(), versions[1:])
    first = shape.first or date.min
    return [
        " ".join(" ".join(cells(one)).split()) for one in rows if one.kind in shape.kinds and one.local.date() >= first
    ]
