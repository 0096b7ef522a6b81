#!/bin/sh
# Runs its arguments with a Python new enough for Invekto: the installed environment's, or the best one on PATH.
set -eu
cd "$(dirname "$0")/.."
for candidate in .venv/bin/python python3.13 python3.12 python3.11 python3; do
    # Asked, not only looked up: version managers put names on PATH that do not run.
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$candidate" "$@"
    fi
done
echo "Invekto needs Python 3.11 or newer, and none was found: install python3 (on Debian: apt-get install python3)." >&2
exit 1
