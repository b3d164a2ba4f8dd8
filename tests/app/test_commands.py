"""The command line: each mistake is one clear sentence, and writes nothing."""

import asyncio
import json
import logging
import sys
import threading
from datetime import date, timedelta
from unittest import mock
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from click.testing import CliRunner
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.cli import main
from bot.clock import SystemClock, VirtualClock
from bot.content.library import load_library
from bot.rehearsal import refusals
from bot.service import readiness, staffing
from bot.store import tables
from bot.store.engine import create_engine
from tests.support.edge import CERTIFICATES, CONTENT, SUNDAY_EVENING, rows, telegram

CANARIES = ("MRN-4711", "600 123 456", "xyzzy")


@pytest.fixture(autouse=True)
def logging_as_before():
    """Commands take the logs over for their process; here they give them back."""
    root = logging.getLogger()
    before = (
        root.handlers[:],
        root.level,
        sys.excepthook,
        threading.excepthook,
        sys.unraisablehook,
        logging.raiseExceptions,
    )
    levels = {
        name: one.level for name, one in logging.root.manager.loggerDict.items() if isinstance(one, logging.Logger)
    }
    root.handlers[:] = []
    yield
    root.handlers[:], level, sys.excepthook, threading.excepthook, sys.unraisablehook, logging.raiseExceptions = before
    root.setLevel(level)
    for name, kept in levels.items():
        logging.getLogger(name).setLevel(kept)


@pytest.fixture(autouse=True)
def quick(library):
    """The shipped content is read once, and no certificates: a command is otherwise all waiting for these."""

    def load(folder):
        return library if folder == CONTENT else load_library(folder)

    with (
        mock.patch("bot.cli.common.load_library", load),
        mock.patch("httpx._transports.default.create_ssl_context", return_value=CERTIFICATES),
    ):
        yield


@pytest.fixture
async def server():
    """Telegram, on the machine's clock."""
    async with telegram(SystemClock()) as opened:
        yield opened
        assert opened.violations == []


@pytest.fixture
def env(server, database_url):
    """The settings of a clinic."""
    return {
        "DOSEDAY_TELEGRAM_TOKEN": server.token, "DOSEDAY_TELEGRAM_API_URL": server.url,
        "DOSEDAY_DATABASE_URL": database_url, "DOSEDAY_EMERGENCY_NUMBER": "112", "DOSEDAY_CLINIC_PHONE": "555 0100",
    }  # fmt: skip


@pytest.fixture
async def engine(database_url):
    """The same database, to look into."""
    made: AsyncEngine = create_engine(database_url)
    yield made
    await made.dispose()


async def doseday(env, *args, typed=None):
    """Run one command in a thread, as it has a loop of its own; returns (status, what it said)."""
    done = await asyncio.to_thread(lambda: CliRunner().invoke(main, list(args), env=env, input=typed))
    assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
    assert "Traceback" not in done.output
    return done.exit_code, done.output


async def refused(env, *args, typed=None):
    """What a command says that does not do what it was asked."""
    status, said = await doseday(env, *args, typed=typed)
    assert status != 0, said
    return said


async def linked(env, server, name="Boris"):
    """Somebody on call, by the real commands."""
    with mock.patch.object(staffing.chance, "token", return_value=f"{name}-link-0123456789"):
        status, said = await doseday(env, "staff", "invite", name)
        assert status == 0, said
    number = said.rstrip().rsplit(" ", 1)[1]
    await server.people[name].start(f"{name}-link-0123456789")
    return number


