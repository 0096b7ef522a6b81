"""Orders: the first import of a large shop against bare COPY, and a customer's orders among five million.

Each runs in a process of its own, with a database of its own: ``python -m benchmarks.orders import|lookup``.
"""

from __future__ import annotations

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.stack import percentile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from invekto.integrations.contract import Limit
    from invekto.integrations.models import IntegrationAccount

ORDERS = int(os.environ.get("BENCH_ORDERS", "100000"))
TENANTS = 500
PER_TENANT = int(os.environ.get("BENCH_PER_TENANT", "10000"))
LOOKUPS = 2_000
SELLER = "900001"
LIMIT_MB, LIMIT_MS = 300, 10

# 85 days of orders; the older ones have arrived.
_PACKAGES = """
INSERT INTO sandbox_trendyol_packages (seller_id, order_number, status, details, lines, history, created_by,
    origin_ids, tracking, carrier, ordered_at, delivered_at, modified_at)
SELECT %(seller)s, (10000000000 + n)::text, CASE WHEN n %% 20 = 0 THEN 'Shipped' ELSE 'Delivered' END,
    jsonb_build_object('name', 'Müşteri Numara' || n, 'city', 'İzmir', 'district', 'Bornova',
        'customer_id', 90000000 + n, 'phone', '+90533' || lpad((n %% 10000000)::text, 7, '0')),
    jsonb_build_array(jsonb_build_object('line_id', 5000000 + n, 'name', 'Pamuklu Tişört', 'sku', 'TSH-' || n %% 500,
        'size', 'M', 'color', 'Mavi', 'quantity', 1, 'price', '249.90', 'cancelled', false)),
    jsonb_build_array(jsonb_build_object('status', 'Created', 'at', now() - n * step - interval '2 days')),
    'order-creation', '[]', (7280030000000000 + n)::text, 'aras', now() - n * step - interval '2 days',
    CASE WHEN n %% 20 > 0 THEN now() - n * step END, now() - n * step
FROM generate_series(1, %(count)s) AS n, (SELECT interval '85 days' / %(count)s AS step) AS spread
"""
# The sandbox keeps the platform's limits too; here no call counts.
_UNCOUNTED = (
    "CREATE FUNCTION long_ago() RETURNS trigger LANGUAGE plpgsql AS"
    " $$ BEGIN NEW.at := now() - interval '1 hour'; RETURN NEW; END $$",
    "CREATE TRIGGER uncounted BEFORE INSERT ON sandbox_rate_marks FOR EACH ROW EXECUTE FUNCTION long_ago()",
)
_BIG = """
INSERT INTO orders_cache (id, tenant_id, account_id, provider, external_order_id, package_id, customer_phone,
    phone_at, customer_name, customer_key, district, city, tracking_code, carrier, order_status, superseded,
    order_data_json, ordered_at, modified_at, status_at, wants_details, synced_at, created_at)
SELECT gen_random_uuid(), %(tenant)s, %(account)s, 'trendyol', (10000000000 + n)::text, n::text,
    '+90533' || lpad((n / 3)::text, 7, '0'), now(), 'Müşteri ' || n / 3, 'musteri ' || n / 3, 'Bornova', 'İzmir',
    (7280030000000000 + n)::text, 'Aras Kargo Marketplace', CASE WHEN n %% 20 = 0 THEN 'shipped' ELSE 'delivered' END,
    false, %(data)s, now() - n * interval '10 min', now(), now(), false, now(), now()
FROM generate_series(1, %(count)s) AS n
"""


def measure_import() -> str:
    return _apart("import")


def measure_lookup() -> str:
    return _apart("lookup")


def _apart(what: str) -> str:
    """Django is set up once per process, and memory is counted per process."""
    return subprocess.run(
        [sys.executable, "-m", "benchmarks.orders", what], check=True, capture_output=True, text=True
    ).stdout.strip()


class _NoBudget:
    """The platform's own limits aside (40 rows a second at Trendyol): what the import itself can do."""

    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None:
        pass

    def close(self, endpoint: str, seconds: float) -> None:
        pass


def _no_budget(account: IntegrationAccount) -> _NoBudget:  # noqa: ARG001 - takes the place of one that reads it
    return _NoBudget()


@contextmanager
def _database() -> Iterator[str]:
    """An empty installation; yields a superuser's address."""
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
                INVEKTO_SANDBOX="1",
                INVEKTO_SECRET_KEY="only for benchmarks",
                INVEKTO_DATA_DIR=folder,
                INVEKTO_DATABASE_URL=admin_url.replace("//postgres@/postgres", f"//{OWNER_ROLE}@/invekto"),
            )
            import django

            django.setup()
            from invekto.core import schema

            schema.migrate()
            yield admin_url.replace("//postgres@/postgres", "//postgres@/invekto")
        finally:
            server.stop()


