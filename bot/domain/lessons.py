"""A lesson: the short answer to one question that patients ask, and the topics under which it is found.

Holds wording ids only; what is said is content, and which question asks for a lesson is a phrase like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.domain.regimen import Drug


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One lesson: wordings in their order. About one `drug`, it is for those alone who take it."""

    id: str
    paragraphs: tuple[str, ...]
    drug: Drug | None = None

    @property
    def wording_id(self) -> str:
        """The wording of its title."""
        return f"lesson-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """Lessons that stand together in the list."""

    id: str
    lessons: tuple[str, ...]

    @property
    def wording_id(self) -> str:
        """The wording of its name."""
        return f"topic-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Every lesson, by its id and by topic."""

    by_id: Mapping[str, Lesson]
    topics: tuple[Topic, ...]

    def of(self, ids: Iterable[str], drugs: Iterable[Drug]) -> tuple[Lesson, ...]:
        """Those of these lessons that are for somebody who takes these drugs, in their order."""
        taken = frozenset(drugs)
        known = (self.by_id[one] for one in ids if one in self.by_id)
        return tuple(one for one in known if one.drug is None or one.drug in taken)

    def topic(self, id_: str) -> Topic | None:
        """The topic with this id."""
        return next((one for one in self.topics if one.id == id_), None)
