"""The room's tables, by subject."""

from __future__ import annotations

from invekto.agent_ai.llm.models import LlmCall, LlmMonth, LlmSettings
from invekto.agent_ai.models.judgements import AnswerJudgement, Source, Verdict
from invekto.agent_ai.models.replies import (
    CannedReply,
    Origin,
    Outcome,
    PastAnswer,
    ReplyProposal,
    SuggestedReply,
)
from invekto.agent_ai.team_models import DeskAlert, Seat

__all__ = [
    "AnswerJudgement",
    "CannedReply",
    "DeskAlert",
    "LlmCall",
    "LlmMonth",
    "LlmSettings",
    "Origin",
    "Outcome",
    "PastAnswer",
    "ReplyProposal",
    "Seat",
    "Source",
    "SuggestedReply",
    "Verdict",
]
