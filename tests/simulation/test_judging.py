"""Each judge can find what it is there for: the bot is broken on purpose, in one place at a time, and the story is told."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.chat.sender import Sender
from bot.chat.unsaved import Unsaved
from bot.domain.agenda import Entry
from bot.domain.incoming import Incoming
from bot.domain.messages import line
from bot.rehearsal.simulation.deeds import Do
from bot.rehearsal.simulation.evidence import Wrong
from bot.rehearsal.simulation.performing import KILLED
from bot.service import alerting, cards, diary, groupcards, patientnews, staffing
from bot.store import ledger
from tests.simulation.conftest import SUNDAY_EVENING, Small, after

MORNING, LATE = 15 * 60, 22 * 60  # minutes after Sunday evening at six: Monday at nine, her dose; at four
Break = Callable[[pytest.MonkeyPatch], None]


async def _nothing(*args: Any, **kwargs: Any) -> None:
    return None


def _no_alert(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(alerting, "raise_alert", _nothing)


def _no_update_is_new(patch: pytest.MonkeyPatch) -> None:
    real: Callable[..., Awaitable[bool]] = ledger.first_sight
    seen: list[int] = []

    async def swallowed(*args: Any) -> bool:
        seen.append(1)
        return await real(*args) and len(seen) < 9  # everybody has joined by then

    patch.setattr(ledger, "first_sight", swallowed)


def _no_card(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(cards, "send", _nothing)
    patch.setattr(cards, "ring_again", _nothing)


def _rings_once(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(diary.DOES, Entry.ALERT_STEP, _nothing)


def _patient_not_told(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(patientnews, "follows", _nothing)


def _take_again_and_again(patch: pytest.MonkeyPatch) -> None:
    real = Sender.send

    async def again(self: Sender, message: Any) -> Any:
        for _ in range(2 if "Please take:" in message.text else 0):
            await real(self, message)
        return await real(self, message)

    patch.setattr(Sender, "send", again)


def _no_prompt(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(diary.DOES, Entry.DOSE, _nothing)


def _an_entry_fails(patch: pytest.MonkeyPatch) -> None:
    async def broken(*args: Any) -> None:
        raise RuntimeError("broken")

    patch.setitem(diary.DOES, Entry.HEADS_UP, broken)


def _anything_answers(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Incoming, "answers", True)


def _says_nothing_unsaved(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Unsaved, "say", _nothing)


def _nobody_is_removed(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(staffing, "remove", _nothing)


def _group_sees_all(patch: pytest.MonkeyPatch) -> None:
    real = groupcards._card

    async def talkative(work: Any, patient: Any, alert: Any) -> Any:
        draft = await real(work, patient, alert)
        return replace(draft, lines=(*draft.lines, line("card-reference", reference=patient.reference)))

    patch.setattr(groupcards, "_card", talkative)


async def _red_flag(small: Small) -> list[str]:
    """Monday at four in the afternoon she has chest pain; nobody of the team does anything."""
    _, found = await small.tell(
        after(LATE, "p1", Do.SAY, "I have chest pain"),
        after(LATE + 20, "p1", Do.SAY, "Is the blue book the right one"),
    )
    return [f"{one.wrong}: {one.what}" for one in found]


async def _dose(small: Small) -> list[str]:
    """She takes Monday's dose and says so."""
    _, found = await small.tell(after(MORNING + 5, "p1", Do.TAP, "Taken both"))
    return [f"{one.wrong}: {one.what}" for one in found]


async def _changed(small: Small) -> list[str]:
    """She makes "taken" of what she had written the evening before."""
    _, found = await small.tell(after(60, "p1", Do.SAY, "hello"), after(MORNING + 10, "p1", Do.EDIT, "taken"))
    return [f"{one.wrong}: {one.what}" for one in found]


async def _locked(small: Small) -> list[str]:
    """She has chest pain while the database refuses everything for half an hour, and sends a voice message later."""
    locked = {"until": (SUNDAY_EVENING + timedelta(minutes=LATE + 29)).isoformat()}
    _, found = await small.tell(
        after(LATE - 1, "", Do.LOCK, options=locked),
        after(LATE, "p1", Do.SAY, "I have chest pain"),
        after(LATE + 60, "p1", Do.SEND, "voice"),
    )
    return [f"{one.wrong}: {one.what}" for one in found]


