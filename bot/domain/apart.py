"""Two things in one sentence: "took it at nine, been sick twice since", "no, worse", "better but now dizzy".

Each part is heard by itself; an answer counts only where every other part is understood too, else nothing is guessed. Pure.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from bot.domain.dose import DoseAnswer
from bot.domain.followup import Since
from bot.domain.phrases import Heard, Phrasebook

# A decimal comma or point joins no two parts.
_JOINTS = re.compile(r"[,;:](?!\d)|[.!\n]+(?!\d)|\b(?:but|though|although|and|pero|aunque|y)\b", re.IGNORECASE)
DOSE = {
    "taken": DoseAnswer.TAKEN, "later": DoseAnswer.LATER, "not-taking": DoseAnswer.NOT_TAKING,
    "vomited": DoseAnswer.VOMITED, "not-sure": DoseAnswer.NOT_SURE,
}  # fmt: skip
SINCE = {"now-better": Since.BETTER, "now-same": Since.SAME, "now-worse": Since.WORSE, "now-over": Since.STOPPED}
_AGREES = {"yes": frozenset({DoseAnswer.TAKEN, DoseAnswer.VOMITED}), "no": frozenset({DoseAnswer.NOT_TAKING})}
Meaning = TypeVar("Meaning")
_WORST_FIRST = (Since.WORSE, Since.SAME, Since.BETTER, Since.STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what was typed, and what it says by itself. `of_taking`: it speaks of taking something."""

    heard: Heard
    of_taking: bool = False

    @property
    def symptoms_alone(self) -> bool:
        """Whether it tells how somebody is, and nothing of a dose."""
        return bool(self.heard.symptoms) and not self.heard.answers and not self.of_taking


def apart(text: str, phrasebook: Phrasebook) -> tuple[Part, ...]:
    """The parts of what was typed, polite words aside; none when it asks something, or is one piece."""
    if "?" in text:
        return ()
    pieces = [one for one in _JOINTS.split(text) if one.strip() and not phrasebook.polite(one)]
    parts = tuple(
        Part(heard=phrasebook.read(one), of_taking=phrasebook.says_any_of(one, "took")) for one in pieces
    )  # fmt: skip
    return parts if len(parts) > 1 else ()


def dose_said(parts: Sequence[Part]) -> DoseAnswer | None:
    """The one answer about a dose, where all else tells how somebody is. Taken and vomited is vomited."""
    said = {meant for one in parts for meant in _meant(one, DOSE)}
    if said == {DoseAnswer.TAKEN, DoseAnswer.VOMITED}:
        said = {DoseAnswer.VOMITED}
    if len(said) != 1 or not all(_is_answer(one, DOSE) or one.symptoms_alone for one in parts):
        return None
    (answer,) = said
    return answer if _agreed(parts, answer) else None


def _agreed(parts: Iterable[Part], answer: DoseAnswer) -> bool:
    """A "yes" or "no" beside it says the same."""
    spoken = {one for part in parts for one in part.heard.answers if one in _AGREES}
    return all(answer in _AGREES[one] for one in spoken)


def since_said(parts: Sequence[Part], followed: str) -> Since | None:
    """How a symptom is since it was told: the worst that is said of it. "Worse" is heard whatever else is said (S9)."""
    said = {meant for one in parts for meant in _meant(one, SINCE)}
    worst = next((one for one in _WORST_FIRST if one in said), None)
    if worst is None or worst is Since.WORSE:
        return worst
    plain = all(_is_answer(one, SINCE) or _of_others(one, followed) for one in parts)
    return worst if plain else None


def nothing_else(parts: Iterable[Part]) -> bool:
    """Whether all of it says how a symptom is since it was told."""
    return all(_is_answer(one, SINCE) for one in parts)


def symptoms_beside(parts: Iterable[Part], followed: str = "") -> tuple[str, ...]:
    """What is told beside the answer."""
    told = [one for part in parts if part.symptoms_alone for one in part.heard.symptoms]
    return tuple(dict.fromkeys(one for one in told if one != followed))


def _of_others(part: Part, followed: str) -> bool:
    return part.symptoms_alone and followed not in part.heard.symptoms


def _meant(part: Part, meanings: Mapping[str, Meaning]) -> set[Meaning]:
    return {meanings[one] for one in part.heard.answers if one in meanings}


def _is_answer(part: Part, meanings: Mapping[str, object]) -> bool:
    """An answer or a bare yes or no, and nothing beside it; "vomited" is heard as a symptom too."""
    known = all(one in meanings or one in ("yes", "no", "understood") for one in part.heard.answers)
    beside = set(part.heard.symptoms) - ({"vomiting"} if "vomited" in part.heard.answers else set())
    return bool(part.heard.answers) and known and not beside
