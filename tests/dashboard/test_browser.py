"""The finished pages in a real browser, on a running demo: three widths, a screen reader's rules, a live thread."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from invekto.sandbox.scenario.stack import throw_away

# One worker runs them: each would start an installation of its own.
pytestmark = [pytest.mark.browser, pytest.mark.demo]

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
PHONE = "%2B905321112233"  # Elif Demir, who has an order at the demo shop
TENANT = "moda-atolyesi"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with throw_away() as url:
        yield url


@pytest.fixture
def browser() -> Iterator[Browser]:
    """One a test: while it runs, this thread has an event loop, in which the database may not be asked."""
    path = os.environ.get("INVEKTO_TEST_BROWSER", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield started
        started.close()


def context_of(browser: Browser, width: int, *, strict: bool) -> BrowserContext:
    """``strict``: with the page's own content security policy, which axe could not be put into."""
    return browser.new_context(
        viewport={"width": width, "height": 800}, locale="tr-TR", bypass_csp=not strict
    )


def log_in(page: Page, address: str, email: str = "owner@moda-atolyesi.example") -> None:
    page.goto(f"{address}/login/")
    page.fill("[name=email]", email)
    page.fill("[name=password]", "invekto-demo")
    page.press("[name=password]", "Enter")
    page.wait_for_url(f"{address}/")


def conversation(address: str) -> str:
    return f"{address}/inbox/{state(address)['conversation']}/"


def state(address: str) -> dict[str, object]:
    answer: dict[str, object] = httpx.get(f"{address}/sandbox/phones/{PHONE}/state?tenant={TENANT}").json()
    return answer


def customer_says(address: str, words: str) -> None:
    body = {"to": TENANT, "text": words}
    assert httpx.post(f"{address}/sandbox/phones/{PHONE}/messages", json=body).status_code == 202
    settled(address)


def settled(address: str) -> None:
    assert httpx.post(f"{address}/sandbox/settle", json={"timeout": 30}, timeout=40).json()["settled"] is True


def heard(address: str) -> list[str]:
    messages = httpx.get(f"{address}/sandbox/phones/{PHONE}/messages?after=0").json()
    return [message["text"] for message in messages]


@pytest.mark.parametrize("width", [1440, 390, 360])
def test_every_page_fits_its_width_and_keeps_a_screen_readers_rules(
    browser: Browser, address: str, width: int
):
    context = context_of(browser, width, strict=False)
    page = context.new_page()
    page.goto(f"{address}/sandbox/")
    problems = looked_at(page, "sandbox")
    page.goto(f"{address}/login/")
    problems += looked_at(page, "login")
    log_in(page, address)
    problems += looked_at(page, "home")
    for name, path in (
        ("inbox", "/inbox/"),
        ("connections", "/settings/integrations/"),
        ("questions", "/questions/?days=90"),
        ("confidence", "/settings/confidence/"),
        ("replies", "/settings/replies/?edit=new"),
        ("report on suggestions", "/settings/replies/report/"),
        ("team", "/settings/team/"),
    ):
        page.goto(address + path)
        if name == "questions":  # as long as it can be: everything unfolded
            page.wait_for_selector("#questions .tiles")
            for row in page.locator("#questions details[data-row] > summary").all():
                row.click()
        problems += looked_at(page, name)
    page.goto(conversation(address))
    problems += looked_at(page, "thread")
    context.close()
    assert problems == []


def looked_at(page: Page, name: str) -> list[str]:
    page.wait_for_load_state("load")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    page.evaluate(AXE.read_text())
    broken = page.evaluate(
        "axe.run().then(found => found.violations.map(one => one.id + ' ' + one.nodes[0].target))"
    )
    return [f"{name}: {one}" for one in broken] + ([f"{name}: {wide} px too wide"] if wide > 0 else [])


def test_no_page_breaks_its_own_content_security_policy(browser: Browser, address: str):
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    log_in(page, address)
    confidence = f"{address}/settings/confidence/"
    for url in (f"{address}/inbox/", conversation(address), confidence, f"{address}/sandbox/"):
        page.goto(url)
        page.wait_for_load_state("load")
    context.close()
    assert said == []


