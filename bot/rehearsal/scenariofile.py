"""Reads a scenario file; every mistake is told with its line and what to write instead, all of them at once.

It knows the format, not the world: which acts there are is told by the stage.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.content.problems import Problem, close_to
from bot.content.yamlnodes import (
    BadYamlError,
    MappingNode,
    Node,
    ScalarNode,
    SequenceNode,
    compose,
    kind_of,
    line_of,
)
from bot.domain.localtime import known_zone, suggest
from bot.errors import SafeError
from bot.rehearsal import scenario as steps
from bot.rehearsal.faults import OPTIONS, SERVER_ERRORS, What
from bot.rehearsal.methods import SERVED
from bot.rehearsal.moments import NEXT_EVENT, NoMomentError, read_instant, read_moment
from bot.rehearsal.scenario import Placed, Scenario, Step
from bot.rehearsal.world import CastMember, Setting

_KINDS: Mapping[str, type[Any]] = {
    kind.__name__.lower(): kind
    for kind in (
        steps.Start, steps.Say, steps.Tap, steps.Edit, steps.Forward, steps.Send, steps.Block, steps.Unblock,
        steps.Advance, steps.Fault, steps.Lift, steps.Expect, steps.Silence,
    )
}  # fmt: skip
_TOP = ("title", "language", "zone", "start", "cast", "setup", "steps")
_LASTING = (steps.Silence, steps.Fault)
SENDABLE = ("photo", "voice", "video", "document", "sticker", "contact", "location")
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_LANGUAGES = ("en", "es")


class ScenarioErrors(SafeError):  # noqa: N818 - it carries many
    """The file cannot be played; `problems` holds every reason."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(one) for one in self.problems))


def read_scenario(file: Path, acts: Mapping[str, frozenset[str]]) -> Scenario:
    """The scenario in a file; raises ScenarioErrors."""
    reader = _Reader(file=str(file), acts=acts)
    scenario = reader.scenario(_compose(file))
    if reader.problems or scenario is None:
        raise ScenarioErrors(reader.problems)
    return scenario


def _compose(file: Path) -> Node | None:
    try:
        return compose(file.read_text(encoding="utf-8"))
    except BadYamlError as wrong:
        problem = Problem(file=str(file), line=wrong.line, what=f"not YAML: {wrong.what}", hint=wrong.hint)
    except (OSError, UnicodeDecodeError) as wrong:
        problem = Problem(file=str(file), line=0, what=f"cannot be read: {str(wrong).splitlines()[0]}")
    raise ScenarioErrors([problem])