class TestRunRefuses:
    """`doseday run` starts only when patients can be served."""

    @pytest.mark.parametrize("name", ["TELEGRAM_TOKEN", "EMERGENCY_NUMBER", "CLINIC_PHONE"])
    async def test_without_a_setting(self, env, name):
        """Each missing one is named, with what to do."""
        said = await refused({**env, f"DOSEDAY_{name}": ""}, "run")
        assert said.count("\n") == 1
        assert f"DOSEDAY_{name} is not set." in said

    async def test_without_any(self, env):
        """All at once."""
        said = await refused(dict.fromkeys(env, ""), "run")
        assert said.count("is not set.") == 3

    async def test_with_a_misspelt_setting(self, env):
        """A typo is not silently ignored."""
        assert "Did you mean DOSEDAY_CLINIC_PHONE?" in await refused({**env, "DOSEDAY_CLINIC_PHONES": "1"}, "run")

    async def test_without_anybody_on_call(self, env):
        """Nobody would be rung."""
        said = await refused(env, "run", "--allow-draft")
        assert "E010 Nobody on call" in said

    async def test_with_unsigned_content(self, env):
        """Real patients get signed words only."""
        assert "E020" in await refused(env, "run")

    async def test_without_a_database(self, env):
        """Not reachable is said without the password."""
        url = "postgresql://doseday:xyzzy@127.0.0.1:9/doseday"
        said = await refused({**env, "DOSEDAY_DATABASE_URL": url}, "run")
        assert "E002 The database cannot be reached" in said
        assert said.count("\n") == 1
        assert "xyzzy" not in said

    async def test_with_a_database_that_does_not_exist(self, env, database_kind):
        """The server is there, the database is not."""
        if database_kind == "sqlite":
            url = env["DOSEDAY_DATABASE_URL"] + "/not/a/folder.db"
        else:
            url = env["DOSEDAY_DATABASE_URL"].replace("/test_", "/never_made_")
        said = await refused({**env, "DOSEDAY_DATABASE_URL": url}, "run")
        assert "DATABASE_URL" in said

    async def test_with_a_file_that_is_no_database(self, env, tmp_path):
        """Somebody pointed it at the wrong file."""
        (tmp_path / "notes.txt").write_text("xyzzy" * 500)
        said = await refused({**env, "DOSEDAY_DATABASE_URL": f"sqlite:///{tmp_path}/notes.txt"}, "run")
        assert "E002" in said

    async def test_with_a_database_of_a_newer_release(self, env, engine):
        """Never written to."""
        async with engine.begin() as tx:
            await tx.execute(sa.text("UPDATE alembic_version SET version_num = '9999_future'"))
        assert "E003 The database was written by a newer release" in await refused(env, "run")

    async def test_with_a_clock_that_is_plainly_wrong(self, env):
        """A year that cannot be, or minutes away from Telegram's server."""
        virtual = VirtualClock(SUNDAY_EVENING.replace(year=2020))
        with mock.patch("bot.cli.common.SystemClock", return_value=virtual):
            assert "E031 The clock says 2020" in await refused(env, "run", "--allow-draft")
        ahead = VirtualClock(SystemClock().now() + timedelta(minutes=10))
        with mock.patch("bot.cli.common.SystemClock", return_value=ahead):
            assert "E032 The clock is" in await refused(env, "run", "--allow-draft")

    async def test_with_a_token_telegram_does_not_know(self, env, server):
        """And the token is not repeated."""
        await doseday(env, "staff", "confirm", await linked(env, server))
        with mock.patch.object(readiness, "_on_call", return_value=[]):
            said = await refused({**env, "DOSEDAY_TELEGRAM_TOKEN": "123:xyzzy-xyzzy"}, "run", "--allow-draft")
        assert "E004 Telegram does not know this token" in said
        assert "xyzzy" not in said

    async def test_with_a_bot_api_that_is_not_there(self, env):
        """The network, or the address."""
        with mock.patch.object(readiness, "_on_call", return_value=[]):
            said = await refused({**env, "DOSEDAY_TELEGRAM_API_URL": "http://127.0.0.1:9"}, "run", "--allow-draft")
        assert "E004 The Bot API cannot be reached" in said

    async def test_with_content_that_has_a_typo(self, env, tmp_path):
        """Every problem, and no traceback."""
        said = await refused({**env, "DOSEDAY_CONTENT_DIR": str(tmp_path)}, "run")
        assert "problems in" in said


