"""The clinic's signature under its content: whoever signs has read every word their patients would get (S11).

A signature names a hash of all content files. Any change to any of them, and any statement whose review is overdue,
ends it: time can only lower what people have raised.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.content.problems import Problem
from bot.content.schema import Shape
from bot.content.yamlfile import Source, read_yaml, validated
from bot.domain.statement import Statement

SIGNED = "SIGNED.yaml"
_READ = (".yaml", ".ftl", ".md")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """Who signed which content, and when."""

    content_hash: str
    by: str
    role: str
    on: date


class SignedFile(Shape):
    """SIGNED.yaml."""

    content_hash: str
    by: str
    role: str
    on: date


def content_hash(folder: Path) -> str:
    """One hash over every content file, the same on every system."""
    whole = hashlib.sha256()
    for file in sorted(_files(folder), key=lambda one: one.relative_to(folder).as_posix()):
        text = file.read_bytes().replace(b"\r\n", b"\n")
        name = file.relative_to(folder).as_posix().encode()
        whole.update(b"%d:%s%d:" % (len(name), name, len(text)) + text)
    return whole.hexdigest()


def _files(folder: Path) -> Iterable[Path]:
    return (one for one in folder.rglob("*") if one.suffix in _READ and one.is_file() and one.name != SIGNED)


def sign(folder: Path, by: str, role: str, on: date) -> SignOff:
    """Sign the content as it is now."""
    made = SignOff(content_hash=content_hash(folder), by=by, role=role, on=on)
    with (folder / SIGNED).open("w", encoding="utf-8") as file:
        yaml.safe_dump(
            {"content_hash": made.content_hash, "by": by, "role": role, "on": on},
            file,
            sort_keys=False,
            allow_unicode=True,
        )
    return made


def read_sign_off(folder: Path) -> SignOff | tuple[Problem, ...] | None:
    """The signature in the folder, whatever it is worth; None when nobody has signed."""
    if not (folder / SIGNED).exists():
        return None
    source = read_yaml(folder, folder / SIGNED)
    if not isinstance(source, Source):
        return (source,)
    shape = validated(source, SignedFile)
    if not isinstance(shape, SignedFile):
        return shape
    return SignOff(content_hash=shape.content_hash, by=shape.by, role=shape.role, on=shape.on)


def why_unsigned(signed: SignOff | None, content: str, statements: Iterable[Statement], today: date) -> tuple[str, ...]:
    """Every reason why this content may not reach a real patient today; empty when it may."""
    if signed is None:
        return ("nobody has signed this content",)
    reasons: list[str] = []
    if signed.content_hash != content:
        reasons.append(f"the content has changed since {signed.by} signed it on {signed.on}")
    overdue = sorted(one.id for one in statements if one.due(today))
    if overdue:
        reasons.append(f"the review of {len(overdue)} statements is overdue: {', '.join(overdue[:5])}")
    return tuple(reasons)
