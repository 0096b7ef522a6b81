"""Meta's signature: HMAC-SHA256 with the app's secret over the body's bytes as they came."""

from __future__ import annotations

import hashlib
import hmac
import re

_HEADER = re.compile(r"sha256=([0-9a-f]{64})")


def digest_in(header: str | None) -> str | None:
    """The hex digest of an ``X-Hub-Signature-256`` header; None when there is none to compare with."""
    found = _HEADER.fullmatch(header or "")
    return found[1] if found else None


def sign(body: bytes, secret: str) -> str:
    """The hex digest that belongs to ``body``."""
    return hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(body: bytes, *, secret: str, digest: str) -> bool:
    return bool(secret) and hmac.compare_digest(sign(body, secret), digest)
