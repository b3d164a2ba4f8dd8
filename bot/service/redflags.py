"""Answering a red flag before anything else (S8), and reading typed words for what they plainly say.

Matching is pure and from memory; this module only writes the answer, the report and the alert in one transaction. What
happens when that transaction cannot commit is the edge's one fixed sentence.
"""

from collections.abc import Iterable
from datetime import timedelta

from bot.domain.alert import Cause
from bot.domain.apart import apart, since_said
from bot.domain.followup import Since
from bot.domain.messages import Arg, Button, Kind, Priority, button, line, say, stacked
from bot.domain.people import Patient
from bot.domain.phrases import Heard, RedFlag
from bot.domain.questionnaire import Reported
from bot.domain.urgency import Urgency, worst
from bot.service import alerting, following, post
from bot.service.office import Work
from bot.store import reports

SENTENCES = frozenset({"advice-emergency", "advice-urgent"})  # said first, by urgency, not again as advice
SPECIAL = {"too-much-taken": Cause.TOO_MUCH, "pregnancy": Cause.PREGNANCY, "wrong-day": Cause.WRONG_DAY}
BESIDE = frozenset({"advice-crisis"})  # in the very message of the emergency number: this person may read only one
WORDS_KEPT = 5200  # a full message and a caption
JUST_NOW = timedelta(days=1)


def numbers(work: Work) -> dict[str, Arg]:
    """The telephone numbers a sentence may need."""
    known = work.numbers
    return {"emergency": known.emergency, "phone": known.clinic, "crisis": known.crisis or known.emergency}


async def answer(work: Work, patient: Patient, urgency: Urgency, advice: Iterable[str] = ()) -> None:
    """The emergency sentence, or the urgent one, first in the queue."""
    first = "advice-emergency" if urgency is Urgency.EMERGENCY else "advice-urgent"
    lane = Priority.EMERGENCY if urgency is Urgency.EMERGENCY else Priority.URGENT
    more = [one for one in advice if one not in SENTENCES]
    lines = [line(one, **numbers(work)) for one in (first, *more)]
    rows = stacked(button("button-report", "m:report"))
    await post.tell(work, patient, say(*lines, rows=rows), kind=Kind.RED_FLAG, priority=lane)


async def on_words(work: Work, patient: Patient, text: str, heard: Heard) -> None:
    """Typed words carry a red flag: answer, keep the words as a report, raise the alert."""
    urgency = worst(flag.urgency for flag in heard.red_flags)
    advice = dict.fromkeys(one for flag in heard.red_flags for one in flag.advice)
    await answer(work, patient, urgency, advice)
    first = heard.red_flags[0]
    rules = tuple(flag.id for flag in heard.red_flags)
    alert = await alerting.raise_alert(
        work, patient, _cause(heard.red_flags), urgency, subject=first.id, words=text[:WORDS_KEPT], rules=rules
    )
    await reports.add_report(
        work.tx,
        {
            "patient_id": patient.id, "symptom": first.symptom or "something-else", "answers": {},
            "words": text[:WORDS_KEPT], "urgency": urgency, "rules": list(rules),
            "content_hash": work.library.content_hash, "made_at": work.now, "alert_id": alert.id if alert else None,
        },
    )  # fmt: skip
    since = since_said(apart(text, work.library.phrasebook), "")
    worse = "now-worse" in heard.answers or since is Since.WORSE
    await following.told_otherwise(work, patient, worse=worse)
    for symptom in dict.fromkeys(flag.symptom or "something-else" for flag in heard.red_flags):
        await following.told(work, patient, Reported(symptom=symptom), urgency, alert)
    await alerting.passed_on(work, patient, alert)


def under_words() -> tuple[tuple[Button, ...], ...]:
    """Under words that were not understood for certain: whoever wrote them knows best how urgent they are."""
    return stacked(button("button-cannot-wait", "m:cannot-wait"), button("button-report", "m:report"))


async def cannot_wait(work: Work, patient: Patient) -> None:
    """The patient says so of words that were left to a human: answered and rung as an urgent report."""
    await answer(work, patient, Urgency.URGENT)
    written = [one["words"] for one in await reports.recent_reports(work.tx, patient.id, work.now - JUST_NOW)]
    words = next((one for one in reversed(written) if one), "")
    alert = await alerting.raise_alert(work, patient, Cause.CANNOT_WAIT, Urgency.URGENT, words=words)
    await reports.add_report(
        work.tx,
        {
            "patient_id": patient.id, "symptom": "something-else", "answers": {}, "words": words,
            "urgency": Urgency.URGENT, "rules": [], "content_hash": work.library.content_hash, "made_at": work.now,
            "alert_id": alert.id if alert else None,
        },
    )  # fmt: skip
    await alerting.passed_on(work, patient, alert)


def _cause(flags: Iterable[RedFlag]) -> Cause:
    special = [SPECIAL[flag.symptom] for flag in flags if flag.symptom in SPECIAL]
    return special[0] if special else Cause.RED_FLAG_WORDS
