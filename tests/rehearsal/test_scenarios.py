"""Scenarios are read whole, played through phones, and tell a failure so that a person can see it."""

import json
import re
from textwrap import dedent

import pytest

from bot.rehearsal import scenario
from bot.rehearsal.runner import run_scenario
from bot.rehearsal.scenariofile import ScenarioErrors, read_scenario
from tests.rehearsal.echo import EchoStage

HEAD = """\
title: An echo
zone: Europe/Madrid
start: 2026-05-03 18:00
cast:
  amina: {role: patient, language: es}
  boris: {role: pharmacist}
"""


@pytest.fixture
def written(tmp_path):
    """A file with these steps below the usual head."""

    def write(steps, head=HEAD):
        file = tmp_path / "echo.yaml"
        file.write_text(f"{head}steps:\n{dedent(steps)}", encoding="utf-8")
        return file

    return write


@pytest.fixture
def play(written):
    """Play these steps and return the outcome."""

    async def run(steps, head=HEAD):
        return await run_scenario(written(steps, head), EchoStage())

    return run


@pytest.fixture
def mistakes(written):
    """The mistakes found in these steps."""

    def read(steps, head=HEAD):
        with pytest.raises(ScenarioErrors) as errors:
            read_scenario(written(steps, head), EchoStage.acts)
        return [re.sub(r"^.*echo\.yaml", "", str(one)) for one in errors.value.problems]

    return read


def test_folded_text_is_read_as_one_line(written):
    """Words written over several lines arrive without marks of the file's own."""
    steps = "  - say:\n      who: amina\n      text: >-\n        one\n        two\n"
    said = read_scenario(written(steps), EchoStage.acts).steps[0]
    assert "one two" in repr(said)


class TestPlaying:
    async def test_a_whole_story(self, play):
        """Every kind of step works together, and times are those of the zone."""
        outcome = await play("""
            - start: {who: amina, payload: abc}
            - expect: {chat: amina, contains: /start abc, buttons: [Good, Bad]}
            - silence: {chat: boris}
            - advance: {to: "Mon 06:00"}
            - expect: {chat: amina, contains: [Time, reminder], count: 1}
            - tap: {who: amina, button: Good, message: reminder}
            - expect: {chat: amina, kind: toast, contains: Noted}
            - expect: {chat: amina, kind: edit, contains: "You chose: good", not_contains: [bad]}
            - silence: {chat: amina, for: 11h59m}
            - silence: {chat: boris, until: "Tue 05:00"}
            - advance: {to: next-event}
            - say: {who: amina, text: Hola, reply_to: reminder}
            - edit: {who: amina, text: Adiós}
            - forward: {who: amina, text: Words of a friend}
            - send: {who: amina, what: photo, caption: my box}
            - send: {who: amina, what: voice}
            - block: {who: amina}
            - unblock: {who: amina}
            - expect: {chat: amina, ever: true, contains: Words of a friend}
            - advance: {to: +1d}
            - expect: {chat: amina, contains: Time}
        """)
        assert outcome.failure is None

    async def test_acts_and_what_they_return(self, play):
        """What an act returned can be said later."""
        outcome = await play(
            """
            - start: {who: amina}
            - say: {who: amina, text: "{invite.code}"}
            - expect: {chat: amina, contains: "123456"}
            - act: {do: stop, save: other}
            - say: {who: amina, text: "{invite.regimen} {other.code}"}
            - expect: {chat: amina, contains: "sd 123456"}
            """,
            f"{HEAD}setup:\n  - enrol: {{who: amina, regimen: sd, save: invite}}\n",
        )
        assert outcome.failure is None

    async def test_faults(self, play):
        """What goes wrong strikes whom it is about, as often and as long as it says, and ends when lifted."""
        outcome = await play("""
            - start: {who: amina}
            - start: {who: boris}
            - fault: {what: too-many-requests, method: sendMessage, who: amina, retry_after: 30, times: 1}
            - say: {who: boris, text: Hello}
            - expect: {chat: boris, contains: Hello}
            - say: {who: amina, text: One}
            - silence: {chat: amina}
            - say: {who: amina, text: Two}
            - expect: {chat: amina, contains: Two}
            - fault: {what: server-error, code: 500}
            - fault: {what: hang, until: "19:00"}
            - lift: {what: server-error}
            - say: {who: amina, text: Three}
            - silence: {chat: amina, for: 59m}
            - advance: {to: +1m}
            - expect: {chat: amina, contains: Three}
            - say: {who: amina, text: Four}
            - expect: {chat: amina, contains: Four}
            - fault: {what: outage, for: 2h}
            - say: {who: amina, text: Five}
            - advance: {to: +1h59m}
            - silence: {chat: amina}
            - advance: {to: +1m}
            - expect: {chat: amina, contains: Five}
            - fault: {what: dropped-after, method: getUpdates}
            - say: {who: amina, text: Six}
            - lift: {}
            - expect: {chat: amina, contains: Six, count: 1}
        """)
        assert outcome.failure is None
        assert next(entry.text for entry in outcome.journal if entry.kind == "fault") == (
            "sendMessage: 429 Too Many Requests, retry after 30"
        )

    async def test_transcript_is_written_even_on_failure(self, written, tmp_path):
        """One JSON object a line, with what was said until the failure."""
        file = written("- start: {who: amina}\n- expect: {chat: boris, contains: x}\n")
        outcome = await run_scenario(file, EchoStage(), tmp_path / "out.jsonl")
        assert not outcome.passed
        lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
        assert [sorted(line) for line in lines] == [["at", "buttons", "chat", "from", "kind", "text"]] * 2
        assert lines[1] == {
            "at": "2026-05-03T16:00:00Z", "chat": "Amina", "from": "bot", "text": "You said: /start",
            "buttons": [["Good", "Bad"]], "kind": "message",
        }  # fmt: skip


