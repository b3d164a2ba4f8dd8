"""One step of preparing a change of plan: a question with its buttons, and how a typed answer is written.

Shared by the kinds of change; what a step means is known where it is asked.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.messages import Line, line, say
from bot.domain.people import Patient, Staff
from bot.domain.planchange import Change
from bot.domain.questions import Ask, Option, option
from bot.domain.regimen import Drug
from bot.service import changing, post
from bot.service.office import Work

Data = Mapping[str, Any]
DAYS_OFFERED = 4
CHOICES = {"both": (Drug.SELINEXOR, Drug.DEXAMETHASONE), "sel": (Drug.SELINEXOR,), "dex": (Drug.DEXAMETHASONE,)}
TYPED = frozenset(
    {"until", "resume-day", "dose", "dex-too", "dexdose", "time", "zone", "start", "box", "antiemetic-line"}
)


def how(name: str) -> tuple[Line, ...]:
    """How an answer of this step is typed, where it may be."""
    return (line(f"change-how-{name}"),) if name in TYPED else ()


async def step(
    work: Work, member: Staff, data: Data, name: str, asked: Sequence[Line], options: Sequence[Option] = ()
) -> None:
    """Put the question of one step."""
    shown = [*options, option("cancel", "button-cancel")]
    await post.ask(work, member, Ask.CHANGE_STEP, say(*asked, *how(name)), shown, data={**data, "step": name})


async def begin(
    work: Work, member: Staff, patient: Patient, data: Data, change: Change, since: date | None = None
) -> bool:
    """The change is prepared: on to its day, its reason, its review."""
    await changing.begin(work, member, patient, change, alert_id=data.get("alert"), since=since)
    return True


def drug_options() -> list[Option]:
    """Both drugs, or one of them."""
    return [option(one, f"change-drugs-{one}") for one in CHOICES]
