"""What the people on call read about an alert, and keeping every copy of it true.

Pseudonym and reference, never a name. A card is written in the reader's language; nothing here decides who is rung.
"""

from datetime import timedelta
from decimal import Decimal

from bot.domain import antiemeticwords
from bot.domain.alert import Alert, AlertState, Cause, Decision
from bot.domain.messages import Button, Draft, Kind, Line, Priority, Verbatim, button, line, say
from bot.domain.occurrence import DoseMoment
from bot.domain.people import Patient, Staff, responsible
from bot.domain.plan import Plan, cycle_day, plan_at, plan_on
from bot.domain.triage import weight_loss_percent
from bot.domain.urgency import Urgency
from bot.service import adhering, followview, groupcards, labview, monitoringview, post, standing
from bot.service.cardreasons import ROOMS, Room, said
from bot.service.localview import local_now, zone_of
from bot.service.office import Work
from bot.service.schedule import next_intake, next_moment
from bot.store import measurements, outbox, people, plans

WORDS_A_MESSAGE = 3500


def subject_of(alert: Alert) -> str:
    """What the outbox rows of its cards are about."""
    return f"alert:{alert.id}"


def priority_of(alert: Alert) -> Priority:
    """The lane an alert travels in."""
    match alert.urgency:
        case Urgency.EMERGENCY:
            return Priority.EMERGENCY
        case Urgency.URGENT:
            return Priority.URGENT
        case _:
            return Priority.ANSWER


async def send(work: Work, patient: Patient, alert: Alert, reader: Staff) -> None:
    """Ring one person with the whole card."""
    kind, lane = Kind.ALERT_CARD, priority_of(alert)
    before = [row for row in await outbox.about(work.tx, subject_of(alert)) if row.person_id == reader.id]
    for row in before[-1:]:  # one card a person is true; an older one points to it
        newer = say(line("card-newer", pseudonym=patient.pseudonym))
        await post.rewrite(work, reader, row, newer, priority=lane)
    draft, room = await _fitting(work, patient, alert, reader)
    await post.tell(work, reader, draft, kind=kind, priority=lane, subject=subject_of(alert))
    for words in (one.words for one in alert.reasons if len(one.words) > room.words):
        for part in range(0, len(words), WORDS_A_MESSAGE):
            whole = say(
                line("card-words-whole", pseudonym=patient.pseudonym),
                Verbatim(text=words[part : part + WORDS_A_MESSAGE]),
            )
            await post.tell(work, reader, whole, priority=lane)


async def ring_again(work: Work, patient: Patient, alert: Alert, reader: Staff) -> None:
    """Ring somebody who has the card already: short, so that forty rings do not bury it."""
    if not await _has_card(work, alert, reader):
        await send(work, patient, alert, reader)
        return
    since = alert.reasons[0].at.astimezone(await zone_of(work, patient))
    urgency = line(f"urgency-{alert.urgency}")
    draft = Draft(
        lines=(
            line("ring-again", urgency=urgency, pseudonym=patient.pseudonym, since=since),
            await standing.on_card(work, alert),
        ),
        rows=_buttons(alert, reader, await next_moment(work, patient)),
    )
    await post.tell(work, reader, draft, kind=Kind.ALERT_RING, priority=priority_of(alert), subject=f"ring:{alert.id}")


async def _silence_rings(work: Work, alert: Alert) -> None:
    """The newest ring of each person says what is true now; older ones have scrolled away."""
    rings = await outbox.about(work.tx, f"ring:{alert.id}")
    for row in {one.person_id: one for one in rings}.values():
        reader = await people.member(work.tx, row.person_id or 0)
        await post.rewrite(work, reader, row, say(await standing.on_card(work, alert)), priority=priority_of(alert))


