"""Taking updates from Telegram so that none is lost: confirmed only after its transaction has committed.

python-telegram-bot's own updater confirms what is merely queued in memory, so the loop is ours; its Application only
dispatches. A failing update is tried again, then parked whole with an alarm; if it cannot even be parked it stays with
Telegram. The one thing sent from here directly is S8's fixed sentence.
"""

import asyncio
import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from telegram import Update
from telegram.constants import UpdateType
from telegram.error import TelegramError
from telegram.ext import Application
from telegram.request import BaseRequest, RequestData

from bot.chat.sender import Sender
from bot.domain.messages import line
from bot.logs import event
from bot.service import gaps, parking
from bot.service.office import Office
from bot.service.ports import OutMessage

log = logging.getLogger(__name__)

TRIES = 3
ALLOWED = [
    UpdateType.MESSAGE, UpdateType.EDITED_MESSAGE, UpdateType.CALLBACK_QUERY, UpdateType.MY_CHAT_MEMBER,
]  # fmt: skip
