"""The page in a real browser: both phones work by mouse and keyboard, on wide and narrow screens."""

import pytest
from playwright.async_api import Page, expect

pytestmark = pytest.mark.page


def phone(page: Page, name: str):
    return page.get_by_role("region", name=f"{name}'s phone")


async def start(page: Page, name: str) -> None:
    await phone(page, name).get_by_role("button", name=f"Start as {name}").click()
    await expect(phone(page, name).get_by_text("You said: /start")).to_be_visible()


async def test_a_conversation_by_mouse(page):
    """Start, a typed line, a button and its toast show on Amina's phone, and nothing of it on Boris's."""
    await start(page, "Amina")
    amina = phone(page, "Amina")
    await amina.get_by_role("textbox").fill("I feel sick")
    await amina.get_by_role("button", name="Send as Amina").click()
    await expect(amina.get_by_text("You said: I feel sick")).to_be_visible()
    await amina.get_by_role("button", name="Good").last.click()
    await expect(amina.get_by_text("You chose: good")).to_be_visible()
    await expect(amina.get_by_text("Noted")).to_be_visible()
    await expect(phone(page, "Boris").get_by_role("listitem")).to_have_count(0)


async def test_time_moves_on(page):
    """The controls move the virtual time in the patient's zone, and what falls due arrives."""
    await start(page, "Boris")
    await expect(page.locator("#now")).to_have_text("Sun 3 May, 18:00")
    await expect(page.get_by_text("The bot is next due: Mon 4 May, 06:00")).to_be_visible()
    await page.get_by_role("button", name="Next event").click()
    await expect(page.locator("#now")).to_have_text("Mon 4 May, 06:00")
    await expect(phone(page, "Boris").get_by_text("Time for a reminder")).to_have_count(1)
    await page.get_by_role("button", name="+1 hour").click()
    await expect(page.locator("#now")).to_have_text("Mon 4 May, 07:00")
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator("#now")).to_have_text("Tue 5 May, 07:00")
    await expect(phone(page, "Boris").get_by_text("Time for a reminder")).to_have_count(3)
    await page.get_by_label("To", exact=True).fill("2026-05-05T08:15")
    await page.get_by_role("button", name="Go", exact=True).click()
    await expect(page.locator("#now")).to_have_text("Tue 5 May, 08:15")


async def test_mistakes_are_told(page):
    """What cannot be done is said in words on the page."""
    await page.get_by_label("To", exact=True).fill("2026-05-01T08:15")
    await page.get_by_role("button", name="Go", exact=True).click()
    await expect(page.get_by_role("status").filter(has_text="Time only moves on")).to_be_visible()


FOCUSED = """(({ activeElement: at }) => at.ariaLabel || at.name || at.textContent)(document)"""


async def test_everything_by_keyboard(page):
    """From the top, Tab reaches every control in reading order, Enter presses and sends, and focus is always seen."""
    reached = []
    for _ in range(20):
        await page.keyboard.press("Tab")
        reached.append(await page.evaluate(FOCUSED))
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid", reached
        if reached[-1] == "Start as Boris":
            break
    assert list(dict.fromkeys(reached)) == [
        "Next event", "+1 hour", "+1 day", "to", "Go", "Faults",
        "Messages on Amina's phone", "payload", "Start as Amina", "Messages on Boris's phone", "Start as Boris",
    ]  # fmt: skip
    await phone(page, "Amina").get_by_role("button", name="Start as Amina").focus()
    await page.keyboard.press("Enter")
    await expect(phone(page, "Amina").get_by_role("textbox", name="Type as Amina")).to_be_focused()
    await page.keyboard.type("Hello")
    await page.keyboard.press("Enter")
    await expect(phone(page, "Amina").get_by_text("You said: Hello")).to_be_visible()
    await expect(phone(page, "Amina").get_by_role("textbox", name="Type as Amina")).to_have_value("")
    await page.keyboard.press("Shift+Tab")
    await phone(page, "Amina").get_by_role("button", name="Good").last.focus()
    await page.keyboard.press("Enter")
    await expect(phone(page, "Amina").get_by_text("You chose: good")).to_be_visible()
    await expect(phone(page, "Amina").get_by_role("log")).to_be_focused()


async def test_a_menu_of_commands(page, world):
    """The commands of the bot stand in a menu, and choosing one says it."""
    await world._call("setMyCommands", commands=[{"command": "today", "description": "What is due today"}])
    await start(page, "Amina")
    amina = phone(page, "Amina")
    await amina.get_by_text("Menu").click()
    await amina.get_by_role("button", name="/today What is due today").click()
    await expect(amina.get_by_text("You said: /today")).to_be_visible()