class TestStaff:
    """`doseday staff`."""

    async def test_invited_and_waited_for(self, env, server, engine):
        """The first person: the command itself hears the link, asks, and confirms."""
        with mock.patch.object(staffing.chance, "token", return_value="boris-link"):
            waiting = asyncio.ensure_future(doseday(env, "staff", "invite", "Boris", "--wait", typed="y\n"))
            await self._until(lambda: server.polled)
            await server.people["Boris"].start("boris-link")
            status, said = await waiting
        assert (status, said.rstrip().endswith("Confirmed.")) == (0, True), said
        assert [one["status"] for one in await rows(engine, tables.staff)] == ["active"]

    async def test_the_wrong_person_is_removed(self, env, server, engine):
        """'No' ends it."""
        with mock.patch.object(staffing.chance, "token", return_value="boris-link"):
            waiting = asyncio.ensure_future(doseday(env, "staff", "invite", "Boris", "--wait", typed="n\n"))
            await self._until(lambda: server.polled)
            await server.people["Dan"].start("boris-link")
            status, said = await waiting
        assert (status, "Removed" in said) == (0, True)
        assert [one["status"] for one in await rows(engine, tables.staff)] == ["removed"]

    async def _until(self, true):
        clock = SystemClock()
        for _ in range(2000):
            if true():
                return
            await clock.sleep_until(clock.now() + timedelta(milliseconds=5))
        pytest.fail("It did not come to pass.")

    async def test_waiting_while_the_bot_runs_says_who_hears_the_link(self, env, server):
        """Two would take updates from each other."""

        async def conflict(method, asked):
            if method == "getUpdates":
                raise refusals.conflict("terminated by other getUpdates request")

        server.intercept = conflict
        said = await refused(env, "staff", "invite", "Boris", "--wait")
        assert "E005 The bot is running" in said

    async def test_list_confirm_and_remove(self, env, server, engine):
        """By number; a wrong number is said."""
        number = await linked(env, server)
        assert "Nobody waits" in await refused(env, "staff", "confirm", number)
        _, said = await doseday(env, "staff", "list")
        assert "invited" in said
        assert "Boris" in said
        assert "nobody under number 99" in await refused(env, "staff", "remove", "99")
        assert "cannot be read" in await refused(env, "staff", "hours", number, "whenever")
        assert "Nobody active" in await refused(env, "staff", "group", "--team", "elsewhere")
        assert "has no group" in await refused(env, "staff", "group", "--unbind")
        assert "nobody under number 99" in await refused(env, "staff", "hours", "99", "none")
        status, said = await doseday(env, "staff", "hours", number, "Mon-Fri 08:00-17:00")
        assert (status, "mon,tue,wed,thu,fri 08:00-17:00" in said) == (0, True)
        assert (await doseday(env, "staff", "remove", number))[0] == 0
        assert "nobody under number" in await refused(env, "staff", "remove", number)
        assert [one["status"] for one in await rows(engine, tables.staff)] == ["removed"]

    async def test_without_a_token_it_says_so(self, env):
        """Inviting needs Telegram, for the name of the bot."""
        assert "E001 DOSEDAY_TELEGRAM_TOKEN is not set." in await refused(
            {**env, "DOSEDAY_TELEGRAM_TOKEN": ""}, "staff", "invite", "Boris"
        )


