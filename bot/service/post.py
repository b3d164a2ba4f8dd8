"""Putting messages into the outbox, in the reader's language, and putting questions.

The only way a service says anything. It never sends; a person without a chat gets nothing and the caller is told so.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.messages import Draft, Kind, Priority
from bot.domain.people import Patient, Role, Staff
from bot.domain.phrases import fold
from bot.domain.questions import Ask, Option, answer_button
from bot.service.office import Work
from bot.store import outbox, people, questions
from bot.store.groups import Group
from bot.store.outbox import Outgoing

Person = Patient | Staff
PATIENT, STAFF = Role.PATIENT, Role.STAFF
TEAM = "team"  # a group chat: nobody's own
LONGEST = 4000  # in Telegram's units, of 4096: a message that Telegram refuses reaches nobody


def role_of(person: Person) -> Role:
    """Whether this is a patient or a member of staff."""
    return Role.PATIENT if isinstance(person, Patient) else Role.STAFF


def fits(work: Work, reader: Person, draft: Draft) -> bool:
    """Whether one message can carry this."""
    text = work.library.wording.render(reader.language, draft).text
    return len(text.encode("utf-16-le")) <= 2 * LONGEST


async def tell(
    work: Work,
    person: Person,
    draft: Draft,
    *,
    kind: Kind = Kind.ANSWER,
    priority: Priority = Priority.ANSWER,
    key: str | None = None,
    subject: str | None = None,
    not_before: datetime | None = None,
    expires_at: datetime | None = None,
    edits: int | None = None,
) -> int | None:
    """Write one message to one person; None when that person has no chat or it was written before.

    `edits` is the outbox row whose message is to be rewritten.
    """
    role = role_of(person)
    chat_id = await people.chat_of(work.tx, role, person.id)
    if chat_id is None or (work.practice_only and isinstance(person, Patient) and not person.practice):
        return None  # nothing unsigned reaches a real patient (S11)
    address = {"chat_id": chat_id, "role": role, "person_id": person.id}
    timing = {"not_before": not_before or work.now, "expires_at": expires_at}
    return await _write(
        work, person.language, draft, key=key, **address, **timing, kind=kind, priority=priority, subject=subject,
        edits=edits,
    )  # fmt: skip


async def tell_stranger(work: Work, chat_id: int, draft: Draft, language: str, *, kind: Kind = Kind.STRANGER) -> None:
    """Write one message to a chat that belongs to nobody (yet)."""
    address = {"chat_id": chat_id, "role": "stranger", "person_id": None}
    await _write(
        work, language, draft, key=None, **address, kind=kind, priority=Priority.ANSWER, subject=None, edits=None,
        not_before=work.now, expires_at=None,
    )  # fmt: skip


async def tell_group(
    work: Work,
    group: Group,
    draft: Draft,
    *,
    kind: Kind = Kind.ANSWER,
    priority: Priority = Priority.ANSWER,
    subject: str | None = None,
    edits: int | None = None,
) -> None:
    """Write one message to a team's group; of a patient it may hold the pseudonym and the urgency, never more (S10)."""
    if group.chat_id is not None:
        address = {"chat_id": group.chat_id, "role": TEAM, "person_id": None}
        await _write(
            work, group.language, draft, key=None, **address, kind=kind, priority=priority, subject=subject, edits=edits,
            not_before=work.now, expires_at=None,
        )  # fmt: skip


async def _write(work: Work, language: str, draft: Draft, *, key: str | None, **values: Any) -> int | None:
    shown = work.library.wording.render(language, draft)
    buttons = [[[one.label, one.data] for one in row] for row in shown.rows]
    row = {**values, "dedupe_key": key or work.next_key(), "text": shown.text, "buttons": buttons}
    return await outbox.add(work.tx, {**row, "content_hash": work.library.content_hash, "made_at": work.now})


async def ask(
    work: Work,
    person: Person,
    what: Ask,
    draft: Draft,
    options: Iterable[Option],
    *,
    data: Mapping[str, Any] | None = None,
    kind: Kind = Kind.ANSWER,
    priority: Priority = Priority.ANSWER,
    key: str | None = None,
    subject: str | None = None,
    expires_at: datetime | None = None,
    in_rows_of: int = 1,
) -> int:
    """Open a question and write the message that puts it; returns the question's number."""
    number = await questions.add(work.tx, role_of(person), person.id, what, data or {}, work.now)
    await _put(
        work, person, number, draft, options, kind=kind, priority=priority, key=key,
        subject=subject or f"question:{number}", expires_at=expires_at, in_rows_of=in_rows_of,
    )  # fmt: skip
    return number


async def put(
    work: Work,
    person: Person,
    question_id: int,
    draft: Draft,
    options: Iterable[Option],
    *,
    in_rows_of: int = 1,
    **how: Any,
) -> int | None:
    """Write one more message that puts a question already open; an earlier one that has yet to leave stays away."""
    row_id = await _put(work, person, question_id, draft, options, in_rows_of=in_rows_of, **how)
    if row_id is not None:  # else it was written before, by a life of the bot that was cut short
        await outbox.supersede(work.tx, f"question:{question_id}", row_id)
    return row_id


async def _put(
    work: Work,
    person: Person,
    question_id: int,
    draft: Draft,
    options: Iterable[Option],
    *,
    in_rows_of: int,
    **how: Any,
) -> int | None:
    buttons = tuple(answer_button(question_id, one) for one in options)
    rows = tuple(buttons[at : at + in_rows_of] for at in range(0, len(buttons), in_rows_of))
    how.setdefault("subject", f"question:{question_id}")
    return await tell(work, person, Draft(lines=draft.lines, rows=(*rows, *draft.rows)), **how)


async def rewrite(
    work: Work, person: Person, row: Outgoing, draft: Draft, *, priority: Priority, kind: Kind = Kind.ANSWER
) -> None:
    """Make a message already written read differently: what still waits to leave is cancelled, else edited where it is.

    Of one that may have arrived no copy leaves any more; whatever replaces it is a message of its own.
    """
    if row.waits:
        await outbox.cancel(work.tx, [row.id])
        return
    await outbox.supersede_edits(work.tx, row)
    await tell(work, person, draft, kind=kind, priority=priority, subject=row.subject, edits=row.id)


async def copy(
    work: Work,
    person: Person,
    row: Outgoing,
    *,
    priority: Priority | None = None,
    not_before: datetime | None = None,
) -> None:
    """Say again, to the letter, what an earlier row said."""
    shown = {"text": row.text, "buttons": [[list(one) for one in line] for line in row.buttons]}
    same = {"chat_id": row.chat_id, "role": row.role, "person_id": person.id, "kind": row.kind}
    more = {
        "priority": row.priority if priority is None else priority,
        "subject": row.subject,
        "content_hash": work.library.content_hash,
    }
    timing = {"not_before": not_before or work.now, "made_at": work.now, "dedupe_key": work.next_key()}
    await outbox.add(work.tx, {**shown, **same, **more, **timing})


async def label_typed(work: Work, question_id: int, typed: str) -> str | None:
    """The answer whose button says what was typed, case, accents and punctuation aside; None when there is none."""
    said = fold(typed)
    rows = await outbox.about(work.tx, f"question:{question_id}")
    shown = [one for row in rows for buttons in row.buttons for one in buttons]
    fits = {data.split(":", 2)[2] for label, data in shown if said and fold(label) == said and data.startswith("q:")}
    return fits.pop() if len(fits) == 1 else None