async def test_faults_by_keyboard(page):
    """With the keyboard alone something is broken for Amina, seen to be broken, and mended."""
    await start(page, "Amina")
    await start(page, "Boris")
    await page.get_by_text("Faults", exact=True).focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("What goes wrong")).to_be_visible()
    for chosen in ("Lost", "Amina", "sendMessage", "Every time", "1 hour"):
        await page.keyboard.press("Tab")
        assert await page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        await page.keyboard.type(chosen)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    told = "connection lost before it was taken, sendMessage, Amina, until Sun 3 May, 19:00"
    await expect(page.locator("#active")).to_have_text(told)
    for name in ("Amina", "Boris"):
        await phone(page, name).get_by_role("textbox").fill("Hello")
        await phone(page, name).get_by_role("button", name=f"Send as {name}").click()
    await expect(phone(page, "Boris").get_by_text("You said: Hello")).to_be_visible()
    await expect(phone(page, "Amina").get_by_text("You said: Hello")).to_have_count(0)
    lately = "Sun 3 May, 18:00: sendMessage: connection lost before it was taken"
    await expect(page.locator("#lately")).to_have_text(lately)
    await page.get_by_role("button", name="Lift all faults").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("#active")).to_have_text("Nothing")
    await page.keyboard.press("Escape")
    await expect(page.get_by_label("What goes wrong")).to_be_hidden()


async def test_an_outage_on_the_page(page):
    """Without Telegram nothing arrives however long one types; when it is over what was typed is answered."""
    await start(page, "Amina")
    await page.get_by_text("Faults", exact=True).click()
    await page.get_by_label("How long").select_option("1 hour")
    await page.get_by_role("button", name="Let it happen").click()
    await expect(page.locator("#active")).to_have_text("Telegram cannot be reached, until Sun 3 May, 19:00")
    await phone(page, "Amina").get_by_role("textbox").fill("Hello")
    await page.keyboard.press("Enter")
    await expect(phone(page, "Amina").get_by_text("Hello", exact=False)).to_have_count(1)
    await page.get_by_role("button", name="+1 hour").click()
    await expect(phone(page, "Amina").get_by_text("You said: Hello")).to_be_visible()
    await expect(page.locator("#active")).to_have_text("Nothing")


async def test_blocking_on_the_page(page):
    """A person who blocks the bot has a Start button again; whose phone must be said."""
    await start(page, "Amina")
    await page.get_by_text("Faults", exact=True).click()
    await page.get_by_label("What goes wrong").select_option("The person blocks the bot")
    await page.get_by_role("button", name="Let it happen").click()
    await expect(page.get_by_role("status").filter(has_text="whose phone blocks the bot")).to_be_visible()
    await page.get_by_label("For whom").select_option("Amina")
    await page.get_by_role("button", name="Let it happen").click()
    await expect(phone(page, "Amina").get_by_role("button", name="Start as Amina")).to_be_visible()


async def test_text_is_never_markup(page, world):
    """What is typed or sent as HTML is shown letter by letter."""
    await start(page, "Amina")
    nasty = "<img src=x onerror=alert(1)><b>bold</b>"
    await phone(page, "Amina").get_by_role("textbox").fill(nasty)
    await page.keyboard.press("Enter")
    await expect(phone(page, "Amina").get_by_text(f"You said: {nasty}")).to_be_visible()
    assert await page.locator(".log img, .log b").count() == 0


async def test_says_that_it_is_a_rehearsal(page):
    """Nobody can take it for the real thing, and screen readers hear new messages."""
    await expect(page.get_by_text("nothing here reaches a real person. Draft content.")).to_be_visible()
    log = page.get_by_role("log", name="Messages on Amina's phone")
    assert await log.get_attribute("aria-live") == "polite"


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_narrow_screens(page, scheme):
    """On 360 pixels the phones stand one below the other, nothing is cut off, and text stays large."""
    await page.emulate_media(color_scheme=scheme)
    await page.set_viewport_size({"width": 360, "height": 740})
    await start(page, "Amina")
    await page.get_by_text("Faults", exact=True).click()
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    amina, boris = await phone(page, "Amina").bounding_box(), await phone(page, "Boris").bounding_box()
    assert boris["y"] >= amina["y"] + amina["height"]
    sizes = await page.evaluate(
        "[...document.querySelectorAll('body *')].filter(e => e.textContent.trim()).map(e => parseFloat(getComputedStyle(e).fontSize))"
    )
    assert min(sizes) >= 15


async def test_nothing_jumps(page):
    """Messages, toasts and time moving on do not shift what stands on the page."""
    await start(page, "Amina")
    places = "[...document.querySelectorAll('header button, .phone, .say button')].map(e => JSON.stringify(e.getBoundingClientRect()))"
    before = await page.evaluate(places)
    await page.get_by_role("button", name="+1 day").click()
    await expect(page.locator("#now")).to_have_text("Mon 4 May, 18:00")
    await phone(page, "Amina").get_by_role("button", name="Bad").last.click()
    await expect(phone(page, "Amina").get_by_text("Noted")).to_be_visible()
    assert await page.evaluate(places) == before


CONTRASTS = """() => {
  const channel = (value) => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const rgb = (text) => text.match(/[\\d.]+/g).map(Number);
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = rgb(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const texts = [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
    && [...one.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim()));
  return texts.map((one) => {
    const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
    return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), one.className || one.tagName];
  });
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_contrast(page, scheme):
    """Every text stands out from its ground by 4.5 to 1, in light and in dark."""
    await page.emulate_media(color_scheme=scheme)
    await start(page, "Amina")
    await page.get_by_text("Faults", exact=True).click()
    await page.get_by_role("button", name="Let it happen").click()
    await expect(page.locator("#active")).to_have_text("Telegram cannot be reached, until it is lifted")
    measured = await page.evaluate(CONTRASTS)
    assert len(measured) > 10
    assert [one for one in measured if one[0] < 4.5] == []
