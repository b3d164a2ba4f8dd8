"""The lessons, as a pharmacist writes them in `lessons.yaml` and `lessons/<language>/*.md`, and the domain values they become.

Only what would break while the product runs is a problem here; whether a lesson may be said is judged in `lessoncheck`.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

from pydantic import Field

from bot.content import markdown
from bot.content.display import LANGUAGES
from bot.content.fluentfiles import lesson_files
from bot.content.markdown import Paragraph
from bot.content.problems import Problem, close_to
from bot.content.reader import Cited, Reader
from bot.content.schema import Id, Shape
from bot.content.yamlfile import Source
from bot.domain.lessons import Lesson, Lessons, Topic
from bot.domain.regimen import Drug

Written = Mapping[str, tuple[Paragraph, ...]]  # the paragraphs of each lesson of one language


class LessonShape(Shape):
    """One lesson, and the drug without which it is of no use."""

    id: Id
    drug: Drug | None = None


class TopicShape(Shape):
    """Lessons that are listed together."""

    id: Id
    lessons: Annotated[list[LessonShape], Field(min_length=1)]


class LessonsFile(Shape):
    """lessons.yaml."""

    topics: Annotated[list[TopicShape], Field(min_length=1)]


def read_lessons(reader: Reader) -> Lessons | None:
    """The lessons of every topic; each must be written in every language, with the same paragraphs."""
    for shape, source in reader.files("lessons.yaml", LessonsFile):
        listed = [one for topic in shape.topics for one in topic.lessons]
        reader.once("lesson", (one.id for one in listed), source)
        reader.once("topic", (one.id for one in shape.topics), source)
        written = {language: _written(reader, language) for language in LANGUAGES}
        ids = [one.id for one in listed]
        reader.problems.extend(_astray(ids, written, source))
        first, *others = (written[language] for language in LANGUAGES)
        for other in others:
            reader.problems.extend(_differing(ids, first, other))
        by_id = {one.id: _lesson(one, first.get(one.id, ())) for one in listed}
        topics = (Topic(id=one.id, lessons=tuple(each.id for each in one.lessons)) for one in shape.topics)
        return Lessons(by_id=by_id, topics=tuple(topics))
    return None


def _lesson(shape: LessonShape, paragraphs: tuple[Paragraph, ...]) -> Lesson:
    said = tuple(one.id for one in paragraphs if not one.title)
    return Lesson(id=shape.id, paragraphs=said, drug=shape.drug)


def _written(reader: Reader, language: str) -> Written:
    """Every lesson of a language. Broken paragraphs are told where the words are read."""
    found: dict[str, tuple[Paragraph, ...]] = {}
    for path in lesson_files(reader.folder, language):
        file = path.relative_to(reader.folder).as_posix()
        read = markdown.paragraphs(file, path.read_text(encoding="utf-8"))
        found[path.stem] = tuple(one for one in read if isinstance(one, Paragraph))
        reader.cited += _cited(file, found[path.stem])
        reader.problems += _misnamed(file, found[path.stem])
    return found


def _cited(file: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Cited]:
    ours = f"lesson-{markdown.lesson_id(file)}-{markdown.SERVICE}-"
    for one in paragraphs:
        if not one.title and not one.id.startswith(ours):
            yield Cited(kind="statement", id=one.id, problem=_at(file, one))


def _misnamed(file: str, paragraphs: tuple[Paragraph, ...]) -> Iterator[Problem]:
    """Words of a lesson's own bear its name, so that nobody takes them for another's."""
    own = f"lesson-{markdown.lesson_id(file)}-"
    for one in paragraphs:
        if not one.title and bool(one.words) is not one.id.startswith(own):
            yield _at(file, one)(f"'{one.id}' cannot stand here", f"words of its own: {own}…; none: a wording to quote")


def _at(file: str, one: Paragraph) -> Callable[[str, str], Problem]:
    return lambda what, hint: Problem(file=file, line=one.line, what=what, hint=hint)


def _astray(ids: list[str], written: Mapping[str, Written], source: Source) -> Iterator[Problem]:
    for language, lessons in written.items():
        for missing in sorted(set(ids) - lessons.keys()):
            yield source.problem(f"no lesson '{missing}' in '{language}'", f"write lessons/{language}/{missing}.md")
        for unlisted in sorted(lessons.keys() - set(ids)):
            file = f"lessons/{language}/{unlisted}.md"
            hint = close_to(unlisted, ids) or "list it under a topic"
            yield Problem(file=file, line=0, what="stands in no topic of lessons.yaml", hint=hint)


def _differing(ids: list[str], first: Written, other: Written) -> Iterator[Problem]:
    for id_ in ids:
        here, there = ([one.id for one in each.get(id_, ())] for each in (first, other))
        if here and there and here != there:
            what = f"lesson '{id_}' cites other statements in another language, or in another order"
            yield Problem(file="lessons", line=0, what=what, hint=f"{', '.join(here)} against {', '.join(there)}")
