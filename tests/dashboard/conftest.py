"""People who are logged in."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.orders.conftest import account, make_order  # noqa: F401 - fixtures of the order card

if TYPE_CHECKING:
    from django.test import Client

    from invekto.core.models import User
    from tests.support.tenants import TenantKit


@pytest.fixture
def client_of() -> Callable[[User], Client]:
    """A browser in which this person is logged in."""
    from django.test import Client

    def make(user: User) -> Client:
        client = Client()
        client.force_login(user, backend="invekto.core.auth.DoorBackend")
        return client

    return make


@pytest.fixture
def agent(tenant: TenantKit, client_of: Callable[[User], Client]) -> Client:
    return client_of(tenant.agent)


@pytest.fixture
def owner(tenant: TenantKit, client_of: Callable[[User], Client]) -> Client:
    return client_of(tenant.owner)
