"""A thread in a real browser: two colleagues in it at once, files, notes, and a network that goes and comes back."""

from __future__ import annotations

import re
import struct
import time
import zlib

import httpx
import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.dashboard import test_browser as desk
from tests.dashboard.test_browser import address, browser

__all__ = ["address", "browser"]

pytestmark = [pytest.mark.browser, pytest.mark.demo]


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


# 120 by 80, grey.
PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _chunk(b"IHDR", struct.pack(">IIBBBBB", 120, 80, 8, 0, 0, 0, 0))
    + _chunk(b"IDAT", zlib.compress((b"\0" + b"\x80" * 120) * 80))
    + _chunk(b"IEND", b"")
)
AGENT, OWNER = "agent@moda-atolyesi.example", "owner@moda-atolyesi.example"


expect.set_options(timeout=15_000)  # of a page that hears of it over the stream, on a machine with other work


def opened(browser: Browser, address: str, email: str, width: int = 1440) -> Page:
    context = desk.context_of(browser, width, strict=True)
    page = context.new_page()
    desk.log_in(page, address, email)
    page.goto(desk.conversation(address))
    expect(page.locator("#side-person")).to_be_attached()
    return page


def texts(page: Page) -> list[str]:
    return page.locator("#messages > .msg .msg-text").all_inner_texts()


def ids(page: Page) -> list[str]:
    found: list[str] = page.eval_on_selector_all("#messages > [id]", "all => all.map(one => one.id)")
    return found


def test_what_was_missed_without_a_network_is_there_once_when_it_is_back(browser: Browser, address: str):
    desk.customer_says(address, "merhaba")
    page = opened(browser, address, AGENT)
    page.fill("#words", "Buyurun")
    page.click("#send")
    expect(page.locator(".msg-text", has_text="Buyurun")).to_be_visible()
    for words in ("ilk kopuş", "ikinci kopuş"):
        page.context.set_offline(True)
        expect(page.locator("#connection")).to_be_visible(timeout=15_000)
        for part in ("bir", "iki"):
            desk.customer_says(address, f"{words} {part}")
        assert not any(words in text for text in texts(page))
        page.context.set_offline(False)
        expect(page.locator(".msg-text", has_text=f"{words} iki")).to_be_visible(timeout=15_000)
        expect(page.locator("#connection")).to_be_hidden(timeout=15_000)
    shown = texts(page)
    for words in ("ilk kopuş bir", "ilk kopuş iki", "ikinci kopuş bir", "ikinci kopuş iki", "Buyurun"):
        assert shown.count(words) == 1, words
    assert len(ids(page)) == len(set(ids(page)))
    # Asleep for so long that more came than one look brings: begun anew, still each once and in order.
    page.context.set_offline(True)
    for place in range(35):
        body = {"to": desk.TENANT, "text": f"uyurken {place:02}"}
        assert httpx.post(f"{address}/sandbox/phones/{desk.PHONE}/messages", json=body).status_code == 202
    assert httpx.post(f"{address}/sandbox/settle", json={"timeout": 60}, timeout=70).json()["settled"]
    page.context.set_offline(False)
    expect(page.locator(".msg-text", has_text="uyurken 34")).to_be_visible(timeout=15_000)
    slept = [text for text in texts(page) if text.startswith("uyurken")]
    assert slept == sorted(set(slept))
    assert len(ids(page)) == len(set(ids(page)))
    page.context.close()