def test_a_colleague_watches_live_takes_over_with_one_key_and_hands_back(browser: Browser, address: str):
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    page.goto(conversation(address))
    customer_says(address, "kargom nerde kaldi acaba")
    expect(page.locator(".msg-text", has_text="kargom nerde kaldi acaba")).to_be_visible()
    expect(
        page.locator(".msg-text", has_text=re.compile("1020304050.*Tahmini", re.DOTALL)).last
    ).to_be_visible()

    page.locator("#words").press("B")
    expect(page.get_by_role("button", name="Asistana geri ver")).to_be_visible()
    assert state(address)["bot_silenced"] is True
    before = len(heard(address))
    customer_says(address, "orada mısınız")
    assert len(heard(address)) == before

    page.locator("#words").press_sequentially("en Ayşe")
    page.locator("#send").click()
    # What is shown at once, before it is stored, is no message yet.
    expect(page.locator(".msg:not(#m-pending) .msg-text", has_text="Ben Ayşe")).to_be_visible()
    assert httpx.post(f"{address}/sandbox/settle", json={"timeout": 30}, timeout=40).status_code == 200
    assert heard(address)[-1] == "Ben Ayşe"

    page.get_by_role("button", name="Asistana geri ver").click()
    expect(page.get_by_role("button", name="Devral")).to_be_visible()
    customer_says(address, "kargom nerede")
    assert "1020304050" in heard(address)[-1]
    context.close()


def advance(address: str, by: str) -> None:
    assert httpx.post(f"{address}/sandbox/clock", json={"advance": by}, timeout=60).status_code == 200


def test_the_countdown_follows_the_clock_and_a_stale_page_keeps_what_was_written(
    browser: Browser, address: str
):
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    customer_says(address, "merhaba")
    page.goto(conversation(address))
    expect(page.locator("#window")).to_contain_text("23 sa")
    advance(address, "2h")
    expect(page.locator("#window")).to_contain_text("21 sa")

    page.route("**/messages/?news*", lambda route: route.abort())  # this page hears nothing
    page.fill("#words", "Yarın dönerim")
    # The take-over of the first keystroke draws the desk anew; the window must still be open then.
    expect(page.get_by_role("button", name="Asistana geri ver")).to_be_visible()
    advance(address, "25h")
    page.locator("#send").click()
    expect(page.locator("#kept")).to_contain_text("Yarın dönerim")
    expect(page.locator("#picker")).to_be_visible()
    # What somebody types who expects a box there does nothing.
    page.keyboard.press("Escape")
    page.keyboard.press("r")
    expect(page.locator("#picker")).to_be_focused()
    page.keyboard.type("anne")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator("#note-form")).to_be_hidden()
    page.keyboard.press("Escape")
    page.unroute("**/messages/?news*")
    customer_says(address, "kargom nerede")
    expect(page.locator("#words")).to_have_value("Yarın dönerim")
    context.close()


def test_a_lost_connection_costs_neither_the_thread_nor_the_words(browser: Browser, address: str):
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    customer_says(address, "merhaba")
    page.goto(conversation(address))
    page.fill("#words", "Hemen bakıyorum")
    expect(page.get_by_role("button", name="Asistana geri ver")).to_be_visible()
    shown = page.locator("#messages .msg").count()
    context.set_offline(True)
    page.locator("#send").click()
    expect(page.locator("#desk-problem")).to_contain_text("bağlantı koptu")
    assert page.locator("#messages .msg").count() == shown
    expect(page.locator("#words")).to_have_value("Hemen bakıyorum")
    context.set_offline(False)
    page.get_by_role("button", name="Yeniden dene").click()
    expect(page.locator("#words")).to_have_value("")
    expect(page.locator("#messages .msg-text", has_text="Hemen bakıyorum")).to_be_visible()
    expect(page.locator("#desk-problem")).to_be_empty()
    context.close()


def test_a_session_that_ended_is_said_at_the_composer(browser: Browser, address: str):
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address, "agent@moda-atolyesi.example")
    customer_says(address, "merhaba")
    page.goto(conversation(address))
    page.fill("#words", "Hemen bakıyorum")
    expect(page.get_by_role("button", name="Asistana geri ver")).to_be_visible()
    page.route("**/send/", lambda route: route.fulfill(status=403))
    page.locator("#send").click()
    expect(page.get_by_role("link", name="Yeniden giriş yap")).to_be_visible()
    expect(page.locator("#words")).to_have_value("Hemen bakıyorum")
    assert page.locator("#messages .msg").count() > 0
    context.close()


