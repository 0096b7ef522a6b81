"""Webhook intake against the same server doing one bare INSERT and COMMIT.

Both go through the same gunicorn, the same middleware and the same database; the difference is what the
intake does on top: the signature, the routing, the item stored once, and the job that reads it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import signal
import socket
import statistics
import tempfile
import time
from pathlib import Path
from urllib.request import urlopen

from benchmarks import load
from benchmarks.stack import percentile

REQUESTS = 4000
ROUNDS = 5
CONNECTIONS = 8
NUMBER, SECRET = "100000000000001", "bench secret"


def measure() -> str:
    from invekto.core.embedded_postgres import EmbeddedPostgres
    from invekto.core.provision import OWNER_ROLE, ensure_database

    with tempfile.TemporaryDirectory(prefix="invekto-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = EmbeddedPostgres(Path(folder) / "postgres")
        admin_url = server.start()
        try:
            ensure_database(admin_url)
            os.environ.update(
                DJANGO_SETTINGS_MODULE="invekto.settings",
                INVEKTO_ENV="test",
                INVEKTO_DATA_DIR=folder,
                INVEKTO_DATABASE_URL=admin_url.replace("//postgres@/postgres", f"//{OWNER_ROLE}@/invekto"),
            )
            return _compare()
        finally:
            server.stop()


def _compare() -> str:
    import django

    django.setup()
    _prepare()
    port, pid = _serve()
    try:
        # In turn, so that a slow moment of the machine falls on both.
        bare, intake = [], []
        for round_number in range(ROUNDS):
            bare.append(_load(port, "/bare/", round_number))
            intake.append(_load(port, "/webhooks/whatsapp/", round_number))
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
    return _table(bare, intake)


def _prepare() -> None:
    from django.db import connections

    from invekto.core import clock, schema
    from invekto.core.models import Tenant
    from invekto.core.tenancy import tenant_scope
    from invekto.messaging.models import WhatsAppNumber

    schema.migrate()
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TABLE bench_rows (id bigserial PRIMARY KEY, body text NOT NULL)")
    now = clock.now()
    tenant = Tenant(slug="bench", name="Bench", vertical="ecommerce", created_at=now, updated_at=now)
    with tenant_scope(tenant.id):
        tenant.save(force_insert=True)
        WhatsAppNumber.objects.create(
            tenant=tenant,
            phone_number_id=NUMBER,
            display_phone="+902125550101",
            waba_id="200000000000001",
            access_token="token",
            app_secret=SECRET,
            verify_token="verify",
            created_at=now,
        )


def _serve() -> tuple[int, int]:
    from django.conf import settings
    from django.db import connections

    from invekto.supervisor.servers import run_gunicorn

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    for connection in connections.all(initialized_only=True):
        connection.close()
        if hasattr(connection, "close_pool"):
            connection.close_pool()
    pid = os.fork()
    if pid == 0:
        settings.ROOT_URLCONF = "benchmarks.urls"
        run_gunicorn("invekto.wsgi:application", port, threads=16)
        os._exit(0)
    for _ in range(100):
        try:
            urlopen(f"http://127.0.0.1:{port}/healthz").read()
            break
        except OSError:
            time.sleep(0.1)
    return port, pid


def _load(port: int, path: str, round_number: int) -> load.Result:
    url = f"http://127.0.0.1:{port}{path}"
    requests = []
    for index in range(REQUESTS):
        body = _payload(f"wamid.bench{round_number}x{index}", f"90532{index % 500:07d}")
        digest = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
        requests.append(load.post(url, body, {"X-Hub-Signature-256": f"sha256={digest}"}))
    return load.run(port, requests, connections=CONNECTIONS)


def _payload(wamid: str, sender: str) -> bytes:
    message = {
        "from": sender,
        "id": wamid,
        "timestamp": str(int(time.time())),
        "type": "text",
        "text": {"body": "merhaba kargom nerde kaldı acaba"},
    }
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "902125550101", "phone_number_id": NUMBER},
        "contacts": [{"profile": {"name": "Elif Demir"}, "wa_id": sender}],
        "messages": [message],
    }
    entry = {"id": "200000000000001", "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def _table(bare: list[load.Result], intake: list[load.Result]) -> str:
    rows = ["| door | requests/s | p50 ms | p99 ms | errors |", "|---|---|---|---|---|"]
    for name, results in (("bare INSERT + COMMIT (the limit)", bare), ("webhook intake", intake)):
        latencies = [value for result in results for value in result.latencies]
        rows.append(
            f"| {name} | {statistics.median(result.per_second for result in results):.0f} "
            f"| {percentile(latencies, 0.5) * 1000:.1f} | {percentile(latencies, 0.99) * 1000:.1f} "
            f"| {sum(result.errors for result in results)} |"
        )
    share = statistics.median(
        one.per_second / other.per_second for one, other in zip(intake, bare, strict=True)
    )
    return "\n".join([*rows, "", f"The intake reaches {share:.0%} of the limit (target: at least 50 %)."])
