"""The base of every broken promise, and which of them may be read in a log.

An exception's message may quote a patient, so logs leave it out; only a SafeError says in its message nothing but what
we wrote ourselves and ids of rows.
"""


class DoseDayError(Exception):
    """Something that must not happen has happened; its message stays out of the logs."""


class SafeError(DoseDayError):
    """A DoseDayError whose message holds only our own words and row ids, so that logs may show it."""