def enrolment(**changed):
    """The options of a whole enrolment."""
    tomorrow = SystemClock().now().date() + timedelta(days=1)
    given = {
        "--by": "Boris", "--reference": "MRN-4711", "--phone": "600 123 456", "--start": tomorrow.isoformat(),
        "--time": "09:00", "--zone": "Europe/Madrid", "--language": "en", "--weight": "72,5",
        "--weight-on": (tomorrow - timedelta(days=2)).isoformat(), "--monitoring": "offered", "--antiemetic": "ondansetron, 8 mg, 30",
        "--selinexor-tablets": "20", "--selinexor-brand": "Xpovio", "--dexamethasone-tablets": "20",
        "--dexamethasone-brand": "Dexamethasone",
    } | changed  # fmt: skip
    return [
        "enrol",
        "--checked",
        "--practice",
        *(part for pair in given.items() for part in pair if pair[1] is not None),
    ]


class TestEnrol:
    """`doseday enrol` and `doseday relink`."""

    async def test_a_whole_enrolment_prints_link_and_number(self, env, server, engine):
        """And writes one patient; the same reference again is refused; a new link replaces the old."""
        await linked(env, server)
        status, said = await doseday(env, *enrolment())
        assert status == 0, said
        assert "Enrolled as T-" in said
        assert "https://t.me/" in said
        (patient,) = await rows(engine, tables.patients)
        assert (patient["baseline_kg"], patient["practice"]) == ("72.5", True)
        assert "MRN-4711" in await refused(env, *enrolment())
        assert len(await rows(engine, tables.patients)) == 1
        status, said = await doseday(env, "relink", "MRN-4711")
        assert status == 0, said
        invites = [one for one in await rows(engine, tables.invites, role="patient") if one["used_at"] is None]
        assert len([one for one in invites if one["expires_at"] > SystemClock().now()]) == 1
        assert "No patient with this reference" in await refused(env, "relink", "nobody")

    async def test_monitoring_is_the_pharmacists(self, env, server, engine):
        """A line that cannot be read says how; the pharmacist's figures are kept as written; nothing is due of doses yet."""
        await linked(env, server)
        wrong = await refused(env, *enrolment(**{"--monitoring": "weight: sometimes"}))
        assert "sometimes" in wrong
        assert await rows(engine, tables.patients) == []
        status, said = await doseday(env, *enrolment(**{"--monitoring": "closer every 14 until 91"}))
        assert status == 0, said
        assert "every 14 until 91" in (await rows(engine, tables.patients))[0]["monitoring"]
        assert await doseday(env, "adherence", "all", "--json") == (0, "[]\n")
        status, said = await doseday(env, "alerts", "report", "--since", "2026-05-01", "--until", "2026-05-31")
        assert (status, "No reports in this period." in said, "No alerts in this period." in said) == (0, True, True)
        status, said = await doseday(env, "alerts", "report", "--json")
        assert (status, json.loads(said)["alerts"]["acted_share"]) == (0, None)
        assert "first day" in await refused(env, "alerts", "report", "--since", "2026-06-01", "--until", "2026-05-01")
        assert "No patient with this reference" in await refused(env, "adherence", "nobody")

    @pytest.mark.parametrize(("changed", "expected"), [
        ({"--zone": "Europe/Madird"}, "Did you mean Europe/Madrid"),
        ({"--zone": "EST"}, "is not a time zone we know"),
        ({"--start": "2026-02-30"}, "is not a date"),
        ({"--start": "04/05/2026"}, "is not a date"),
        ({"--time": "25:00"}, "is not a time of day"),
        ({"--time": "aspirin=09:00"}, "is not a drug of a plan"),
        ({"--time": "selinexor=09:00"}, "No time of day for dexamethasone"),
        ({"--selinexor-mg": "70"}, "20"),
        ({"--selinexor-mg": "-80"}, "above 0"),
        ({"--selinexor-mg": "NaN"}, "above 0"),
        ({"--selinexor-mg": "200"}, ""),
        ({"--selinexor-tablets": "33"}, ""),
        ({"--dexamethasone-mg": "80"}, ""),
        ({"--weight": "7"}, ""),
        ({"--weight": "seventy"}, "is not an amount"),
        ({"--weight-on": "2020-01-01"}, ""),
        ({"--language": "xx"}, "is not one of"),
        ({"--regimen": "no-such"}, "There is no regimen 'no-such'"),
        ({"--regimen": "dlbcl-twice-weekly"}, "dlbcl-twice-weekly is switched off"),
        ({"--selinexor-days": "1,2"}, "two days in a row"),
        ({"--selinexor-days": "1-3"}, "write them as 1,8,15"),
        ({"--selinexor-tablets": "1x60"}, "is not 1 x 60 mg"),
        ({"--dexamethasone-tablets": "1x40"}, "Ask the prescriber"),
        ({"--body-surface": "143"}, "A body surface of 143 m² cannot be right"),
        ({"--antiemetic": "ondansetron"}, "An antiemetic needs a name, an amount and a time"),
        ({"--antiemetic": "ondansetron, 8 mg, every 12 h until 24 h", "--time": "17:00"}, "ondansetron 05:00, first on"),
        ({"--contact": "Somebody"}, "--contact is written as"),
        ({"--reference": "  "}, ""),
        ({"--team": "nowhere"}, "nowhere"),
    ])  # fmt: skip
    @pytest.mark.parametrize("database_kind", ["sqlite"], indirect=True)
    async def test_what_cannot_be_right_is_refused(self, env, server, engine, changed, expected):
        """One clear sentence; nobody is enrolled."""
        await linked(env, server)
        said = await refused(env, *enrolment(**changed), typed="")
        assert expected in said
        assert await rows(engine, tables.patients) == []
        assert await rows(engine, tables.plans) == []
        assert await rows(engine, tables.agenda) == []

    async def test_a_missing_weight_is_asked_for_and_never_made_up(self, env, server, engine):
        """Without an answer nothing happens."""
        await linked(env, server)
        said = await refused(env, *enrolment(**{"--weight": None}), typed="")
        assert "Weight before C1D1" in said
        assert await rows(engine, tables.patients) == []

    async def test_an_unusual_plan_needs_a_reason_and_a_second_yes(self, env, server, engine):
        """60 mg at the start is possible, and asked about twice."""
        await linked(env, server)
        unusual = enrolment(**{"--dexamethasone-mg": "40"})
        assert "Nothing was written." in await refused(env, *unusual, typed="\n")
        assert await rows(engine, tables.patients) == []
        status, said = await doseday(env, *unusual, typed="Prescriber's decision\ny\n")
        assert status == 0, said
        assert "Unusual:" in said
        (plan,) = await rows(engine, tables.plans)
        assert plan["reason"] == "Prescriber's decision"

    async def test_svd_for_a_small_person_is_asked_about_twice(self, env, server, engine):
        """100 mg is above 70 mg for each of 1.4 square metres: the cap is named, and the reason kept (F-DOSE-05)."""
        await linked(env, server)
        svd = enrolment(**{"--regimen": "svd-weekly", "--body-surface": "1.4"})
        status, said = await doseday(env, *svd, typed="Prescriber knows\ny\n")
        assert status == 0, said
        assert "body surface of 1.4 m²: 70 mg/m², here 98 mg" in said
        (patient,) = await rows(engine, tables.patients)
        assert patient["body_surface_m2"] == "1.4"
        (plan,) = await rows(engine, tables.plans)
        assert [one["name"] for one in plan["body"]["visits"]] == ["bortezomib"]

    async def test_a_patient_already_on_treatment(self, env, server, engine):
        """A C1D1 in the past: the cycle day is said, and the plan is in force from today."""
        await linked(env, server)
        today = SystemClock().now().astimezone(ZoneInfo("Europe/Madrid")).date()
        start = today - timedelta(days=15)
        past = enrolment(**{"--start": start.isoformat(), "--weight-on": (start - timedelta(days=3)).isoformat()})
        status, said = await doseday(env, *past)
        assert status == 0, said
        assert "today is C3D2" in said
        (plan,) = await rows(engine, tables.plans)
        assert (plan["body"]["c1d1_on"], plan["body"]["effective_on"]) == (start.isoformat(), today.isoformat())

    async def test_what_a_regimen_leaves_open_is_asked_for(self, env, server, engine):
        """Cycle, amount, days and tablets of a prescription of nobody's; the tablets are chosen from every way."""
        await linked(env, server)
        custom = enrolment(**{
            "--regimen": "custom", "--selinexor-tablets": None, "--selinexor-brand": None, "--dexamethasone-tablets": None,
        })  # fmt: skip
        typed = ["21", "1,8", "60", "b", "Nexpovio", "none", "Trial protocol", "y"]
        status, said = await doseday(env, *custom, typed="".join(f"{one}\n" for one in typed))
        assert status == 0, said
        assert "a  1 x 60 mg" in said
        assert "b  1 x 40 mg + 1 x 20 mg" in said
        (plan,) = await rows(engine, tables.plans)
        (drug,) = plan["body"]["drugs"]
        assert (plan["body"]["cycle_days"], drug["drug"], drug["mg"], drug["days"]) == (21, "selinexor", "60", [1, 8])
        assert (drug["brand"], [one["strength_mg"] for one in drug["tablets"]]) == ("Nexpovio", ["40", "20"])

    async def test_a_fault_shows_no_words_of_anybody(self, env, server):
        """Whatever breaks inside, the terminal gets no reference, phone or name from it."""
        await linked(env, server)
        broken = ValueError(f"MRN-4711 600 123 456 xyzzy {server.token}")
        with mock.patch("bot.service.enrolling.enrol", side_effect=broken):
            said = await refused(env, *enrolment())
        assert "E099" in said
        assert not any(one in said for one in (*CANARIES, server.token))


