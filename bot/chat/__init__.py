"""The Telegram edge: the only package that imports telegram."""

import os

# python-telegram-bot then gives durations as timedelta, without a warning each time; it reads this when asked.
os.environ.setdefault("PTB_TIMEDELTA", "1")
