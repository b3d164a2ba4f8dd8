"""Preparing a hold or a resumption: which drugs, what becomes of the antiemetics, until when or from when.

Nothing is inferred: a hold names each drug and the antiemetics, and never lets go on what is on hold already.
"""

from bot.domain.changetext import read_day
from bot.domain.messages import line, say
from bot.domain.people import Patient, Staff
from bot.domain.plan import Plan
from bot.domain.planchange import Hold, Resume
from bot.domain.questions import Option, option
from bot.domain.regimen import Drug
from bot.service import changemaking, changewords, changing, post
from bot.service.changemaking import coming_plan
from bot.service.changestep import CHOICES, DAYS_OFFERED, Data, begin, drug_options, step
from bot.service.localview import today as local_today
from bot.service.office import Work


async def hold(work: Work, member: Staff, patient: Patient, *, alert_id: int | None = None) -> None:
    """Straight to a hold, from an alert's card or the list of patients."""
    await changing.close(work, member)
    await ask_hold(work, member, patient, {"patient": patient.id, "alert": alert_id})


async def ask_hold(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Which drugs, and what becomes of the antiemetics."""
    plan = await coming_plan(work, patient)
    asked = [line("hold-what", pseudonym=patient.pseudonym), *changewords.described(plan)]
    await step(work, member, data, "hold", asked, _hold_options(plan))


def _hold_options(plan: Plan) -> list[Option]:
    """What may be on hold afterwards: never less than is on hold now, for that would be a resumption."""
    has = {one.drug for one in plan.drugs}
    options = (
        option("both-off", "hold-both-antiemetics-off"),
        option("both-on", "hold-both-antiemetics-on"),
        option("sel-on", "hold-selinexor-antiemetics-on"),
        option("sel-off", "hold-selinexor-antiemetics-off"),
        option("dex", "hold-dexamethasone"),
    )
    return [one for one in options if plan.held <= set(CHOICES[one.answer.partition("-")[0]]) <= has]


async def on_hold(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The drugs are chosen; until when may not be known yet."""
    which, _, antiemetics = answer.partition("-")
    if which not in CHOICES:
        return False
    days = (await changemaking.coming_days(work, patient))[1 : DAYS_OFFERED + 1]
    options = [option("none", "hold-no-date"), *(option(day.isoformat(), "hold-until", day=day) for day in days)]
    held = {"which": which, "antiemetics": {"off": True, "on": False}.get(antiemetics)}
    await step(work, member, {**data, **held}, "until", [line("hold-how-long")], options)
    return True


async def on_until(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The planned end, or none."""
    day = read_day(answer, await local_today(work, patient))
    if day is None and answer != "none":
        return False
    change = Hold(drugs=frozenset(CHOICES[data["which"]]), antiemetics=data["antiemetics"], resumes_on=day)
    return await begin(work, member, patient, data, change)


async def resume(work: Work, member: Staff, patient: Patient) -> None:
    """Straight to a resumption."""
    await changing.close(work, member)
    await ask_resume(work, member, patient, {"patient": patient.id, "alert": None})


async def ask_resume(work: Work, member: Staff, patient: Patient, data: Data) -> None:
    """Which drugs go on, if that is a question; from which of the next would-be dose days."""
    held = (await coming_plan(work, patient)).held
    if not held:
        await post.tell(work, member, say(line("resume-not-held", pseudonym=patient.pseudonym)))
        return
    if len(held) == 1:
        await on_resume(work, member, patient, data, "dex" if Drug.DEXAMETHASONE in held else "sel")
        return
    await step(work, member, data, "resume", [line("resume-which", pseudonym=patient.pseudonym)], drug_options())


async def on_resume(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The drugs are chosen; from which day?"""
    if answer not in CHOICES:
        return False
    days = (await changemaking.coming_days(work, patient))[:DAYS_OFFERED]
    options = [option(day.isoformat(), "resume-from", day=day) for day in days]
    asked = [line("resume-ask", pseudonym=patient.pseudonym)]
    await step(work, member, {**data, "which": answer}, "resume-day", asked, options)
    return True


async def on_resume_day(work: Work, member: Staff, patient: Patient, data: Data, answer: str) -> bool:
    """The day they go on."""
    day = read_day(answer, await local_today(work, patient))
    if day is None:
        return False
    return await begin(work, member, patient, data, Resume(drugs=frozenset(CHOICES[data["which"]])), since=day)
