"""A scenario: a story told to the real bot in a YAML file, with what it must and must not answer.

The format is told in `FORMAT`; this module holds what was read, and plays nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.rehearsal.world import Setting

FORMAT = """\
    title: A dose day                     # what a reader sees
    language: en                          # of everyone's phone, unless the cast says otherwise
    zone: Europe/Madrid                   # in which every time below is read and shown
    start: 2026-05-03 18:00               # where the virtual clock begins (or ISO with an offset: 2026-05-03T16:00Z)
    cast:                                 # who has a phone; steps name people by these keys
      amina: {role: patient}              # also: name (default: the key, capitalised), language
      boris: {role: pharmacist, language: en}
    setup:                                # acts done before the first step, in order
      - staff: {who: boris}
      - enrol: {who: amina, regimen: sd-twice-weekly}
    steps:
      - advance: {to: "Mon 09:00"}        # see below
      - expect:
          chat: amina
          contains: [Selinexor, "80 mg"]
          buttons: ["Taken both"]
      - tap: {who: amina, button: "Taken both"}
      - silence: {chat: boris, for: 2h}

Steps that act. After each, the bot is given the time to do all it has to do.

    start: {who, payload}                 # press Start, perhaps from a link
    say: {who, text, reply_to}            # type; `reply_to` is part of the text of the message replied to
    tap: {who, button, message}           # the newest button of that label; `message` is part of its message's text
                                          # both with `group: team` in a group, which stands in the cast with `role: group`
                                          # and is made by `act: {do: group, who: clara, group: team}`
    edit: {who, text}                     # change the last message this person wrote
    forward: {who, text}                  # forward a message of somebody else
    send: {who, what, caption}            # what: photo, voice, video, document, sticker, contact, location
    block: {who}    unblock: {who}        # the bot
    advance: {to}                         # "Mon 09:00", "09:00" (the next such time), "2026-05-04 09:00", an ISO instant,
                                          # "+90m", "+1h", "+2d" (days keep the wall time), or next-event (the
                                          # next time the bot writes to anybody)
    fault: {what, method, who, times, until, for, retry_after, code}    # something goes wrong from now on, see below
    lift: {what}                          # end the faults of that kind, or all (`lift: {}`)
    act: {do, save, ...}                  # what the clinic does outside Telegram: `do` names it, the rest are its options;
                                          # with `save: amina`, later texts may say {amina.code} for what it returned

Faults: how often (`times`) and until when (`until: "Mon 12:00"` or `for: 3h`); with neither, until lifted. A fault with a
`method` (sendMessage, editMessageText, answerCallbackQuery, getUpdates, ...) or a person strikes only calls of that method
or about that person's chat. `what` is one of:

    too-many-requests                     # 429: the bot is to wait for `retry_after` seconds (30) of virtual time
    server-error                          # `code`: 500, 502 (if nothing is said), 503 or 504
    hang                                  # no answer comes; the bot gives up at once, for nobody waits in a rehearsal
    dropped-before                        # the connection is lost before the message was taken
    dropped-after                         # the person sees the message, but the bot never hears so
    outage                                # the bot cannot reach Telegram at all. People keep writing; taps are forgotten
                                          # after 150 seconds and messages after 24 hours. Only `until` or `for`.

For instance:

    - fault: {what: too-many-requests, method: sendMessage, who: amina, retry_after: 30, times: 3}
    - fault: {what: outage, for: 3h}
    - advance: {to: +4h}

Steps that look.

    expect: {chat, contains, not_contains, buttons, kind, count, ever}
    silence: {chat, for, until}           # let time pass; the bot writes nothing in that chat (with neither: it wrote nothing)

`expect` looks at what the bot wrote in a chat since the last step that acted (or let time pass), or with `ever: true` since the beginning.
One of those messages must hold every text of `contains` and offer every label of `buttons`; none may hold a text of
`not_contains`; `kind` narrows it to message, edit, toast, photo, document or delete; `count` is how many there are. Capitals
count. `contains`, `not_contains` and `buttons` take one text or a list. The file is read whole and every mistake is told
with its line before anything is played.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    who: str
    payload: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    who: str
    text: str
    reply_to: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tap:
    who: str
    button: str
    message: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forward:
    who: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    who: str
    what: str
    caption: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblock:
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Advance:
    to: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    what: str
    method: str | None = None
    who: str | None = None
    times: int | None = None
    until: str | None = None
    retry_after: int | None = None
    code: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lift:
    what: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    do: str
    options: Mapping[str, str]
    save: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Expect:
    chat: str
    contains: tuple[str, ...] = ()
    not_contains: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    kind: str | None = None
    count: int | None = None
    ever: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    chat: str
    until: str | None = None


Action = Start | Say | Tap | Edit | Forward | Send | Block | Unblock | Advance | Fault | Lift | Act
Step = Action | Expect | Silence


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A step and the line it stands on."""

    step: Step
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A whole file."""

    file: str
    setting: Setting
    setup: tuple[Placed, ...]
    steps: tuple[Placed, ...]
