"""What a story comes to in numbers: how much was said, what went wrong, and how long people waited."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.urgency import Urgency
from bot.rehearsal.simulation.evidence import Evidence, Finding, Wrong
from bot.rehearsal.simulation.judging.silence import late_prompts
from bot.rehearsal.simulation.playing import Played

LATE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Of one story, or of several together."""

    stories: int = 0
    patients: int = 0
    patient_weeks: float = 0
    messages: int = 0
    reports: int = 0
    alerts: int = 0
    wrongs: Counter[Wrong] = field(default_factory=Counter)
    late_prompts: int = 0
    rings: int = 0
    answered_after: tuple[timedelta, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Numbers only."""
        weeks = self.patient_weeks or 1
        return {
            "stories": self.stories, "patients": self.patients, "patient_weeks": self.patient_weeks,
            "messages": self.messages, "reports": self.reports, "alerts": self.alerts,
            **{f"{one.replace(' ', '_')}s": self.wrongs[one] for one in Wrong},
            "late_prompts": self.late_prompts,
            "alerts_per_patient_week": round(self.alerts / weeks, 2),
            "rings_per_patient_week": round(self.rings / weeks, 2),
            "minutes_to_acknowledge_median": _minutes(sorted(self.answered_after), 0.5),
            "minutes_to_acknowledge_p90": _minutes(sorted(self.answered_after), 0.9),
        }  # fmt: skip

    def lines(self) -> list[str]:
        """The same, for people."""
        return [
            f"{name.replace('_', ' '):32}{'-' if value is None else value}" for name, value in self.as_json().items()
        ]


def figures_of(played: Played, found: Sequence[Finding]) -> Figures:
    """The numbers of one story."""
    seen = Evidence(played)
    loud = [one for one in seen.rows["alerts"] if one["urgency"] != Urgency.SELF_CARE]
    taken = [
        one["acknowledged_at"] - datetime.fromisoformat(one["reasons"][0]["at"])
        for one in loud
        if one["acknowledged_at"]
    ]
    return Figures(
        stories=1, patients=played.story.patients, patient_weeks=played.story.patients * played.story.weeks,
        messages=sum(one.from_bot and one.kind == "message" for one in played.journal),
        reports=len(seen.rows["reports"]), alerts=len(loud), wrongs=Counter(one.wrong for one in found),
        late_prompts=late_prompts(seen, LATE), rings=sum(len(list(seen.rings(row))) for _, row in seen.joined()),
        answered_after=tuple(max(one, timedelta(0)) for one in taken),
    )  # fmt: skip


def together(many: Iterable[Figures]) -> Figures:
    """Several stories as one."""
    total = Figures()
    for one in many:
        total = Figures(
            stories=total.stories + one.stories, patients=total.patients + one.patients,
            patient_weeks=total.patient_weeks + one.patient_weeks, messages=total.messages + one.messages,
            reports=total.reports + one.reports, alerts=total.alerts + one.alerts, wrongs=total.wrongs + one.wrongs,
            late_prompts=total.late_prompts + one.late_prompts, rings=total.rings + one.rings,
            answered_after=total.answered_after + one.answered_after,
        )  # fmt: skip
    return total


def _minutes(spans: Sequence[timedelta], share: float) -> float | None:
    """The wait that this share of them did not exceed."""
    return round(spans[int(share * (len(spans) - 1))] / timedelta(minutes=1), 1) if spans else None
