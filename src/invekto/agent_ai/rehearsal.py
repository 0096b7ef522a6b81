"""Talks that no customer had: `invekto chat` without a phone writes as this one contact of the tenant."""

from __future__ import annotations

TERMINAL = "terminal"  # the contact's user id; the pages' lists leave them out
