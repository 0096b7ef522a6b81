"""Figures for the operator's monitoring, in Prometheus' text form at ``/metrics``."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from hmac import compare_digest

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from prometheus_client import REGISTRY, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from invekto.core.proxies import asked_on_this_machine

REQUESTS = Counter("invekto_http_requests_total", "Requests answered.", ["method", "status"])
SECONDS = Histogram(
    "invekto_http_request_seconds",
    "Time to answer.",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
)


class _Jobs(Collector):
    """How much work waits, read when asked."""

    def collect(self) -> Iterable[GaugeMetricFamily]:
        waiting = GaugeMetricFamily("invekto_jobs_waiting", "Jobs no worker has begun.", labels=["queue"])
        failed = GaugeMetricFamily("invekto_jobs_failed", "Jobs that ended with an error.", labels=["queue"])
        again = GaugeMetricFamily(
            "invekto_jobs_tried_again", "Jobs that failed and wait for their next try.", labels=["queue"]
        )
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT queue_name, count(*) FILTER (WHERE status = 'todo'), count(*) FILTER (WHERE status = 'failed') "
                "FROM procrastinate_jobs GROUP BY 1"
            )
            for queue, todo, broken in cursor.fetchall():
                waiting.add_metric([queue], todo)
                failed.add_metric([queue], broken)
            cursor.execute(
                "SELECT split_part(task, '.', 1), count(*) FROM scheduled_jobs "
                "WHERE arguments ? 'failures' GROUP BY 1"
            )
            for queue, count in cursor.fetchall():
                again.add_metric([queue], count)
        return [waiting, failed, again]

    def describe(self) -> Iterable[GaugeMetricFamily]:
        return []  # so that registering asks nothing of the database


REGISTRY.register(_Jobs())


class MetricsMiddleware:
    """Counts requests, and shows the figures to this machine or to whoever has ``INVEKTO_METRICS_TOKEN``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path == "/metrics":
            return _metrics(request)
        started = time.perf_counter()
        response = self.get_response(request)
        SECONDS.observe(time.perf_counter() - started)
        REQUESTS.labels(request.method or "", str(response.status_code)).inc()
        return response


def _metrics(request: HttpRequest) -> HttpResponse:
    token: str = settings.METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and compare_digest(given.encode(), token.encode()):
        allowed = True
    else:
        # A proxy on this machine speaks for strangers. Where one is known to stand, the token alone counts: not
        # each is set up to leave a mark.
        behind_proxy = settings.SESSION_COOKIE_SECURE or bool(settings.TRUSTED_PROXIES)
        allowed = not token and not behind_proxy and asked_on_this_machine(request)
    if not allowed:
        return HttpResponse(status=403)
    return HttpResponse(generate_latest(REGISTRY), content_type="text/plain; version=0.0.4")
