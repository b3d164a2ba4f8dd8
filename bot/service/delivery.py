"""The relay: lease rows of the outbox, send them, mark what came of it. At least once, in order within a chat.

It decides nothing about people except one thing: a chat that Telegram refuses is an alert. What Telegram says is turned
into a result by the messenger; what each result means for a row is here, one branch each.
"""

import asyncio
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import assert_never

from bot.domain.messages import Kind, Priority, line
from bot.domain.pace import LONGEST_BACK_OFF, Pace, back_off, back_off_in_doubt
from bot.domain.people import Role
from bot.logs import event
from bot.service import alerting, late, messaging, post, teamgroup
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
from bot.service.together import Together
from bot.service.turns import Turns
from bot.store import outbox, people
from bot.store.outbox import Outgoing

log = logging.getLogger(__name__)

AT_ONCE = 30  # chats written to at the same time: about a second of sending
ORDINARY = 24  # of them at most with what is not urgent: an emergency need not wait for slow answers to others
FEW = 12  # under way: then it is time to lease more; one by one would cost a transaction for each
AT_A_TIME = 300  # messages after which whoever waits for a delivery hears of it
LEASE = timedelta(minutes=2)
FAULTS = 3  # tries for a row whose sending fails in a way that is neither Telegram's nor the network's
SILENT_KINDS = frozenset({Kind.HEADS_UP})
INSTEAD = "instead:"

Marked = tuple[int, Mapping[str, object]]  # a row and what became of it