@dataclass(slots=True, kw_only=True)
class _Reader:
    file: str
    acts: Mapping[str, frozenset[str]]
    problems: list[Problem] = field(default_factory=list)
    cast: Mapping[str, CastMember] = field(default_factory=dict)
    zone: str = "UTC"

    def scenario(self, root: Node | None) -> Scenario | None:
        top = self.mapping(root, "the file", _TOP, ("title", "zone", "start", "cast", "steps"))
        if root is None or self.problems:
            return None
        self.zone = self.checked_zone(top["zone"])
        language = self.choice(top["language"], _LANGUAGES) if "language" in top else "en"
        self.cast = self.read_cast(top["cast"], language)
        setting = Setting(
            title=self.text(top["title"]),
            language=language,
            start_at=self.instant(top["start"]),
            zone=self.zone,
            cast=self.cast,
        )
        setup = tuple(self.setup_act(node) for node in self.items(top.get("setup")))
        played = tuple(self.step(node) for node in self.items(top["steps"]))
        return Scenario(file=self.file, setting=setting, setup=_real(setup), steps=_real(played))

    def read_cast(self, node: Node, language: str) -> dict[str, CastMember]:
        return {key: self.member(key, one, language) for key, one in self.mapping(node, "cast").items()}

    def member(self, key: str, node: Node, language: str) -> CastMember:
        told = self.mapping(node, key, ("role", "name", "language"), ("role",))
        return CastMember(
            key=key,
            role=self.text(told.get("role")),
            name=self.text(told["name"]) if "name" in told else key.capitalize(),
            language=self.choice(told["language"], _LANGUAGES) if "language" in told else language,
        )

    def setup_act(self, node: Node) -> Placed | None:
        name, inner = self.only_entry(node, "a setup act")
        return self.act(name, inner, self.mapping(inner, name)) if inner is not None else None

    def step(self, node: Node) -> Placed | None:
        name, inner = self.only_entry(node, "a step")
        if inner is None:
            return None
        if name == "act":
            options = self.mapping(inner, "act", required=("do",))
            return self.act(self.text(options.pop("do", None)), inner, options)
        if name not in _KINDS:
            self.wrong(node, f"there is no step '{name}'", close_to(name, (*_KINDS, "act")))
            return None
        return Placed(step=self.built(name, inner), line=_line(node))

    def act(self, name: str, node: Node, options: dict[str, Node]) -> Placed:
        save = self.text(options.pop("save")) if "save" in options else None
        if name not in self.acts:
            self.wrong(node, f"there is no act '{name}'", close_to(name, self.acts))
        for unknown in sorted(options.keys() - self.acts.get(name, options.keys())):
            self.wrong(options[unknown], f"'{name}' has no option '{unknown}'", close_to(unknown, self.acts[name]))
        read = {key: ", ".join(self.texts(value)) for key, value in options.items()}
        for key in read.keys() & {"who", "group"}:
            self.somebody(options[key])
        return Placed(step=steps.Act(do=name, options=read, save=save), line=_line(node))

    def built(self, name: str, node: Node) -> Step:
        kind = _KINDS[name]
        known = [one.name for one in fields(kind)] + (["for"] if kind in _LASTING else [])
        needed = [one.name for one in fields(kind) if one.default is MISSING]
        told = self.mapping(node, name, known, needed)
        for key in told.keys() & {"who", "chat", "group"}:
            self.somebody(told[key])
        lasting = self.lasting(told.pop("for")) if "for" in told else {}
        types = {one.name: one.type for one in fields(kind)}
        values = {key: _READ[types[key]](self, value) for key, value in told.items()} | lasting
        self.check(kind, told, values)
        blank = {key: "" for key in needed if key not in values}
        return kind(**blank, **values)  # type: ignore[no-any-return]

    def check(self, kind: type[Any], told: Mapping[str, Node], values: Mapping[str, Any]) -> None:
        """What a type cannot say: moments that can be read, and things a phone can send."""
        if kind is steps.Send and values.get("what") not in SENDABLE and "what" in told:
            self.wrong(told["what"], f"nobody can send '{values['what']}'", close_to(values["what"], SENDABLE))
        if kind in {steps.Fault, steps.Lift} and "what" in told:
            self.check_fault(told, values)
        for key in ("to", "until"):
            if key in told:
                self.moment(told[key])

    def check_fault(self, told: Mapping[str, Node], values: Mapping[str, Any]) -> None:
        """A kind of fault that there is, and of it only what means something."""
        if (what := values["what"]) not in OPTIONS:
            self.wrong(told["what"], f"there is no fault '{what}'", close_to(what, OPTIONS))
            return
        if "method" in told and values["method"] not in SERVED:
            method = values["method"]
            self.wrong(told["method"], f"the bot calls no method '{method}'", close_to(method, SERVED))
        for key in told.keys() & {"times", "retry_after"}:
            if values[key] < 1:
                self.wrong(told[key], f"'{key}' is 1 or more")
        if "code" in told and values["code"] not in SERVER_ERRORS:
            self.wrong(told["code"], f"{values['code']} is no server error", f"known: {_listed(SERVER_ERRORS)}")
        known = OPTIONS[What(what)] | {"what"}
        for key in values.keys() - known:
            self.wrong(told.get(key, told["what"]), f"'{what}' has no '{key}'", f"it has {_listed({*known, 'for'})}")

    def lasting(self, node: Node) -> dict[str, str]:
        until = f"+{self.text(node).removeprefix('+')}"
        self.moment(node, until)
        return {"until": until}

    def moment(self, node: Node, words: str | None = None) -> None:
        said = self.text(node) if words is None else words
        try:
            _ = said == NEXT_EVENT or read_moment(said, _EPOCH, self.zone)
        except NoMomentError as wrong:
            self.wrong(node, str(wrong))

    def instant(self, node: Node) -> datetime:
        try:
            return read_instant(self.text(node), self.zone)
        except NoMomentError as wrong:
            self.wrong(node, str(wrong))
            return _EPOCH

    def checked_zone(self, node: Node) -> str:
        zone = self.text(node)
        if known_zone(zone):
            return zone
        near = ", ".join(suggest(zone))
        self.wrong(node, f"there is no zone '{zone}'", f"did you mean {near}?" if near else "such as Europe/Madrid")
        return "UTC"

    def somebody(self, node: Node) -> None:
        if (key := self.text(node)) not in self.cast:
            self.wrong(node, f"'{key}' is not in the cast", close_to(key, self.cast))

    def choice(self, node: Node, known: tuple[str, ...]) -> str:
        if (said := self.text(node)) not in known:
            self.wrong(node, f"'{said}' is not possible here", close_to(said, known))
        return said

    def text(self, node: Node | None) -> str:
        if isinstance(node, ScalarNode) and kind_of(node) != "null":
            return str(node.value)
        if node is not None:
            self.wrong(node, "a text is expected here")
        return ""

    def texts(self, node: Node) -> tuple[str, ...]:
        return tuple(map(self.text, node.value)) if isinstance(node, SequenceNode) else (self.text(node),)

    def whole(self, node: Node) -> int:
        if (said := self.text(node)).isdecimal():
            return int(said)
        self.wrong(node, "a whole number is expected here")
        return 0

    def flag(self, node: Node) -> bool:
        return self.choice(node, ("true", "false")) == "true"

    def items(self, node: Node | None) -> list[Node]:
        if isinstance(node, SequenceNode):
            return list(node.value)
        if node is not None and kind_of(node) != "null":
            self.wrong(node, "a list is expected here", "begin each item with '- '")
        return []

    def only_entry(self, node: Node, what: str) -> tuple[str, Node | None]:
        entries = list(self.mapping(node, what).items())
        if len(entries) == 1:
            return entries[0]
        if isinstance(node, MappingNode):
            self.wrong(node, f"{what} has one name and its options", "such as '- say: {who: amina, text: Hello}'")
        return "", None

    def mapping(
        self, node: Node | None, what: str, known: list[str] | tuple[str, ...] = (), required: Any = ()
    ) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self.wrong(node, f"{what} needs names and values", "such as 'title: A dose day'")
            return {}
        read = {str(key.value): value for key, value in node.value}
        for unknown in sorted(read.keys() - set(known)) if known else ():
            self.wrong(read.pop(unknown), f"{what} has no '{unknown}'", close_to(unknown, known))
        for missing in required:
            if missing not in read:
                self.wrong(node, f"{what} needs '{missing}'", "add it")
        return read

    def wrong(self, node: Node | None, what: str, hint: str = "") -> None:
        self.problems.append(Problem(file=self.file, line=_line(node), what=what, hint=hint))


_READ: Mapping[Any, Callable[[_Reader, Node], Any]] = {
    str: _Reader.text,
    str | None: _Reader.text,
    tuple[str, ...]: _Reader.texts,
    int | None: _Reader.whole,
    bool: _Reader.flag,
}


def _line(node: Node | None) -> int:
    return line_of(node) if node is not None else 1


def _listed(known: Iterable[object]) -> str:
    return ", ".join(sorted(map(str, known)))


def _real(placed: tuple[Placed | None, ...]) -> tuple[Placed, ...]:
    return tuple(one for one in placed if one is not None)
