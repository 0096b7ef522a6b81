"""The room's tables, by subject."""

from __future__ import annotations

from invekto.agent_ai.models.judgements import AnswerJudgement, Source, Verdict
from invekto.agent_ai.models.replies import (
    CannedReply,
    Origin,
    Outcome,
    PastAnswer,
    ReplyProposal,
    SuggestedReply,
)

__all__ = [
    "AnswerJudgement",
    "CannedReply",
    "Origin",
    "Outcome",
    "PastAnswer",
    "ReplyProposal",
    "Source",
    "SuggestedReply",
    "Verdict",
]
