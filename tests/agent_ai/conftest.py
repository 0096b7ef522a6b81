"""A customer to talk with: messages go in as rows, and what the bot queued for the phone comes out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit


@pytest.fixture
def talk(tenant: TenantKit) -> Talk:
    """A conversation of a shop that has told no opening hours."""
    # Models can be imported only once the settings are there, after this file is read.
    from tests.support.talk import Talk

    return Talk(tenant, tenant.make_conversation())