def _account(tenant_id: UUID, seller: str = SELLER) -> Any:
    from invekto.core import clock
    from invekto.core.models import Tenant
    from invekto.core.tenancy import tenant_scope
    from invekto.integrations import services

    now = clock.now()
    with tenant_scope(tenant_id):
        Tenant(
            id=tenant_id,
            slug=f"bench-{tenant_id.hex}",
            name="Bench",
            vertical="ecommerce",
            created_at=now,
            updated_at=now,
        ).save(force_insert=True)
        return services.add_account(
            tenant_id=tenant_id,
            provider="trendyol",
            external_id=seller,
            secrets={"api_key": "k", "api_secret": "s"},
            now=now,
            actor="bench",
        )


def _import() -> str:
    import psycopg

    with _database() as admin_url, psycopg.connect(admin_url, autocommit=True) as admin:
        admin.execute(_PACKAGES, {"seller": SELLER, "count": ORDERS})
        for statement in _UNCOUNTED:
            admin.execute(statement)
        admin.execute("ANALYZE")
        from invekto.sandbox.trendyol import keys

        keys.give(SELLER, "k", "s")
        with _sandbox() as url:
            before, seconds, peak = _read_all(url)
        (stored,) = admin.execute("SELECT count(*) FROM orders_cache").fetchone() or (0,)
        (doubled,) = admin.execute(
            "SELECT count(*) FROM (SELECT 1 FROM orders_cache GROUP BY package_id HAVING count(*) > 1) AS d"
        ).fetchone() or (0,)
        copied = _copy(admin)
        with _sandbox() as url:
            pages, shown = _bare_reading(url)
    rows = [
        "| what | rows | seconds | rows/s |",
        "|---|---|---|---|",
        f"| import, from the sandbox's pages to rows | {stored} | {seconds:.0f} | {stored / seconds:.0f} |",
        f"| of it: the sandbox's answers alone, {shown} rows | {shown} | {pages:.1f} | {shown / pages:.0f} |",
        f"| bare COPY of the same rows (the limit) | {stored} | {copied:.1f} | {stored / copied:.0f} |",
    ]
    verdict = f"Missing: {ORDERS - stored}; doubled: {doubled}."
    memory = f"Memory of the importing process: {before:.0f} MB before, {peak:.0f} MB at most ({LIMIT_MB} allowed)."
    return "\n".join([*rows, "", verdict, memory])


@contextmanager
def _sandbox() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="invekto-bench-") as folder:
        port_file = Path(folder) / "port"
        process = subprocess.Popen([sys.executable, "-m", "tests.support.sandbox_server", str(port_file)])
        try:
            while not port_file.exists():
                if process.poll() is not None:
                    raise RuntimeError("The sandbox did not start.")
                time.sleep(0.1)
            yield f"http://127.0.0.1:{port_file.read_text()}/sandbox/trendyol"
        finally:
            process.terminate()
            process.wait(timeout=30)


def _read_all(url: str) -> tuple[float, float, float]:
    """Megabytes before, seconds, megabytes at most."""
    from uuid import uuid4

    from django.conf import settings

    from invekto.core import clock
    from invekto.integrations import registry, services

    settings.TRENDYOL_API_URL = url
    registry._budget = _no_budget
    tenant = uuid4()
    account = _account(tenant)
    watch = _Watch()
    begun = time.perf_counter()
    while services.sync_account(tenant, account.id, clock.now()).end is services.End.MORE:
        pass
    return watch.before, time.perf_counter() - begun, watch.stop()


class _Watch:
    """The largest resident size of this process; what it took for setting up does not count."""

    def __init__(self) -> None:
        self.before = self.peak = _resident()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(0.05):
            self.peak = max(self.peak, _resident())

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self.peak


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 1024**2


def _bare_reading(url: str) -> tuple[float, int]:
    """Seconds and rows of a few pages, asked for and thrown away."""
    import base64

    import httpx

    key = base64.b64encode(b"k:s").decode()
    head = {"Authorization": f"Basic {key}", "User-Agent": f"{SELLER} - Bench"}
    shown, begun = 0, time.perf_counter()
    with httpx.Client(headers=head, timeout=60) as client:
        for page in range(20):
            answer = client.get(
                f"{url}/integration/order/sellers/{SELLER}/v2/orders", params={"page": page, "size": 200}
            )
            shown += len(answer.json()["content"])
    return time.perf_counter() - begun, shown


def _copy(admin: Any) -> float:
    """Seconds for the very rows of the import, with the same indexes, in one durable COPY."""
    admin.execute("CREATE TABLE copied (LIKE orders_cache INCLUDING ALL)")
    with admin.cursor() as cursor, cursor.copy("COPY orders_cache TO STDOUT (FORMAT binary)") as source:
        chunks = [bytes(chunk) for chunk in source]
    begun = time.perf_counter()
    with admin.cursor() as cursor, cursor.copy("COPY copied FROM STDIN (FORMAT binary)") as sink:
        for chunk in chunks:
            sink.write(chunk)
    return time.perf_counter() - begun


