"""A new access token for a tenant's WhatsApp number, tried before it is kept."""

from __future__ import annotations

import re
from datetime import datetime
from enum import Enum
from uuid import UUID

from invekto.core import audit, live
from invekto.core.tenancy import tenant_scope
from invekto.messaging.cloud_api import CloudApiError, TryAgainLater, api_for
from invekto.messaging.models import WhatsAppNumber
from invekto.onboarding.templates import defer_templates
from invekto.outbound.services import resume_number

_TOKEN = re.compile(r"[!-~]{1,500}")  # what an HTTP header carries: ASCII without spaces
_REFUSED_TOKEN = (0, 190)  # expired, revoked, or never one


class Reason(Enum):
    SHAPE = "shape"
    REFUSED = "refused"
    NOT_THIS_NUMBER = "not-this-number"  # a token that works, but not for this number
    UNREACHABLE = "unreachable"


class TokenRefused(Exception):
    """The token was not kept, and nothing else changed."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def change_access_token(*, tenant_id: UUID, number_id: UUID, token: str, now: datetime, actor: str) -> None:
    """Ask WhatsApp about the number with ``token``; keep it if the answer is right, and send what waited.

    Outside any scope. Raises TokenRefused, and WhatsAppNumber.DoesNotExist for a missing and a foreign one alike.
    """
    if not _TOKEN.fullmatch(token):
        raise TokenRefused(Reason.SHAPE)
    with tenant_scope(tenant_id):
        phone_number_id = WhatsAppNumber.objects.values_list("phone_number_id", flat=True).get(pk=number_id)
    _try(token, phone_number_id)
    with tenant_scope(tenant_id):
        # Without its secrets: the token may be entered anew because no key opens the old one.
        columns = WhatsAppNumber.objects.only("tenant_id", "paused_code")
        number = columns.select_for_update().get(pk=number_id)
        number.access_token = token
        number.save(update_fields=["access_token"])
        audit.append(
            "whatsapp.token_changed",
            tenant_id=tenant_id,
            actor=actor,
            now=now,
            subject=f"number:{number.pk}",
        )
        if number.paused_code is not None:
            resume_number(number.pk, now=now, actor=actor)
        defer_templates(tenant_id)  # drafts may have waited for this very token
        live.announce("account", tenant_id=tenant_id)


def _try(token: str, phone_number_id: str) -> None:
    try:
        answer = api_for(token).phone_number(phone_number_id)
    except TryAgainLater as error:
        raise TokenRefused(Reason.UNREACHABLE) from error
    except CloudApiError as error:
        is_token = error.code in _REFUSED_TOKEN
        raise TokenRefused(Reason.REFUSED if is_token else Reason.NOT_THIS_NUMBER) from error
    if str(answer.get("id")) != phone_number_id:
        raise TokenRefused(Reason.NOT_THIS_NUMBER)
