"""Two roles on one database: the owner migrates and sees everything, the application sees one tenant.

The application's role is derived from the owner's address, so that one ``INVEKTO_DATABASE_URL`` is
enough; its password is derived from the secret key and set when the schema is migrated.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

APP_ROLE = "invekto_app"


def app_password(secret_key: str) -> str:
    return hmac.new(secret_key.encode(), b"database role " + APP_ROLE.encode(), hashlib.sha256).hexdigest()


def parse(url: str) -> dict[str, Any]:
    """Django's settings for a ``postgresql://`` address; ``?host=/folder`` names a unix socket."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgresql", "postgres"):
        raise ImproperlyConfigured(
            "INVEKTO_DATABASE_URL must look like postgresql://user:password@host:5432/name."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    host = options.pop("host", None) or (unquote(parts.hostname) if parts.hostname else "")
    user = options.pop("user", None) or unquote(parts.username or "")
    return {
        "ENGINE": "invekto.core.postgres",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": user,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(options.pop("port", parts.port or "")),
        "OPTIONS": options,
        "TEST": {"MIRROR": None},
    }


def settings_for(url: str, *, secret_key: str, app_url: str | None, pool_size: int) -> dict[str, Any]:
    """``default`` is the application's role, ``owner`` the migrator's."""
    owner = parse(url)
    app = parse(app_url or url)
    if app_url is None:
        app["USER"] = APP_ROLE
        app["PASSWORD"] = app_password(secret_key)
    app["OPTIONS"] = {
        **app["OPTIONS"],
        "pool": {"min_size": 0, "max_size": pool_size, "timeout": 10},
    }
    # Statements are prepared by the server after five runs on a connection: planning them under row-level
    # security costs more than running them.
    app["OPTIONS"].setdefault("prepare_threshold", 5)
    app["OPTIONS"].setdefault("server_side_binding", True)
    for database in (app, owner):
        database["OPTIONS"].setdefault("application_name", "invekto")
        database["OPTIONS"].setdefault("connect_timeout", 5)
    return {"default": app, "owner": owner}
