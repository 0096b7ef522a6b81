"""Google Calendar: a doctor's account can be entered, and is not called yet."""

from __future__ import annotations

import re

from invekto.integrations.entry import AccountId, Entry, IdKind, Key

GOOGLE_CALENDAR = Entry(
    name="google_calendar",
    account_id=AccountId("doctor", re.compile(r".+"), IdKind.DOCTOR),
    keys=(
        Key("calendar_id", in_form=False, default="primary"),
        Key("client_id", in_form=False),
        Key("client_secret", in_form=False),
        Key("refresh_token", in_form=False),
    ),
)
