"""`invekto chat`: the same engine in the terminal, and nothing to WhatsApp."""

from __future__ import annotations

from typing import TYPE_CHECKING

from click.testing import CliRunner

if TYPE_CHECKING:
    from tests.support.tenants import TenantKit


def _chat(arguments: list[str], lines: list[str]) -> tuple[int, str]:
    from invekto.agent_ai.commands import chat

    result = CliRunner().invoke(chat, arguments, input="\n".join([*lines, "/quit"]) + "\n")
    return result.exit_code, result.output


def test_the_bot_answers_in_the_terminal_and_sends_nothing(tenant: TenantKit) -> None:
    from invekto.messaging.models import Message
    from invekto.outbound.models import OutboundMessage

    code, shown = _chat(
        ["--tenant", tenant.tenant.slug],
        ["merhaba", "2", "temsilciye bağlayın", "kimse var mı", "/bot", "merhaba"],
    )
    assert code == 0
    assert "Deneme Butik" in shown
    assert "[2] İade / değişim" in shown
    assert "İade talebinizi aldım" in shown
    assert "A person is needed (asked)" in shown
    assert shown.count("Deneme Butik") == 2
    with tenant.scope():
        assert not OutboundMessage.objects.exists()
        assert Message.objects.filter(author="bot").count() == 5


def test_an_unknown_tenant_is_refused_in_one_sentence() -> None:
    code, shown = _chat(["--tenant", "nobody"], [])
    assert (code, shown) == (1, "There is no tenant called nobody.\n")


def test_a_number_that_is_none_is_refused(tenant: TenantKit) -> None:
    code, shown = _chat(["--tenant", tenant.tenant.slug, "--phone", "hello"], [])
    assert (code, shown) == (1, "hello is not a phone number.\n")
