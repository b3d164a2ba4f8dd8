"""How a question about a dose looks: which drugs, which buttons, and the same question put again.

Every form names date, time, drug with brand, amount and until when (S4). Only `prompting` ever says "take"; every text
made here asks.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import reduce
from typing import Any

from bot.domain.dose import DoseState
from bot.domain.localtime import place
from bot.domain.messages import Arg, Draft, Kind, Line, Priority, line, say
from bot.domain.occurrence import DoseMoment
from bot.domain.people import Patient
from bot.domain.plan import DrugSchedule
from bot.domain.questions import Ask, Option, Question, option
from bot.domain.regimen import Drug
from bot.domain.tablets import Tablets
from bot.service import post
from bot.service.localview import clock_of, latest_plan, zone_of
from bot.service.office import Work
from bot.store import plans
from bot.store.plans import Dose

EARLIER = "earlier"  # taken as the prompt said it before the plan changed


def named(one: DrugSchedule) -> dict[str, Arg]:
    """A drug of the plan as wording arguments: name, brand, amount, tablets."""
    return {
        "drug": line(f"drug-{one.drug}"),
        "brand": one.brand,
        "mg": one.mg,
        "tablets": _marked(one.tablets),
    }


def _marked(tablets: Tablets) -> Line:
    """Tablets as the patient counts them out: one marked so, and one marked so."""
    first, *others = (line("tablets-marked", count=one.count, strength=one.strength_mg) for one in tablets)
    return reduce(lambda said, another: line("tablets-and", said=said, another=another), others, first)


def data_of(moment: DoseMoment, doses: Sequence[Dose]) -> dict[str, Any]:
    """What a dose question carries."""
    return {"event": moment.key, "day": moment.plan_day.isoformat(), "doses": [one.id for one in doses]}


def options(drugs: Sequence[Drug]) -> list[Option]:
    """The answers to a dose prompt, for one drug or for two."""
    if len(drugs) == 1:
        first = [option("taken", "answer-taken"), option("later", "answer-later")]
    else:
        first = [option("taken", "answer-taken-both"), option("only", "answer-only"), option("later", "answer-later")]
    rest = [option("not-taking", "answer-not-taking"), option("vomited", "answer-vomited")]
    return [*first, *rest, option("not-sure", "answer-not-sure"), option("box", "answer-box")]


def late_options(drugs: Sequence[Drug]) -> list[Option]:
    """The answers to "what happened?"."""
    only = [] if len(drugs) == 1 else [option("only", "answer-only")]
    taken = option("taken", "answer-taken" if len(drugs) == 1 else "answer-taken-both")
    rest = [option("not-taking", "answer-did-not-take"), option("vomited", "answer-vomited")]
    return [taken, *only, *rest, option("not-sure", "answer-not-sure")]


def options_of_one(question: Question, drug: Drug) -> list[Option]:
    """The answers about one of two drugs: the other drug's answer stands."""
    shown = options([drug]) if question.kind is Ask.DOSE else late_options([drug])
    return [replace(one, answer=f"{one.answer}:{drug}") for one in shown]


async def ask_change(work: Work, patient: Patient, doses: Sequence[Dose]) -> None:
    """The answer about these doses may be changed: the same question, put anew."""
    draft = say(line("change-ask"), *await about(work, patient, doses))
    data = {"event": "change", "day": doses[0].plan_day.isoformat(), "doses": [one.id for one in doses]}
    shown = late_options([one.drug for one in doses])
    await post.ask(work, patient, Ask.LATE_DOSE, draft, shown, data=data, in_rows_of=2)


async def doses_of(work: Work, question: Question) -> tuple[Dose, ...]:
    """The doses a question is about."""
    return await plans.doses_by_id(work.tx, question.data["doses"])


def still_asked(question: Question, doses: Sequence[Dose]) -> tuple[Dose, ...]:
    """The doses among them that still wait for an answer of this question."""
    waiting = (DoseState.ASKED,) if question.kind is Ask.DOSE else (DoseState.UNKNOWN,)
    return tuple(one for one in doses if one.state in waiting)


