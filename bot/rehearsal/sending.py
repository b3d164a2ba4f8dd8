"""The Bot API methods that put messages into chats, change them and take them away.

Each refuses exactly where Telegram does; what the rehearsal does not serve is refused rather than ignored.
"""

import hashlib
from datetime import timedelta
from typing import Any

from bot.rehearsal.chats import Chat, Kept
from bot.rehearsal.exchange import Exchange, unix
from bot.rehearsal.journal import BOT, Labels
from bot.rehearsal.markup import check_inline_keyboard, read_caption, read_text
from bot.rehearsal.refusals import NOT_MODIFIED, TAP_TOO_OLD, bad_request
from bot.rehearsal.schema import InputFile, Json

_DELETABLE = timedelta(hours=48)
_LONGEST_TOAST = 200


def send_message(exchange: Exchange, asked: Json) -> Json:
    chat = _open_chat(exchange, asked)
    text, entities = read_text(asked["text"], asked.get("parse_mode"))
    content: Json = {"text": text, **({"entities": entities} if entities else {})}
    return _post(exchange, chat, content, asked)


def send_photo(exchange: Exchange, asked: Json) -> Json:
    size = {"width": 90, "height": 90, **_stored(exchange, asked["photo"])}
    return _send_file(exchange, asked, {"photo": [size]})


def send_document(exchange: Exchange, asked: Json) -> Json:
    document = _stored(exchange, asked["document"])
    if isinstance(asked["document"], InputFile):
        document["file_name"] = asked["document"].name
    return _send_file(exchange, asked, {"document": document})


def edit_message_text(exchange: Exchange, asked: Json) -> Json:
    chat, message = _own_message(exchange, asked)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    text, entities = read_text(asked["text"], asked.get("parse_mode"))
    shown = {key: value for key, value in message.body.items() if key not in {"text", "entities", "reply_markup"}}
    shown |= {"text": text, **({"entities": entities} if entities else {}), **_inline(asked)}
    return _change(exchange, chat, message, shown)


def edit_message_reply_markup(exchange: Exchange, asked: Json) -> Json:
    chat, message = _own_message(exchange, asked)
    bare = {key: value for key, value in message.body.items() if key != "reply_markup"}
    return _change(exchange, chat, message, {**bare, **_inline(asked)})


def delete_message(exchange: Exchange, asked: Json) -> bool:
    chat = _open_chat(exchange, asked)
    if (message := chat.find(asked["message_id"])) is None:
        raise bad_request("message to delete not found")
    if exchange.older_than(message, _DELETABLE) or not (message.from_bot or chat.kind == "private"):
        raise bad_request("message can't be deleted for everyone")
    chat.drop(message.id)
    exchange.note(chat, BOT, message.text, kind="delete")
    return True


def answer_callback_query(exchange: Exchange, asked: Json) -> bool:
    if (tap := exchange.waiting_tap(asked["callback_query_id"])) is None:
        raise bad_request(TAP_TOO_OLD)
    text = asked.get("text", "")
    if len(text) > _LONGEST_TOAST:
        raise bad_request("MESSAGE_TOO_LONG")
    tap.answered = True
    if text:
        exchange.note(tap.chat, BOT, text, kind="toast")
        if message := tap.chat.find(tap.message_id):
            message.toast = text
    return True


def send_chat_action(exchange: Exchange, asked: Json) -> bool:
    _open_chat(exchange, asked)
    return True


def _open_chat(exchange: Exchange, asked: Json) -> Chat:
    chat = exchange.chat(asked["chat_id"])
    chat.check_door()
    return chat


def _own_message(exchange: Exchange, asked: Json) -> tuple[Chat, Kept]:
    if "chat_id" not in asked or "message_id" not in asked:
        raise bad_request("message identifier is not specified")
    chat = _open_chat(exchange, asked)
    if (message := chat.find(asked["message_id"])) is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(exchange: Exchange, chat: Chat, message: Kept, shown: Json) -> Json:
    if {key: value for key, value in message.body.items() if key != "edit_date"} == _undated(shown):
        raise bad_request(NOT_MODIFIED)
    message.edited_at = exchange.clock.now()
    message.body = {**shown, "edit_date": unix(message.edited_at)}
    exchange.note(chat, BOT, message.text, message.labels, "edit")
    return message.body


def _undated(body: Json) -> Json:
    return {key: value for key, value in body.items() if key != "edit_date"}


def _post(exchange: Exchange, chat: Chat, content: Json, asked: Json) -> Json:
    markup = asked.get("reply_markup", {})
    keyboard: Labels = ()
    if "keyboard" in markup:
        keyboard = tuple(tuple(button["text"] for button in row) for row in markup["keyboard"])
    full = {**content, **_inline(asked)}
    if asked.get("protect_content"):
        full["has_protected_content"] = True
    sent = exchange.post(chat, full, None, keyboard=keyboard)
    if keyboard or markup.get("remove_keyboard"):
        chat.keyboard = keyboard
    return sent.body


def _inline(asked: Json) -> Json:
    markup = asked.get("reply_markup", {})
    if "inline_keyboard" not in markup:
        return {}
    check_inline_keyboard(markup)
    # An empty keyboard is how a bot takes the buttons away.
    rows = [row for row in markup["inline_keyboard"] if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _send_file(exchange: Exchange, asked: Json, content: Json) -> Json:
    chat = _open_chat(exchange, asked)
    if caption := read_caption(asked.get("caption", "")):
        content["caption"] = caption
    return _post(exchange, chat, content, asked)


def _stored(exchange: Exchange, given: Any) -> Json:
    if isinstance(given, InputFile):
        file_id = f"file-{hashlib.sha256(given.content).hexdigest()[:24]}"
        exchange.files[file_id] = given.content
        return {"file_id": file_id, "file_unique_id": f"u{file_id}", "file_size": len(given.content)}
    if given not in exchange.files:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return {"file_id": given, "file_unique_id": f"u{given}", "file_size": len(exchange.files[given])}