def test_a_colleague_corrects_a_message_by_keyboard_and_the_owner_takes_it_back(
    browser: Browser, address: str
):
    customer_says(address, "bizim mor kutu yola düştü mü acaba")
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address)
    page.goto(conversation(address))
    message = page.locator(".msg-customer").last
    message.locator("[id^=correct-]").press("Enter")
    sheet = page.locator("#judge")
    expect(sheet.locator("button", has_text="Ürünü iade etmek istiyor")).to_be_visible()
    sheet.locator("button", has_text="Ürünü iade etmek istiyor").press("Enter")
    expect(message.locator(".verdict")).to_contain_text("Ürünü iade etmek istiyor")
    expect(sheet).to_be_hidden()
    expect(message.locator("[id^=correct-]")).to_be_focused()

    page.goto(f"{address}/settings/confidence/")
    expect(page.locator("#chart canvas")).to_be_visible()
    said = page.locator("#finding").inner_text()
    page.locator("#slide").focus()
    for _ in range(15):
        page.keyboard.press("ArrowLeft")
    tried = page.locator("#preview-words")
    expect(tried).to_be_visible()
    expect(tried).not_to_have_text(said)
    expect(page.locator("#finding")).to_have_text(said)  # nothing is saved yet
    chosen = page.locator("#limit").input_value()
    preview = tried.inner_text()
    page.click("#save")
    expect(page.locator(".confidence-note")).to_contain_text(f"%{chosen}")
    expect(page.locator("#finding")).to_have_text(preview)
    expect(page.locator("#chart canvas")).to_be_visible()
    page.click("#undo")
    expect(page.locator("#finding")).to_have_text(said)

    taught = page.locator(".taught li", has_text="bizim mor kutu")
    taught.locator("button").click()
    expect(taught).to_have_count(0)
    expect(page.locator(".confidence-note")).to_contain_text("kaldırıldı")
    context.close()


def test_rows_of_questions_open_by_keyboard_and_say_so(browser: Browser, address: str):
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address)
    page.goto(f"{address}/questions/?days=90")
    row = page.locator("#questions details[data-row] > summary").first
    example = page.locator("#questions details[data-row]").first.locator(".examples li").first
    expect(row).to_have_attribute("aria-expanded", "false")
    expect(example).to_be_hidden()
    row.focus()
    page.keyboard.press("Enter")
    expect(example).to_be_visible()
    expect(row).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Space")
    expect(example).to_be_hidden()
    expect(row).to_have_attribute("aria-expanded", "false")
    context.close()


def test_the_headline_of_the_limit_is_the_saved_one_whatever_is_tried(browser: Browser, address: str):
    context = context_of(browser, 390, strict=True)
    page = context.new_page()
    log_in(page, address)
    page.click(".bottom-bar button")
    page.get_by_role("link", name="Güven eşiği").click()
    page.wait_for_url(f"{address}/settings/confidence/")
    headline = page.locator("#finding")
    saved = headline.inner_text()
    expect(page.locator("#preview")).to_be_hidden()
    page.locator("#slide").fill("55")
    expect(page.locator("#preview")).to_be_visible()
    expect(headline).to_have_text(saved)
    page.fill("#limit", "550")
    expect(page.locator("#preview")).to_be_hidden()
    page.click("#save")
    expect(page.locator("#limit-problem")).to_contain_text("550 olmaz")
    expect(page.locator("#limit")).to_have_value("550")
    expect(headline).to_have_text(saved)
    expect(page.locator("#preview")).to_be_hidden()
    context.close()


