"""The HTTP API of ChatAnalysis: what messages mean, one or many at a time.

Nothing of what is sent here is stored. The models are loaded by the first call, which takes a second or two.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja import Field, Router, Schema
from pydantic import StringConstraints, field_validator, model_validator

from invekto.chat_analysis import teaching
from invekto.chat_analysis.services import Analyser, load_analyser
from invekto.core import clock
from invekto.core.api import TenantRequest
from invekto.core.models import Tenant
from invekto.core.tenancy import tenant_scope
from invekto.core.zones import LONGEST_NAME, zone_named

router = Router(tags=["analysis"])

_LONGEST = 4096  # characters; WhatsApp allows no more
_MOST = 500  # messages in one call
_LONGEST_TOGETHER = 100_000  # characters in one call: a few seconds of one core

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_MOMENT_WANTED = "now is a date and time with an offset, as in 2026-03-02T10:00:00+03:00."

Text = Annotated[str, StringConstraints(max_length=_LONGEST)]


class Asked(Schema):
    """One message, or many that have nothing to do with each other."""

    text: Text | None = Field(None, examples=["kargom nerde kaldi"])
    texts: list[Text] | None = Field(None, max_length=_MOST, examples=[["slm", "iade etcem"]])
    now: datetime | None = Field(None, description="With an offset; words like 'yarın' are read from here.")
    timezone: str | None = Field(
        None,
        max_length=LONGEST_NAME,
        examples=["Europe/Istanbul"],
        description="A name of the IANA's list; by itself the tenant's.",
    )
    previous_language: str | None = Field(
        None,
        pattern="^[a-z]{2}$",
        examples=["tr"],
        description="ISO 639-1; stands when a message does not speak.",
    )

    @field_validator("now", mode="before")
    @classmethod
    def _written_moment(cls, value: Any) -> Any:
        """A bare number would be taken for seconds since 1970."""
        if value is not None and not (isinstance(value, str) and _MOMENT.match(value)):
            raise ValueError(_MOMENT_WANTED)
        return value

    @field_validator("timezone")
    @classmethod
    def _known_zone(cls, value: str | None) -> str | None:
        if value is not None and zone_named(value) is None:
            raise ValueError(f"{value!r} is no time zone; write one such as Europe/Istanbul.")
        return value

    @model_validator(mode="after")
    def _one_of_both(self) -> Asked:
        if (self.text is None) == (self.texts is None):
            raise ValueError("Give either text or texts.")
        if self.now is not None and self.now.tzinfo is None:
            raise ValueError(_MOMENT_WANTED)
        if sum(map(len, self.texts or [])) > _LONGEST_TOGETHER:
            raise ValueError(
                f"texts hold more than {_LONGEST_TOGETHER} characters together; send them in parts."
            )
        return self


class Answer(Schema):
    """One analysis, in the same form as ``invekto analyze`` prints, or a list in the order of ``texts``."""

    analysis: dict[str, Any] | None = None
    analyses: list[dict[str, Any]] | None = None
    model: str = Field(
        examples=["ecommerce-3.5-c62687e9"], description="Vertical, engine, and what it learnt from."
    )
    threshold: float = Field(
        description="Below it a message is asked about or given to a person: for one text the limit of its own "
        "intent, for many the general one."
    )
    thresholds: dict[str, float] | None = Field(
        None, description="Intents with a limit of their own.", examples=[{"return_request": 0.8}]
    )


@router.post("", response=Answer, exclude_none=True, summary="What messages mean")
def analyse(request: HttpRequest, asked: Asked) -> Answer:
    """Intents with their words, confidence, entities, language, mood and signals, by the tenant's vertical.

    What the tenant's people said of earlier messages counts here as in a conversation.
    """
    tenant_id = cast(TenantRequest, request).tenant_id
    with tenant_scope(tenant_id):
        tenant = Tenant.objects.get(id=tenant_id)
        make_memory = teaching.taught(tenant)
    analyser: Analyser = load_analyser(tenant.vertical, cache_dir=settings.CACHE_DIR)
    found = analyser.analyze_many(
        asked.texts if asked.texts is not None else [asked.text or ""],
        now=asked.now or clock.now(),
        timezone=asked.timezone or tenant.timezone,
        previous_language=asked.previous_language,
        threshold=tenant.confidence_threshold,
        thresholds=tenant.intent_thresholds,
        memory=make_memory(analyser),
    )
    shown = [analysis.to_dict() for analysis in found]
    limits = analyser.limits(tenant.confidence_threshold, tenant.intent_thresholds)
    common: dict[str, Any] = {"model": analyser.version, "thresholds": dict(limits.own) or None}
    if asked.texts is None:
        return Answer(analysis=shown[0], threshold=found[0].threshold, **common)
    return Answer(analyses=shown, threshold=limits.general, **common)