class TestFailing:
    async def test_the_picture_of_a_failure(self, play):
        """A failure names the line, what was expected, what came instead with times, and what came before."""
        outcome = await play("""\
            - start: {who: amina}
            - say: {who: amina, text: Hello}
            - expect: {chat: amina, contains: ["You said", Goodbye], buttons: [Later]}
        """)
        head, _, body = outcome.failure.partition("\n")
        assert head.endswith(
            'echo.yaml:10: expect failed on Sun 3 May, 18:00: expected one message with "You said", "Goodbye"'
            ' offering [Later]; the nearest lacks "Goodbye", [Later]'
        )  # fmt: skip
        assert body == dedent("""\
            Since the last act:
              Sun 3 May, 18:00  Amina, message:
                  | Hello
              Sun 3 May, 18:00  bot, message:
                  | You said: Hello
                  [Good] [Bad]
                  lacks "Goodbye", [Later]
            Before that:
              Sun 3 May, 18:00  Amina, start:
                  | /start
              Sun 3 May, 18:00  bot, message:
                  | You said: /start
                  [Good] [Bad]""")

    @pytest.mark.parametrize(
        ("step", "why"),
        [
            ("expect: {chat: amina, contains: [You said, Good]}", 'the nearest lacks "Good"'),
            ("expect: {chat: amina, not_contains: You said}", 'a message contains "You said", which must not be said'),
            ("expect: {chat: amina, count: 2}", "expected 2, the bot wrote 1"),
            ("expect: {chat: amina, kind: toast, contains: You}", 'expected a toast with "You"; the bot wrote nothing'),
            ("expect: {chat: boris, contains: You}", 'expected one message with "You"; the bot wrote nothing'),
            ("expect: {chat: boris}", "expected one message; the bot wrote nothing"),
            ("silence: {chat: amina}", "the bot was to write nothing"),
            ("silence: {chat: amina, for: 12h}", "the bot was to write nothing"),
            ("tap: {who: amina, button: Later}", "Amina sees no button 'Later'; there is 'Good', 'Bad'"),
            ("tap: {who: amina, button: Good, message: nothing}", 'Amina sees no message with "nothing"'),
            ("edit: {who: boris, text: Hi}", "Boris has written nothing yet"),
            ("say: {who: boris, text: Hi}", "Boris cannot write here: never started"),
            ("advance: {to: 2026-05-03 17:59}", "it is Sun 3 May, 18:00 already, later than Sun 3 May, 17:59"),
            ("act: {do: fail}", "no such patient"),
            ('say: {who: amina, text: "{amina.code}"}', "{amina.code} was never saved; there is nothing"),
        ],
    )
    async def test_whatever_fails_is_told(self, play, step, why):
        """Each way to fail has its own sentence."""
        outcome = await play(f"- start: {{who: amina}}\n- {step}\n")
        assert f"echo.yaml:9: {step.partition(':')[0]} failed on" in outcome.failure
        assert why in outcome.failure

    async def test_nothing_planned(self, play):
        """Asking for the next event when there is none fails instead of standing still."""
        outcome = await play("- act: {do: stop}\n- advance: {to: next-event}\n")
        assert "Nothing is planned any more" in outcome.failure

    async def test_the_next_event_is_one_that_shows(self, play):
        """Events at which nobody is written to are passed through; a bot that never writes again has no next event."""
        outcome = await play("- advance: {to: next-event}\n")
        assert "Nothing is planned any more" in outcome.failure

    async def test_breaking_the_bot_api_fails(self, play):
        """A scenario in which the bot sent nonsense to Telegram does not pass."""
        outcome = await play("- act: {do: break}\n")
        assert "request sendMessage: Bad Request: sendMessage has no colour" in outcome.failure


