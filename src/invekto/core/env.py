"""Read settings from the environment; a bad value stops the start and names what would be accepted."""

from __future__ import annotations

import os
import sys
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from urllib.parse import urlsplit

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