def test_two_colleagues_see_each_others_notes_and_who_is_writing(browser: Browser, address: str):
    desk.customer_says(address, "beden değişimi olur mu")
    one, other = opened(browser, address, AGENT), opened(browser, address, OWNER)
    one.locator("#words").press("B")  # theirs from here on, and not the other's by the other's first key
    expect(one.get_by_role("button", name="Asistana geri ver")).to_be_visible()
    one.fill("#words", "")
    one.locator("#words").blur()
    other.locator("#words").press_sequentially("Mer")
    expect(one.locator("#typing")).to_have_text("Zeynep Arslan yazıyor…")
    expect(other.locator("#typing")).to_be_hidden()
    expect(one.locator("#typing")).to_be_hidden(timeout=8_000)

    one.keyboard.press("n")
    one.keyboard.type("Stok var mı @zey")
    expect(one.locator("#note-people li")).to_have_text("Zeynep Arslan")
    one.keyboard.press("Enter")
    one.keyboard.press("Control+Enter")
    for page in (one, other):
        expect(page.locator(".inote")).to_contain_text("Stok var mı @Zeynep Arslan")
    expect(other.locator(".inote .pill")).to_have_text("Size")
    expect(one.locator("#note-form")).to_be_hidden()
    assert not any("Stok" in words for words in desk.heard(address))

    one.locator(".inote-remove").click()
    expect(other.locator(".inote")).to_have_count(0)
    one.locator(".inote.is-gone").get_by_role("button", name="Geri al").click()
    expect(other.locator(".inote")).to_contain_text("Stok var mı")

    other.click("#vip")
    expect(one.locator("#vip")).to_have_attribute("aria-pressed", "true")
    for page in (one, other):
        page.context.close()


def test_files_go_one_after_the_other_and_what_cannot_go_says_why(browser: Browser, address: str):
    desk.customer_says(address, "fotoğraf atar mısınız")
    page = opened(browser, address, AGENT, 390)
    before = len(desk.heard(address))
    page.set_input_files(
        "#files",
        [
            {"name": "elbise.png", "mimeType": "image/png", "buffer": PNG},
            {"name": "fatura.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF"},
            {"name": "virus.exe", "mimeType": "application/x-msdownload", "buffer": b"MZ"},
        ],
    )
    expect(page.locator(".tray-file")).to_have_count(2)
    expect(page.locator(".tray-trouble")).to_contain_text("virus.exe")
    page.fill("#words", "Buyurun")
    page.context.set_offline(True)
    page.click("#send")
    expect(page.locator(".tray-trouble")).to_contain_text("bağlantı koptu")
    expect(page.locator(".tray-file")).to_have_count(2)
    page.context.set_offline(False)
    page.click("#send")
    expect(page.locator("#tray")).to_be_hidden()
    expect(page.locator("#words")).to_have_value("")
    picture = page.locator("#messages .media-image").last
    expect(picture).to_be_visible()
    assert httpx.post(f"{address}/sandbox/settle", json={"timeout": 30}, timeout=40).json()["settled"]
    assert desk.heard(address)[before:] == ["Buyurun", ""]

    picture.click()
    expect(page.locator("#preview img")).to_be_visible()
    page.keyboard.press("Escape")
    message = page.locator(".msg-customer").last
    message.locator(".react").click()
    page.locator("#reacts [data-emoji]").first.click()
    expect(message.locator(".reaction.is-ours")).to_have_text("👍")
    page.context.close()


def test_a_notice_is_asked_for_by_a_click_and_told_to_whoever_looks_elsewhere(browser: Browser, address: str):
    context = desk.context_of(browser, 1440, strict=True)
    context.add_init_script(
        """
        window.told = [];
        class Fake extends EventTarget {
          constructor(title, options) { super(); window.told.push({ title, ...options }); }
          static permission = "default";
          static asked = 0;
          static async requestPermission() { Fake.asked += 1; Fake.permission = "granted"; return "granted"; }
        }
        window.Notification = Fake;
        """
    )
    page = context.new_page()
    desk.log_in(page, address, OWNER)
    page.goto(f"{address}/inbox/")
    page.wait_for_timeout(300)
    assert page.evaluate("Notification.asked") == 0
    page.locator("[popovertarget=profile]").first.click()
    page.locator("#profile [data-show=notices]").click()
    page.get_by_role("button", name="İzin iste").click()
    expect(page.locator("#notices [data-permission=granted]")).to_be_visible()
    page.keyboard.press("Escape")
    assert page.evaluate("Notification.asked") == 1

    colleague = opened(browser, address, AGENT)
    colleague.keyboard.press("n")
    colleague.keyboard.type("@Zeynep Arslan bir bakar mısın")
    colleague.keyboard.press("Control+Enter")
    expect(colleague.locator(".inote").last).to_contain_text("bir bakar mısın")
    deadline = time.monotonic() + 15
    while not (told := page.evaluate("window.told")) and time.monotonic() < deadline:
        page.wait_for_timeout(100)
    (notice,) = told
    assert notice["title"] == "Ayşe Yıldız bir notta sizi andı"
    assert notice["body"] == "@Zeynep Arslan bir bakar mısın"
    assert notice["silent"] is True
    for one in (context, colleague.context):
        one.close()


