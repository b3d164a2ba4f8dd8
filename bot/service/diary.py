"""The tick that does what is due: every agenda entry in a transaction of its own, so that one bad row stops nothing.

It knows which use case an entry kind belongs to, and no more.
"""

import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.domain.agenda import Due, Entry
from bot.logs import event
from bot.service import (
    alerting,
    antiemetics,
    boxes,
    catchup,
    changemaking,
    checkins,
    checks,
    closing,
    enrolment,
    finishing,
    followasking,
    handover,
    holding,
    planahead,
    prompting,
    ringing,
    understanding,
)  # fmt: skip
from bot.service.office import Office, Work
from bot.store import agenda

log = logging.getLogger(__name__)

BATCH = 200
TRY_AGAIN_AFTER = timedelta(minutes=1)
GIVE_UP_AFTER = 60  # an hour of tries; then the entry is set aside for a person, and `doseday check` says so

DOES: Mapping[Entry, Callable[[Work, Due], Awaitable[None]]] = {
    Entry.HEADS_UP: prompting.on_heads_up,
    Entry.HELD_DAY: prompting.on_held_day,
    Entry.ANTIEMETIC: antiemetics.on_antiemetic,
    Entry.DOSE: prompting.on_dose,
    Entry.NUDGE: prompting.on_nudge,
    Entry.CLOSE: closing.on_close,
    Entry.NEXT_MORNING: closing.on_next_morning,
    Entry.STILL_UNKNOWN: closing.on_still_unknown,
    Entry.CHECK: checks.on_due,
    Entry.CHECK_AGAIN: checks.on_again,
    Entry.CHECK_OVERDUE: checks.on_overdue,
    Entry.CHECK_IN: checkins.on_due,
    Entry.CHECK_IN_AGAIN: checkins.on_again,
    Entry.CHECK_IN_OVER: checkins.on_over,
    Entry.FOLLOW_UP: followasking.on_due,
    Entry.FOLLOW_UP_AGAIN: followasking.on_again,
    Entry.FOLLOW_UP_OVER: followasking.on_over,
    Entry.FOLLOW_UP_NEWS: followasking.on_news,
    Entry.REPORT_LEFT: finishing.on_left,
    Entry.UNDERSTOOD_DUE: understanding.on_due,
    Entry.HOLD_GOES_ON: holding.on_goes_on,
    Entry.HOLD_ENDS: holding.on_ends,
    Entry.TREATMENT_ENDS: changemaking.on_treatment_ends,
    Entry.NEW_BOX: boxes.on_new_box,
    Entry.ENROLMENT_DUE: enrolment.on_enrolment_due,
    Entry.FIRST_DOSE_CHECK: enrolment.on_first_dose_check,
    Entry.TABLETS_CHECK: enrolment.on_tablets_check,
    Entry.ALERT_STEP: ringing.on_due,
    Entry.ALERT_ACTION_DUE: ringing.on_due,
    Entry.SHIFT_TURN: handover.on_turn,
    Entry.ALERT_HANDOVER: ringing.on_due,
    Entry.ALERT_BEFORE_DOSE: alerting.on_before_dose,
    Entry.CATCH_UP: catchup.on_catch_up,
}


# Kinds that say nothing and concern one patient each: many share a transaction.
DOES_TOGETHER: Mapping[Entry, Callable[[Work, Sequence[Due]], Awaitable[None]]] = {
    Entry.PLAN_AHEAD: planahead.on_plan_ahead,
}


async def do_what_is_due(office: Office) -> int:
    """Do the entries whose time has come, alerts first; returns how many there were."""
    async with office.reading() as tx:
        ripe = await agenda.due(tx, office.clock.now(), BATCH)
    for due in ripe:
        if due.kind not in DOES_TOGETHER:
            await _do(office, due)
    for kind in DOES_TOGETHER:
        await _do_together(office, [due for due in ripe if due.kind is kind])
    return len(ripe)


async def _do_together(office: Office, dues: Sequence[Due]) -> None:
    """All or none; if one of them is bad, each by itself."""
    if len(dues) > 1:
        try:
            await _do_all(office, dues)
        except Exception:  # noqa: BLE001 - whose it is shows when each is done by itself
            event(log, "agenda_entries_failed_together", logging.WARNING, exc_info=True, count=len(dues))
        else:
            return
    for due in dues:
        await _do(office, due)


async def _do_all(office: Office, dues: Sequence[Due]) -> None:
    async with office.work() as work:
        taken = await agenda.take(work.tx, *(due.id for due in dues))
        await DOES_TOGETHER[dues[0].kind](work, [due for due in dues if due.id in taken])


async def _do(office: Office, due: Due) -> None:
    try:
        async with office.work(f"agenda:{due.id}:{due.due_at.timestamp():.0f}") as work:
            if await agenda.take(work.tx, due.id):
                await _carry_out(work, due)
    except Exception:  # noqa: BLE001 - one bad row must not stop the others; it is tried again, then set aside
        event(log, "agenda_entry_failed", logging.ERROR, exc_info=True, entry=due.id, kind=str(due.kind))
        await _put_off(office, due)


async def _carry_out(work: Work, due: Due) -> None:
    if due.kind in DOES_TOGETHER:
        await DOES_TOGETHER[due.kind](work, [due])
    else:
        await DOES[due.kind](work, due)


async def _put_off(office: Office, due: Due) -> None:
    async with office.engine.begin() as tx:
        later = office.clock.now() + TRY_AGAIN_AFTER
        if await agenda.postpone(tx, due.id, later, give_up_after=GIVE_UP_AFTER):
            event(log, "agenda_entry_set_aside", logging.ERROR, entry=due.id, kind=str(due.kind))
