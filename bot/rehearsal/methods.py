"""Which Bot API methods the rehearsal serves, and which of their parameters.

A parameter that Telegram knows and the rehearsal does not serve is refused, never silently ignored.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.rehearsal import profile, sending
from bot.rehearsal.exchange import Exchange
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.schema import Json


@dataclass(frozen=True, slots=True)
class Method:
    """How a method is carried out, and the parameters it takes here."""

    carry_out: Callable[[Exchange, Json], Any]
    parameters: frozenset[str]

    def check_served(self, asked: Json) -> None:
        if unserved := sorted(asked.keys() - self.parameters):
            raise bad_request(f"the rehearsal does not serve {', '.join(unserved)}")


def _method(carry_out: Callable[[Exchange, Json], Any], parameters: str = "") -> Method:
    return Method(carry_out, frozenset(parameters.split()))


_SENT = "chat_id reply_markup disable_notification protect_content"
METHODS: Mapping[str, Method] = {
    "getMe": _method(profile.get_me),
    "sendMessage": _method(sending.send_message, f"{_SENT} text parse_mode link_preview_options"),
    "sendPhoto": _method(sending.send_photo, f"{_SENT} photo caption"),
    "sendDocument": _method(sending.send_document, f"{_SENT} document caption disable_content_type_detection"),
    "sendChatAction": _method(sending.send_chat_action, "chat_id action"),
    "editMessageText": _method(
        sending.edit_message_text, "chat_id message_id text parse_mode reply_markup link_preview_options"
    ),
    "editMessageReplyMarkup": _method(sending.edit_message_reply_markup, "chat_id message_id reply_markup"),
    "deleteMessage": _method(sending.delete_message, "chat_id message_id"),
    "answerCallbackQuery": _method(sending.answer_callback_query, "callback_query_id text show_alert cache_time"),
    "setMyCommands": _method(profile.set_my_commands, "commands scope language_code"),
    "getMyCommands": _method(profile.get_my_commands, "scope language_code"),
    "deleteMyCommands": _method(profile.delete_my_commands, "scope language_code"),
    "setMyDescription": _method(profile.set_my_description, "description language_code"),
    "setMyShortDescription": _method(profile.set_my_short_description, "short_description language_code"),
    "leaveChat": _method(profile.leave_chat, "chat_id"),
    "getChat": _method(profile.get_chat, "chat_id"),
    "deleteWebhook": _method(profile.delete_webhook, "drop_pending_updates"),
    "getWebhookInfo": _method(profile.get_webhook_info),
}
POLL = "getUpdates"
SERVED = frozenset(METHODS) | {POLL}