def test_a_tag_added_by_a_key_stands_in_the_open_card_and_goes_with_z(browser: Browser, address: str):
    desk.customer_says(address, "merhaba")
    page = opened(browser, address, AGENT)
    tag = page.locator("#side-person .tag", has_text="geri ara")
    expect(tag).to_have_count(0)
    page.keyboard.press("t")
    expect(page.locator("#tag-words")).to_be_focused()
    page.keyboard.type("geri ara")
    page.keyboard.press("Enter")
    expect(tag).to_be_visible()
    expect(page.locator("#desk-said [data-undo]")).to_be_visible()
    page.keyboard.press("z")
    expect(tag).to_have_count(0)
    page.context.close()


def test_z_parts_two_contacts_that_were_just_merged(browser: Browser, address: str):
    desk.customer_says(address, "merhaba")
    body = {"to": desk.TENANT, "text": "ben Elif, öteki telefonum"}
    assert httpx.post(f"{address}/sandbox/phones/%2B905550001122/messages", json=body).status_code == 202
    desk.settled(address)
    page = opened(browser, address, OWNER)
    rows = page.locator("#list > .row-link")
    shown = rows.count()
    merged = page.locator("#customer", has_text="bu kişiyle birleştirildi")
    page.click("#merge-open")
    page.fill("#merge-q", "0001122")
    page.locator(".merge-choice").click()
    expect(page.locator("#desk-said")).to_contain_text("bu kişiyle birleştirildi")
    expect(merged).to_be_visible()
    expect(rows).to_have_count(shown - 1)
    page.keyboard.press("z")
    expect(page.locator("#desk-said")).to_contain_text("Geri alındı")
    expect(rows).to_have_count(shown)
    expect(merged).to_have_count(0)
    page.context.close()


def test_enter_takes_the_code_that_was_begun_even_before_the_list_is_there(browser: Browser, address: str):
    desk.customer_says(address, "iade süresi ne kadar")
    page = opened(browser, address, AGENT)
    if page.locator("#speaker[data-mode=human]").count() == 0:
        page.keyboard.press("o")
    expect(page.locator("#speaker")).to_have_attribute("data-mode", "human")
    before = len(desk.heard(address))
    words = page.locator("#words")
    words.press_sequentially("/ia")  # "iade" begins so; "beden" is of the category "İade ve değişim"
    expect(page.locator("#canned-list [aria-selected=true]")).to_contain_text("/iade")
    page.keyboard.press("Enter")
    expect(words).to_have_value(re.compile("Kolay iade"))
    words.fill("")

    page.reload()
    expect(page.locator("#side-person")).to_be_attached()
    held: list[Route] = []
    page.route("**/replies/", lambda route: held.append(route))
    words.press_sequentially("/ia")
    page.keyboard.press("Enter")
    expect(words).to_have_value("/ia")  # waits for the list, and goes to nobody
    assert held
    for one in held:
        one.continue_()
    expect(words).to_have_value(re.compile("Kolay iade"))
    assert len(desk.heard(address)) == before
    page.context.close()