def test_suggestions_and_canned_replies_by_keys_alone(browser: Browser, address: str):
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    log_in(page, address, "agent@moda-atolyesi.example")
    page.goto(conversation(address))
    page.keyboard.press("o" if page.locator("#speaker[data-mode=human]").count() == 0 else "Escape")
    expect(page.locator("#speaker")).to_have_attribute("data-mode", "human")
    # Offers for what another test's customer said may still stand there; they go with the new message.
    before = [one.get_attribute("data-offer") for one in page.locator("#suggestions [data-offer]").all()]
    customer_says(address, "siparişim nerede kaldı")
    for old in before:
        expect(page.locator(f"#suggestions [data-offer='{old}']")).to_have_count(0)
    offer = page.locator("#suggestions [data-rank='1'] .offer-words")
    expect(offer).to_contain_text("1020304050")
    # With the focus in the list, where j left it, the keys do the same.
    page.locator(".row-link[aria-current=true]").focus()
    page.locator("#scroll").evaluate("pane => { pane.scrollTop = 0; }")
    page.keyboard.press("1")
    expect(page.locator("#suggestions [data-leaves]")).to_be_visible()
    expect(page.locator(".msg-human").last).to_be_in_viewport()
    page.keyboard.press("z")
    expect(offer).to_contain_text("1020304050")
    expect(page.locator(".msg.is-cancelled").last).to_contain_text("geri alındı")
    page.keyboard.press("v")
    expect(page.locator("#suggestions [data-offer-undo]")).to_be_visible()
    page.keyboard.press("z")
    expect(offer).to_be_visible()
    page.keyboard.press("d")
    expect(page.locator("#words")).to_have_value(re.compile("1020304050"))
    page.keyboard.type(" Sevgiler")
    page.keyboard.press("Enter")
    expect(page.locator(".msg-human .msg-text").last).to_contain_text("Sevgiler")
    expect(page.locator("#suggestions")).to_be_hidden()
    # A blank is asked for before anything leaves.
    page.locator("#words").press_sequentially("/bed")
    expect(page.locator("#canned-list [aria-selected=true]")).to_contain_text("/beden")
    page.keyboard.press("Enter")
    page.locator("#fill input").fill("L")
    page.keyboard.press("Enter")
    expect(page.locator("#words")).to_have_value(re.compile("ürünü L bedenle"))
    page.keyboard.press("Enter")
    expect(page.locator(".msg-human .msg-text").last).to_contain_text("ürünü L bedenle")
    expect(page.locator("#from-canned")).to_have_value("")
    customer_says(address, "siparişim nerede kaldı")
    page.locator("#words").press_sequentially("12")
    expect(page.locator("#words")).to_have_value("12")  # digits are digits while one writes
    expect(offer).to_be_visible()
    assert not page.locator("#suggestions [data-leaves]").count()
    page.keyboard.press("Alt+1")
    expect(page.locator("#suggestions [data-leaves]")).to_be_visible()
    expect(page.locator("#suggestions")).to_be_hidden(timeout=8000)
    context.close()
    assert said == []
    assert sum("Sevgiler" in words for words in heard(address)) == 1


def test_a_colleague_works_through_the_list_by_keyboard(browser: Browser, address: str):
    customer_says(address, "lacivert hırkanın düğmesi kopmuş")
    context = context_of(browser, 1440, strict=True)
    page = context.new_page()
    log_in(page, address)
    page.goto(f"{address}/inbox/")
    rows = page.locator("#list > .row-link")
    shown = rows.count()
    keys = page.keyboard

    keys.press("/")
    keys.type("DUGMESI kop")
    expect(page.locator("#list mark")).to_have_text(["düğmesi", "kopmuş"])
    keys.press("Escape")
    keys.press("j")
    expect(page.locator(".msg.is-found .msg-text")).to_have_text("lacivert hırkanın düğmesi kopmuş")
    assert "q=DUGMESI" in page.url
    page.goto(f"{address}/inbox/")

    # Two are chosen, closed, and come back.
    names = rows.locator(".row-name")
    first, second, third = (names.nth(place).inner_text().split("\n")[0] for place in range(3))
    keys.press("x")
    keys.press("j")
    expect(page.locator("#thread-name")).to_be_visible()
    keys.press("x")
    expect(page.locator("#bulk [data-count]")).to_have_text("2")
    keys.press("e")
    expect(names.first).to_contain_text(third)
    expect(rows).to_have_count(shown - 2)
    expect(page.locator("#bulk")).to_be_hidden()
    expect(page.locator("#thread-name")).to_have_text(third)  # on to the next
    keys.press("z")
    expect(rows).to_have_count(shown)
    expect(names.first).to_contain_text(first)
    expect(names.nth(1)).to_contain_text(second)

    # The open one is put off, found among the put off, and woken there.
    keys.press("s")
    expect(page.locator("#desk-sheet [name=until]").first).to_be_focused()
    keys.press("Enter")
    expect(page.locator("#desk-said")).to_contain_text("ertelendi")
    expect(rows).to_have_count(shown - 1)
    page.click("#narrow")
    page.locator(".filter-choice", has_text="Ertelenen").click()
    expect(page.locator(".chip")).to_contain_text("Ertelenen")
    expect(rows).to_have_count(1)
    rows.first.click()
    page.locator("#thread-acts [data-act=wake]").click()
    expect(page.locator("#rows-void")).to_be_visible()
    page.locator(".chip").click()
    expect(rows).to_have_count(shown)

    # Marked as unread, the open thread does not read itself; a tag is added from the same menu.
    rows.first.click()
    expect(page.locator("#thread-name")).to_be_visible()
    keys.press("u")
    expect(rows.first).to_have_class(re.compile("is-unread"))
    keys.press("t")
    expect(page.locator("#tag-words")).to_be_focused()
    keys.type("geri ara")
    keys.press("Enter")
    expect(page.locator("#desk-said")).to_contain_text("Etiket")
    expect(rows.first).to_have_class(re.compile("is-unread"))
    page.goto(f"{address}/inbox/?tag=geri+ara")
    expect(rows).to_have_count(1)
    context.close()