class Relay:
    """Sends what is due. One relay per database is enough; leases keep two from sending the same row at once."""

    def __init__(self, office: Office, messenger: Messenger, pace: Pace) -> None:
        """`pace` says when Telegram's limits allow the next message."""
        self._office, self._messenger = office, messenger
        self._turns = Turns(office.clock, pace)
        self._checks: Together[int, bool] = Together(self._still_to_go)
        self._marks: Together[Marked, None] = Together(self._write_all)
        self._under_way: set[asyncio.Task[None]] = set()
        self._urgent_left = False  # more of it may wait than there was room for

    async def deliver(self) -> int:
        """Send what may go now, and see it done; returns how many messages there were."""
        count = 0
        while count < AT_A_TIME and (rows := await self._lease(ORDINARY)):
            async with asyncio.TaskGroup() as sending:
                for row in rows:
                    sending.create_task(self._send(row))
            count += len(rows)
        return count

    async def take_up(self) -> int:
        """Begin to send what is due, waiting for none: one slow chat makes no other wait. Returns how many began."""
        rows = self._begin(await self._lease(ORDINARY - len(self._under_way)))
        if len(self._under_way) < ORDINARY or (rows and rows[-1].priority > Priority.URGENT):
            self._urgent_left = False  # the urgent ones came first
            return len(rows)
        room = AT_ONCE - len(self._under_way)
        urgent = self._begin(await self._lease(room, Priority.URGENT))
        self._urgent_left = len(urgent) >= room
        return len(rows) + len(urgent)

    def _begin(self, rows: tuple[Outgoing, ...]) -> tuple[Outgoing, ...]:
        for row in rows:
            task = asyncio.ensure_future(self._send(row))
            self._under_way.add(task)
            task.add_done_callback(self._ended)
        return rows

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._under_way.discard(task)
        if len(self._under_way) <= FEW or self._urgent_left:
            self._office.something_to_send.set()  # there is room for more, and the next one of this chat may go now

    async def finish(self, within: timedelta) -> None:
        """See to its end what is under way; what takes longer is broken off, and sent again after its lease."""
        if self._under_way:
            _, slow = await asyncio.wait(set(self._under_way), timeout=within.total_seconds())
            for task in slow:
                task.cancel()
            await asyncio.gather(*slow, return_exceptions=True)

    async def _lease(self, most: int, urgent: Priority = Priority.LESSON) -> tuple[Outgoing, ...]:
        if most <= 0:
            return ()
        now = self._office.clock.now()
        async with self._office.engine.begin() as tx:
            return await outbox.lease(tx, now, now + LEASE, most, urgent=urgent)

    async def _send(self, row: Outgoing) -> None:
        """One row, whatever happens: what fails here fails for this chat alone and is taken up again."""
        try:
            await self._one_row(row)
        except Exception:  # noqa: BLE001 - the row keeps its lease and is sent again when that ends
            event(log, "delivery_failed", logging.ERROR, exc_info=True, row=row.id)

    async def _one_row(self, row: Outgoing) -> None:
        message = None if self._too_late(row) else await self._message(row)
        if message is not None:
            await self._turns.wait(row.chat_id, row.priority, row.id)
        if self._too_late(row):
            await self._expire(row)
        elif isinstance(message, OutMessage):
            if await self._checks.ask(row.id):  # last of all: it may have been taken back since it was leased (S1)
                await self._mark(row, await self._said(row, message))
        else:
            await self._mark(row, Done())

    def _too_late(self, row: Outgoing) -> bool:
        return row.expires_at is not None and row.expires_at <= self._office.clock.now()

    async def _still_to_go(self, row_ids: Sequence[int]) -> Sequence[bool]:
        async with self._office.reading() as tx:
            found = await outbox.still_to_go(tx, row_ids)
        return [one in found for one in row_ids]

    async def _said(self, row: Outgoing, message: OutMessage) -> SendResult:
        """What came of sending; a fault of our own is tried a few times, then it is one."""
        try:
            return await self._messenger.send(message)
        except Exception:  # noqa: BLE001 - a row that cannot even be tried must not stand before the others for ever
            event(log, "sending_failed", logging.ERROR, exc_info=True, row=row.id)
            return Unknown() if row.attempts < FAULTS else Rejected("fault")

    async def _message(self, row: Outgoing) -> OutMessage | None:
        """What to send; None when it would rewrite a message that never arrived."""
        edits = None
        if row.edits is not None:
            async with self._office.reading() as tx:
                target = await outbox.get(tx, row.edits)
            if target is None or target.message_id is None:
                return None
            edits = target.message_id
        silent = row.kind in SILENT_KINDS
        return OutMessage(
            chat_id=row.chat_id, text=row.text, buttons=row.buttons, edits=edits, silent=silent,
            leaves=row.kind == Kind.FAREWELL,
        )  # fmt: skip

    async def _expire(self, row: Outgoing) -> None:
        """Too late to be said as if on time (S5): the gap is told instead, or what has become of it is asked."""
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="expired")
            await late.on_expired(work, row)

    async def _mark(self, row: Outgoing, result: SendResult) -> None:
        now = self._office.clock.now()
        match result:
            case Sent(message_id=message_id):
                await self._write(row, state="sent", sent_at=now, message_id=row.message_id or message_id)
            case Done():
                await self._write(row, state="sent", sent_at=now)
            case RetryAfter(wait=wait):
                await self._write(row, not_before=now + wait, last_error="retry-after")
            case NotSent() | Unknown():
                await self._later(row, now, doubtful=isinstance(result, Unknown))
            case Unreachable():
                await self._refused(row)
            case Migrated(chat_id=chat_id):
                await self._moved(row, chat_id)
            case Rejected(code=code):
                await self._rejected(row, code)
            case _ as never:
                assert_never(never)

    async def _write(self, row: Outgoing, **values: object) -> None:
        """Marked once this returns; several that were sent at the same time share one transaction."""
        await self._marks.ask((row.id, values))

    async def _write_all(self, marked: Sequence[Marked]) -> Sequence[None]:
        async with self._office.engine.begin() as tx:
            await outbox.mark_all(tx, marked)
        return [None] * len(marked)

    async def _later(self, row: Outgoing, now: datetime, *, doubtful: bool) -> None:
        urgent = row.priority <= Priority.URGENT
        wait = back_off_in_doubt(row.doubts, urgent=urgent) if doubtful else back_off(row.attempts)
        error = "network" if wait <= LONGEST_BACK_OFF else outbox.DOUBTFUL
        event(log, "message_put_off", logging.WARNING, row=row.id, attempt=row.attempts)
        tried = {"attempts": row.attempts + 1, "doubts": row.doubts + doubtful}
        await self._write(row, **tried, not_before=now + wait, last_error=error)

    async def _refused(self, row: Outgoing) -> None:
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="unreachable", last_error="refused")
            news = await people.mark_reachable(work.tx, row.chat_id, reachable=False)
            await messaging.undelivered(work, row)
            if row.role == post.TEAM:
                await teamgroup.lost(work, row.chat_id)
            if news and row.person_id is not None:
                await alerting.unreachable(work, Role(row.role), row.person_id)

    async def _moved(self, row: Outgoing, chat_id: int) -> None:
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id)
            await teamgroup.moved(work, row.chat_id, chat_id)

    async def _rejected(self, row: Outgoing, code: str) -> None:
        """Our fault: the person gets one plain sentence instead of nothing."""
        async with self._office.work(f"outbox:{row.id}") as work:
            await outbox.mark(work.tx, row.id, state="failed", last_error=code)
            if row.edits is None and not row.dedupe_key.startswith(INSTEAD):
                await _plain_instead(work, row)
            await messaging.undelivered(work, row)
        event(log, "message_rejected", logging.ERROR, row=row.id, code=code)


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
            "dedupe_key": f"{INSTEAD}{row.id}", "chat_id": row.chat_id, "role": row.role, "person_id": row.person_id,
            "kind": Kind.NOTICE, "priority": Priority(row.priority), "text": text, "buttons": [],
            "content_hash": work.library.content_hash, "not_before": work.now, "made_at": work.now,
        },
    )  # fmt: skip
