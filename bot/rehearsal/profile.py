"""The Bot API methods about the bot itself and its chats: who it is, its commands and descriptions, getting out.

Commands are kept per scope and language, as Telegram keeps them, because patients and staff see different menus.
"""

import re

from bot.rehearsal.chats import Door
from bot.rehearsal.exchange import BOT_USER, Exchange
from bot.rehearsal.journal import BOT
from bot.rehearsal.refusals import bad_request
from bot.rehearsal.schema import Json

_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_ABILITIES = ("can_join_groups", "can_read_all_group_messages", "supports_inline_queries")
_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")


def get_me(exchange: Exchange, asked: Json) -> Json:  # noqa: ARG001
    return {**BOT_USER, **{ability: ability == "can_join_groups" for ability in _ABILITIES}}


def set_my_commands(exchange: Exchange, asked: Json) -> bool:
    if len(asked["commands"]) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in asked["commands"]:
        if not _COMMAND.fullmatch(command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    exchange.commands[_audience(exchange, asked)] = asked["commands"]
    return True


def get_my_commands(exchange: Exchange, asked: Json) -> list[Json]:
    return exchange.commands.get(_audience(exchange, asked), [])


def delete_my_commands(exchange: Exchange, asked: Json) -> bool:
    exchange.commands.pop(_audience(exchange, asked), None)
    return True


def set_my_description(exchange: Exchange, asked: Json) -> bool:
    return _describe(exchange, asked, "description", 512)


def set_my_short_description(exchange: Exchange, asked: Json) -> bool:
    return _describe(exchange, asked, "short_description", 120)


def leave_chat(exchange: Exchange, asked: Json) -> bool:
    chat = exchange.chat(asked["chat_id"])
    if chat.kind == "private":
        raise bad_request("can't leave a private chat")
    chat.check_door()
    chat.door = Door.LEFT
    exchange.note(chat, BOT, "", kind="leave")
    return True


def get_chat(exchange: Exchange, asked: Json) -> Json:
    chat = exchange.chat(asked["chat_id"])
    if chat.door is Door.NEVER_STARTED:
        raise bad_request("chat not found")
    gifts = dict.fromkeys(_GIFTS, True)
    return {**chat.body, "accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": gifts}


def delete_webhook(exchange: Exchange, asked: Json) -> bool:
    if asked.get("drop_pending_updates"):
        exchange.updates.forget_all()
    return True


def get_webhook_info(exchange: Exchange, asked: Json) -> Json:  # noqa: ARG001
    return {"url": "", "has_custom_certificate": False, "pending_update_count": exchange.updates.pending}


def _audience(exchange: Exchange, asked: Json) -> tuple[str, int | None, str]:
    scope = asked.get("scope", {"type": "default"})
    chat_id = exchange.chat(scope["chat_id"]).id if "chat_id" in scope else None
    return scope["type"], chat_id, _language(asked)


def _describe(exchange: Exchange, asked: Json, what: str, longest: int) -> bool:
    text = asked.get(what, "")
    if len(text) > longest:
        raise bad_request("BOT_DESCRIPTION_TOO_LONG")
    exchange.descriptions[what, _language(asked)] = text
    return True


def _language(asked: Json) -> str:
    language = str(asked.get("language_code", ""))
    if not _LANGUAGE.fullmatch(language):
        raise bad_request("invalid language code specified")
    return language
