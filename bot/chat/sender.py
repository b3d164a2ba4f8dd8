"""The one real messenger: sends and edits through the Bot API and turns whatever Telegram says into a result.

Never raises for what Telegram or the network does, and never logs what it sends. The table of DESIGN section 4, "What
Telegram said", is `_result`.
"""

import logging
from datetime import timedelta

import httpx
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.service import ports
from bot.service.ports import OutMessage, SendResult

log = logging.getLogger(__name__)

NOTHING_LEFT_TO_DO = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "query is too old",
    "message to delete not found",
)
GONE = ("chat not found", "user is deactivated", "user not found", "peer_id_invalid")
TOAST_SECONDS = 5  # the next update waits meanwhile
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)


class Sender:
    """Sends through one bot."""

    def __init__(self, bot: Bot) -> None:
        """The bot must be initialised."""
        self._bot = bot

    async def send(self, message: OutMessage) -> SendResult:
        """Send or edit one message."""
        try:
            return await self._try(message)
        except TelegramError as said:
            return result_of(said)

    async def _try(self, message: OutMessage) -> SendResult:
        keyboard = _keyboard(message)
        if message.edits is not None:
            await self._bot.edit_message_text(
                message.text, chat_id=message.chat_id, message_id=message.edits, reply_markup=keyboard
            )
            return ports.Sent(message.edits)
        sent = await self._bot.send_message(
            message.chat_id, message.text, reply_markup=keyboard, disable_notification=message.silent,
            protect_content=True,
        )  # fmt: skip
        if message.leaves:
            await leave(self._bot, message.chat_id)
        return ports.Sent(sent.message_id)


def _keyboard(message: OutMessage) -> InlineKeyboardMarkup | None:
    if not message.buttons:
        return None
    rows = [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in message.buttons]
    return InlineKeyboardMarkup(rows)


def result_of(said: TelegramError) -> SendResult:  # noqa: PLR0911 - one branch for each thing Telegram says
    """What an error means for the message: the cause tells whether it ever left."""
    match said:
        case RetryAfter():
            wait = said.retry_after
            return ports.RetryAfter(wait if isinstance(wait, timedelta) else timedelta(seconds=wait))
        case ChatMigrated(new_chat_id=chat_id):
            return ports.Migrated(chat_id)
        case Forbidden():
            return ports.Unreachable()
        case BadRequest():  # a NetworkError by inheritance, so it must be asked first
            return _refused(str(said.message).casefold())
        case InvalidToken():
            return ports.NotSent()
        case NetworkError() if isinstance(said.__cause__, NEVER_LEFT):
            return ports.NotSent()
        case _:
            return ports.Unknown()


def _refused(text: str) -> SendResult:
    if any(one in text for one in NOTHING_LEFT_TO_DO):
        return ports.Done()
    if any(one in text for one in GONE):
        return ports.Unreachable()
    return ports.Rejected("bad-request")


async def leave(bot: Bot, chat_id: int) -> None:
    """Leave a group; one already left, or that is gone, is what was wanted."""
    try:
        await bot.leave_chat(chat_id)
    except TelegramError:
        log.debug("group_not_left")


async def toast(bot: Bot, query_id: str, text: str | None) -> None:
    """Answer a tap, as every tap must be; a tap too old to answer is no fault."""
    try:
        await bot.answer_callback_query(query_id, text=text, read_timeout=TOAST_SECONDS, connect_timeout=TOAST_SECONDS)
    except TelegramError:
        log.debug("tap_not_answered")
