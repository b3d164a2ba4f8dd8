"""Reads one YAML file and checks it against its schema, keeping the line of every value for the error messages.

Pydantic says what is wrong; this module says where, and what to write instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.content.problems import Problem, close_to
from bot.content.yamlnodes import BadYamlError, MappingNode, Node, ScalarNode, compose, kind_of, line_of

Model = TypeVar("Model", bound=BaseModel)
Where = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file's plain data, and the line of each value by its path."""

    file: str
    data: Any
    lines: Mapping[Where, int]

    def line(self, *where: str | int) -> int:
        """The line of a value, or of the nearest thing around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)

    def problem(self, what: str, hint: str = "", *, at: Where = ()) -> Problem:
        """Something wrong in this file."""
        return Problem(file=self.file, line=self.line(*at), what=what, hint=hint)


def read_yaml(folder: Path, file: Path) -> Source | Problem:
    """The file's data, or why it is not YAML."""
    name = file.relative_to(folder).as_posix()
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError as wrong:
        return Problem(file=name, line=0, what=f"not YAML: {str(wrong).splitlines()[0]}")
    return _parsed(name, text)


@lru_cache(maxsize=256)  # whoever checks a folder again reads mostly the files of before; nobody changes a Source
def _parsed(name: str, text: str) -> Source | Problem:
    try:
        root = compose(text)
    except BadYamlError as wrong:
        return Problem(file=name, line=wrong.line, what=f"not YAML: {wrong.what}", hint=wrong.hint)
    lines: dict[Where, int] = {(): 1}
    return Source(file=name, data=_plain(root, (), lines), lines=lines)


def validated(source: Source, model: type[Model]) -> Model | tuple[Problem, ...]:
    """The file as its schema, or every way in which it is not."""
    try:
        return model.model_validate(source.data)
    except ValidationError as wrong:
        return tuple(_explained(source, model, wrong))


def _plain(node: Node | None, where: Where, lines: dict[Where, int]) -> Any:
    match node:
        case None:
            return None
        case ScalarNode():
            return _scalar(node)
        case MappingNode():
            inner = [(_scalar(key), key, value) for key, value in node.value]
        case _:
            inner = [(index, value, value) for index, value in enumerate(node.value)]
    read = {}
    for name, begins, value in inner:
        lines[*where, name] = line_of(begins)
        read[name] = _plain(value, (*where, name), lines)
    return read if isinstance(node, MappingNode) else list(read.values())


def _scalar(node: ScalarNode) -> Any:
    """A value; fractions stay text, so that 37.5 is exactly 37.5."""
    text = str(node.value)
    match kind_of(node):
        case "null":
            return None
        case "bool":
            return text.lower() == "true"
        case "int":
            return int(text)
        case "float":
            return repr(float(text))
        case "date":
            return _date(text)
        case _:
            return text


def _date(text: str) -> date | str:
    """A day; one that the calendar does not have stays text, and its schema says so."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _explained(source: Source, model: type[BaseModel], wrong: ValidationError) -> Iterator[Problem]:
    known = set(_field_names(model, set()))
    for error in wrong.errors(include_url=False):
        where = tuple(part for part in error["loc"] if (part in _tags(source, error["loc"])))
        name = str(error["loc"][-1]) if error["loc"] else "the file"
        match error["type"]:
            case "extra_forbidden":
                yield source.problem(f"unknown key '{name}'", close_to(name, known), at=where)
            case "missing":
                yield source.problem(f"'{name}' is missing", "add it", at=where[:-1])
            case _:
                yield source.problem(f"'{name}': {error['msg'].removeprefix('Value error, ')}", _given(error), at=where)


def _tags(source: Source, loc: Where) -> Where:
    """The parts of an error's place that are places in the file; the others name alternatives of the schema."""
    kept: Where = ()
    for part in loc:
        if (*kept, part) in source.lines or part == loc[-1]:
            kept = (*kept, part)
    return kept


def _given(error: Any) -> str:
    given = error.get("input")
    return f"is: {given}" if isinstance(given, str | int) and not isinstance(given, bool) else ""


def _field_names(model: type[BaseModel], seen: set[type[BaseModel]]) -> Iterator[str]:
    if model in seen:
        return
    seen.add(model)
    for name, info in model.model_fields.items():
        yield info.alias or name
        for inner in _models_in(info.annotation):
            yield from _field_names(inner, seen)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from _models_in(argument)
