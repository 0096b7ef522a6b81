"""Who may try no more passwords for a while."""

from __future__ import annotations

from datetime import timedelta
from ipaddress import ip_address
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone


class LockoutHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Beside the count per person and address: one per address, for whoever tries many names."""

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        return super().is_locked(request, credentials) or (request.method == "POST" and _sprays(request))


def _sprays(request: HttpRequest) -> bool:
    address = request.META.get("REMOTE_ADDR", "")
    # A proxy that is not in INVEKTO_TRUSTED_PROXIES has this address: it stands for everybody.
    if not address or ip_address(address).is_loopback:
        return False
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(ip_address=address, attempt_time__gte=since)
    count: int | None = tries.aggregate(all=Sum("failures_since_start"))["all"]
    return (count or 0) >= settings.LOGIN_FAILURES_PER_ADDRESS
