"""Planning checks ahead: a patient's accepted schedule as rows and agenda entries, and a weight that answers one.

Repeating it changes nothing. What an entry does when it falls due is `checks`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from bot.domain.agenda import Due, Entry
from bot.domain.messages import Line, line
from bot.domain.monitoring import CheckDue, CheckState, Schedule, all_due
from bot.domain.monitoringtext import Unread, read_schedule
from bot.domain.people import Patient
from bot.domain.plan import Plan
from bot.domain.regimen import MonitoringKind
from bot.errors import DoseDayError
from bot.service import checkwords
from bot.service.localview import local_now
from bot.service.office import Work
from bot.store import agenda, checks, questions
from bot.store.checks import Check


class UnreadableScheduleError(DoseDayError):
    """A kept monitoring schedule cannot be read any more."""


async def accepted(work: Work, patient: Patient) -> Schedule:
    """What the pharmacist accepted for this patient; empty when monitoring is kept elsewhere."""
    return (await accepted_by(work, [patient.id]))[patient.id]


async def accepted_by(work: Work, patient_ids: Sequence[int]) -> Mapping[int, Schedule]:
    """The same for many patients."""
    kept = await checks.schedules_of(work.tx, patient_ids)
    return {patient_id: _schedule(written, rests=rests) for patient_id, (written, rests) in kept.items()}


def _schedule(written: str, *, rests: bool) -> Schedule:
    read = _read(written) if written else Schedule()
    if isinstance(read, Unread):
        raise UnreadableScheduleError
    return Schedule(series=read.series, rests_in_hold=rests)


_read = lru_cache(maxsize=256)(read_schedule)  # most patients have one of a few schedules


def reminded_of(work: Work, patient: Patient, schedule: Schedule) -> Line:
    """What the patient is reminded of, in one sentence."""
    kinds = [line(f"check-{one.kind}") for one in schedule.series]
    what = ", ".join(work.library.wording.say(patient.language, one) for one in kinds)
    return line("check-reminded", what=what)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anew:
    """Planning again from an instant: what lies before it is not asked about, but for what was still to come until now."""

    since: datetime
    dropped: frozenset[tuple[str, str, date]]  # kind, name and day

    def wants(self, one: CheckDue) -> bool:
        """Another zone may move a check into the past before anybody was asked: it is not lost."""
        return one.at >= self.since or (one.kind, one.name, one.on) in self.dropped


def of(
    patient: Patient,
    schedule: Schedule,
    versions: Sequence[Plan],
    first: date,
    last: date,
    *,
    anew: Anew | None = None,
) -> tuple[CheckDue, ...]:
    """The checks of these days; nobody is asked about the time before the plan was confirmed."""
    start = patient.confirmed_at
    return tuple(
        one
        for one in all_due(schedule, versions, first, last)
        if start is not None and one.at >= start and (anew is None or anew.wants(one))
    )


def entries(patient: Patient, due: Sequence[CheckDue]) -> tuple[Due, ...]:
    """The agenda entries that ask about these checks."""
    return tuple(_entry(patient, one) for one in due)


def _entry(patient: Patient, one: CheckDue) -> Due:
    data = {"kind": one.kind, "name": one.name, "on": one.on.isoformat()}
    key = f"p{patient.id}:{Entry.CHECK}:{one.key}"
    return Due(key=key, kind=Entry.CHECK, patient_id=patient.id, due_at=one.at, data=data)


async def forget(work: Work, patient: Patient) -> Anew:
    """What is still to come is forgotten, to be planned anew; what was asked stays as it was."""
    await agenda.remove_pending(work.tx, patient.id, (Entry.CHECK,), work.now)
    return Anew(since=work.now, dropped=await checks.drop_planned(work.tx, patient.id, work.now))


async def weighed(work: Work, patient: Patient, *, by: str = "patient") -> None:
    """A weight was told: it answers the newest weight that was asked for, late or not, or today's before it is asked."""
    await _settle_newest(work, patient, MonitoringKind.WEIGHT, (await local_now(work, patient)).date(), by)


async def tested(work: Work, patient: Patient, on: date, *, by: str) -> None:
    """Results of this day were entered: the newest blood test asked for until then has been done."""
    await _settle_newest(work, patient, MonitoringKind.BLOOD_TEST, on, by)


async def taken_back(work: Work, patient: Patient, kind: MonitoringKind, by: str, at: datetime) -> Check | None:
    """What was entered by them at that instant is no more: the check it answered waits again, if there is one."""
    done = await checks.in_states(work.tx, patient.id, CheckState.DONE)
    for one in done:
        if (one.kind, one.answered_by, one.answered_at) == (kind, by, at):
            await checks.change(work.tx, one.id, state=await _waits(work, one), answered_at=None, answered_by=None)
            again = await checks.one(work.tx, one.id)
            await checkwords.show_answer(work, patient, again)
            return again
    return None


async def _waits(work: Work, check: Check) -> CheckState:
    """Still to come; asked, while it will be asked about once more; else nobody knows, and the team is told so."""
    if check.due_at > work.now and check.question_id is None:
        return CheckState.PLANNED
    again = await agenda.pending(work.tx, check.patient_id, Entry.CHECK_AGAIN)
    if any(one.subject_id == check.id for one in again):
        question = await questions.one(work.tx, check.question_id or 0)
        await questions.reopen(work.tx, question.id, question.data)
        return CheckState.ASKED
    return CheckState.OVERDUE


async def _settle_newest(work: Work, patient: Patient, kind: MonitoringKind, until: date, by: str) -> None:
    waiting = [
        one
        for one in await checks.between(work.tx, patient.id, date.min, until)
        if one.kind is kind and (one.state.outstanding or (one.state is CheckState.PLANNED and one.due_on == until))
    ]
    for one in waiting[-1:]:
        await checks.change(work.tx, one.id, state=CheckState.DONE, answered_at=work.now, answered_by=by)
        if one.question_id is not None:
            await questions.answered(work.tx, one.question_id, "done", work.now)
            await checkwords.show_answer(work, patient, await checks.one(work.tx, one.id))
