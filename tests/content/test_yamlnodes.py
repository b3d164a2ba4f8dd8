"""Plain words stay words: nothing a pharmacist writes becomes a number or a yes unless it looks like one to her too."""

from pathlib import Path

import pytest

from bot.content.problems import Problem
from bot.content.yamlfile import Source, read_yaml


def _read(folder: Path, text: str) -> object:
    (folder / "x.yaml").write_text(text, encoding="utf-8")
    read = read_yaml(folder, folder / "x.yaml")
    return read.data if isinstance(read, Source) else read


@pytest.mark.parametrize("word", ["no", "yes", "on", "off", "y", "n", "08:00", "1_000", "0o17", "2026-5-4", "1e", "="])
def test_a_word_stays_a_word(tmp_path: Path, word: str) -> None:
    """YAML 1.1 would read these as true, false, sixty-based numbers and the like."""
    assert _read(tmp_path, f"said: {word}\n") == {"said": word}


@pytest.mark.parametrize(
    ("word", "value"), [("7", 7), ("-3", -3), ("37.5", "37.5"), ("true", True), ("~", None), ("", None), ('"7"', "7")]
)
def test_a_value_is_what_it_looks_like(tmp_path: Path, word: str, value: object) -> None:
    """Fractions stay text, so that 37.5 is exactly 37.5."""
    assert _read(tmp_path, f"said: {word}\n") == {"said": value}


def test_a_day_the_calendar_does_not_have_stays_text(tmp_path: Path) -> None:
    """The schema then says what is wrong with it, with its line."""
    assert _read(tmp_path, "on: 2026-02-30\n") == {"on": "2026-02-30"}


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", "x: {a: 1, a: 2}\n", "- a: 1\n  a: 2\n"])
def test_a_key_written_twice_is_refused_with_its_line(tmp_path: Path, text: str) -> None:
    """The second would win in silence, and the first rule would be gone."""
    read = _read(tmp_path, text)
    assert isinstance(read, Problem)
    assert "duplicate key" in read.what
    assert read.line == text[: text.rindex("a:")].count("\n") + 1


def test_every_value_has_the_line_it_stands_on(tmp_path: Path) -> None:
    """Keys by their own line, items of a list by theirs, through both ways of writing."""
    (tmp_path / "x.yaml").write_text("a:\n  - one\n  - {b: 2,\n     c: 3}\n", encoding="utf-8")
    read = read_yaml(tmp_path, tmp_path / "x.yaml")
    assert isinstance(read, Source)
    assert read.lines == {(): 1, ("a",): 1, ("a", 0): 2, ("a", 1): 3, ("a", 1, "b"): 3, ("a", 1, "c"): 4}


BOMB = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 9)
)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\nb: &b\n  - 2\n  - c: *b\n", 4, "inside itself"),
        ("a: &a\n  b: 1\n  c:\n    d: *a\n", 4, "inside itself"),
        ("&a [*a]\n", 1, "inside itself"),
        (BOMB, 6, "too large"),
        ("a:\n  " + "[" * 200 + "]" * 200 + "\n", 2, "inside each other"),
        ("[" * 20000 + "]" * 20000, 1, "nesting"),
    ],
)
def test_anchors_without_an_end_are_refused_with_their_line(tmp_path: Path, text: str, line: int, what: str) -> None:
    """Whoever writes content reads the line and what to do, not a traceback; nothing is expanded for ever."""
    read = _read(tmp_path, text)
    assert isinstance(read, Problem)
    assert what in read.what
    assert (read.line, bool(read.hint)) == (line, True)


def test_an_anchor_used_again_is_as_if_written_out(tmp_path: Path) -> None:
    """That is what anchors are for."""
    assert _read(tmp_path, "a: &a [1, 2]\nb: *a\n") == {"a": [1, 2], "b": [1, 2]}
