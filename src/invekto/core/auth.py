"""Log-in: the e-mail that was typed opens the door to exactly one row."""

from __future__ import annotations

import hashlib
import secrets
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import check_password, make_password
from django.http import HttpRequest

from invekto.core.models import ApiKey, User
from invekto.core.tenancy import door


class DoorBackend(BaseBackend):
    def authenticate(
        self,
        request: HttpRequest | None,  # noqa: ARG002 - the framework passes it
        username: str | None = None,
        password: str | None = None,
        **_: object,
    ) -> User | None:
        if not username or not password or "\x00" in username + password:
            return None
        email = username.strip().lower()
        with door("email", email):
            user = User.objects.filter(email=email).first()
        if user is None:
            make_password(password)  # an unknown address takes as long as a wrong password
            return None
        return user if check_password(password, user.password) and user.is_active else None

    def get_user(self, user_id: UUID | str) -> User | None:
        with door("user_id", str(user_id)):
            return User.objects.filter(pk=user_id, is_active=True).first()


def new_api_key() -> tuple[str, str, str]:
    """A fresh key, its hash, and the first characters to show."""
    key = f"ivk_{secrets.token_urlsafe(32)}"
    return key, hash_api_key(key), key[:10]


def hash_api_key(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def find_api_key(key: str) -> ApiKey | None:
    """The live key with this text, whoever's it is."""
    digest = hash_api_key(key)
    with door("api_key_hash", digest):
        return ApiKey.objects.filter(key_hash=digest, revoked_at=None).first()
