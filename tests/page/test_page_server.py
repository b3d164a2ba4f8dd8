"""The page's server carries out what its own page asks, one thing at a time, and nothing another site asks."""

import asyncio
import json

import pytest

JSON = "application/json"


@pytest.fixture
def ask(http, address):
    """Ask as the page does, with headers replaced or left out."""

    async def post(path, asked, **headers):
        own = {"Origin": address.rstrip("/"), "Content-Type": JSON} | {
            key.replace("_", "-"): value for key, value in headers.items()
        }
        content = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        return await http.post(
            f"{address.rstrip('/')}{path}", content=content, headers={k: v for k, v in own.items() if v}
        )

    return post


class TestStrangers:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": ""},
            {"Host": "evil.example"},
            {"Host": "127.0.0.1"},
            {"Content_Type": "text/plain"},
            {"Content_Type": "application/x-www-form-urlencoded"},
        ],
    )
    async def test_other_sites_cannot_act(self, ask, world, headers):
        """A request from another origin, under another host name, or as a plain form is refused and does nothing."""
        answer = await ask("/start", {"phone": "amina"}, **headers)
        assert answer.status_code == 403
        assert not world.people["amina"].started

    async def test_other_names_cannot_look(self, http, address):
        """A name that was pointed at this machine shows nothing."""
        for path in ("", "state", "page.js"):
            assert (await http.get(f"{address}{path}", headers={"Host": "evil.example"})).status_code == 403

    async def test_pages_are_locked_down(self, http, address):
        """No other site may frame the page, and it loads nothing from elsewhere."""
        for path in ("", "page.css", "page.js", "state"):
            answer = await http.get(f"{address}{path}")
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert "http" not in answer.text.replace(address, "")


class TestActing:
    async def test_state_only_when_it_changed(self, http, ask, address):
        """Whoever knows the newest state is sent nothing."""
        state = (await http.get(f"{address}state")).json()
        assert (state["now"], state["zone"], state["next"]) == ("Sun 3 May, 18:00", "Europe/Madrid", "Mon 4 May, 06:00")
        assert (await http.get(f"{address}state?known={state['version']}")).status_code == 204
        assert (await ask("/start", {"phone": "amina", "payload": "abc"})).json() == {"done": True}
        changed = (await http.get(f"{address}state?known={state['version']}")).json()
        texts = [message["text"] for message in changed["phones"][0]["messages"]]
        assert texts == ["/start", "You said: /start abc"]

    @pytest.mark.parametrize(
        ("path", "asked", "status", "error"),
        [
            ("/say", {"phone": "amina", "text": "Hi"}, 409, "Amina cannot write here: never started"),
            ("/say", {"phone": "dan", "text": "Hi"}, 409, "There is no such phone."),
            (
                "/tap",
                {"phone": "amina", "message_id": 1, "button": "x"},
                409,
                "Amina sees no button 'x'; there is none",
            ),
            (
                "/tap",
                {"phone": "amina", "message_id": "x", "button": "x"},
                400,
                "The page asked for something it cannot mean.",
            ),
            ("/advance", {"to": "2026-05-01T09:00"}, 409, "Time only moves on: choose a later moment."),
            ("/fault", {"what": "earthquake"}, 400, "The page asked for something it cannot mean."),
            ("/fault", {"what": "hang", "method": "x"}, 400, "The page asked for something it cannot mean."),
            ("/fault", {"what": "hang", "times": "x"}, 400, "The page asked for something it cannot mean."),
            ("/fault", {"what": "hang", "phone": "dan"}, 409, "There is no such phone."),
            ("/block", {"phone": "amina"}, 409, "Amina has no chat with the bot to block."),
            ("/say", {"text": "Hi"}, 400, "The page asked for something it cannot mean."),
            ("/say", b"{", 400, "The page asked for something it cannot mean."),
            ("/say", b"[1]", 400, "The page asked for something it cannot mean."),
        ],
    )
    async def test_what_cannot_be_done(self, ask, path, asked, status, error):
        """Nonsense is refused in words."""
        answer = await ask(path, asked)
        assert (answer.status_code, answer.json()) == (status, {"error": error})

    async def test_moments_that_are_none(self, ask):
        """A moment that cannot be read says what can."""
        answer = await ask("/advance", {"to": "soon"})
        assert answer.status_code == 400
        assert answer.json()["error"].startswith("'soon' is no point in time")

    async def test_faults_come_and_go(self, http, ask, address, world):
        """What is asked for goes wrong until it is lifted; what makes no sense of a kind is left out."""
        asked = {"what": "outage", "phone": "amina", "method": "getMe", "times": "3", "for": "3h"}
        assert (await ask("/fault", asked)).json() == {"done": True}
        assert world.server.out
        shown = (await http.get(f"{address}state")).json()["faults"]
        assert shown["active"] == ["Telegram cannot be reached, until Sun 3 May, 21:00"]
        assert shown["lately"] == ["Sun 3 May, 18:00: Telegram cannot be reached"]
        await ask("/lift", {})
        assert not world.server.out
        asked = {"what": "hang", "phone": "amina", "method": "sendMessage", "times": "3", "for": ""}
        await ask("/fault", asked)
        shown = (await http.get(f"{address}state")).json()["faults"]
        assert shown["active"] == ["no answer, sendMessage, Amina, 3 more times"]

    async def test_no_next_event_without_telegram(self, ask):
        """In an outage of unknown length there is nothing to move on to."""
        await ask("/fault", {"what": "outage"})
        told = (await ask("/advance", {"to": "next-event"})).json()
        assert told == {"error": "The bot cannot reach Telegram, until that is lifted."}

    async def test_nothing_planned(self, ask, world):
        """Without a next event the time stands still."""
        await world.perform("stop", {})
        assert (await ask("/advance", {"to": "next-event"})).json() == {"error": "Nothing is planned any more."}

    async def test_one_action_at_a_time(self, ask, world, monkeypatch):
        """Two browsers acting at once do not interleave: a second action begins when the first has settled."""
        running, most = 0, 0
        settle = world.settle

        async def slow_settle():
            nonlocal running, most
            running += 1
            most = max(most, running)
            await settle()
            running -= 1

        monkeypatch.setattr(world, "settle", slow_settle)
        answers = await asyncio.gather(*(ask("/start", {"phone": key}) for key in ("amina", "boris") * 3))
        assert ([answer.status_code for answer in answers], most) == ([200] * 6, 1)
