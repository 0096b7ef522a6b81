"""Versions of a package in any order end in the same row."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime, timedelta
from itertools import permutations
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from invekto.integrations.merging import CHANGING, as_row, merged
from invekto.integrations.models import CachedOrder, IntegrationAccount, OrderStatus
from invekto.integrations.providers.trendyol.pushes import TrendyolPushes
from tests.integrations.trendyol_peer import package

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
ACCOUNT = IntegrationAccount(id=uuid.uuid4(), tenant_id=uuid.uuid4(), provider="trendyol")
WORDS = ["Verified", "Created", "Picking", "Invoiced", "Shipped", "AtCollectionPoint", "UnDelivered"]
WORDS += ["Delivered", "Returned", "Cancelled", "UnPacked", "Neuland"]

versions = st.lists(
    st.builds(
        lambda word, minutes, phone, price, first: {
            "status": word,
            "modified": START + timedelta(minutes=minutes),
            "phone": phone,
            "packageTotalPrice": price,
            "name": (first, "Örnekoğlu"),
        },
        st.sampled_from(WORDS),
        st.integers(0, 4),
        st.sampled_from([None, "05321112233", "05339998877"]),
        st.integers(0, 3),
        st.sampled_from(["Defne", "***"]),
    ),
    min_size=1,
    max_size=4,
)


def row_of(version: dict[str, Any]) -> CachedOrder:
    sent = json.dumps(package(1, number="1", ordered=START, **version))
    (order,) = TrendyolPushes().read([sent]).orders
    return as_row(order, ACCOUNT, now=START)


def end_of(rows: list[CachedOrder]) -> dict[str, Any]:
    state = rows[0]
    for row in rows[1:]:
        state = merged(state, row)
    return {name: getattr(state, name) for name in CHANGING}


@settings(max_examples=150, deadline=None)
@given(versions)
def test_every_order_of_arrival_ends_in_the_same_row(found: list[dict[str, Any]]) -> None:
    rows = [row_of(version) for version in found]
    expected = end_of(rows)
    for order in permutations(rows):
        assert end_of(list(order)) == expected


@settings(max_examples=80, deadline=None)
@given(versions)
def test_hearing_a_version_again_changes_nothing(found: list[dict[str, Any]]) -> None:
    rows = [row_of(version) for version in found]
    assert end_of([*rows, *rows]) == end_of(rows)


def test_a_delivered_parcel_does_not_go_back_on_the_road() -> None:
    delivered = row_of({"status": "Delivered", "modified": START})
    later = row_of({"status": "Shipped", "modified": START + timedelta(hours=1), "packageTotalPrice": 7})
    result = merged(delivered, later)
    assert result.order_status == OrderStatus.DELIVERED
    assert result.delivered_at == START
    assert result.order_data_json["total"] == "7.00"  # all else is as the newest version says


def test_a_failed_attempt_may_be_followed_by_the_branch_and_by_the_door() -> None:
    way = ["Shipped", "UnDelivered", "AtCollectionPoint", "UnDelivered", "Delivered"]
    state = row_of({"status": "Created", "modified": START})
    for minutes, word in enumerate(way, start=1):
        state = merged(state, row_of({"status": word, "modified": START + timedelta(minutes=minutes)}))
        expected = {"UnDelivered": "undelivered", "AtCollectionPoint": "at_pickup_point"}
        assert state.order_status == expected.get(word, word.lower())


def test_a_phone_that_the_platform_hides_later_is_not_forgotten() -> None:
    shown = row_of({"status": "Shipped", "modified": START, "phone": "05321112233"})
    hidden = row_of({"status": "Delivered", "modified": START + timedelta(hours=1), "phone": None})
    assert merged(shown, hidden).customer_phone == "+905321112233"
    assert merged(hidden, shown).customer_phone == "+905321112233"
