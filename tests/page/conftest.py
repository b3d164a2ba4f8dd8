"""The rehearsal page over a small echoing world, and Debian's Chromium to look at it."""

import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from playwright.async_api import Browser, Page, async_playwright

from bot.rehearsal.page import Phone, serve_page
from bot.rehearsal.world import CastMember, Setting
from tests.rehearsal.echo import EchoStage, EchoWorld

ZONE = "Europe/Madrid"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture
async def world() -> AsyncIterator[EchoWorld]:
    """Amina and Boris and a bot that echoes, on Sunday evening."""
    cast = {
        key: CastMember(key=key, name=key.capitalize(), role=role, language="en")
        for key, role in (("amina", "patient"), ("boris", "pharmacist"))
    }
    start_at = datetime(2026, 5, 3, 16, tzinfo=UTC)
    setting = Setting(title="Page", language="en", start_at=start_at, zone=ZONE, cast=cast)
    async with EchoStage().open(setting) as opened:
        yield opened


@pytest.fixture
async def address(world: EchoWorld) -> AsyncIterator[str]:
    """Where the page is."""
    phones = (Phone(key="amina", role="patient"), Phone(key="boris", role="pharmacist on call"))
    async with serve_page(world, phones=phones, zone=ZONE) as served:
        yield served


@pytest.fixture
async def http() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium; the browsers of the test library are not used."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    assert found, "the page tests need Chromium: apt install chromium"
    async with async_playwright() as playwright:
        opened = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield opened
        await opened.close()


@pytest.fixture
async def page(browser: Browser, address: str) -> AsyncIterator[Page]:
    """The page on a wide screen; anything it complains about in the console fails the test."""
    opened = await browser.new_page(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    complaints: list[str] = []
    opened.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    await opened.goto(address)
    yield opened
    await opened.close()
    assert [one for one in complaints if "status of 4" not in one] == []