def _lookup() -> str:
    from uuid import uuid4

    import psycopg

    with _database() as admin_url, psycopg.connect(admin_url, autocommit=True) as admin:
        tenants = [uuid4() for _ in range(TENANTS)]
        admin.execute("SET synchronous_commit = off")
        data = _order_json()
        for place, tenant in enumerate(tenants):
            account = _account(tenant, seller=str(1000 + place))
            admin.execute(_BIG, {"tenant": tenant, "account": account.id, "count": PER_TENANT, "data": data})
        admin.execute("VACUUM ANALYZE orders_cache")
        (size,) = admin.execute("SELECT pg_total_relation_size('orders_cache')").fetchone() or (0,)
        by_phone, by_number, bare = _times(tenants)
    rows = ["| what | p50 ms | p99 ms | slowest ms |", "|---|---|---|---|"]
    for name, times in (
        ("the orders of a customer, by phone", by_phone),
        ("an order by its number, to be proven", by_number),
        ("SELECT 1 in a tenant's scope (the floor)", bare),
    ):
        rows.append(
            f"| {name} | {percentile(times, 0.5):.2f} | {percentile(times, 0.99):.2f} | {max(times):.2f} |"
        )
    what = f"{TENANTS * PER_TENANT:,} rows of {TENANTS} tenants, {size / 1024**3:.1f} GB with indexes"
    return "\n".join([*rows, "", f"{what}; {LOOKUPS} lookups of each. Target: p99 ≤ {LIMIT_MS} ms."])


def _order_json() -> str:
    """What a stored order looks like, from the sandbox's own example."""
    from datetime import UTC, datetime
    from decimal import Decimal

    from invekto.integrations.contract import Buyer, Invoice, Order, OrderLine, Parcel
    from invekto.integrations.models import OrderStatus

    now = datetime.now(UTC)
    line = OrderLine(
        "5000001", "Pamuklu Tişört", "TSH-1", "869", "M", "Mavi", 1, Decimal("249.90"), OrderStatus.SHIPPED
    )
    order = Order(
        number="10000000001",
        package_id="1",
        status=OrderStatus.SHIPPED,
        platform_status="Shipped",
        superseded=False,
        ordered_at=now - timedelta(days=3),
        modified_at=now,
        status_at=now,
        estimated_from=None,
        estimated_to=None,
        delivered_at=None,
        buyer=Buyer("Defne Örnekoğlu", None, None, "İzmir", "Bornova", "90000001"),
        parcel=Parcel("Aras Kargo Marketplace", "7280030000000001", None),
        invoice=Invoice(),
        lines=(line,),
        currency="TRY",
        gross=Decimal("249.90"),
        discount=Decimal(0),
        total=Decimal("249.90"),
    )
    return json.dumps(order.to_json(), ensure_ascii=False)


def _times(tenants: Sequence[UUID]) -> tuple[list[float], list[float], list[float]]:
    """Milliseconds of each lookup, its transaction included."""
    from django.db import connection

    from invekto.core import clock
    from invekto.core.tenancy import tenant_scope
    from invekto.messaging.models import Contact
    from invekto.orders import services as orders

    now, chance = clock.now(), random.Random(7)
    by_phone: list[float] = []
    by_number: list[float] = []
    bare: list[float] = []
    seen: set[tuple[UUID, int]] = set()
    for _ in range(LOOKUPS):
        tenant, customer = chance.choice(tenants), chance.randrange(PER_TENANT // 3)
        if (tenant, customer) in seen:
            continue
        seen.add((tenant, customer))
        contact = Contact(tenant_id=tenant, phone=f"+90533{customer:07d}", created_at=now)
        with tenant_scope(tenant):
            contact.save(force_insert=True)
        begun = time.perf_counter()
        with tenant_scope(tenant):
            found = orders.orders_of(contact, now)
        by_phone.append(1000 * (time.perf_counter() - begun))
        assert found
        stranger = Contact(tenant_id=tenant, phone=f"+90544{customer:07d}", created_at=now)
        with tenant_scope(tenant):
            stranger.save(force_insert=True)
        begun = time.perf_counter()
        with tenant_scope(tenant):
            orders.identify(stranger, order_number=str(10000000001 + customer), facts=orders.Facts(), now=now)
        by_number.append(1000 * (time.perf_counter() - begun))
        begun = time.perf_counter()
        with tenant_scope(tenant), connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        bare.append(1000 * (time.perf_counter() - begun))
    return by_phone, by_number, bare


if __name__ == "__main__":
    print({"import": _import, "lookup": _lookup}[sys.argv[1]]())
