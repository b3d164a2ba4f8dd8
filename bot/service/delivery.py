"""The relay: lease rows of the outbox, send them, mark what came of it. At least once, in order within a chat.

It decides nothing about people except one thing: a chat that Telegram refuses is an alert. What Telegram says is turned
into a result by the messenger; what each result means for a row is here, one branch each.
"""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.messages import Kind, Priority, line
from bot.domain.pace import Pace
from bot.domain.people import Role
from bot.service import alerting, gaps
from bot.service.office import Office, Work
from bot.service.ports import (
    Done,
    Messenger,
    Migrated,
    NotSent,
    OutMessage,
    Rejected,
    RetryAfter,
    SendResult,
    Sent,
    Unknown,
    Unreachable,
)  # fmt: skip
from bot.store import outbox, people
from bot.store.outbox import Outgoing

BATCH = 30  # about a second of sending: what is more urgent waits no longer than that
LEASE = timedelta(minutes=2)
FIRST_BACK_OFF = timedelta(seconds=2)
LONGEST_BACK_OFF = timedelta(minutes=2)
SILENT_KINDS = frozenset({Kind.HEADS_UP})


class Relay:
    """Sends what is due. One relay per database is enough; leases keep two from sending the same row at once."""

    def __init__(self, office: Office, messenger: Messenger, pace: Pace) -> None:
        """`pace` says when Telegram's limits allow the next message."""
        self._office, self._messenger, self._pace = office, messenger, pace
        self._sending = asyncio.Lock()  # two batches at once could overtake each other within a chat

    async def deliver(self) -> int:
        """Send one batch; returns how many rows were taken up."""
        async with self._sending:
            return await self._deliver()

    async def _deliver(self) -> int:
        now = self._office.clock.now()
        async with self._office.engine.begin() as tx:
            rows = await outbox.lease(tx, now, now + LEASE, BATCH)
        chats: dict[int, list[Outgoing]] = defaultdict(list)
        for row in rows:
            chats[row.chat_id].append(row)
        await asyncio.gather(*(self._one_chat(mine) for mine in chats.values()))
        return len(rows)

    async def _one_chat(self, rows: Sequence[Outgoing]) -> None:
        for at, row in enumerate(rows):
            again_at = await self._one_row(row)
            if again_at is not None:
                await self._put_off(rows[at + 1 :], again_at)
                return

    async def _put_off(self, rows: Sequence[Outgoing], until: datetime) -> None:
        """What comes later in this chat waits too: order within a chat is kept."""
        async with self._office.engine.begin() as tx:
            for row in rows:
                await outbox.mark(tx, row.id, not_before=until)

    async def _one_row(self, row: Outgoing) -> datetime | None:
        """Send one row and mark it; returns when to try again, or None when it is settled."""
        if row.expires_at is not None and row.expires_at <= self._office.clock.now():
            await self._expire(row)
            return None
        message = await self._message(row)
        if not isinstance(message, OutMessage):
            return await self._mark(row, message)
        await self._office.clock.sleep_until(self._pace.slot(row.chat_id, self._office.clock.now()))
        return await self._mark(row, await self._messenger.send(message))

    async def _message(self, row: Outgoing) -> OutMessage | Done | NotSent:
        """What to send. A message to be rewritten must have arrived first; one that never will leaves nothing to do."""
        edits = None
        if row.edits is not None:
            async with self._office.engine.begin() as tx:
                target = await outbox.get(tx, row.edits)
            if target is not None and target.state == "pending":
                return NotSent()
            if target is None or target.message_id is None:
                return Done()
            edits = target.message_id
        silent = row.kind in SILENT_KINDS
        return OutMessage(chat_id=row.chat_id, text=row.text, buttons=row.buttons, edits=edits, silent=silent)

    async def _expire(self, row: Outgoing) -> None:
        """Too late to be said as if on time (S5): the gap is told instead, unless an earlier try may have arrived."""
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="expired")
            if not row.unsure:
                await gaps.on_expired(work, row)

    async def _mark(self, row: Outgoing, result: SendResult) -> datetime | None:
        now = self._office.clock.now()
        match result:
            case Sent(message_id=message_id):
                await self._write(row, state="sent", sent_at=now, message_id=row.message_id or message_id)
            case Done():
                await self._write(row, state="sent", sent_at=now)
            case RetryAfter(wait=wait):
                await self._write(row, not_before=now + wait)
                return now + wait
            case NotSent() | Unknown():
                return await self._later(row, now, unsure=isinstance(result, Unknown))
            case Unreachable():
                await self._refused(row)
            case Migrated(chat_id=chat_id):
                await self._moved(row, chat_id)
                return now
            case Rejected(code=code):
                await self._rejected(row, code)
        return None

    async def _write(self, row: Outgoing, **values: object) -> None:
        async with self._office.engine.begin() as tx:
            await outbox.mark(tx, row.id, **values)

    async def _later(self, row: Outgoing, now: datetime, *, unsure: bool) -> datetime:
        wait: timedelta = min(FIRST_BACK_OFF * (1 << min(row.attempts, 10)), LONGEST_BACK_OFF)
        await self._write(
            row, attempts=row.attempts + 1, unsure=row.unsure or unsure, not_before=now + wait, last_error="network"
        )
        return now + wait

    async def _refused(self, row: Outgoing) -> None:
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="unreachable", last_error="refused")
            news = await people.mark_reachable(work.tx, row.chat_id, reachable=False)
            if news and row.person_id is not None:
                await alerting.unreachable(work, Role(row.role), row.person_id)

    async def _moved(self, row: Outgoing, chat_id: int) -> None:
        async with self._office.engine.begin() as tx:
            await outbox.mark(tx, row.id)
            await outbox.move_chat(tx, row.chat_id, chat_id)

    async def _rejected(self, row: Outgoing, code: str) -> None:
        """Our fault: the person gets one plain sentence instead of nothing."""
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="failed", last_error=code)
            if row.edits is None and row.kind != Kind.NOTICE:
                await _plain_instead(work, row)


async def _plain_instead(work: Work, row: Outgoing) -> None:
    wording = work.library.wording
    languages = wording.languages
    if row.person_id is not None:
        holder = await people.holder(work.tx, row.chat_id)
        languages = (holder.language,) if holder else languages
    sentence = line("plain-instead", phone=work.numbers.clinic, emergency=work.numbers.emergency)
    text = "\n".join(wording.say(language, sentence) for language in languages)
    await outbox.add(
        work.tx,
        {
            "dedupe_key": f"instead:{row.id}", "chat_id": row.chat_id, "role": row.role, "person_id": row.person_id,
            "kind": Kind.NOTICE, "priority": Priority(row.priority), "text": text, "buttons": [],
            "content_hash": work.library.content_hash, "not_before": work.now, "made_at": work.now,
        },
    )  # fmt: skip
