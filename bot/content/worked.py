"""Worked examples of regimens: the exact days, times, amounts and tablets, as a pharmacist can check them by eye.

Each file of `regimens/examples/` is worked out anew by the content check and must come to the very rows it shows. The
clinic's own settings do not count here: an example is about its regimen, with the hours the product ships with.
"""

from collections.abc import Iterator, Mapping
from datetime import date, time
from typing import Annotated

from pydantic import Field

from bot.content.problems import Problem, close_to
from bot.content.reader import Reader
from bot.content.schema import Id, Shape
from bot.content.yamlfile import Source
from bot.domain.localtime import known_zone
from bot.domain.occurrence import DayRules
from bot.domain.plan import PlanError
from bot.domain.plancheck import check_plan
from bot.domain.planning import left_open, offered_plan
from bot.domain.prescribing import OPTIONS, read_prescribed
from bot.domain.regimen import Drug, Regimen
from bot.domain.timeline import RowKind, cells, timeline

TimeOfDay = Annotated[time, "local"]


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
    rows: str


def worked_problems(regimens: Mapping[str, Regimen], gathered: Reader) -> Iterator[Problem]:
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
            yield from _differences(shape, regimen, source)


def _differences(shape: WorkedFile, regimen: Regimen, source: Source) -> Iterator[Problem]:
    try:
        made = worked_rows(shape, regimen)
    except PlanError as wrong:
        yield source.problem(str(wrong), at=("prescribed",))
        return
    shown = [" ".join(one.split()) for one in shape.rows.splitlines() if one.strip()]
    for number in range(max(len(shown), len(made))):
        was, now = _at(shown, number), _at(made, number)
        if was != now:
            yield source.problem(f"row {number + 1} shows: {was}", f"worked out: {now}", at=("rows",))
            return


def _at(rows: list[str], number: int) -> str:
    return rows[number] if number < len(rows) else "nothing"


def worked_rows(shape: WorkedFile, regimen: Regimen) -> list[str]:
    """What the example comes to; raises PlanError where it makes no plan, or one that must be refused."""
    own = read_prescribed(regimen, {name: str(one) for name, one in shape.prescribed.items()})
    if missing := left_open(regimen, own):
        raise PlanError(
            f"the regimen leaves {missing[0]} open: give it under `prescribed`, or `{missing[0]}-days: none`"
        )
    times = dict.fromkeys(Drug, shape.time) | shape.times
    plan = offered_plan(regimen, start_on=shape.start, times=times, zone=shape.zone, own=own)
    if found := check_plan([plan], [], shape.start):
        raise PlanError(f"a plan like this is refused: {found[0].code}")
    rows = timeline(plan, regimen, shape.weeks, DayRules())
    first = shape.first or date.min
    return [
        " ".join(" ".join(cells(one)).split()) for one in rows if one.kind in shape.kinds and one.local.date() >= first
    ]
