"""The rehearsal's polling: what the bot does when its question for updates fails, on a clock that leaps.

The real bot asks again every second, or when it is told to. Here the pauses grow with the time it has heard nothing, or
an outage of days would take minutes to play; once nothing is wrong any more it asks at once.
"""

from datetime import datetime, timedelta

from bot.chat.intake import NOTED_EVERY, PASSING, Intake, StaysWithTelegramError, hindered
from bot.rehearsal.botapi import BotApi
from bot.service import gaps
from bot.service.office import Office

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=5)  # the end of an outage must not go unnoticed for hours
_SENDING_PART = 8  # the pause between tries to send is this part of the time nothing was heard


class Ear:
    """Asks for updates, and remembers since when nothing can be heard."""

    def __init__(self, office: Office, server: BotApi) -> None:
        """Has not listened yet."""
        self._office, self._clock, self._server = office, office.clock, server
        self._deaf_since: datetime | None = None
        self._told_to_wait_until: datetime | None = None
        self._tired_until: datetime | None = None
        self._noted_at: datetime | None = None
        self._was_away = True  # until it has listened once

    @property
    def deaf(self) -> bool:
        """Whether the last question failed."""
        return self._deaf_since is not None

    @property
    def again_at(self) -> datetime | None:
        """When it asks again after a failure."""
        return self._tired_until if self._server.faults.active else self._told_to_wait_until

    async def listen(self, intake: Intake) -> int:
        """Take what there is; a failure that nobody scripted is one of ours and is raised."""
        if (again_at := self.again_at) is not None and self._clock.now() < again_at:
            return 0
        if not (self._server.pending or self._server.faults.active or self.deaf or self._was_away):
            return 0  # an empty answer, as often as the clock leaps, says nothing
        await self.listened()
        struck = self._server.faults.struck
        try:
            heard = await intake.poll(0)
        except StaysWithTelegramError:
            raise
        except PASSING as said:
            if not self._server.out and self._server.faults.struck == struck:
                raise
            hindered(self._office, said)
            self._missed(said)
            return 0
        self._deaf_since = self._told_to_wait_until = self._tired_until = None
        self._was_away = False
        return heard

    async def away(self) -> None:
        """Nobody listens from now on, until it listens again: there is a gap."""
        await self.listened()
        self._was_away = True

    async def listened(self) -> None:
        """The bot was listening until now, a virtual hour is no outage: unless it could not hear, or was not there."""
        now = self._clock.now()
        if not self.deaf and not self._was_away and not (self._noted_at and now - self._noted_at < NOTED_EVERY):
            await gaps.heard(self._office)
            self._noted_at = now

    def worth_sending_at(self, sending: datetime | None) -> datetime | None:
        """When to try to send again: while nothing is heard, not at every one of the relay's tries."""
        if sending is None or not self._server.out:
            return sending
        return max(sending, self._clock.now() + self._silent_for() / _SENDING_PART)

    def _missed(self, said: Exception) -> None:
        now = self._clock.now()
        self._deaf_since = self._deaf_since or now
        asked = getattr(said, "retry_after", 0)  # only `chat` knows the library whose error this is
        wait = asked if isinstance(asked, timedelta) else timedelta(seconds=asked)
        self._told_to_wait_until = now + wait
        self._tired_until = self._server.faults.outage_until() or now + max(
            wait, min(self._silent_for(), _LONGEST_PAUSE), _FIRST_PAUSE
        )

    def _silent_for(self) -> timedelta:
        return self._clock.now() - self._deaf_since if self._deaf_since else timedelta(0)
