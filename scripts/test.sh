#!/bin/sh
# All tests, on all cores; without a browser those that need one are left out, and this says so (with CI set it fails).
set -eu
cd "$(dirname "$0")/.."
if browser=$(.venv/bin/python scripts/browser.py); then
    INVEKTO_TEST_BROWSER=$browser
    export INVEKTO_TEST_BROWSER
    exec .venv/bin/pytest -n auto --durations=25 --durations-min=8 "$@"
fi
if [ -n "${CI:-}" ]; then
    echo "The browser tests are not left out here." >&2
    exit 1
fi
exec .venv/bin/pytest -n auto --durations=25 --durations-min=8 -m "not browser" "$@"
