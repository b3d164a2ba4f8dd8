"""What was reported, as it stands on a card: causes, answers, words and rules, as much of it as there is room for.

In the reader's language; names of drugs go by themselves. Nothing here sends or decides.
"""

from dataclasses import dataclass
from datetime import date

from bot.domain.alert import Alert, Cause, Reason
from bot.domain.messages import Line, Verbatim, line
from bot.domain.questionnaire import Question, QuestionKind
from bot.domain.regimen import Drug, MonitoringKind
from bot.domain.retold import shown
from bot.service.localview import at_the_clinic
from bot.service.office import Work

WORDS_ON_CARD = 400
REASONS_ON_CARD = 5  # a card must stay within one message


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """How much of each part a card has room for."""

    reasons: int = REASONS_ON_CARD
    words: int = WORDS_ON_CARD
    answers: bool = True
    published: bool = True


ROOMS = (
    Room(), Room(published=False), Room(published=False, words=150), Room(published=False, words=150, answers=False),
    Room(published=False, words=150, answers=False, reasons=2), Room(published=False, words=80, answers=False, reasons=1),
)  # fmt: skip


def said(work: Work, alert: Alert, room: Room) -> tuple[Line | Verbatim, ...]:
    """The reasons of an alert, the most urgent first."""
    told = shown(alert.reasons, room.reasons)
    return tuple(part for reason, times in told for part in _reason(work, reason, times, room))


def _reason(work: Work, reason: Reason, times: int, room: Room) -> tuple[Line | Verbatim, ...]:
    about = _about(reason)
    head = (
        line("card-reason-about", cause=_cause(reason), about=about)
        if about
        else line("card-reason", cause=_cause(reason))
    )
    what: tuple[Line | Verbatim, ...] = (head, line("card-times", count=times)) if times > 1 else (head,)
    if room.answers:
        what = (*what, *_answers(work, reason))
    if reason.words:
        what = (*what, line("card-words", words=_short(reason.words, room.words)))
    if reason.withdrawn_at is not None:
        return (*what, line("card-withdrawn", at=at_the_clinic(work, reason.withdrawn_at)))
    if reason.rules:
        what = (*what, line("card-rules", rules=", ".join(reason.rules)))
    return what


def _about(reason: Reason) -> str | Line:
    """The drugs, the antiemetic or the check a reason is about; drugs go by their own names in every language we have."""
    if reason.cause is Cause.NO_ANTIEMETIC:
        return reason.subject
    if reason.cause is Cause.ELSEWHERE:
        return line("card-elsewhere", zone=reason.subject)
    kind, _, on = reason.subject.partition(":")
    if kind in tuple(MonitoringKind) and on:
        return line("card-check", what=line(f"check-{kind}"), day=date.fromisoformat(on))
    parts = reason.subject.split("+")
    return ", ".join(parts) if all(one in tuple(Drug) for one in parts) else ""


def _answers(work: Work, reason: Reason) -> tuple[Line, ...]:
    """Each question of a report with its answer, in the reader's language; typed numbers as typed, under a short name."""
    symptom = work.library.symptoms.get(reason.subject)
    if symptom is None:
        return tuple(line("card-why", why=line(f"why-{given}")) for asked, given in reason.answers if asked == "why")
    known = [(symptom.questions[asked], given) for asked, given in reason.answers if asked in symptom.questions]
    return tuple(
        line(
            "card-answer",
            question=_asked(asked),
            answer=line(asked.choice_wording_id(given)) if asked.choice(given) else _short(given.removeprefix("=")),
        )
        for asked, given in known
    )


def _asked(question: Question) -> Line:
    """What is typed was asked for in many words, with examples of how to type it: a short name stands for them."""
    match question.kind:
        case QuestionKind.CHOICE:
            return line(question.wording_id)
        case kind:
            return line(f"card-asked-{kind}")


def _short(words: str, most: int = WORDS_ON_CARD) -> str:
    return words if len(words) <= most else f"{words[:most]}…"


def _cause(reason: Reason) -> Line:
    if reason.cause is Cause.SYMPTOM:
        return line("cause-symptom", symptom=line(f"symptom-{reason.subject}"))
    return line(f"cause-{reason.cause}")