async def about(work: Work, patient: Patient, doses: Sequence[Dose]) -> tuple[Line, ...]:
    """The doses, named whole, as the question's lines."""
    plan = await latest_plan(work, patient)
    brands = {one.drug: one.brand for one in plan.drugs}
    lines = [
        line(
            "ask-drug", drug=line(f"drug-{one.drug}"), brand=brands.get(one.drug, ""), mg=one.mg, tablets=one.tablets,
            at=one.planned_at.astimezone(await clock_of(work, patient, one)),
        )
        for one in doses
    ]  # fmt: skip
    return (*lines, *await elsewhere(work, patient, doses[0]))


async def elsewhere(work: Work, patient: Patient, dose: Dose) -> tuple[Line, ...]:
    """Since the prompt the patient lives by other clocks: its times are named as what they are."""
    clock, here = await clock_of(work, patient, dose), await zone_of(work, patient)
    same = dose.planned_at.astimezone(clock).utcoffset() == dose.planned_at.astimezone(here).utcoffset()
    return () if same else (line("clock-of", place=place(clock.key)),)


async def until(work: Work, patient: Patient, doses: Sequence[Dose]) -> datetime:
    """The end of the window, by the clock the prompt went by."""
    first = min(doses, key=lambda one: one.window_until)
    return first.window_until.astimezone(await clock_of(work, patient, first))


async def ask_again(
    work: Work, patient: Patient, question: Question, key: str, *, expires_at: datetime | None = None
) -> None:
    """Put a dose question once more: did you take it? Never "take"."""
    doses = still_asked(question, await doses_of(work, question))
    if not doses:
        return
    end = await until(work, patient, doses)
    drugs = [one.drug for one in doses]
    over = not_now(work, drugs) if question.kind is Ask.LATE_DOSE else []
    draft = say(line(key, until=end.time(), day=end.date()), *await about(work, patient, doses), *over)
    shown = options(drugs) if question.kind is Ask.DOSE else late_options(drugs)
    if len(doses) < len(question.data["doses"]):
        shown = options_of_one(question, drugs[0])
    if "earlier" in question.data:
        shown = [option(EARLIER, "answer-earlier"), *shown]
    await post.put(
        work, patient, question.id, draft, shown, kind=Kind.NUDGE, priority=Priority.PROMPT, expires_at=expires_at,
        in_rows_of=2,
    )  # fmt: skip


def not_now(work: Work, drugs: Sequence[Drug]) -> list[Line]:
    """After the window: selinexor is not taken late (S3); about dexamethasone only the pharmacist says (F-DEX-04)."""
    selinexor = [line("do-not-take-now")] if Drug.SELINEXOR in drugs else []
    phone = work.numbers.clinic
    return [*selinexor, *([line("late-dexamethasone", phone=phone)] if Drug.DEXAMETHASONE in drugs else [])]


def _ended(key: str, plan_day: date, end: datetime) -> Line:
    """A window that reached into the next day ended on that day: its hour alone would be of the dose's own (S4)."""
    if end.date() == plan_day:
        return line(f"{key}-head", until=end.time(), day=plan_day)
    return line(f"{key}-head-next-day", until=end.time(), day=plan_day, ended=end.date())


async def ask_what_happened(work: Work, patient: Patient, doses: Sequence[Dose], key: str) -> int:
    """The window is over, or nothing could be asked in it: do not take it now, and what happened? Returns the question."""
    end = await until(work, patient, doses)
    draft = Draft(
        lines=(
            _ended(key, doses[0].plan_day, end),
            *await about(work, patient, doses),
            *not_now(work, [one.drug for one in doses]),
            line("what-happened"),
        )
    )
    data: Mapping[str, Any] = {
        "event": f"late:{doses[0].id}", "day": doses[0].plan_day.isoformat(), "doses": [one.id for one in doses],
    }  # fmt: skip
    drugs = [one.drug for one in doses]
    return await post.ask(
        work, patient, Ask.LATE_DOSE, draft, late_options(drugs), data=data, kind=Kind.NUDGE,
        priority=Priority.PROMPT, in_rows_of=2,
    )  # fmt: skip
