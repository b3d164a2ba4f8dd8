"""How easy a text is to read, by two simple published measures over words, sentences and syllables.

English: the Flesch-Kincaid grade. Spanish: the Fernández-Huerta ease, where 70 and more is school grade 6 or easier.
Names of medicines are left out: they are long, and nobody can choose shorter ones. Counting syllables is approximate.
"""

import re

NAMES = frozenset(
    {
        "selinexor",
        "dexamethasone",
        "dexametasona",
        "ondansetron",
        "ondansetrón",
        "xpovio",
        "nexpovio",
        "telegram",
        "doseday",
    }
)
HARDEST = {"en": 6.0, "es": 70.0}  # a whole file
HARDEST_ALONE = {"en": 8.0, "es": 60.0}  # one message of it, so that an average cannot hide it
_FEWEST_WORDS = 100  # below it the measures say nothing of a file
_FEWEST_WORDS_ALONE = 20

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE_END = re.compile(r"[.!?:;]+(?:\s|$)|\n")


def too_hard(language: str, sentences: list[str], *, alone: bool = False, short: bool = False) -> str | None:
    """How far a file's sentences, or one message alone, are beyond easy; None when they are not, or too few to say.

    A `short` file, such as a lesson, is judged like a long one from fewer words on.
    """
    words, syllables, ends = _counts(language, sentences)
    if words < (_FEWEST_WORDS_ALONE if alone or short else _FEWEST_WORDS):
        return None
    limit = (HARDEST_ALONE if alone else HARDEST)[language]
    if language == "en":
        grade = 0.39 * words / ends + 11.8 * syllables / words - 15.59
        return f"Flesch-Kincaid grade {grade:.1f}" if grade > limit else None
    ease = 206.84 - 60 * syllables / words - 1.02 * words / ends
    return f"Fernández-Huerta ease {ease:.0f}" if ease < limit else None


def _counts(language: str, sentences: list[str]) -> tuple[int, int, int]:
    words = syllables = ends = 0
    for text in sentences:
        found = [word for word in _WORD.findall(text.casefold()) if word not in NAMES]
        words += len(found)
        syllables += sum(_syllables(language, word) for word in found)
        ends += max(1, len([part for part in _SENTENCE_END.split(text) if _WORD.search(part)]))
    return words, syllables, max(1, ends)


def _syllables(language: str, word: str) -> int:
    if language == "es":
        # Two open vowels, or an accented closed one, are two syllables; the rest are diphthongs.
        return max(1, len(re.findall(r"[aeoáéó]|[íú]|(?<![aeoáéóiu])[iuü](?![aeoáéó])", word)))
    groups = re.findall(r"[aeiouy]+", word)
    silent = word.endswith("e") and not word.endswith(("le", "ee")) and len(groups) > 1
    return max(1, len(groups) - silent)
