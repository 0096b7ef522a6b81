"""The tenant's templates with what Meta says of them, for those who manage it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from invekto.core import texts
from invekto.dashboard.queries.templates import language_text, template_name
from invekto.messaging.models import MessageTemplate
from invekto.onboarding.services import TEMPLATE_SWITCHED_OFF

Status = MessageTemplate.Status
_LOOKS = {  # status → tone and icon; state is never told by colour alone
    Status.DRAFT: ("info", "hourglass"),
    Status.PENDING: ("info", "hourglass"),
    Status.APPROVED: ("ok", "check"),
    Status.REJECTED: ("danger", "alert-circle"),
    Status.PAUSED: ("warning", "player-pause"),
    Status.DISABLED: ("muted", "player-pause"),
}
_CODE = re.compile(r"(-?\d+)(?: (.*))?", re.DOTALL)
_TOKEN_CODES = (0, 190)
# No answer, a fault at WhatsApp, or too many calls: it passes.
_PASSING_CODES = (-2, -1, 1, 2, 4, 80007, 130429, 131000, 131016, 131057, 133004)


@dataclass(frozen=True, slots=True)
class TemplateCard:
    """``language_text`` and ``status_text`` are text ids; ``problem`` is a sentence that says who can mend it."""

    name: str
    language_text: str
    status_text: str
    tone: str
    icon: str
    problem: str | None


def template_cards(language: str) -> list[TemplateCard]:
    """One query; inside the tenant's scope."""
    return [_card(row, language) for row in MessageTemplate.objects.order_by("name", "language")]


def _card(row: MessageTemplate, language: str) -> TemplateCard:
    tone, icon = _LOOKS[Status(row.status)]
    return TemplateCard(
        name=template_name(row.name, language),
        language_text=language_text(row.language),
        status_text=f"template-status-{row.status}",
        tone=tone,
        icon=icon,
        problem=template_problem(row.status_reason, language) if row.status_reason else None,
    )


def template_problem(reason: str, language: str) -> str:
    """``reason``: Meta's word, or an error's code with its details."""
    if reason == TEMPLATE_SWITCHED_OFF:
        return texts.text("template-problem-switched-off", language)
    found = _CODE.fullmatch(reason)
    if found is None:
        return texts.text("template-problem-review", language, reason=reason)
    code, detail = int(found[1]), found[2]
    if code in _TOKEN_CODES:
        return texts.text("template-problem-token", language)
    if code in _PASSING_CODES:
        return texts.text("template-problem-unreachable", language)
    if detail or code == 100:
        return texts.text("template-problem-content", language, detail=f" ({detail})" if detail else "")
    return texts.text("template-problem-account", language, code=str(code))
