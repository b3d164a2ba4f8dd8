"""Each judge can find what it is there for: the bot is broken on purpose, in one place at a time, and the story is told."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.chat.sender import Sender
from bot.domain.agenda import Entry
from bot.rehearsal.simulation.deeds import Do
from bot.rehearsal.simulation.evidence import Wrong
from bot.service import alerting, cards, diary, patientnews
from bot.store import ledger
from tests.simulation.conftest import Small, after

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


@pytest.mark.parametrize("story", [_red_flag, _dose])
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