async def _team(small: Small) -> list[str]:
    """A team with a group, and Clara leaves it; then there is chest pain, which Boris takes in the group."""
    _, found = await small.tell(
        after(5, "staff1", Do.GROUP, "bound"),
        after(60, "staff2", Do.LEAVE),
        after(LATE, "p1", Do.SAY, "I have chest pain"),
        after(LATE + 3, "p1", Do.TAP, "I'll take it", in_group=True),
        after(LATE + 4, "staff1", Do.TAP, "I'll take it", in_group=True),
    )
    return [f"{one.wrong}: {one.what}" for one in found]


async def _deaths(small: Small) -> list[str]:
    """The process dies ever later after the words, and after the prompt."""
    kills = [after(LATE + n - 0.2, "", Do.KILL, options={"steps": str(7 * n)}) for n in range(4)]
    words = [after(LATE + n, "p1", Do.SAY, "I have chest pain") for n in range(4)]
    prompt = after(MORNING - 1, "", Do.KILL, options={"steps": "12"})
    played, found = await small.tell(prompt, *sorted((*kills, *words), key=lambda one: one.at))
    assert sum(one.text == KILLED for one in played.journal) == 5
    return [f"{one.wrong}: {one.what}" for one in found]


@pytest.mark.parametrize("story", [_red_flag, _dose, _changed, _locked, _team, _deaths])
async def test_a_bot_that_works_is_found_to_work(small: Small, story: Any) -> None:
    """The same stories, and nothing is broken."""
    assert await story(small) == []


@pytest.mark.parametrize(
    ("story", "broken", "finding"),
    [
        (_red_flag, _no_alert, f'{Wrong.LOST_REPORT}: "I have chest pain" raised no emergency alert'),
        (_red_flag, _no_alert, f"{Wrong.LOST_REPORT}: report 1 is emergency and has no alert"),
        (_red_flag, _no_update_is_new, f"{Wrong.SILENT_FAILURE}: no answer to message “I have chest pain”"),
        (_red_flag, _no_update_is_new, f'{Wrong.LOST_REPORT}: "I have chest pain" raised no emergency alert'),
        (_red_flag, _no_card, f"{Wrong.LOST_ALERT}: alert 1 (emergency: red-flag-words) rang nobody"),
        (_red_flag, _rings_once, f"{Wrong.LOST_ALERT}: alert 1 (emergency, open) has not rung since"),
        (_red_flag, _patient_not_told, f"{Wrong.LOST_ALERT}: alert 1: nobody took it, and the patient was not told"),
        (_dose, _take_again_and_again, f'{Wrong.DOUBLE_DOSE}: "take" selinexor of Mon 4 May was said 3 times'),
        (_dose, _no_prompt, f"{Wrong.SILENT_FAILURE}: nothing was said about the dose of Mon 4 May"),
        (_dose, _an_entry_fails, f"{Wrong.SILENT_FAILURE}: agenda"),
        (_changed, _anything_answers, f"{Wrong.DOUBLE_DOSE}: “taken”, though only a edit, was taken for an answer"),
        (_locked, _says_nothing_unsaved, f'{Wrong.LOST_REPORT}: "I have chest pain" was not answered while'),
        (_locked, _no_alert, f"{Wrong.LOST_REPORT}: a voice raised no alert"),
        (_team, _nobody_is_removed, f"{Wrong.DISCLOSURE}: told of a patient after leaving"),
        (_team, _group_sees_all, f"{Wrong.DISCLOSURE}: the group was shown more"),
    ],
)
async def test_what_is_broken_is_found(
    small: Small, monkeypatch: pytest.MonkeyPatch, story: Any, broken: Break, finding: str
) -> None:
    """One fault of ours at a time, each in words that say what it is."""
    broken(monkeypatch)
    found = await story(small)
    assert any(one.startswith(finding) for one in found), found


async def test_a_copy_is_forgiven_only_for_an_answer_that_was_lost(
    small: Small, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Telegram loses its answer to the prompt: the copy is no second dose; one more would be."""
    lost = {
        "what": "dropped-after",
        "method": "sendMessage",
        "times": "1",
        "until": "2026-05-04T08:00+00:00",
        "who": "p1",
    }
    deeds = (
        after(MORNING - 1, "", Do.FAULT, "dropped-after", options=lost),
        after(MORNING + 5, "p1", Do.TAP, "Taken both"),
    )
    _, found = await small.tell(*deeds)
    assert found == []
    _take_again_and_again(monkeypatch)
    _, found = await small.tell(*deeds)
    assert {one.wrong for one in found} == {Wrong.DOUBLE_DOSE}