async def refresh(work: Work, patient: Patient, alert: Alert) -> None:
    """Make every copy of the card say what is true now."""
    copies = await outbox.about(work.tx, subject_of(alert))
    if alert.state is not AlertState.OPEN:
        await _silence_rings(work, alert)
    for row in {one.person_id: one for one in copies}.values():
        reader = await people.member(work.tx, row.person_id or 0)
        if not responsible(reader, patient):
            continue
        if row.untouched:
            await send(work, patient, alert, reader)
            continue
        draft = await card(work, patient, alert, reader)
        await post.tell(work, reader, draft, priority=priority_of(alert), edits=row.id)
    await groupcards.refresh(work, patient, alert, priority_of(alert))


async def at_hand(work: Work, patient: Patient, alert: Alert, reader: Staff) -> None:
    """Whoever takes an alert has its card, wherever it was taken."""
    if not await _has_card(work, alert, reader):
        await send(work, patient, alert, reader)


async def _has_card(work: Work, alert: Alert, reader: Staff) -> bool:
    return any(row.person_id == reader.id for row in await outbox.about(work.tx, subject_of(alert)))


async def card(work: Work, patient: Patient, alert: Alert, reader: Staff) -> Draft:
    """The card as this reader may act on it."""
    return (await _fitting(work, patient, alert, reader))[0]


async def _fitting(work: Work, patient: Patient, alert: Alert, reader: Staff) -> tuple[Draft, Room]:
    """The fullest card that one message can carry."""
    versions = await plans.versions(work.tx, patient.id)
    upcoming = await next_moment(work, patient)
    intakes = await _next_intakes(work, patient, alert)
    where, how = await _where_they_are(work, patient, versions), await standing.on_card(work, alert)
    followed = await followview.of_alert(work, patient, alert)
    since = await monitoringview.done_since(work, patient, alert)
    latest = plan_at(versions, work.now)

    def made(room: Room) -> Draft:
        published = _published(work, alert, latest) if room.published else ()
        about = (*_heading(patient, alert), *said(work, alert, room), *since, *followed, *where)
        lines = (*about, *_next_dose(alert, upcoming), *intakes, *published, how)
        return Draft(lines=lines, rows=_buttons(alert, reader, upcoming))

    room = next((one for one in ROOMS if post.fits(work, reader, made(one))), ROOMS[-1])
    return made(room), room


def _heading(patient: Patient, alert: Alert) -> tuple[Line, ...]:
    who = line("card-heading", urgency=line(f"urgency-{alert.urgency}"), pseudonym=patient.pseudonym)
    return (who, line("card-reference", reference=patient.reference), line("card-phone", phone=patient.phone))


async def _where_they_are(work: Work, patient: Patient, versions: tuple[Plan, ...]) -> tuple[Line, ...]:
    now = await local_now(work, patient)
    language = line(f"language-{patient.language}")
    lines = [line("card-local-time", at=now, language=language)]
    plan = plan_on(versions, now.date()) or (versions[-1] if versions else None)
    if plan is None:
        return tuple(lines)
    where = cycle_day(plan, now.date())
    if where is not None:
        lines.append(line("card-day", cycle=where.cycle, day=where.day))
    lines.extend(_drugs(plan))
    lines.extend(await _recent_doses(work, patient))
    lines.extend(await adhering.card_line(work, patient))
    lines.extend(await _weight(work, patient))
    lines.extend(await labview.latest_lines(work, patient))
    lines.extend(await monitoringview.overdue_lines(work, patient))
    return tuple(lines)


def _drugs(plan: Plan) -> tuple[Line, ...]:
    drugs = [
        line(
            "card-drug-held" if one.drug in plan.held else "card-drug",
            drug=line(f"drug-{one.drug}"), mg=one.mg, tablets=one.in_tablets, brand=one.brand,
        )
        for one in plan.drugs
    ]  # fmt: skip
    return (*drugs, *(antiemeticwords.card_line(one) for one in plan.antiemetics))


