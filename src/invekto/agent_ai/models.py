"""What people said of what the product understood."""

from __future__ import annotations

from django.db import models

from invekto.agent_ai.llm.models import LlmCall as LlmCall
from invekto.agent_ai.llm.models import LlmMonth as LlmMonth
from invekto.agent_ai.llm.models import LlmSettings as LlmSettings
from invekto.agent_ai.team_models import DeskAlert as DeskAlert
from invekto.agent_ai.team_models import Seat as Seat
from invekto.core.models import TenantModel


class Verdict(models.TextChoices):
    ACCEPTED = "accepted"
    EDITED = "edited"  # an answer was sent in other words; what was understood was right unless right_intent says so
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"  # the judgement before it counts no more


class Source(models.TextChoices):
    THREAD = "thread"
    SUGGESTION = "suggestion"
    SETTINGS = "settings"


class AnswerJudgement(TenantModel):
    """One person's word on one message; never changed. The newest of a message counts."""

    number = models.BigIntegerField()  # counts up within the tenant: the order in which they were given
    message = models.ForeignKey(
        "messaging.Message",
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    intent = models.TextField()  # as it was understood then
    confidence = models.FloatField()
    model_version = models.TextField(default="")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    right_intent = models.TextField(null=True)  # what it should have been; null: as understood, or not said
    user = models.ForeignKey(
        "core.User",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    source = models.CharField(max_length=10, choices=Source.choices)
    at = models.DateTimeField()

    class Meta:
        db_table = "answer_judgements"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="judgement_number_once"),
            models.CheckConstraint(
                condition=models.Q(confidence__gte=0, confidence__lte=1),
                name="judgement_confidence_is_a_share",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "message", "-number"], name="judgement_newest")]

    def __str__(self) -> str:
        return f"{self.intent} {self.verdict}"
