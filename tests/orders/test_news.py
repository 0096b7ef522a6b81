"""Pages that show an order hear of it when it moves, and nobody else's do."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from django.db import connection

from invekto.core import clock
from invekto.core.live import CHANNEL
from invekto.messaging.models import Contact
from invekto.orders import services as orders
from invekto.orders.services import Facts
from tests.support.tenants import TenantKit

PHONE = "+905321112233"


@contextmanager
def heard() -> Iterator[list[str]]:
    """The conversations whose orders are announced meanwhile."""
    found: list[str] = []
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
        yield found
        for notice in cursor.connection.notifies(timeout=0.5):
            news = json.loads(notice.payload)
            if news["kind"] == "order":
                found.append(news["conversation"])
        cursor.execute(f"UNLISTEN {CHANNEL}")


def test_the_owners_thread_hears_that_the_order_moved_once_and_a_strangers_does_not(
    tenant: TenantKit, make_order: Callable[..., None], run_jobs: Callable[[], int]
):
    talk = tenant.make_conversation(phone=PHONE)
    tenant.make_conversation(phone="+905329998877")
    moved = clock.now() - timedelta(days=1)
    run_jobs()
    with heard() as told:
        make_order("1020304050", phone=PHONE, status="Created", days_ago=2, package_id=1)
        run_jobs()
    assert told == [str(talk.id)]
    with heard() as told:
        make_order("1020304050", phone=PHONE, status="Shipped", modified=moved, package_id=1)
        run_jobs()
    assert told == [str(talk.id)]
    with heard() as told:
        make_order("1020304050", phone=PHONE, status="Shipped", modified=moved, package_id=1)
        run_jobs()
    assert told == []  # nothing moved


def test_whoever_proved_that_an_order_is_theirs_sees_it_at_once_and_hears_of_it_from_then_on(
    tenant: TenantKit, make_order: Callable[..., None], run_jobs: Callable[[], int]
):
    make_order("1020304050", phone=PHONE, status="Created", name=("Elif", "Demir"), days_ago=2, package_id=1)
    talk = tenant.make_conversation(phone="+905329998877")
    run_jobs()
    with heard() as told, tenant.scope():
        contact = Contact.objects.get(pk=talk.contact_id)
        orders.identify(contact, order_number="1020304050", facts=Facts(name="Elif Demir"), now=clock.now())
    assert told == [str(talk.id)]
    with heard() as told:
        make_order("1020304050", phone=PHONE, status="Shipped", name=("Elif", "Demir"), package_id=1)
        run_jobs()
    assert told == [str(talk.id)]


def test_a_moment_yet_to_come_locks_no_order(
    tenant: TenantKit, make_order: Callable[..., None], at: Callable[[datetime], None]
) -> None:
    from invekto.integrations.models import CachedOrder

    now = clock.now()
    make_order("1", package_id=5, modified=datetime(2099, 12, 31, tzinfo=UTC), district="Bornova")
    at(now + timedelta(hours=26))
    make_order("1", package_id=5, modified=now + timedelta(hours=25), district="Konak")
    with tenant.scope():
        assert CachedOrder.objects.get().district == "Konak"
