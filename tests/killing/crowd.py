"""People who act while the bot lives and dies, each from a seed; they keep what they did, to be looked for afterwards.

They act no faster than a chat can be answered: about one message a second. Whoever waits for a dose types no red flag: that would rightly hold the dose back.
"""

import asyncio
import itertools
from collections.abc import Sequence
from random import Random

from bot.rehearsal.people import CannotDoError, Person
from tests.killing.process import wait

RED_FLAGS = {
    "en": ("My nose is bleeding and it does not stop", "I have chest pain", "I feel very confused today"),
    "es": ("Me sangra la nariz y no para", "Me duele el pecho", "No puedo respirar"),
}
PLAIN = {"en": "The soup tasted of tin", "es": "El libro azul está en la mesa"}
_numbers = itertools.count(1001)


class Actor:
    """Somebody with a phone and a seed."""

    def __init__(self, person: Person, language: str, rng: Random, haste: float, acts: int) -> None:
        self.person, self.language, self.rng, self._haste, self._acts = person, language, rng, haste, acts
        self.plain: list[str] = []
        self.red_flags: list[str] = []
        self.tapped: list[str] = []

    async def live(self) -> None:
        """So many acts, or until cancelled."""
        for _ in range(self._acts):
            await wait(self.rng.uniform(0.2, self._haste))
            try:
                await self.act()
            except CannotDoError:
                continue
        await asyncio.get_running_loop().create_future()

    async def act(self) -> None:
        """One thing."""
        raise NotImplementedError

    async def type_plainly(self) -> None:
        """Words that only a human can judge."""
        text = f"{PLAIN[self.language]}, note {next(_numbers)}"
        await self.person.say(text)
        self.plain.append(text)

    def buttons(self, beginning: str, newest: int = 4) -> Sequence[tuple[int, str]]:
        """What can be tapped under the newest messages."""
        shown = [one for one in self.person.messages if one.from_bot][-newest:]
        return [
            (one.message_id, button.data)
            for one in shown
            for row in one.buttons
            for button in row
            if button.data.startswith(beginning)
        ]

    async def tap(self, beginning: str, *, ending: str = "") -> bool:
        """Tap one of the newest buttons."""
        found = [one for one in self.buttons(beginning) if one[1].endswith(ending)]
        if not found:
            return False
        message_id, data = self.rng.choice(found)
        await self.person.tap(message_id, data)
        self.tapped.append(data)
        return True


class DosePatient(Actor):
    """Waits for a dose, answers it (or not), and writes now and then."""

    answers = True
    answered = False

    async def act(self) -> None:
        if self.answers and not self.answered and await self.tap("q:", ending=":taken"):
            self.answered = True
        elif self.rng.random() < 0.25:
            await self.type_plainly()


class Reporter(Actor):
    """Reports: red flags in words, and symptoms by tapping along."""

    async def act(self) -> None:
        chance = self.rng.random()
        if chance < 0.3:
            text = f"{self.rng.choice(RED_FLAGS[self.language])}, note {next(_numbers)}"
            await self.person.say(text)
            self.red_flags.append(text)
        elif chance < 0.5:
            await self.person.say("/report")
        else:
            await self.tap(self.rng.choice(("q:", "m:s:")))


class Pharmacist(Actor):
    """Takes alerts, writes to patients, resolves with a note; in less of a hurry."""

    async def act(self) -> None:
        chance = self.rng.random()
        if chance < 0.4:
            await self.tap("a:", ending=":ack")
        elif chance < 0.5:
            await self.tap("a:", ending=self.rng.choice((":message", ":resolve", ":take")))
        elif chance < 0.6:
            await self.type_plainly()
        elif chance < 0.7:
            await self.tap("q:")
