"""WhatsApp's Cloud API; outside this folder nobody sees its field names."""

from __future__ import annotations

from django.conf import settings

from invekto.messaging.cloud_api.client import Accepted, CloudApi, MediaInfo
from invekto.messaging.cloud_api.errors import CloudApiError, Expired, OutcomeUnknown, Refused, TryAgainLater
from invekto.messaging.cloud_api.payloads import Recipient


def api_for(access_token: str) -> CloudApi:
    """The Cloud API where the settings say it is."""
    return CloudApi(settings.WHATSAPP_API_URL, access_token)


__all__ = [
    "Accepted",
    "CloudApi",
    "CloudApiError",
    "Expired",
    "MediaInfo",
    "OutcomeUnknown",
    "Recipient",
    "Refused",
    "TryAgainLater",
    "api_for",
]
