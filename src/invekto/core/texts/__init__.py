"""Texts for people: Fluent files, ``<room>/texts/<language>/*.ftl`` and of verticals and providers."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest
from fluent.runtime import FluentBundle, FluentResource

PACKAGE = Path(__file__).resolve().parents[2]
LANGUAGES = ("tr", "en")
DEFAULT_LANGUAGE = "tr"
# Fluent formats numbers and dates by these; a bare "tr" would do, "en" must not mean American dates.
_LOCALES = {"tr": "tr-TR", "en": "en-GB"}


class TextMissing(KeyError):
    """No Fluent file of this language has the id, or the text wants a variable it was not given."""


def files(language: str) -> list[Path]:
    rooms = ("*", "*/*", "*/providers/*")  # a room, a vertical, a provider
    return sorted(path for room in rooms for path in PACKAGE.glob(f"{room}/texts/{language}/*.ftl"))


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([_LOCALES[language]], use_isolating=False)
    for path in files(language):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")), allow_overrides=False)
    return bundle


def text(message_id: str, language: str, /, **variables: Any) -> str:
    """The text in ``language`` (``tr`` or ``en``; anything else gets ``en``). Raises TextMissing."""
    bundle = _bundle(language if language in LANGUAGES else "en")
    if not bundle.has_message(message_id):
        raise TextMissing(f"{message_id} ({language})")
    pattern = bundle.get_message(message_id).value
    if pattern is None:
        raise TextMissing(f"{message_id} ({language}) has no value")
    plain = {name: float(value) if isinstance(value, Decimal) else value for name, value in variables.items()}
    formatted, errors = bundle.format_pattern(pattern, plain)
    if errors:
        raise TextMissing(f"{message_id} ({language}): {errors[0]}")
    return str(formatted)


def has_text(message_id: str, language: str) -> bool:
    return bool(_bundle(language if language in LANGUAGES else "en").has_message(message_id))


def own_choice(request: HttpRequest, name: str) -> str | None:
    """``language`` or ``theme`` as somebody chose it. The operator's row is nobody's to change: the cookie counts."""
    user = getattr(request, "user", None)
    kept: str | None = getattr(user, name, None)
    cookie = request.COOKIES.get(name)
    return kept or cookie if getattr(user, "tenant_id", None) else cookie or kept


def language_of(request: HttpRequest) -> str:
    """The person's own choice, else the cookie, else what the browser asks for first, else Turkish."""
    chosen = own_choice(request, "language")
    if chosen in LANGUAGES:
        return str(chosen)
    wanted = request.headers.get("Accept-Language", "").split(",")[0].split("-")[0].strip().lower()
    return wanted if wanted in LANGUAGES else DEFAULT_LANGUAGE
