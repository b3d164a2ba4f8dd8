"""Where links, numbers and pseudonyms come from: the machine's own source of secrets.

A simulation gives a seeded one instead, so that the same seed is the same run. Nothing else may be left to chance.
"""

from base64 import urlsafe_b64encode
from random import Random, SystemRandom

SECRET: Random = SystemRandom()


def token(chance: Random) -> str:
    """What stands in a one-time link."""
    return urlsafe_b64encode(chance.randbytes(24)).decode()


def six_digits(chance: Random) -> str:
    """The number that is handed over apart from the link."""
    return f"{chance.randrange(1_000_000):06d}"
