"""How an alert stands, in one line: on its cards, and for whoever taps a button that no longer fits.

Says who has it and since when, or how it ended; by names of staff, never of patients.
"""

from bot.domain.alert import Alert, AlertState
from bot.domain.messages import Line, line
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import people


async def on_card(work: Work, alert: Alert) -> Line:
    """For a card."""
    match alert.state:
        case AlertState.OPEN:
            return line("card-open", rung=alert.step)
        case AlertState.ACKNOWLEDGED:
            owner = await people.member(work.tx, alert.owner_id or 0)
            return line(f"card-acknowledged-{alert.decision}", name=owner.name)
        case _:
            closer = await people.member(work.tx, alert.resolved_by or 0)
            outcome = line(f"outcome-{alert.outcome}")
            return line("card-resolved", name=closer.name, outcome=outcome, note=alert.note or "-")


async def toast(work: Work, alert: Alert) -> Line:
    """For a tap that came too late, somebody having taken it: what is true now, on the clinic's clock."""
    if alert.unresolved:
        owner = await people.member(work.tx, alert.owner_id or 0)
        return line("toast-taken", name=owner.name, at=at_the_clinic(work, alert.acknowledged_at or work.now))
    closer = await people.member(work.tx, alert.resolved_by or 0)
    at, outcome = at_the_clinic(work, alert.resolved_at or work.now), line(f"outcome-{alert.outcome}")
    return line("toast-resolved", name=closer.name, at=at, outcome=outcome)
