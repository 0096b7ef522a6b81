#!/bin/sh
# All tests, on all cores; without a browser those that need one are left out, and this says so.
set -eu
cd "$(dirname "$0")/.."
if browser=$(.venv/bin/python scripts/browser.py); then
    INVEKTO_TEST_BROWSER=$browser
    export INVEKTO_TEST_BROWSER
    exec .venv/bin/pytest -n auto --dist loadgroup "$@"
fi
exec .venv/bin/pytest -n auto --dist loadgroup -m "not browser" "$@"
