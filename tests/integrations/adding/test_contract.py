"""What every provider of the registry keeps to, and the example with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from invekto.core import clock, texts
from invekto.core.tenancy import tenant_scope
from invekto.integrations import services
from invekto.integrations.contract import Limit, Problem, ProviderError
from invekto.integrations.entry import Address, Entry
from invekto.integrations.models import IntegrationAccount
from invekto.integrations.registry import ENTRIES
from invekto.onboarding.tenant_file.accounts import file_model
from tests.support.tenants import TenantKit

NAMES = [*ENTRIES, "n11"]
SPOKEN = [name for name in NAMES if name == "n11" or ENTRIES[name].is_spoken]
SAMPLE_IDS = {"number": "4711", "text": "abc-1", "doctor": "dr-kaya"}
TENANT = {"slug": "ornek", "name": "Örnek", "vertical": "ecommerce"}


class NoLimit:
    def take(self, endpoint: str, limits: Sequence[Limit], *, patience: float) -> None: ...

    def close(self, endpoint: str, seconds: float) -> None: ...


@pytest.fixture
def entry(request: pytest.FixtureRequest) -> Entry:
    if request.param == "n11":
        request.getfixturevalue("twin")
    return ENTRIES[request.param]


every = pytest.mark.parametrize("entry", NAMES, indirect=True)
every_spoken = pytest.mark.parametrize("entry", SPOKEN, indirect=True)


@every
def test_the_entry_is_complete(entry: Entry) -> None:
    assert ENTRIES[entry.name] is entry
    assert entry.name == entry.name.lower()
    assert len(entry.name) <= 20  # as the columns are
    names = [key.name for key in entry.keys]
    assert len(names) == len(set(names)) > 0
    assert entry.account_id.pattern.fullmatch(SAMPLE_IDS[entry.account_id.kind])
    if entry.is_spoken:
        assert any(key.is_hidden for key in entry.form_keys)
        assert all(key.text for key in entry.form_keys)
        assert entry.addresses
    assert not (entry.orders and entry.carrier)


@every
def test_its_words_stand_in_every_language(entry: Entry) -> None:
    assert len(entry.text_ids) > 0
    for language in texts.LANGUAGES:
        for text_id in entry.text_ids:
            assert texts.text(text_id, language).strip(), (text_id, language)


@every
def test_no_other_provider_has_its_name_in_a_web_address_or_a_tenant_file(entry: Entry) -> None:
    others = [other for other in ENTRIES.values() if other is not entry]
    taken = {name for other in others if other.orders for name in (other.name, other.orders.hook_name)}
    assert entry.orders is None or not {entry.name, entry.orders.hook_name} & taken
    section = {"provider": entry.name} | {key.name: "env:A_KEY" for key in entry.keys}
    if entry.account_id.file_key:
        section[entry.account_id.file_key] = SAMPLE_IDS[entry.account_id.kind]
    file = file_model().model_validate(
        {"tenant": TENANT, "integrations": [section]}, context={"secrets": {"A_KEY": "gizli"}}
    )
    assert [account.provider for account in file.integrations] == [entry.name]


@every_spoken
def test_its_addresses_come_from_the_environment(entry: Entry, monkeypatch: pytest.MonkeyPatch) -> None:
    for address in entry.addresses:
        assert address.variable.startswith("INVEKTO_")
        assert address.default.startswith("https://")
        with override_settings():
            _forget(address)
            monkeypatch.delenv(address.variable, raising=False)
            assert address() == address.default
            with override_settings(SANDBOX_URL="http://127.0.0.1:1/sandbox"):
                assert address() == f"http://127.0.0.1:1/sandbox/{address.sandbox}"
            monkeypatch.setenv(address.variable, "https://elsewhere.example/")
            assert address() == "https://elsewhere.example"
            monkeypatch.setenv(address.variable, "elsewhere")
            with pytest.raises(ImproperlyConfigured, match=address.variable):
                address()


def _forget(address: Address) -> None:
    """Inside ``override_settings``: what a test's own address is."""
    from django.conf import settings

    if hasattr(settings, address.setting):
        delattr(settings, address.setting)


@every_spoken
def test_what_is_entered_is_checked(entry: Entry, tenant: TenantKit) -> None:
    keys = {key.name: "gizli" for key in entry.form_keys}
    sample = SAMPLE_IDS[entry.account_id.kind]

    def refusal(external_id: str, secrets: dict[str, str]) -> tuple[str, str]:
        with tenant_scope(tenant.id), pytest.raises(services.AccountRefused) as refused:
            services.add_account(
                tenant_id=tenant.id,
                provider=entry.name,
                external_id=external_id,
                secrets=secrets,
                now=clock.now(),
                actor="test",
            )
        for language in texts.LANGUAGES:
            assert texts.text(refused.value.text_id, language)
        return refused.value.field, refused.value.text_id.removeprefix("integration-account-")

    wrong_id = "carrier-id-wrong" if entry.carrier else "id-wrong"
    for strange in ("", "a b", "x" * 65, "1\x00"):
        assert refusal(strange, keys) == ("external_id", wrong_id)
    for name in keys:
        assert refusal(sample, keys | {name: " "}) == (name, "secret-missing")
        assert refusal(sample, keys | {name: "a\x00b"}) == (name, "secret-wrong")
        assert refusal(sample, keys | {name: "x" * 501}) == (name, "secret-wrong")
    with tenant.scope():
        assert not IntegrationAccount.objects.exists()


@pytest.fixture
def at_its_twin(entry: Entry, request: pytest.FixtureRequest) -> Iterator[Entry]:
    """The product pointed at the platform's twin, where nobody was given a key."""
    if entry.name == "n11":
        yield entry
        return
    base = f"{request.getfixturevalue('sandbox_url')}/sandbox"
    with override_settings(**{one.setting: f"{base}/{one.sandbox}" for one in entry.addresses}):
        yield entry


@every_spoken
def test_a_wrong_key_is_refused_as_one(at_its_twin: Entry) -> None:
    entry = at_its_twin
    keys = {key.name: "yanlış" for key in entry.keys}
    for role in (entry.orders, entry.carrier):
        if role is None:
            continue
        adapter: Any = role.make(
            SAMPLE_IDS[entry.account_id.kind], keys, {}, base_url=role.base_url(), budget=NoLimit()
        )
        try:
            with pytest.raises(ProviderError) as refused:
                adapter.test(timeout=10)
        finally:
            adapter.close()
        expected = Problem.LOGIN_REFUSED if entry.carrier else Problem.KEY_REFUSED
        assert refused.value.problem is expected
        assert refused.value.problem.needs_person
        assert "yanlış" not in str(refused.value)
