"""`/oncall`: who is on call now and next, and what a member of staff types about their own hours.

Hours and days away are each person's own word; somebody else's time is only taken once they have said yes.
"""

from datetime import date, timedelta

from bot.domain.messages import line, say
from bot.domain.people import Staff, StaffStatus
from bot.domain.phrases import fold
from bot.domain.questions import Ask, Question, option
from bot.domain.roster import Absence, Roster
from bot.domain.rosterline import AskCover, AskSwap, ComeBack, SetAway, SetHours, Unread, read_line, written
from bot.service import handover, post, rostering, rosterview
from bot.service.localview import at_the_clinic
from bot.service.office import Work
from bot.store import ledger, people, questions, rosters

YES, NO, CANCEL = "yes", "no", "cancel"
ASKED_FOR = timedelta(minutes=30)  # ours


async def show(work: Work, member: Staff) -> None:
    """Who is on call, my hours, and what can be typed."""
    await questions.close_kinds(work.tx, post.STAFF, member.id, Ask.ROSTER)
    roster = await rostering.of_team(work, member.team)
    draft = say(*rosterview.whole(work, roster, member), line("roster-how"))
    await post.ask(work, member, Ask.ROSTER, draft, [option(CANCEL, "button-cancel")])


def still_asked(work: Work, question: Question) -> bool:
    """A short word typed much later is about something else: "none" may be the note of an alert."""
    return work.now - question.asked_at < ASKED_FOR


async def on_line(work: Work, member: Staff, text: str, question: Question | None = None) -> None:
    """One typed line. What cannot be read is said, and changes nothing."""
    wish = read_line(text, _today(work))
    match wish:
        case Unread(problem=problem):
            await post.tell(work, member, say(problem))
            return
        case AskCover() | AskSwap():
            if not await _ask_colleague(work, member, wish):
                return
        case _:
            await _change(work, member, wish)
    if question is not None:
        await questions.answered(work.tx, question.id, "given", work.now)


async def _change(work: Work, member: Staff, wish: SetHours | SetAway | ComeBack) -> None:
    before = await rostering.of_team(work, member.team)
    match wish:
        case SetHours(shifts=shifts):
            await set_hours(work, member, None if shifts is None else written(shifts), by=f"staff:{member.id}")
        case SetAway(since_on=since, until_on=until):
            await _absent(work, Absence(staff_id=member.id, since_on=since, until_on=until))
        case ComeBack():
            await _back(work, member)
    roster = await rostering.of_team(work, member.team)
    await post.tell(work, member, say(line("roster-noted"), *rosterview.mine(work, roster, member)))
    await handover.roster_changed(work, member.team, before)


async def _back(work: Work, member: Staff) -> None:
    """Days away are over, and what a deputy does today; what was agreed for later stays agreed."""
    today, mine = _today(work), await rosters.absences(work.tx, [member.id])
    ended = [one for one in mine if one.until_on >= today and (one.deputy_id is None or one.since_on <= today)]
    await rosters.end(work.tx, ended)
    await ledger.note(work.tx, work.now, f"staff:{member.id}", "back-on-call", ended=len(ended))
    for deputy_id in dict.fromkeys(one.deputy_id for one in ended if one.deputy_id is not None):
        deputy = await people.member(work.tx, deputy_id)
        await post.tell(work, deputy, say(line("roster-deputy-free", name=member.name)))


async def set_hours(work: Work, member: Staff, hours: str | None, *, by: str) -> None:
    """Keep somebody's weekly hours, on one line; None: any hour."""
    await people.change_staff(work.tx, member.id, hours=hours)
    await ledger.note(work.tx, work.now, by, "hours-changed", staff=member.id, hours=hours)


async def _absent(work: Work, absence: Absence) -> None:
    await rosters.add(work.tx, absence, work.now)
    await ledger.note(
        work.tx, work.now, f"staff:{absence.staff_id}", "absence-noted", deputy=absence.deputy_id,
        since=absence.since_on.isoformat(), until=absence.until_on.isoformat(),
    )  # fmt: skip


async def _ask_colleague(work: Work, member: Staff, wish: AskCover | AskSwap) -> bool:
    """Ask the colleague named; until there is a yes, nothing changes."""
    roster = await rostering.of_team(work, member.team)
    colleague = _named(roster, member, wish.name)
    if colleague is None:
        others = ", ".join(one.name for one in roster.team if one.id != member.id) or "-"
        await post.tell(work, member, say(line("roster-problem-name", written=wish.name[:40], names=others)))
        return False
    if isinstance(wish, AskSwap):
        since, until = wish.mine_on, wish.mine_on
        asked = line("roster-offer-swap", name=member.name, since=since, theirs=wish.theirs_on)
        more = {"theirs": wish.theirs_on.isoformat()}
    else:
        since, until, more = wish.since_on, wish.until_on, {}
        asked = line("roster-offer", name=member.name, days=rosterview.span(since, until))
    data = {"from": member.id, "since": since.isoformat(), "until": until.isoformat()}
    options = [option(YES, "roster-yes"), option(NO, "roster-no")]
    await post.ask(work, colleague, Ask.ROSTER_OFFER, say(asked), options, data={**data, **more})
    await post.tell(work, member, say(line("roster-asked", name=colleague.name)))
    return True


def _named(roster: Roster, member: Staff, name: str) -> Staff | None:
    """The one colleague who goes by this name, whole or in part; nobody is guessed."""
    said, others = fold(name), [one for one in roster.team if one.id != member.id]
    whole = [one for one in others if fold(one.name) == said]
    part = [one for one in others if len(said) == 1 and any(word == said[0] for word in fold(one.name))]
    found = whole or part
    return found[0] if len(found) == 1 else None


async def on_offer(work: Work, member: Staff, question: Question, answer: str) -> None:
    """A colleague's word on covering or swapping."""
    await questions.answered(work.tx, question.id, answer, work.now)
    asker, data = await people.member(work.tx, question.data["from"]), question.data
    since, until = (date.fromisoformat(data[name]) for name in ("since", "until"))
    theirs = date.fromisoformat(data["theirs"]) if "theirs" in data else until
    over = min(until, theirs) < _today(work)  # half of a swap that is past would be one person's gift
    if over or asker.status is not StaffStatus.ACTIVE or asker.team != member.team:
        await post.tell(work, member, say(line("roster-offer-over")))
        return
    if answer != YES:
        await post.tell(work, asker, say(line("roster-refused", name=member.name, since=since)))
        await post.tell(work, member, say(line("roster-refused-noted")))
        return
    before = await rostering.of_team(work, member.team)
    await _absent(work, Absence(staff_id=asker.id, since_on=since, until_on=until, deputy_id=member.id))
    if "theirs" in data:
        await _absent(work, Absence(staff_id=member.id, since_on=theirs, until_on=theirs, deputy_id=asker.id))
    roster = await rostering.of_team(work, member.team)
    for one in (asker, member):
        await post.tell(work, one, say(line("roster-agreed"), *rosterview.mine(work, roster, one)))
    await handover.roster_changed(work, member.team, before)


def _today(work: Work) -> date:
    return at_the_clinic(work, work.now).date()
