"""What the embedded Bot API server says when it refuses, in Telegram's words.

Clients tell errors apart by these sentences, so they must not be improved.
"""

from collections.abc import Mapping

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same"
    " as a current content and reply markup of the message"
)
ONE_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
TAP_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


class Refusal(Exception):  # noqa: N818 - not an error of ours: an answer
    """An answer with `ok: false`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        self.code = code
        self.description = description
        self.parameters = dict(parameters or {})
        super().__init__(f"{code} {description}")

    def as_json(self) -> dict[str, object]:
        told: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        return told | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(what: str, parameters: Mapping[str, int] | None = None) -> Refusal:
    return Refusal(400, f"Bad Request: {what}", parameters)


def unauthorized() -> Refusal:
    return Refusal(401, "Unauthorized")


def forbidden(what: str) -> Refusal:
    return Refusal(403, f"Forbidden: {what}")


def not_found() -> Refusal:
    return Refusal(404, "Not Found")


def conflict(what: str) -> Refusal:
    return Refusal(409, f"Conflict: {what}")
