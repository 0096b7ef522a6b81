"""Shoppers' questions at marketplaces, how far they were read, and every answer that was to be given."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from invekto.core.models import TenantModel, User
from invekto.integrations.models import IntegrationAccount


class QuestionStatus(models.TextChoices):
    WAITING = "waiting"
    ANSWERED = "answered"
    REPORTED = "reported"
    EXPIRED = "expired"


class MarketplaceQuestion(TenantModel):
    """A question under a product or about an order. It stands in the inbox beside the talks and is none of them:
    nothing that sends to WhatsApp can reach it."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    provider = models.CharField(max_length=20)
    external_id = models.TextField()
    status = models.CharField(max_length=8, choices=QuestionStatus.choices)
    text = models.TextField()
    asker = models.TextField(default="")  # as the platform masks it
    product_name = models.TextField(default="")
    product_id = models.TextField(default="")
    product_url = models.TextField(null=True)
    order_number = models.TextField(null=True)
    search_key = models.TextField(default="")  # question, product and order number, folded
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)  # people were told that little time is left
    last_at = models.DateTimeField()  # when something last happened to it; the list is sorted by it
    closed_at = models.DateTimeField(null=True)
    answer = models.TextField(default="")  # what stands at the platform
    answered_at = models.DateTimeField(null=True)
    answered_here = models.BooleanField(default=False)
    refused = models.TextField(null=True)  # the moderators' reason, until the next answer
    refused_at = models.DateTimeField(null=True)
    assigned_to = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+", null=True
    )
    seen_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "marketplace_questions"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "external_id"], name="question_once")
        ]
        indexes = [
            # What waits is little and looked at on every page; what is answered (nearly all rows) stays out of it.
            models.Index(
                fields=["tenant", "asked_at", "id"],
                condition=models.Q(status="waiting"),
                name="question_waiting",
            ),
            models.Index(fields=["tenant", "last_at", "id"], name="question_by_last"),
            models.Index(
                fields=["tenant", "closed_at", "id"],
                condition=models.Q(closed_at__isnull=False),
                name="question_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.external_id}"


class AnswerState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"  # committed before the platform is called; never called a second time from here
    SENT = "sent"
    REFUSED = "refused"  # the platform did not take it, or could not be asked
    TAKEN_BACK = "taken_back"  # its moderators took it back
    UNSURE = "unsure"  # the platform's answer was lost, and it does not show ours


class QuestionAnswer(TenantModel):
    """The ledger of answers: one open row per question at most."""

    question = models.ForeignKey(
        MarketplaceQuestion,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="answers",
    )
    draft = models.UUIDField(default=uuid4)  # sent twice from one form, it is one answer
    text = models.TextField()
    state = models.CharField(max_length=10, choices=AnswerState.choices, default=AnswerState.QUEUED)
    user = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    problem = models.TextField(null=True)  # text id
    detail = models.TextField(null=True)  # a moderator's words, or a technical word
    next_attempt_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "question_answers"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "question"],
                condition=models.Q(state__in=["queued", "sending"]),
                name="answer_open_once",
            ),
            models.UniqueConstraint(fields=["tenant", "draft"], name="answer_draft_once"),
        ]
        indexes = [models.Index(fields=["tenant", "question", "created_at"], name="answer_by_question")]

    def __str__(self) -> str:
        return self.state


class QuestionNote(TenantModel):
    """What a colleague wrote about a question for colleagues; nothing that sends reads it."""

    question = models.ForeignKey(
        MarketplaceQuestion,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    user = models.ForeignKey(
        User, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    draft = models.UUIDField()  # sent twice from one form, it is one note
    text = models.TextField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "question_notes"
        constraints = [models.UniqueConstraint(fields=["tenant", "draft"], name="question_note_once")]
        indexes = [models.Index(fields=["tenant", "question", "created_at"], name="note_of_question")]

    def __str__(self) -> str:
        return self.text[:40]


class QuestionFeed(TenantModel):
    """How far an account's questions were read. Their door may be closed while orders are open: a health of its own."""

    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    read_at = models.DateTimeField(null=True)  # every question waiting then is known
    answered_until = models.DateTimeField(null=True)  # answered ones were read up to here
    problem = models.TextField(null=True)  # text id
    problem_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "question_feeds"
        constraints = [models.UniqueConstraint(fields=["tenant", "account"], name="question_feed_once")]

    def __str__(self) -> str:
        return self.problem or ""
