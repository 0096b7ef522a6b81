"""Fixtures of the messaging and outbound rooms. Loaded before Django is set up: the product is imported late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.messaging import graph_peer
from tests.messaging.graph_peer import GraphPeer


@pytest.fixture(autouse=True)
def alone() -> Iterator[None]:
    """These rooms without those above them: nobody answers what arrives."""
    from invekto.core import events
    from invekto.wiring import SUBSCRIBERS

    events.install({})
    yield
    events.install(SUBSCRIBERS)


@pytest.fixture
def peer(monkeypatch: pytest.MonkeyPatch) -> Iterator[GraphPeer]:
    """The Graph API this test talks to."""
    from django.conf import settings

    from invekto.messaging.cloud_api import client

    running, server = graph_peer.start()
    monkeypatch.setattr(settings, "WHATSAPP_API_URL", running.url)
    yield running
    client.close_connections()
    server.shutdown()
    server.server_close()
