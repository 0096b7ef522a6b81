"""How sure the bot must be: the figures of the page, in a reader's words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from invekto.agent_ai.models import AnswerJudgement, Verdict
from invekto.agent_ai.services import IntentFigures, Point, Risk, standing_judgements
from invekto.core.models import Tenant
from invekto.core.texts import text
from invekto.dashboard.bubbles import intent_words
from invekto.dashboard.percents import owned, percent

_PER_PAGE = 20
_LONGEST_WORDS = 120  # characters of a message in the list
_SHOWN_STEPS = range(0, 101, 10)  # of the table behind the curve
_FEWEST_SHOWN = 10  # judged answers under a point of the curve; fewer say nothing


@dataclass(frozen=True, slots=True)
class IntentRow:
    """``limit``: its own, in percent, as the field shows it; empty: the general one counts.

    ``to_person``: a person serves it however well it was understood. ``default``: what counts where it has no limit of
    its own, in percent; empty: the general one.
    """

    intent: str
    words: str
    seen: int
    judged: int
    wrong: str
    limit: str
    to_person: bool
    never_held_back: bool
    default: str


@dataclass(frozen=True, slots=True)
class Correction:
    """A judgement as the list shows it: ``was`` → ``now``; ``now`` is empty where it was right or nobody knows."""

    id: UUID
    conversation_id: UUID
    words: str
    was: str
    now: str
    is_right: bool
    person: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Step:
    """A row of the table behind the curve."""

    threshold: str
    coverage: str
    wrong: str


def in_percent(limit: float | None) -> str:
    """For a slider and a script: "72", "72.5"; empty for None."""
    return "" if limit is None else f"{limit * 100:.2f}".rstrip("0").rstrip(".")


def in_field(limit: float | None, language: str) -> str:
    """As ``in_percent``, as a reader writes it: "90,6"."""
    shown = in_percent(limit)
    return shown.replace(".", ",") if language == "tr" else shown


def exact(limit: float, language: str) -> str:
    """Not rounded, unlike the shares that are measured: "%90,6"."""
    shown = in_field(limit, language)
    return f"%{shown}" if language == "tr" else f"{shown}%"


def sentences(risk: Risk, language: str) -> list[dict[str, Any]]:
    """One for each whole percent, with what the curve draws; ``w`` null where too little was judged."""
    return [
        {
            "t": round(point.threshold * 100),
            "c": round(point.coverage * 100, 1),
            "w": round(point.wrong * 100, 2) if point.wrong is not None and _says_enough(point) else None,
            "words": sentence(risk, point, language),
            "range": interval(point, language),
            "tip": _tip(risk, point, language),
        }
        for point in risk.points
    ]


def sentence(risk: Risk, point: Point, language: str) -> str:
    """ "Bu eşikte mesajların %58’i otomatik yanıtlanır, yanıtların %2’si yanlış olur." """
    shares = {"coverage": owned(point.coverage, language)}
    if point.wrong is not None:
        shares["wrong"] = owned(point.wrong, language)
    if risk.is_own and risk.covers_own and point.wrong is not None:
        return text("confidence-sentence", language, **shares)
    covers = text(f"confidence-covers-{'own' if risk.covers_own else 'model'}", language, **shares)
    if point.wrong is None:
        wrong = text("confidence-wrong-unknown", language)
    else:
        wrong = text(f"confidence-wrong-{'own' if risk.is_own else 'model'}", language, **shares)
    return f"{covers} {wrong}"


def interval(point: Point, language: str) -> str:
    """How far the wrong share can be trusted; empty for the model's own curve."""
    if point.low is None or point.high is None:
        return ""
    low, high = percent(point.low, language), percent(point.high, language)
    return text("confidence-interval", language, low=low, high=high, judged=point.judged)


def steps(risk: Risk, language: str) -> list[Step]:
    return [
        Step(
            percent(point.threshold, language),
            percent(point.coverage, language),
            "–" if point.wrong is None else percent(point.wrong, language),
        )
        for point in (risk.points[step] for step in _SHOWN_STEPS)
    ]


def intent_rows(risk: Risk, vertical: str, language: str) -> list[IntentRow]:
    return [_intent_row(one, vertical, language) for one in risk.intents]


def corrections(
    tenant: Tenant, page: str | None, language: str
) -> tuple[Page[AnswerJudgement], list[Correction]]:
    """The judgements that count, newest first: where in them one is, and those of this page."""
    found = standing_judgements().select_related("message", "user").order_by("-number")
    here = Paginator(found, _PER_PAGE).get_page(page)
    return here, [_correction(one, tenant.vertical, language) for one in here.object_list]


def _says_enough(point: Point) -> bool:
    return point.judged is None or point.judged >= _FEWEST_SHOWN


def _tip(risk: Risk, point: Point, language: str) -> str:
    return text(
        "confidence-tip" if risk.covers_own else "confidence-tip-model",
        language,
        threshold=percent(point.threshold, language),
        coverage=percent(point.coverage, language),
        wrong="–" if point.wrong is None else percent(point.wrong, language),
    )


def _intent_row(one: IntentFigures, vertical: str, language: str) -> IntentRow:
    share = percent(one.wrong / one.judged, language) if one.judged else "–"
    return IntentRow(
        intent=one.intent,
        words=intent_words(vertical, one.intent, language),
        seen=one.seen,
        judged=one.judged,
        wrong=f"{share} ({one.wrong})" if one.judged else share,
        limit=in_field(one.own, language),
        to_person=one.to_person,
        never_held_back=one.never_held_back,
        default=in_field(one.lower, language),
    )


def _correction(one: AnswerJudgement, vertical: str, language: str) -> Correction:
    words = " ".join(one.message.text.split())
    gone = one.message.revoked_at is not None
    return Correction(
        id=one.id,
        conversation_id=one.message.conversation_id,
        words=text("message-revoked", language)
        if gone
        else words[:_LONGEST_WORDS] + ("…" if len(words) > _LONGEST_WORDS else ""),
        was=intent_words(vertical, one.intent, language),
        now=intent_words(vertical, one.right_intent, language) if one.right_intent else "",
        is_right=one.right_intent is None and one.verdict != Verdict.REJECTED,
        person=one.user.name if one.user else None,
        at=one.at,
    )
