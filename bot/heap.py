"""What is made at the start stays for good, so the garbage collector need not look through it again and again.

Importing and reading the content make some million objects and next to no garbage: looking for it there took a quarter of the
start, and later a sixth of every tap. Knows nothing of what is kept, and frees nothing by hand.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SELDOM = (
    50_000,
    20,
    50,
)  # new objects between two looks, then looks between two at older ones; a few megabytes at most


@contextmanager
def made_to_stay() -> Iterator[None]:
    """What is made within is never looked through again; may stand in itself, one after the other."""
    gc.disable()
    try:
        yield
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)
        gc.enable()
