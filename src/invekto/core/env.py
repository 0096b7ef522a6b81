"""Read settings from the environment; a bad value stops the start and names what would be accepted."""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass, field
from decimal import Decimal
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Network = IPv4Network | IPv6Network

ENVIRONMENTS = ("production", "demo", "test", "development")


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set.")
    return value


def choice(name: str, default: str, accepted: tuple[str, ...]) -> str:
    value = os.environ.get(name, default)
    if value not in accepted:
        raise ImproperlyConfigured(f"{name}={value!r}: write one of {', '.join(accepted)}.")
    return value


def flag(name: str, default: bool) -> bool:
    value = os.environ.get(name, "1" if default else "0")
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name}={value!r}: write 1 or 0.")
    return value == "1"


def number(name: str, default: int, *, minimum: int, maximum: int) -> int:
    raw = os.environ.get(name, str(default))
    if not raw.isdigit() or not minimum <= int(raw) <= maximum:
        raise ImproperlyConfigured(f"{name}={raw!r}: write a whole number from {minimum} to {maximum}.")
    return int(raw)


def http_url(name: str, default: str) -> str:
    """An http(s) address without a trailing slash."""
    value = os.environ.get(name, default)
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ImproperlyConfigured(f"{name}={value!r}: write an address such as {default}.")
    return value.rstrip("/")


@dataclass(frozen=True, slots=True)
class Smtp:
    """A mail server. ``is_ssl``: encrypted from the first byte; ``is_plain``: never; neither: after STARTTLS."""

    host: str
    port: int
    user: str
    password: str
    is_ssl: bool
    is_plain: bool


def smtp(name: str) -> Smtp | None:
    """``smtps://user:password@host``, ``smtp://…`` (STARTTLS) or ``smtp+plain://…``; None when it is not set."""
    value = os.environ.get(name, "")
    if not value:
        return None
    ports = {"smtps": 465, "smtp": 587, "smtp+plain": 25}
    try:
        parts = urlsplit(value)
        if parts.scheme not in ports or not parts.hostname:
            raise ValueError
        port = parts.port or ports[parts.scheme]
    except ValueError:
        # The address may hold a password: it is not repeated.
        raise ImproperlyConfigured(
            f"{name}: write an address such as smtps://user:password@mail.example.com:465 or smtp://mail.example.com."
        ) from None
    return Smtp(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        is_ssl=parts.scheme == "smtps",
        is_plain=parts.scheme == "smtp+plain",
    )


def networks(name: str) -> list[Network]:
    """Addresses and networks, comma separated."""
    raw = os.environ.get(name, "")
    try:
        return [ip_network(part.strip()) for part in raw.split(",") if part.strip()]
    except ValueError:
        raise ImproperlyConfigured(
            f"{name}={raw!r}: write addresses or networks, comma separated, such as 127.0.0.1,10.0.0.0/8."
        ) from None


def terminal_language() -> str:
    """Of what is said to whoever runs a command."""
    return "en" if os.environ.get("LANG", "").startswith("en") else "tr"


def data_dir() -> Path:
    """Where this installation keeps its database, keys and media.

    Without ``INVEKTO_DATA_DIR`` it is ``.data`` beside the virtual environment the command runs from.
    """
    configured = os.environ.get("INVEKTO_DATA_DIR")
    return Path(configured).resolve() if configured else Path(sys.prefix).parent / ".data"


def cache_dir() -> Path:
    """Where trained models are cached; safe to delete at any time."""
    configured = os.environ.get("INVEKTO_CACHE_DIR")
    if configured:
        return Path(configured).resolve()
    root = os.environ.get("XDG_CACHE_HOME")
    return (Path(root) if root else Path.home() / ".cache") / "invekto"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """Where a language model answers. ``timeout``: seconds for one answer; prices: TRY per million tokens."""

    provider: str
    url: str
    model: str
    timeout: float
    input_price: Decimal
    output_price: Decimal
    key: str = field(repr=False, default="")


_LLM_URLS = {"openai": "https://api.openai.com/v1", "anthropic": "https://api.anthropic.com"}


def language_model() -> LanguageModel | None:
    """What the environment names; None without a provider. Prices must be told: the tenants' caps count by them."""
    provider = choice("INVEKTO_LLM_PROVIDER", "off", ("off", *_LLM_URLS))
    if provider == "off":
        return None
    key = text("INVEKTO_LLM_API_KEY", "" if provider == "openai" else None)
    if not key.isascii() or any(sign.isspace() for sign in key):
        raise ImproperlyConfigured("INVEKTO_LLM_API_KEY holds a space or a letter no key has: copy it again.")
    return LanguageModel(
        provider=provider,
        url=http_url("INVEKTO_LLM_API_URL", _LLM_URLS[provider]),
        model=text("INVEKTO_LLM_MODEL"),
        timeout=float(number("INVEKTO_LLM_TIMEOUT", 4, minimum=1, maximum=30)),
        input_price=price("INVEKTO_LLM_INPUT_PRICE"),
        output_price=price("INVEKTO_LLM_OUTPUT_PRICE"),
        key=key,
    )


def price(name: str) -> Decimal:
    """TRY, a point before the fraction; 0 for what costs nothing."""
    raw = text(name)
    if not re.fullmatch(r"\d{1,7}(\.\d{1,4})?", raw, re.ASCII):
        raise ImproperlyConfigured(
            f"{name}={raw!r}: write TRY per million tokens, such as 120 or 12.50, or 0."
        )
    return Decimal(raw)
