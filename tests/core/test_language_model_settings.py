"""The environment of a language model: off without a word of it, and a bad value is told with what would do."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ImproperlyConfigured

from invekto.core import env

GIVEN = {
    "INVEKTO_LLM_PROVIDER": "anthropic",
    "INVEKTO_LLM_API_KEY": "sk-ant-secret",
    "INVEKTO_LLM_MODEL": "claude-x",
    "INVEKTO_LLM_INPUT_PRICE": "120",
    "INVEKTO_LLM_OUTPUT_PRICE": "600.50",
}


@pytest.fixture(autouse=True)
def _given(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)


def test_it_is_off_unless_a_provider_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("INVEKTO_LLM_PROVIDER")
    assert env.language_model() is None


def test_what_is_named_is_used_and_the_key_is_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    at = env.language_model()
    assert at is not None
    assert (at.url, at.model, at.timeout) == ("https://api.anthropic.com", "claude-x", 4.0)
    assert (at.input_price, at.output_price) == (Decimal(120), Decimal("600.50"))
    assert "sk-ant" not in repr(at)
    monkeypatch.setenv("INVEKTO_LLM_PROVIDER", "openai")
    monkeypatch.delenv("INVEKTO_LLM_API_KEY")  # a server of one's own may want none
    monkeypatch.setenv("INVEKTO_LLM_API_URL", "http://127.0.0.1:11434/v1/")
    at = env.language_model()
    assert at is not None
    assert (at.url, at.key) == ("http://127.0.0.1:11434/v1", "")


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("INVEKTO_LLM_PROVIDER", "gemini", "off, openai, anthropic"),
        ("INVEKTO_LLM_API_KEY", None, "INVEKTO_LLM_API_KEY is not set"),
        ("INVEKTO_LLM_API_KEY", "sk ant", "copy it again"),
        ("INVEKTO_LLM_MODEL", None, "INVEKTO_LLM_MODEL is not set"),
        ("INVEKTO_LLM_INPUT_PRICE", None, "INVEKTO_LLM_INPUT_PRICE is not set"),
        ("INVEKTO_LLM_INPUT_PRICE", "12,5", "TRY per million tokens"),
        ("INVEKTO_LLM_OUTPUT_PRICE", "-1", "TRY per million tokens"),
        ("INVEKTO_LLM_TIMEOUT", "0", "from 1 to 30"),
        ("INVEKTO_LLM_API_URL", "api.example.com", "write an address"),
    ],
)
def test_a_bad_value_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str | None, told: str
) -> None:
    if value is None:
        monkeypatch.delenv(name)
    else:
        monkeypatch.setenv(name, value)
    with pytest.raises(ImproperlyConfigured, match=told):
        env.language_model()
