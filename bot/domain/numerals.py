"""Numbers in words, turned into digits: "thirty eight point five" is 38p5, "ocho en vez de cuatro" is "8 en vez de 4".

What was typed stays as it is; this is one more way to read it. Pure.
"""

from collections.abc import Sequence

from bot.domain.patterns import Numerals

_HUNDRED = 100


def in_digits(words: Sequence[str], numerals: Numerals) -> tuple[str, ...]:
    """The words with every number of this language in digits."""
    made: list[str] = []
    here = 0
    while here < len(words):
        value, after = _whole(words, here, numerals)
        if value is None:
            made.append(words[here])
            here += 1
            continue
        rest, here = _part(words, after, numerals)
        made.append(f"{value}{rest}")
    return tuple(made)


def _whole(words: Sequence[str], here: int, numerals: Numerals) -> tuple[int | None, int]:
    """The whole number that begins here, and the place behind it."""
    if words[here].isdecimal():
        return int(words[here][:9]), here + 1
    total = numerals.words.get(words[here])
    after = here + 1
    while total is not None and after < len(words):
        at = after + 1 if words[after] in numerals.joins and after + 1 < len(words) else after
        more = numerals.words.get(words[at])
        if more is None or not _goes_on(total, more):
            break
        total = total * more if more == _HUNDRED else total + more
        after = at + 1
    return total, after


def _goes_on(total: int, more: int) -> bool:
    """Whether the next number word belongs to the same number: "thirty" "eight" does, "four" "eight" does not."""
    if more == _HUNDRED:
        return total < 10
    if total >= _HUNDRED and total % _HUNDRED == 0:
        return more < _HUNDRED
    return total >= 20 and total % 10 == 0 and more < 10


def _part(words: Sequence[str], here: int, numerals: Numerals) -> tuple[str, int]:
    """What stands behind the point, and the place behind that."""
    for half in numerals.halves:
        if tuple(words[here : here + len(half)]) == half:
            return "p5", here + len(half)
    if here + 1 < len(words) and words[here] in numerals.points:
        digit = words[here + 1]
        digit = str(numerals.words.get(digit, digit))
        if digit.isdecimal() and len(digit) == 1:
            return f"p{digit}", here + 2
    return "", here