class TestCheckAndMigrate:
    """`doseday check` and `doseday migrate`."""

    async def test_check_names_every_trouble_with_a_number(self, env):
        """Nothing linked, nothing signed."""
        said = await refused({**env, "DOSEDAY_CLINIC_PHONE": ""}, "check")
        for code in ("E001", "E010", "E020"):
            assert code in said

    async def test_migrate_brings_an_empty_database_up(self, env, empty_database_url):
        """And says so; twice is as good as once."""
        for _ in range(2):
            status, said = await doseday({**env, "DOSEDAY_DATABASE_URL": empty_database_url}, "migrate")
            assert status == 0, said
            assert "this release's version" in said


KEYS = {"kind", "drug", "mg", "tablets", "cycle", "day", "local", "utc"}


class TestTimeline:
    """`doseday timeline`: no settings, no database, no Telegram."""

    def timeline(self, *args):
        done = CliRunner().invoke(main, ["timeline", *args])
        assert done.exception is None or isinstance(done.exception, SystemExit), repr(done.exception)
        return done

    def test_json_has_the_agreed_shape(self):
        """One array, one object per drug and event, exactly these keys."""
        done = self.timeline(
            "sd-twice-weekly",
            "--start",
            "2026-05-04",
            "--time",
            "09:00",
            "--zone",
            "Europe/Madrid",
            "--weeks",
            "4",
            "--json",
        )
        assert done.exit_code == 0
        told = json.loads(done.stdout)
        assert all(set(one) == KEYS for one in told)
        assert {one["kind"] for one in told} >= {"heads-up", "antiemetic", "dose"}
        assert {one["kind"] for one in told} <= {
            "heads-up",
            "antiemetic",
            "dose",
            "check-in",
            "weight",
            "blood-test",
            "visit",
        }
        doses = [one for one in told if one["kind"] == "dose" and one["drug"] == "selinexor"]
        assert [(one["mg"], one["tablets"], one["cycle"], one["day"]) for one in doses][:2] == [
            (80, "4 x 20 mg", 1, 1),
            (80, "4 x 20 mg", 1, 3),
        ]
        assert (doses[0]["local"], doses[0]["utc"]) == ("2026-05-04T09:00:00+02:00", doses[0]["utc"])
        assert doses[0]["utc"].startswith("2026-05-04T07:00:00")
        assert len(doses) == 8
        assert [one["utc"] for one in told] == sorted(one["utc"] for one in told)

    def test_changes_are_lived_in_order(self):
        """On hold both days included, a reduction after it, then other clocks: what is due, and nothing of the gap."""
        done = self.timeline(
            "sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", "--weeks", "5", "--json",
            "--zone-change", "2026-06-01 America/New_York", "--hold", "2026-05-11..2026-05-20",
            "--change", "2026-05-18 selinexor 100 mg days 1",
        )  # fmt: skip
        doses = [one for one in json.loads(done.stdout) if one["kind"] == "dose" and one["drug"] == "selinexor"]
        assert [(one["local"], one["mg"]) for one in doses] == [
            ("2026-05-04T09:00:00+02:00", 80), ("2026-05-06T09:00:00+02:00", 80),
            ("2026-05-25T09:00:00+02:00", 100), ("2026-06-01T09:00:00-04:00", 100),
        ]  # fmt: skip

    @pytest.mark.parametrize(("flag", "value", "expected"), [
        ("--hold", "2026-05-11", "is not a hold"),
        ("--hold", "2026-05-20..2026-05-11", "ends before it begins"),
        ("--hold", "2026-05-11..2026-05-20 aspirin", "is not a drug of this plan"),
        ("--change", "2026-05-18 selinexor lots", "cannot be read"),
        ("--change", "2026-05-18 selinexor 80 mg days 9", "outside the cycle"),
        ("--change", "2026-05-18 selinexor 75 mg", "cannot be made of whole tablets"),
        ("--change", "2026-05-05 selinexor 80 mg days 2", "two days in a row"),
        ("--change", "18 May selinexor 80 mg", "is not a date"),
        ("--change", "2026-05-18 selinexor 80 mg", "changes nothing"),
        ("--zone-change", "2026-06-01 New York", "Did you mean America/New_York"),
    ])  # fmt: skip
    def test_a_change_that_cannot_be_is_told(self, flag, value, expected):
        """What is wrong and how it is written, and no timeline."""
        done = self.timeline(
            "sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", flag, value
        )
        assert done.exit_code != 0
        assert expected in done.output
        assert "dose" not in done.stdout

    @pytest.mark.parametrize(("args", "expected"), [
        (["no-such", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid"], "There is no regimen"),
        (["sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Mars/Base"], "is not a time zone"),
        (["sd-twice-weekly", "--start", "yesterday", "--time", "09:00", "--zone", "Europe/Madrid"], "is not a date"),
        (["sd-twice-weekly", "--start", "2026-05-04", "--time", "9", "--zone", "Europe/Madrid"], "is not a time"),
        (["sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", "--dose-mg", "75"], ""),
        (["sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", "--dose-mg", "120"], ""),
        (["sd-twice-weekly", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", "--weeks", "0"], "weeks"),
        (["sd-twice-weekly", "--start", "9999-12-30", "--time", "09:00", "--zone", "Europe/Madrid"], ""),
        (["sd-twice-weekly"], "Missing option"),
        (["custom", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid"], "no cycle of its own"),
        (["custom", "--start", "2026-05-04", "--time", "09:00", "--zone", "Europe/Madrid", "--cycle-days", "7"], "amount"),
    ])  # fmt: skip
    def test_mistakes_are_sentences(self, args, expected):
        """On standard error, and nothing on standard output."""
        done = self.timeline(*args)
        assert done.exit_code != 0
        assert expected in done.stderr
        assert done.stderr.strip()
        assert done.stdout == ""


def test_dates_of_the_tests_are_real():
    """The cast's first dose day is a Monday."""
    assert date(2026, 5, 4).weekday() == 0
