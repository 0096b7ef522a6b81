"""The room's figures for the operator's monitoring (``core.metrics``)."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from prometheus_client import REGISTRY
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector


class _Unreadable(Collector):
    def collect(self) -> Iterable[GaugeMetricFamily]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT invekto_unreadable_events()")
            (count,) = cursor.fetchone()
        yield GaugeMetricFamily(
            "invekto_webhook_events_unreadable",
            "Events of WhatsApp that could not be read and are tried again.",
            value=count,
        )

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return []  # so that registering asks nothing of the database


REGISTRY.register(_Unreadable())
