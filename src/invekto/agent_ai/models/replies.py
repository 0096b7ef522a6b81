"""What people may answer with: replies written beforehand, replies suggested to them, and what became of those."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from invekto.core.models import TenantModel


def _to(model: str, *, null: bool = False) -> models.ForeignKey:  # type: ignore[type-arg]
    return models.ForeignKey(
        model,
        on_delete=models.DO_NOTHING,
        null=null,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )


class CannedReply(TenantModel):
    """A reply written beforehand; ``agent_ai.canned`` says what may stand in its double braces."""

    code = models.CharField(max_length=20)  # folded; typed after a slash
    title = models.TextField()
    category = models.TextField(default="")
    body_tr = models.TextField(default="")
    body_en = models.TextField(default="")
    intents = ArrayField(models.TextField(), default=list)  # suggested when one of these is understood
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)  # kept, so that a removal can be undone

    class Meta:
        db_table = "canned_replies"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "code"], condition=models.Q(removed_at=None), name="canned_reply_code_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(body_tr="", body_en=""), name="canned_reply_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"/{self.code}"

    def body(self, language: str) -> str:
        """In ``language``; empty when it is not written in it."""
        return self.body_tr if language == "tr" else self.body_en


class Origin(models.TextChoices):
    HANDLER = "handler"  # what the bot would have said
    CANNED = "canned"
    PAST = "past"  # what a colleague once sent to a like message


class Outcome(models.TextChoices):
    ACCEPTED = "accepted"  # sent word for word
    EDITED = "edited"  # sent in other words
    REJECTED = "rejected"  # a person said no
    PASSED_OVER = "passed_over"  # something else was answered


class SuggestedReply(TenantModel):
    """A reply that people were offered for one message of a customer, and what they made of it.

    ``rank`` is the key that sends it, 1 to 3; 0: nobody offered it, a person picked it from the canned replies.
    """

    conversation = _to("messaging.Conversation")
    message = _to("messaging.Message", null=True)  # the customer's; the last one of a burst
    intent = models.TextField(default="")  # as it was understood then
    reply_text = models.TextField()  # filled; what only a person can fill still stands in double braces
    was_accepted = models.BooleanField(null=True)  # null: undecided
    created_at = models.DateTimeField()
    source = models.CharField(max_length=8, choices=Origin.choices)
    rank = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    canned = _to("agent_ai.CannedReply", null=True)
    past = _to("messaging.Message", null=True)  # the answer it was once
    # {placeholder: value}, as filled in: lets an edited text be turned back into one for everybody
    filled = models.JSONField(default=dict)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, null=True)
    sent_message = _to("messaging.Message", null=True)
    sent_text = models.TextField(null=True)  # what the customer really got
    edit_distance = models.PositiveIntegerField(null=True)  # characters, between the two
    decided_at = models.DateTimeField(null=True)
    decided_by = _to("core.User", null=True)
    judgement = _to("agent_ai.AnswerJudgement", null=True)  # what the decision says of the understanding

    class Meta:
        db_table = "suggested_replies"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "message", "rank"],
                condition=models.Q(rank__gt=0),
                name="suggested_once_per_rank",
            ),
            models.CheckConstraint(condition=models.Q(rank__lte=3), name="suggested_three_at_most"),
            models.CheckConstraint(
                condition=models.Q(outcome=None, was_accepted=None)
                | models.Q(outcome__in=["accepted", "edited"], was_accepted=True)
                | models.Q(outcome__in=["rejected", "passed_over"], was_accepted=False),
                name="suggested_outcome_says_accepted",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "conversation", "-id"], name="suggested_in_thread"),
            # The report reads what was decided lately.
            models.Index(
                fields=["tenant", "-decided_at"],
                condition=models.Q(decided_at__isnull=False),
                name="suggested_decided",
            ),
            models.Index(
                fields=["tenant", "past"], condition=models.Q(past__isnull=False), name="suggested_from_past"
            ),
            models.Index(
                fields=["tenant", "sent_message"],
                condition=models.Q(sent_message__isnull=False),
                name="suggested_sent_as",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.outcome or ''}"


class PastAnswer(TenantModel):
    """A colleague's answer that was looked at for what it may teach; its words stay in the thread alone."""

    answer = _to("messaging.Message")
    question = _to("messaging.Message", null=True)
    intent = models.TextField(default="")
    language = models.CharField(max_length=8, default="")
    # The question's meaning: 512 half-precision numbers of unit length; null: it teaches nothing
    meaning = models.BinaryField(null=True)

    class Meta:
        db_table = "past_answers"
        constraints = [models.UniqueConstraint(fields=["tenant", "answer"], name="past_answer_once")]
        indexes = [
            models.Index(
                fields=["tenant", "intent", "language", "-answer"],
                condition=models.Q(meaning__isnull=False),
                name="past_answer_of_intent",
            )
        ]

    def __str__(self) -> str:
        return self.intent


class ReplyProposal(TenantModel):
    """A new text that the owner took over or turned down; open proposals are counted anew each time."""

    canned = _to("agent_ai.CannedReply", null=True)  # null and turned down: no canned reply came of it
    intent = models.TextField(default="")
    language = models.CharField(max_length=8)
    text = models.TextField()
    former_text = models.TextField(default="")
    is_taken = models.BooleanField()
    user = _to("core.User", null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "reply_proposals"
        indexes = [models.Index(fields=["tenant", "-at"], name="reply_proposal_newest")]

    def __str__(self) -> str:
        return self.text[:40]