async def _recent_doses(work: Work, patient: Patient) -> tuple[Line, ...]:
    today = (await local_now(work, patient)).date()
    recent = await plans.doses_of(work.tx, patient.id, today - timedelta(days=7), today)
    return tuple(
        line("card-dose", day=one.plan_day, drug=line(f"drug-{one.drug}"), mg=one.mg, state=line(f"state-{one.state}"))
        for one in recent
    )


async def _weight(work: Work, patient: Patient) -> tuple[Line, ...]:
    weights = await measurements.of_kind(work.tx, patient.id, "weight")
    if not weights or patient.baseline_kg is None:
        return ()
    latest = weights[-1][1]
    lost = weight_loss_percent(latest, patient.baseline_kg)
    return (line("card-weight", now=latest, before=patient.baseline_kg, percent=lost.quantize(Decimal("0.1"))),)


def _next_dose(alert: Alert, upcoming: DoseMoment | None) -> tuple[Line, ...]:
    if upcoming is None:
        return (line("card-no-next-dose"),)
    if alert.blocks_doses:
        return (line("card-next-dose-held-back", at=upcoming.local),)
    return (line("card-next-dose", at=upcoming.local),)


async def _next_intakes(work: Work, patient: Patient, alert: Alert) -> tuple[Line, ...]:
    """When what the patient has none of is due next."""
    names = dict.fromkeys(one.subject for one in alert.reasons if one.cause is Cause.NO_ANTIEMETIC)
    coming = [await next_intake(work, patient, name) for name in names]
    return tuple(line("card-next-intake", name=one.antiemetic.name, at=one.local) for one in coming if one)


PUBLISHED = {"weight", "bleeding", "nausea", "vomiting", "diarrhoea", "appetite", "fever", "confusion-dizziness"}
BLOOD_COUNTS = {"bleeding", "fever"}


def _published(work: Work, alert: Alert, plan: Plan) -> tuple[Line, ...]:
    """Published thresholds and options for these symptoms, as guidance and never as an order (F-MOD-00).

    Those of blood counts are about myeloma: nothing of them is shown where the regimen is another (F-MOD-14).
    """
    told = {one.subject for one in alert.reasons if one.cause in (Cause.SYMPTOM, Cause.STAFF_WEIGHT) and one.stands}
    heard = {rule for one in alert.reasons if one.cause is Cause.RED_FLAG_WORDS for rule in one.rules}
    typed = {one.symptom for one in work.library.phrasebook.phrases if one.id in heard}
    about = PUBLISHED - BLOOD_COUNTS if plan.regimen_id in work.library.labs.not_for else PUBLISHED
    return tuple(line(f"published-{one}") for one in sorted(about & (told | typed)))


def _buttons(alert: Alert, reader: Staff, upcoming: DoseMoment | None) -> tuple[tuple[Button, ...], ...]:
    if not alert.unresolved:
        return ()
    if alert.state is AlertState.ACKNOWLEDGED and alert.owner_id != reader.id:
        return ((button("button-take-over", f"a:{alert.id}:take"),),)
    rows: list[tuple[Button, ...]] = []
    if alert.state is AlertState.OPEN:
        rows.append((button("button-acknowledge", f"a:{alert.id}:ack"),))
    if alert.blocks_doses and upcoming is not None and alert.decision is not Decision.HOLD:
        ahead, hold = button("button-goes-ahead", f"a:{alert.id}:go"), button("button-hold", f"a:{alert.id}:hold")
        rows.append((ahead, hold))
    if any(one.cause is Cause.ELSEWHERE for one in alert.reasons):
        rows.append((button("button-change-zone", f"a:{alert.id}:zone"),))
    message = button("button-message-patient", f"a:{alert.id}:message")
    if alert.state is AlertState.ACKNOWLEDGED:
        rows.append((button("button-change-plan", f"a:{alert.id}:change"),))
    rows.append((message, button("button-resolve", f"a:{alert.id}:resolve")))
    return tuple(rows)
