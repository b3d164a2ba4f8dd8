"""Whether patients may be served: the checks before `doseday run`, and the numbered problems of `doseday check`.

Each problem is one sentence and what to do. Nothing here repairs anything.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.content.library import Library
from bot.domain.catchup import Why
from bot.domain.people import Role, StaffStatus
from bot.service import catchup, rostering
from bot.service.catchup import LAST_POLL
from bot.service.office import Office
from bot.store import agenda, ledger, outbox, people

NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)  # this release did not exist earlier
NOT_AFTER = datetime(2100, 1, 1, tzinfo=UTC)
SKEW = timedelta(minutes=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trouble:
    """One reason not to start, or to look: E codes stop `run`, W codes do not."""

    code: str
    what: str
    hint: str

    def __str__(self) -> str:
        return f"{self.code} {self.what} {self.hint}"

    @property
    def stops(self) -> bool:
        """Whether the bot must not serve patients while this holds."""
        return self.code.startswith("E")


def content_signed(library: Library, now: datetime, *, allow_draft: bool) -> list[Trouble]:
    """Real patients get signed content only (S11)."""
    if allow_draft:
        return []
    hint = "Let a clinic read it and sign with `doseday content sign`, or serve practice chats with --allow-draft."
    return [Trouble(code="E020", what=f"Content: {one}.", hint=hint) for one in library.why_unsigned(now.date())]


def clock_right(now: datetime, server_at: datetime | None) -> list[Trouble]:
    """A clock that is plainly wrong would prompt doses at wrong times."""
    hint = "Set the machine's clock (for example with systemd-timesyncd) and start again."
    if not NOT_BEFORE <= now <= NOT_AFTER:
        return [Trouble(code="E031", what=f"The clock says {now:%Y-%m-%d}, which cannot be.", hint=hint)]
    if server_at is not None and abs(now - server_at) > SKEW:
        apart = int(abs(now - server_at).total_seconds())
        return [Trouble(code="E032", what=f"The clock is {apart} seconds away from the Bot API server's.", hint=hint)]
    return []


async def troubles(office: Office) -> list[Trouble]:
    """What the database shows: nobody on call, a clock before what was already written, things set aside."""
    now = office.clock.now()
    async with office.reading() as tx:
        team = await people.all_staff(tx)
        linked = [
            one.name
            for one in team
            if one.status is StaffStatus.ACTIVE and await people.reachable(tx, Role.STAFF, one.id)
        ]
        heard, set_aside = await ledger.marked(tx, LAST_POLL), await ledger.parked(tx)
        failed, waiting = await agenda.set_aside(tx), await outbox.counts(tx)
        stalled = await people.not_yet_confirmed(tx)
        gaps = await _gaps(tx, office, now)
    found = [*_on_call(linked), *gaps]
    if heard is not None and heard[0] - now > SKEW:
        found.append(
            Trouble(
                code="E033",
                what=f"The clock says {now:%Y-%m-%d %H:%M} UTC, earlier than this database's last sign of life.",
                hint="Set the machine's clock right and start again.",
            )
        )
    found += await _caught_up(office)
    found += _set_aside(set_aside, failed, waiting.get("failed", 0))
    if stalled:
        hint = "They get no prompts until they have confirmed their plan."
        found.append(Trouble(code="W040", what=f"Patients enrolled but not yet confirmed: {stalled}.", hint=hint))
    return found


def _on_call(linked: Sequence[str]) -> list[Trouble]:
    if linked:
        return []
    hint = "Run `doseday staff invite NAME --wait`, and let that person open the link."
    return [Trouble(code="E010", what="Nobody on call is linked and reachable.", hint=hint)]


async def _gaps(tx: AsyncConnection, office: Office, now: datetime) -> list[Trouble]:
    """When the roster of a team has nobody on call, though somebody has hours."""
    clinic, found = office.library.clinic, []
    for team in await rostering.teams(tx):
        roster = await rostering.read(tx, team, clinic.zone)
        gaps = roster.gaps(now, now + clinic.roster_ahead) if roster.hours else ()
        if gaps:
            since, until = (one.astimezone(ZoneInfo(clinic.zone)) for one in gaps[0])
            when = f"first from {since:%a %d %b %H:%M} until {until:%a %d %b %H:%M} ({clinic.zone})"
            what = f"Nobody of the team {team} is on call at times, {when}; in {clinic.roster_ahead.days} days: {len(gaps)}."
            hint = "Alerts then ring its lead, then everybody. Hours are set with /oncall or `doseday staff hours`."
            found.append(Trouble(code="W041", what=what, hint=hint))
    return found


async def _caught_up(office: Office) -> list[Trouble]:
    """The last absence of the last days, and what has been late since it began, by kind."""
    async with office.reading() as tx:
        outage = await catchup.last_outage(tx)
        late = await ledger.noted(tx, catchup.ACTION, 0)
    if outage is None or office.clock.now() - outage.until > catchup.REMEMBERED:
        return []
    kinds = Counter(row["data"]["what"] for row in late if row["at"] >= outage.since)
    counts = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())) or "nothing was late"
    times = f"from {outage.since:%Y-%m-%d %H:%M} until {outage.until:%Y-%m-%d %H:%M} UTC"
    hint = "The team was told; a patient's own list stands on the patient's page in /patients."
    what = "The clock was put forward" if outage.why is Why.CLOCK else "Away"
    return [Trouble(code="W060", what=f"{what} {times} ({outage.why}): {counts}.", hint=hint)]


def _set_aside(updates: int, entries: int, messages: int) -> list[Trouble]:
    found = []
    if updates:
        hint = "They are kept whole in the table `updates`; look at the log for why."
        found.append(Trouble(code="W050", what=f"Updates that could not be handled: {updates}.", hint=hint))
    if entries:
        hint = "Look at the log for `agenda_entry_set_aside`."
        found.append(Trouble(code="W051", what=f"Planned events that failed for an hour: {entries}.", hint=hint))
    if messages:
        hint = "Telegram refused them as malformed; the log says which rows."
        found.append(Trouble(code="W052", what=f"Messages that could not be sent: {messages}.", hint=hint))
    return found
