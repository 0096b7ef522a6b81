"""Conversations in which the bot stopped because of how messages came, not because of what they said."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.messaging.models.talk import Conversation


class GuardKind(models.TextChoices):
    FLOOD = "flood"  # far more messages than a person writes
    LOOP = "loop"  # another machine answers every answer


class TalkGuard(TenantModel):
    """One such stop. ``over_at`` null: it holds still."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=8, choices=GuardKind.choices)
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()  # when the customer's newest message came that it held
    over_at = models.DateTimeField(null=True)
    said_at = models.DateTimeField(null=True)  # when the customer was told

    class Meta:
        db_table = "talk_guards"
        indexes = [models.Index(fields=["tenant", "conversation", "-began_at"], name="talk_guard_newest")]

    def __str__(self) -> str:
        return f"{self.kind} {self.began_at}"
