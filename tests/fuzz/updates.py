"""Updates as our people could send them: of every kind Telegram has, most of them of the kinds we ask for.

Well-formed by the Bot API. What a person types carries that person's own word, mostly.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from bot.rehearsal.schema import Json, Schema
from tests.fuzz.cast import GROUP, QUIET, Somebody
from tests.fuzz.making import NOW, Maker

SAID = (
    "I have chest pain", "Me duele el pecho", "my nose is bleeding and it does not stop", "I feel sick", "Tengo náuseas",
    "taken", "ya la tomé", "yes", "no", "sí", "not sure", "later", "72,5", "38.5", "37º6", "101 F", "7", "20 mg", "40",
    "I took two doses", "estoy embarazada", "I feel weak", "The soup tasted of tin", "El libro azul", "thank you",
    "/start", "/help", "/report", "/report I vomited", "/weight 70", "/weight 7", "/today", "/schedule", "/contact", "/learn", "can I crush them?",
    "/language", "/alerts", "/patients", "/start abcdefghijklmnopqrstuvwxyz", "/nothing", "English", "Spanish", "123456",
    "Taken both", "Not taking it", "what now?", "the pharmacy was closed", "acted",
)  # fmt: skip
LONG = ("word " * 800, "x" * 4096, "é" * 4000)
KINDS = {"message": 50, "callback_query": 30, "edited_message": 6, "my_chat_member": 2}
TAPPED = (
    "m:report",
    "m:s:nausea",
    "m:s:weight",
    "m:today",
    "m:l:driving",
    "m:t:days",
    "m:help",
    "m:language",
    "e:lang:en",
    "e:lang:es",
    "p:1:plan",
)
ACTIONS = ("ack", "take", "go", "hold", "message", "resolve")


class Updates:
    """Makes well-formed updates; `seen` is callback data that stood on buttons, anybody's."""

    def __init__(self, rng: Random, schema: Schema, cast: Mapping[str, Somebody]) -> None:
        self._rng, self._make = rng, Maker(rng, schema.types)
        self._people = [one for key, one in cast.items() if key != QUIET]
        self._others = [one for one in schema.types["Update"]["fields"] if one not in {*KINDS, "update_id"}]
        self._fields = schema.types["Update"]["fields"]
        self.seen: Sequence[str] = ()

    def next(self, number: int) -> Json:
        """One update."""
        kind = self._rng.choices((*KINDS, "other"), (*KINDS.values(), 100 - sum(KINDS.values())))[0]
        kind = self._rng.choice(self._others) if kind == "other" else kind
        body = self._make.make(self._fields[kind]["types"][0])
        who = self._rng.choice(self._people)
        match kind:
            case "callback_query":
                self._tap(body, who)
            case "my_chat_member":
                body.update(self._head(who), date=NOW)
            case _ if self._fields[kind]["types"] == ["Message"]:
                self._message(body, who, number)
        return {"update_id": number, kind: body}

    def _head(self, who: Somebody) -> Json:
        private = {"id": who.chat_id, "type": "private", "first_name": who.key.title()}
        group = {"id": GROUP, "type": "supergroup", "title": "Somewhere"}
        user = {
            "id": who.chat_id, "is_bot": False, "first_name": who.key.title(), "language_code": who.language,
        }  # fmt: skip
        return {"chat": group if self._rng.random() < 0.03 else private, "from": user}

    def _message(self, body: Json, who: Somebody, number: int) -> None:
        body.update(self._head(who), message_id=number, date=NOW)
        for name in ("text", "caption"):
            if name in body:
                body[name] = self.words(who)
        if self._rng.random() < 0.75:
            body["text"] = self.words(who)

    def words(self, who: Somebody) -> str:
        """What somebody types."""
        said = self._rng.choice(LONG if self._rng.random() < 0.01 else SAID)
        return said if self._rng.random() < 0.3 else f"{said[:4000]} {who.word}"

    def _tap(self, body: Json, who: Somebody) -> None:
        head = self._head(who)
        body.pop("inline_message_id", None)
        shown: dict[str, Any] = {"message_id": 1, "date": 0, "chat": head["chat"]}
        body.update({"from": head["from"], "message": shown, "data": self._data()})

    def _data(self) -> str:
        """A button that stood somewhere, one of ours put together anew, or one that never was."""
        chance = self._rng.random()
        if chance < 0.6 and self.seen:
            return self._rng.choice(self.seen)
        if chance < 0.8:
            number = self._rng.choice((0, 1, 2, 3, 5, 8, 999_999_999, 10**20, -1))
            answers = [one.split(":", 2)[2] for one in self.seen if one.count(":") > 1] or ["taken"]
            head = self._rng.choice(("q", "q", "a", "p"))
            return f"{head}:{number}:{self._rng.choice((*ACTIONS, *answers))}"[:64]
        return self._rng.choice((*TAPPED, "", ":", "q::", "q:²:x", "zzz", "q:1:\x00", "a:1:" + "é" * 30))
