"""A YAML text as nodes that know their lines, by the core schema of YAML 1.2 as far as people write it by hand.

PyYAML's own rules are those of YAML 1.1, by which a patient's "no" is false and 08:00 a number; they are not used. Which
values a file may hold is judged elsewhere.
"""

import re

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["BadYamlError", "MappingNode", "Node", "ScalarNode", "SequenceNode", "compose", "kind_of", "line_of"]

_KINDS = {
    "null": (r"~|null|Null|NULL|", ("~", "n", "N", "")),
    "bool": (r"true|True|TRUE|false|False|FALSE", tuple("tTfF")),
    "int": (r"[-+]?[0-9]+", tuple("-+0123456789")),
    "float": (r"[-+]?(?:\.[0-9]+|[0-9]+\.[0-9]*)(?:[eE][-+]?[0-9]+)?", tuple("-+.0123456789")),
    "date": (r"[0-9]{4}-[0-9]{2}-[0-9]{2}", tuple("0123456789")),
}

DEEPEST = 50
LARGEST = 1_000_000  # values, once every anchor is written out
HOLDS_ITSELF = "an anchor (&) is used inside itself"
TOO_DEEP = "too many lists or keys stand inside each other"
TOO_LARGE = "anchors (&) inside anchors make it too large to read"
WRITE_OUT = "write it out instead of the alias (*)"
WRITE_FLAT = "use fewer levels; look for brackets that are never closed"


class BadYamlError(Exception):
    """A text that is not YAML as we read it: the line (0 if it has none), what is wrong with it and what to do."""

    def __init__(self, line: int, what: str, hint: str = "check indentation, colons and quotes") -> None:
        super().__init__(what)
        self.line, self.what, self.hint = line, what, hint


class _Loader(yaml.CBaseLoader):
    """The fast parser, resolving nothing but what is added below."""


for _kind, (_pattern, _first) in _KINDS.items():
    _Loader.add_implicit_resolver(f"!{_kind}", re.compile(f"(?:{_pattern})$"), list(_first))


def compose(text: str) -> Node | None:
    """The nodes of a text, None of an empty one; raises BadYamlError."""
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as wrong:
        line = wrong.problem_mark.line + 1 if wrong.problem_mark else 0
        raise BadYamlError(line, (wrong.problem or "cannot be read").splitlines()[0]) from None
    except yaml.YAMLError as wrong:
        raise BadYamlError(0, str(wrong).splitlines()[0], "") from None
    if root is not None:
        _weigh(root, line_of(root), (), {})
    return root


def kind_of(node: Node) -> str:
    """null, bool, int, float, date or text; anything that holds others is text too."""
    kind = node.tag.removeprefix("!")
    return kind if kind in _KINDS else "text"


def line_of(node: Node) -> int:
    """The line a node begins on, from 1."""
    return node.start_mark.line + 1


def _weigh(node: Node, line: int, above: tuple[int, ...], known: dict[int, int]) -> int:
    """How many values a node holds, written out; refuses what could never be written out, or reads other than it looks.

    `line`: where it is named, which for an alias is not where it stands; `above`: what it stands in.
    """
    if isinstance(node, ScalarNode):
        return 1
    if id(node) in above:
        raise BadYamlError(line, HOLDS_ITSELF, WRITE_OUT)
    if len(above) > DEEPEST:
        raise BadYamlError(line, TOO_DEEP, WRITE_FLAT)
    if id(node) not in known:
        if isinstance(node, MappingNode):
            _each_key_once([key for key, _ in node.value])
        known[id(node)] = 1 + sum(_weigh(one, at, (*above, id(node)), known) for at, one in _inside(node))
    if known[id(node)] > LARGEST:
        raise BadYamlError(line, TOO_LARGE, WRITE_OUT)
    return known[id(node)]


def _inside(node: Node) -> list[tuple[int, Node]]:
    """Each value of a mapping or a list, and the line it is named on."""
    if isinstance(node, MappingNode):
        return [(line_of(key), value) for key, value in node.value]
    return [(line_of(node), one) for one in node.value]


def _each_key_once(keys: list[Node]) -> None:
    """PyYAML would let the second one win in silence, and a rule would be gone."""
    seen: set[str] = set()
    for key in keys:
        if str(key.value) in seen:
            raise BadYamlError(line_of(key), f'found duplicate key "{key.value}"')
        seen.add(str(key.value))
