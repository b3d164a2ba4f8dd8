"""Text and buttons as Telegram takes them: limits, entities, and what it refuses.

Lengths are counted in UTF-16 units, as Telegram's clients count. Only simple HTML is served; every other way to
mark text up is refused rather than shown wrongly.
"""

import re
from html.parser import HTMLParser

from bot.rehearsal.refusals import bad_request
from bot.rehearsal.schema import Json

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_DATA_BYTES = 64
MOST_BUTTONS = 100
MOST_BUTTONS_IN_ROW = 8
_COMMAND = re.compile(r"(?<!\S)/[A-Za-z0-9_]{1,32}(?:@\w+)?")
_STYLES = {
    "b": "bold", "strong": "bold", "i": "italic", "em": "italic", "u": "underline", "s": "strikethrough",
    "code": "code", "pre": "pre",
}  # fmt: skip


def utf16_units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def command_entities(text: str) -> list[Json]:
    """Mark the commands in what a person typed, as Telegram's clients do."""
    return [
        {"type": "bot_command", "offset": utf16_units(text[: hit.start()]), "length": utf16_units(hit[0])}
        for hit in _COMMAND.finditer(text)
    ]


def read_text(text: str, parse_mode: str | None) -> tuple[str, list[Json]]:
    """Return the text that is shown, and its entities."""
    shown, entities = _read_html(text) if parse_mode == "HTML" else (text, [])
    if parse_mode not in {None, "", "HTML"}:
        raise bad_request("unsupported parse_mode")
    if not (shown := shown.strip()):
        raise bad_request("message text is empty")
    if utf16_units(shown) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return shown, entities


def read_caption(caption: str) -> str:
    if utf16_units(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return caption.strip()


def check_inline_keyboard(markup: Json) -> None:
    """Refuse buttons that Telegram refuses."""
    rows = markup["inline_keyboard"]
    if sum(map(len, rows)) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_ROW for row in rows):
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)


def _check_button(button: Json) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Button text must be non-empty")
    doing = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    # This is what Telegram says of empty data too.
    if not any(button[key] for key in doing):
        raise bad_request("can't parse inline keyboard button: Text buttons are not allowed in the inline keyboard")
    if "callback_data" in button and len(button["callback_data"].encode()) > LONGEST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if doing - {"callback_data", "url"}:
        raise bad_request(f"the rehearsal does not serve buttons with {', '.join(sorted(doing))}")


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.entities: list[Json] = []
        self._open: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _STYLES or attrs:
            raise bad_request(f'can\'t parse entities: Unsupported start tag "{tag}" at byte offset {self.getpos()[1]}')
        self._open.append((tag, utf16_units(self.text)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open[-1][0] != tag:
            raise bad_request(f'can\'t parse entities: Unexpected end tag "{tag}" at byte offset {self.getpos()[1]}')
        _, start = self._open.pop()
        if length := utf16_units(self.text) - start:
            self.entities.append({"type": _STYLES[tag], "offset": start, "length": length})

    def handle_data(self, data: str) -> None:
        self.text += data

    def finish(self) -> None:
        self.close()
        if self._open:
            raise bad_request(
                f"can't parse entities: Can't find end tag corresponding to start tag \"{self._open[-1][0]}\""
            )


def _read_html(text: str) -> tuple[str, list[Json]]:
    parser = _Html()
    parser.feed(text)
    parser.finish()
    shown = parser.text
    # Telegram trims the text; entities move with it.
    gone = utf16_units(shown) - utf16_units(shown.lstrip())
    return shown, [{**entity, "offset": max(0, entity["offset"] - gone)} for entity in parser.entities]