class TestMistakes:
    def test_all_mistakes_at_once_with_lines_and_hints(self, mistakes):
        """Typing mistakes are found before anything is played, each with its line and a hint."""
        found = mistakes("""\
            - sya: {who: amina, text: Hello}
            - say: {who: amena, text: Hello}
            - expect: {chat: amina, containz: x}
            - tap: {who: amina}
            - advance: {to: tomorrow}
            - silence: {chat: amina, for: long}
            - expect: {chat: amina, count: many, ever: perhaps}
            - send: {who: amina, what: phto}
            - act: {do: enroll, who: amina}
            - act: {do: enrol, regime: sd}
            - say: {who: amina, text: [a]}
            - {say: {who: amina, text: a}, tap: {who: amina, button: b}}
            - say
            - fault: {what: outgae, for: 3h}
            - fault: {what: outage, who: amina, for: 3h, times: 2}
            - fault: {what: hang, method: sendMesage, who: amena, times: 0}
            - fault: {what: server-error, code: 404, retry_after: 3}
            - fault: {for: long}
            - lift: {what: hangs}
        """)
        whens = 'say "Mon 09:00", "09:00", "2026-05-04 09:00", an ISO instant, "+1h", "+2d" or next-event'
        assert found == [
            ":8: there is no step 'sya' (did you mean 'say'?)",
            ":9: 'amena' is not in the cast (did you mean 'amina'?)",
            ":10: expect has no 'containz' (did you mean 'contains'?)",
            ":11: tap needs 'button' (add it)",
            f":12: 'tomorrow' is no point in time: {whens}",
            f":13: '+long' is no point in time: {whens}",
            ":14: 'perhaps' is not possible here (known: false, true)",
            ":14: a whole number is expected here",
            ":15: nobody can send 'phto' (did you mean 'photo'?)",
            ":16: there is no act 'enroll' (did you mean 'enrol'?)",
            ":17: 'enrol' has no option 'regime' (did you mean 'regimen'?)",
            ":18: a text is expected here",
            ":19: a step has one name and its options (such as '- say: {who: amina, text: Hello}')",
            ":20: a step needs names and values (such as 'title: A dose day')",
            ":21: there is no fault 'outgae' (did you mean 'outage'?)",
            ":22: 'outage' has no 'times' (it has for, until, what)",
            ":22: 'outage' has no 'who' (it has for, until, what)",
            ":23: 'amena' is not in the cast (did you mean 'amina'?)",
            ":23: 'times' is 1 or more",
            ":23: the bot calls no method 'sendMesage' (did you mean 'sendMessage'?)",
            ":24: 'server-error' has no 'retry_after' (it has code, for, method, times, until, what, who)",
            ":24: 404 is no server error (known: 500, 502, 503, 504)",
            f":25: '+long' is no point in time: {whens}",
            ":25: fault needs 'what' (add it)",
            ":26: there is no fault 'hangs' (did you mean 'hang'?)",
        ]

    def test_mistakes_in_the_head(self, mistakes):
        """Zone, start, language and the cast are checked too."""
        head = "title: x\nzone: Europe/Madird\nstart: today\nlanguage: en\ncast:\n  amina: {rol: patient}\n"
        assert mistakes("- say: {who: amina, text: a}\n", head) == [
            ":2: there is no zone 'Europe/Madird' (did you mean Europe/Madrid, Europe/Samara?)",
            ':3: \'today\' is no point in time: say "Mon 09:00", "09:00", "2026-05-04 09:00", an ISO instant, "+1h", "+2d" or next-event',
            ":6: amina has no 'rol' (did you mean 'role'?)",
            ":6: amina needs 'role' (add it)",
        ]  # fmt: skip

    @pytest.mark.parametrize("content", ["", "- a", "title: [", "title: x\nzone: UTC\n", "\x00", "a: &a [*a]"])
    def test_files_that_are_no_scenario(self, tmp_path, content):
        """An empty file, another file, and no YAML at all are told so."""
        file = tmp_path / "odd.yaml"
        file.write_text(content, encoding="utf-8")
        with pytest.raises(ScenarioErrors):
            read_scenario(file, EchoStage.acts)

    def test_a_file_that_is_not_there(self, tmp_path):
        """A wrong path is a mistake like any other."""
        with pytest.raises(ScenarioErrors, match="cannot be read"):
            read_scenario(tmp_path / "none.yaml", EchoStage.acts)


def test_the_documented_example_is_readable(tmp_path):
    """The example in the documentation of the format is a scenario."""
    example = re.search(r"(?ms)^    title:.*?(?=^\S)", scenario.FORMAT)[0]
    file = tmp_path / "example.yaml"
    file.write_text(dedent(example), encoding="utf-8")
    acts = {"staff": frozenset({"who"}), "enrol": frozenset({"who", "regimen"})}
    assert len(read_scenario(file, acts).steps) == 4
