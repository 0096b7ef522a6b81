"""Pictures of the running demo for the docs: `invekto demo` in one window, this in another.

Usage: python scripts/screenshots.py [http://127.0.0.1:8000]. The browser is ``INVEKTO_TEST_BROWSER`` or Debian's.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

TARGET = Path(__file__).resolve().parents[1] / "docs" / "screenshots"
SIZES = ((1440, 900), (390, 844))
PAGES = (
    ("home", "/"),
    ("inbox", "/inbox/"),
    ("connections", "/settings/integrations/"),
    ("phone", "/sandbox/"),
)


def take(page: Page, name: str, width: int) -> None:
    page.wait_for_load_state("networkidle" if name == "login" else "load")
    page.wait_for_timeout(1000)  # the parts that load by themselves
    page.screenshot(path=TARGET / f"{name}-{width}.png")
    print(f"{name}-{width}.png")


def talk(page: Page, address: str) -> None:
    """A customer asks for their parcel, so that the pictures show a conversation of today."""
    page.goto(f"{address}/sandbox/")
    page.wait_for_timeout(1000)
    for said in ("merhaba", "kargom nerde kaldi"):
        page.fill("#text", said)
        page.press("#text", "Enter")
        page.wait_for_timeout(3000)


def main() -> None:
    address = sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000"
    browser_path = os.environ.get("INVEKTO_TEST_BROWSER", "/usr/bin/chromium")
    TARGET.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        for width, height in SIZES:
            page = browser.new_context(viewport={"width": width, "height": height}, locale="tr-TR").new_page()
            page.goto(f"{address}/login/")
            take(page, "login", width)
            page.fill("[name=email]", "owner@moda-atolyesi.example")
            page.fill("[name=password]", "invekto-demo")
            page.press("[name=password]", "Enter")
            page.wait_for_url(f"{address}/")
            if (width, height) == SIZES[0]:
                talk(page, address)
            for name, path in PAGES:
                page.goto(address + path)
                take(page, name, width)
                if name == "inbox":
                    page.goto(address + str(page.get_attribute("a[href^='/inbox/0']", "href")))
                    take(page, "thread", width)
        browser.close()


if __name__ == "__main__":
    main()
