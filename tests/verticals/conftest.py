"""A shop with an account at a Trendyol that answers, and customers of it."""

from __future__ import annotations

from tests.integrations.conftest import make_account, trendyol

__all__ = ["make_account", "trendyol"]
