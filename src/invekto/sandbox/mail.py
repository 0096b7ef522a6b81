"""Django's e-mail backend in the sandbox: nothing leaves, everything is kept for ``GET /sandbox/outbox``."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from invekto.core import clock
from invekto.sandbox.http import storable
from invekto.sandbox.models import Mail


class OutboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        rows = [
            Mail(
                kind="email",
                to=", ".join(message.recipients()),
                subject=storable(str(message.subject)),
                body=storable(str(message.body)),
                at=clock.now(),
            )
            for message in email_messages
            if message.recipients()
        ]
        Mail.objects.bulk_create(rows)
        return len(rows)
