"""The hours of the night in which a patient is not written to about what can wait: heads-ups, check-ins, lessons.

A medicine's time is never moved by them: the pharmacist is shown it and chooses. Nothing here knows a plan or the time.
"""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """From `begins`, usually across midnight, to `ends`; each default is ours. The same time twice: none."""

    begins: time = time(22)
    ends: time = time(7)

    @property
    def overnight(self) -> bool:
        """Whether midnight lies in them."""
        return self.begins > self.ends

    def cover(self, at: time) -> bool:
        """Whether a time of day lies in them; neither their first moment nor their last does."""
        if self.overnight:
            return at > self.begins or at < self.ends
        return self.begins < at < self.ends

    def clear_of(self, at: time) -> time:
        """A time of the same day outside them: their beginning, or their end for what is early in the morning.

        A heads-up is about the day after: later in the evening nobody reads it in time, so it comes earlier. One in the
        small hours waits: the evening before that would be another day.
        """
        if not self.cover(at):
            return at
        return self.ends if self.overnight and at < self.ends else self.begins
