"""Disclosures: what somebody was shown who is not, or no longer, responsible for that patient (S10)."""

from collections.abc import Iterator

from bot.rehearsal.simulation.evidence import Evidence, Finding, Seen, Wrong
from bot.rehearsal.simulation.sayings import RED_FLAGS, STRANGE, SYMPTOMS

DETAILS = ("REF-", "555 0123", "selinexor", "dexamethasone", "Xpovio")
WORDS = tuple(one for each in (RED_FLAGS, STRANGE, SYMPTOMS) for words in each.values() for one in words)


def judge(evidence: Evidence) -> Iterator[Finding]:
    """Every one."""
    for one in evidence.in_group():
        if any(detail.casefold() in one.text.casefold() for detail in (*DETAILS, *WORDS)):
            yield _shown("", one, "the group was shown more than who and how urgent")
    names = [made["pseudonym"] for made in evidence.played.enrolled.values() if "pseudonym" in made]
    for member in evidence.played.cast.team:
        if (left := evidence.left(member.key)) is not None:
            for one in evidence.shown(member.key, "message", "edit", "toast"):
                if one.place > left.place and any(name in one.text for name in names):
                    yield _shown(member.key, one, "told of a patient after leaving")


def _shown(key: str, seen: Seen, what: str) -> Finding:
    return Finding(wrong=Wrong.DISCLOSURE, who=key, at=seen.at, what=what)
