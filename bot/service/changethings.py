"""Preparing the other changes: the time of day, the zone, the start, a new box, the end of a drug."""

from bot.domain.changetext import read_box, read_day, read_time
from bot.domain.localtime import known_zone, suggest
from bot.domain.messages import line
from bot.domain.people import Patient, Staff
from bot.domain.planchange import Dispense, Restart, Retime, Rezone, Stop
from bot.domain.questions import option
from bot.domain.regimen import Drug
from bot.service.changemaking import coming_plan
from bot.service.changestep import CHOICES, Data, begin, drug_options, step
from bot.service.localview import today as local_today
from bot.service.office import Work


async def ask_time(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Of which drug; with one drug that is no question."""
    drugs = [one.drug for one in (await coming_plan(work, patient)).drugs]
    if len(drugs) == 1:
        await on_time_of(work, member, patient, data, "sel" if Drug.SELINEXOR in drugs else "dex")
        return
    await step(work, member, data, "time-of", [line("change-time-of", pseudonym=patient.pseudonym)], drug_options())


async def on_time_of(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The drugs are chosen; the time is typed."""
    if answer not in CHOICES:
        return False
    await step(work, member, {**data, "which": answer}, "time", [line("change-time", pseudonym=patient.pseudonym)])
    return True


async def on_time(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The time of day."""
    at = read_time(answer)
    if at is None:
        return False
    return await begin(work, member, patient, data, Retime(drugs=frozenset(CHOICES[data["which"]]), at=at))


async def ask_zone(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Where the patient lives by the clock."""
    await step(work, member, data, "zone", [line("change-zone", pseudonym=patient.pseudonym)])


async def on_zone(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """An Area/City name, or one that is near enough to be offered."""
    if known_zone(answer.strip()):
        return await begin(work, member, patient, data, Rezone(zone=answer.strip()))
    near = suggest(answer)
    if not near:
        return False
    await step(
        work,
        member,
        data,
        "zone",
        [line("change-zone-near")],
        [option(one, "change-zone-is", zone=one) for one in near],
    )
    return True


async def ask_start(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Another C1D1."""
    plan = await coming_plan(work, patient)
    asked = [line("change-start", pseudonym=patient.pseudonym, day=plan.c1d1_on)]
    await step(work, member, data, "start", asked)


async def on_start(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The day."""
    day = read_day(answer, await local_today(work, patient))
    return day is not None and await begin(work, member, patient, data, Restart(c1d1_on=day))


async def ask_box(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Of which drug; with one drug that is no question."""
    drugs = [one.drug for one in (await coming_plan(work, patient)).drugs]
    if len(drugs) == 1:
        await on_box_of(work, member, patient, data, drugs[0])
        return
    options = [option(one, f"drug-{one}") for one in drugs]
    await step(work, member, data, "box-of", [line("change-box-of", pseudonym=patient.pseudonym)], options)


async def on_box_of(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The drug is chosen; brand and strengths are typed."""
    if answer not in tuple(Drug):
        return False
    await step(
        work,
        member,
        {**data, "drug": answer},
        "box",
        [line("change-box", pseudonym=patient.pseudonym, drug=line(f"drug-{answer}"))],
    )
    return True


async def on_box(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """What stands on the new box or boxes."""
    read = read_box(answer)
    if read is None:
        return False
    change = Dispense(drug=Drug(data["drug"]), brand=read[0], strengths=read[1])
    return await begin(work, member, patient, data, change)


async def ask_stop(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Which drugs end for good: each is named, dexamethasone too (F-DEX-05)."""
    has = {one.drug for one in (await coming_plan(work, patient)).drugs}
    options = [one for one in drug_options() if has >= set(CHOICES[one.answer])]
    await step(work, member, data, "stop", [line("change-stop", pseudonym=patient.pseudonym)], options)


async def on_stop(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The drugs."""
    return answer in CHOICES and await begin(work, member, patient, data, Stop(drugs=frozenset(CHOICES[answer])))
