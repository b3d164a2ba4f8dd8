"""How what can be reported is laid out on a phone: the commonest first, the rest in areas, so that no page is a wall.

Read from `content/menu.yaml`. It holds ids only; what a symptom asks is `questionnaire`.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """One part of the body or of life, and the symptoms it leads to."""

    id: str
    symptoms: tuple[str, ...]

    @property
    def wording_id(self) -> str:
        """The wording of its name."""
        return f"area-{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Two levels: symptoms and areas on the first page, the symptoms of an area on the second."""

    first: tuple[str, ...]
    areas: tuple[Area, ...]
    last: str  # for whatever no button names

    def area(self, id_: str) -> Area | None:
        """The area with this id."""
        return next((one for one in self.areas if one.id == id_), None)

    @property
    def in_areas(self) -> tuple[str, ...]:
        """Every symptom of every area, in order."""
        return tuple(symptom for one in self.areas for symptom in one.symptoms)
