"""From a signed WhatsApp message to the bot's words at the phone, through every room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.messaging.rooms import peer

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.messaging.graph_peer import GraphPeer
    from tests.support.tenants import TenantKit

__all__ = ["peer"]


def _arrives(tenant: TenantKit, *texts: str) -> None:
    from tests.messaging import envelopes

    for text in texts:
        envelopes.post(tenant, envelopes.messages(tenant, envelopes.message(text)))


def test_a_burst_is_answered_once_at_the_phone(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    _arrives(tenant, "merhaba", "iade etmek istiyorum")
    run_jobs()
    [sent] = peer.taken
    assert "İade talebinizi aldım" in sent.text


def test_the_last_words_before_a_hand_over_reach_the_phone_and_none_after_them(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    _arrives(tenant, "temsilciye bağlanmak istiyorum")
    run_jobs()
    _arrives(tenant, "merhaba")
    run_jobs()
    [sent] = peer.taken
    assert "aktarıyorum" in sent.text


def test_a_message_typed_on_the_business_phone_silences_the_bot(
    tenant: TenantKit, peer: GraphPeer, run_jobs: Callable[[], int]
) -> None:
    from invekto.messaging.models import Conversation
    from tests.messaging import envelopes

    _arrives(tenant, "merhaba")
    run_jobs()
    assert len(peer.taken) == 1
    echo = envelopes.message("Ben bakıyorum", phone=None, to=envelopes.PHONE)
    person = envelopes.person()
    envelopes.post(
        tenant, envelopes.change(tenant, "smb_message_echoes", contacts=[person], message_echoes=[echo])
    )
    run_jobs()
    _arrives(tenant, "iade etmek istiyorum")
    run_jobs()
    assert len(peer.taken) == 1
    with tenant.scope():
        assert Conversation.objects.get().mode == "human"
