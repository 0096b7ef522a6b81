"""Prints the path of a Chromium for the browser tests, installing Debian's when there is none.

Prints nothing, and says on stderr what to do, where it can neither be found nor installed.
"""

import os
import shutil
import sys

from install import CannotInstall, apt, apt_install

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def find() -> str | None:
    """The browser named by INVEKTO_TEST_BROWSER, or the first one on PATH."""
    named = os.environ.get("INVEKTO_TEST_BROWSER")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    """Find, or install and find."""
    path = find()
    if path is None and apt():
        stdout = os.dup(1)
        os.dup2(2, 1)  # what apt-get prints is progress, not our answer
        try:
            print("→ Installing Debian's chromium for the browser tests …", flush=True)
            apt_install("chromium")
        except CannotInstall as error:
            print(error, file=sys.stderr)
        os.dup2(stdout, 1)
        path = find()
    if path is None:
        sys.exit(
            "No browser was found, so the browser tests are left out: install Chromium "
            "(on Debian: apt-get install chromium) or name one with INVEKTO_TEST_BROWSER."
        )
    print(path)


main()
