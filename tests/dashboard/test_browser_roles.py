"""Every role's pages in a real browser, the inbox by keyboard alone, and a conversation that a colleague takes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.dashboard.test_browser import (
    address,
    browser,
    context_of,
    conversation,
    customer_says,
    heard,
    log_in,
    looked_at,
    settled,
    state,
)

pytestmark = [pytest.mark.browser, pytest.mark.demo]

__all__ = ["address", "browser"]

# Who logs in, and whether conversations are shown to them.
PEOPLE = {
    "agent@moda-atolyesi.example": True,
    "agent@gulus-dis.example": True,
    "doctor@gulus-dis.example": True,
    "sales@nova-estetik.example": True,
    "operator@invekto.example": False,
}


@pytest.mark.parametrize(("width", "scheme"), [(1440, "dark"), (390, "light")])
def test_every_roles_pages_keep_a_screen_readers_rules(
    browser: Browser, address: str, width: int, scheme: str
):
    problems = []
    for email, has_talks in PEOPLE.items():
        context = context_of(browser, width, strict=False)
        page = context.new_page()
        page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        page.goto(f"{address}/login/")
        page.fill("[name=email]", email)
        page.fill("[name=password]", "invekto-demo")
        page.press("[name=password]", "Enter")
        page.wait_for_url(re.compile(rf"{address}/(operator/)?$"))
        problems += looked_at(page, f"{email} first page")
        if has_talks:
            page.goto(f"{address}/inbox/")
            problems += looked_at(page, f"{email} inbox")
            expect(page.locator(".row-link").first).to_be_visible()
            page.goto(f"{address}{page.locator('.row-link').first.get_attribute('href')}")
            problems += looked_at(page, f"{email} thread")
            page.goto(f"{address}/settings/team/")
            problems += looked_at(page, f"{email} team")
        for hidden in ("/questions/", "/settings/confidence/", "/settings/integrations/"):
            assert page.goto(address + hidden).status == 404 or not has_talks, f"{email} {hidden}"
        context.close()
    assert problems == []


def focused(page: Page) -> str:
    said: str = page.evaluate("document.activeElement.id || document.activeElement.className")
    return said


AGAIN_AT_ONCE = """() => new MutationObserver((_, watch) => {
  if (document.querySelector("#speaker")?.dataset.mode !== "human") return;
  watch.disconnect();
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "o", bubbles: true }));
  document.body.dataset.pressed = "again";
}).observe(document.body, { subtree: true, childList: true })"""


def test_the_whole_inbox_by_keyboard(browser: Browser, address: str):
    customer_says(address, "kargom nerede")
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    page.goto(f"{address}/inbox/")
    rows = page.locator(".row-link")
    expect(rows.first).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#thread[data-id]")).to_be_visible()
    first = page.locator("#thread").get_attribute("data-id")
    page.keyboard.press("j")
    expect(page.locator(f"#thread[data-id='{first}']")).to_have_count(0)
    page.keyboard.press("k")
    expect(page.locator(f"#thread[data-id='{first}']")).to_be_visible()

    page.keyboard.press("/")
    assert focused(page) == "q"
    page.keyboard.type("elif demir")
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator("#q")).to_have_value("elif demir")
    page.keyboard.press("j")
    talk = state(address)["conversation"]
    expect(page.locator(f"#thread[data-id='{talk}']")).to_be_visible()

    page.keyboard.press("r")
    expect(page.locator("#words")).to_be_focused()
    page.keyboard.type("Hemen bakıyorum")
    expect(page.locator("#speaker")).to_have_attribute("data-mode", "human")
    page.keyboard.press("Enter")
    expect(page.locator(".msg:not(#m-pending) .msg-text", has_text="Hemen bakıyorum")).to_be_visible()
    settled(address)
    assert heard(address)[-1] == "Hemen bakıyorum"

    page.keyboard.press("Escape")
    page.keyboard.press("n")
    expect(page.locator("#note-words")).to_be_focused()
    page.keyboard.type("Adresini teyit ettim")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#messages .msg-text", has_text="Adresini teyit ettim")).to_be_visible()
    expect(page.locator("#desk [data-note-open]")).to_be_focused()
    row = page.locator(f"#row-{talk}")
    # A search finds what is closed, too.
    page.keyboard.press("/")
    page.keyboard.press("Delete")
    expect(rows).not_to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    expect(page.locator("#desk-said")).to_be_visible()
    expect(row).to_have_count(0)
    page.keyboard.press("z")
    expect(row).to_be_visible()
    # The next one was opened; back to this one.
    page.keyboard.press("/")
    page.keyboard.type("elif demir")
    expect(rows).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    expect(page.locator(f"#thread[data-id='{talk}']")).to_be_visible()
    expect(page.locator("#customer")).to_contain_text("Elif Demir")  # comes last

    page.keyboard.press("o")  # hands back
    expect(page.locator("#speaker")).to_have_attribute("data-mode", "bot")
    # Takes over; and whoever presses again the moment that stands there is heard.
    page.evaluate(AGAIN_AT_ONCE)
    page.keyboard.press("o")
    expect(page.locator("body")).to_have_attribute("data-pressed", "again")
    expect(page.locator("#speaker")).to_have_attribute("data-mode", "bot")
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()
    context.close()


def test_a_conversation_that_a_colleague_takes_closes_and_keeps_what_was_written(
    browser: Browser, address: str
):
    customer_says(address, "merhaba")
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    page.goto(conversation(address))
    talk = str(state(address)["conversation"])
    page.evaluate("sessionStorage.setItem(`draft:${location.pathname.split('/')[2]}`, 'Yarım kalan söz')")
    others = context_of(browser, 1440, strict=True)
    colleague = others.new_page()
    log_in(colleague, address)
    colleague.goto(conversation(address))
    colleague.get_by_role("button", name="Devral").click()
    expect(colleague.get_by_role("button", name="Asistana geri ver")).to_be_visible()

    expect(page.locator("#gone-title")).to_be_visible()
    expect(page.locator("#kept")).to_contain_text("Yarım kalan söz")
    expect(page.locator(f"#row-{talk}")).to_have_count(0)
    assert page.goto(conversation(address)).status == 404

    colleague.get_by_role("button", name="Asistana geri ver").click()
    expect(colleague.get_by_role("button", name="Devral")).to_be_visible()
    page.goto(f"{address}/inbox/")
    expect(page.locator(f"#row-{talk}")).to_be_visible()
    others.close()
    context.close()
