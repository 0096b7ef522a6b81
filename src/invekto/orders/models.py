"""Who has shown that an order is theirs, who tried in vain, and what was told of parcels unasked."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from invekto.core.models import TenantModel
from invekto.integrations.models import IntegrationAccount, TrackedParcel
from invekto.messaging.models import Contact, Conversation


class OrderProof(TenantModel):
    """A contact named an order and one fact about its owner; they are not asked again."""

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    external_order_id = models.TextField()
    fact = models.TextField()  # which kind of fact was right: name, district, phone, tax_number
    proven_at = models.DateTimeField()

    class Meta:
        db_table = "order_proofs"
        indexes = [models.Index(fields=["tenant", "contact"], name="order_proof_of_contact")]

    def __str__(self) -> str:
        return self.external_order_id


class IdentityTry(TenantModel):
    """A number that was asked for and not proven, or a fact that is not true of it. Three of them need a person."""

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    order_number = models.TextField()  # as it was asked for
    only_asked = models.BooleanField(default=False, db_default=False)  # no wrong fact was offered yet
    tried_at = models.DateTimeField()

    class Meta:
        db_table = "identity_tries"
        indexes = [models.Index(fields=["tenant", "contact", "tried_at"], name="identity_try_of_contact")]

    def __str__(self) -> str:
        return self.order_number


class OrderVerdict(TenantModel):
    """A colleague's word on whose an order is; it beats a phone number and every fact a customer named."""

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    external_order_id = models.TextField()
    is_theirs = models.BooleanField()
    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        db_table = "order_verdicts"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "contact", "account", "external_order_id"], name="one_verdict_per_order"
            )
        ]

    def __str__(self) -> str:
        return self.external_order_id


class Cancellation(TenantModel):
    """What a customer confirmed to have cancelled, and what became of it at the platform."""

    class State(models.TextChoices):
        PREPARED = "prepared"  # waits for somebody to have it done
        DOING = "doing"  # the platform is being asked
        DONE = "done"
        REFUSED = "refused"  # by the platform, or it had left already
        UNCLEAR = "unclear"  # the platform was asked and did not say; a person looks there
        WITHDRAWN = "withdrawn"

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    external_order_id = models.TextField()
    # [{"key", "name", "quantity", "before"}]: how many of each are to go, of how many there were
    pieces = models.JSONField()
    amount = models.DecimalField(max_digits=14, decimal_places=2)
    currency = models.TextField()
    state = models.CharField(max_length=9, choices=State.choices, default=State.PREPARED)
    by_bot = models.BooleanField(default=False)  # then the customer is told by the bot
    reason = models.TextField(default="")  # what the platform is told
    problem = models.TextField(null=True)  # text id
    tries = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True)  # the platform may have heard of it since
    confirmed_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "order_cancellations"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "account", "external_order_id"],
                condition=models.Q(state__in=["prepared", "doing"]),
                name="one_open_cancellation",
            )
        ]
        indexes = [models.Index(fields=["tenant", "contact"], name="cancellation_of_contact")]

    def __str__(self) -> str:
        return f"{self.external_order_id} {self.state}"


class ClaimDecision(TenantModel):
    """What a colleague decided of a return that arrived, and what became of it at the platform."""

    class State(models.TextChoices):
        DOING = "doing"  # the platform is being asked
        DONE = "done"
        REFUSED = "refused"  # by the platform, or it was decided there already
        UNCLEAR = "unclear"  # the platform was told and does not show it; a person looks there

    class Verdict(models.TextChoices):
        ACCEPT = "accept"
        REJECT = "reject"

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        IntegrationAccount, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    external_order_id = models.TextField()
    number = models.TextField()  # of the claim
    line_id = models.TextField(default="")
    units = models.JSONField()  # keys of the claim's units it is about
    opened_at = models.DateTimeField()  # the claim, by which some platforms find it
    verdict = models.CharField(max_length=6, choices=Verdict.choices)
    reason = models.TextField(default="")  # of a rejection: the platform's id
    statement = models.TextField(default="")  # of a rejection, as the platform and the customer read it
    evidence = models.BinaryField(null=True)  # until it is settled
    evidence_name = models.TextField(default="")
    evidence_kind = models.TextField(default="")
    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    state = models.CharField(max_length=7, choices=State.choices, default=State.DOING)
    problem = models.TextField(null=True)  # text id
    tries = models.PositiveIntegerField(default=0)
    called_at = models.DateTimeField(null=True)  # the platform may have heard of it since
    decided_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "claim_decisions"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "account", "number"],
                condition=models.Q(state="doing"),
                name="one_decision_at_a_time",
            )
        ]
        indexes = [models.Index(fields=["tenant", "external_order_id"], name="claim_decision_of_order")]

    def __str__(self) -> str:
        return f"{self.number} {self.verdict} {self.state}"


class ParcelNotice(TenantModel):
    """A message to a customer about their parcel, planned, sent or left; one per parcel and kind."""

    class State(models.TextChoices):
        PLANNED = "planned"
        SENT = "sent"
        DROPPED = "dropped"

    class Why(models.TextChoices):
        """Why it was not sent."""

        OVERTAKEN = "overtaken"  # the parcel moved on before it left
        NOBODY = "nobody"  # the order's phone is hidden, or nobody wrote to the business from it
        UNWANTED = "unwanted"  # they want no messages, or cannot be reached
        NO_TEMPLATE = "no_template"  # approved, for somebody who has not written for 24 hours
        SWITCHED_OFF = "switched_off"

    parcel = models.ForeignKey(
        TrackedParcel, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=12)  # parcel_news.settings.Kind
    state = models.CharField(max_length=8, choices=State.choices, default=State.PLANNED)
    why_not = models.CharField(max_length=16, choices=Why.choices, default="")
    last_day = models.DateField(null=True)  # at the branch, as it is told
    order_number = models.TextField(default="")
    conversation = models.ForeignKey(
        Conversation,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        null=True,
    )
    message_id = models.UUIDField(null=True)
    planned_at = models.DateTimeField()
    due_at = models.DateTimeField()  # not at night
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "parcel_notices"
        constraints = [models.UniqueConstraint(fields=["tenant", "parcel", "kind"], name="parcel_told_once")]
        indexes = [
            models.Index(
                fields=["tenant", "due_at"], condition=models.Q(state="planned"), name="parcel_notice_due"
            ),
            models.Index(
                fields=["tenant", "conversation", "-settled_at"],
                condition=models.Q(state="sent"),
                name="parcel_notice_in_thread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    def drop(self, why: Why, now: datetime) -> None:
        self.state, self.why_not, self.settled_at = self.State.DROPPED, why, now
        self.save(update_fields=["state", "why_not", "settled_at"])


class StockWish(TenantModel):
    """Somebody who is to be told when something can be bought again; one open wish per conversation and thing."""

    class State(models.TextChoices):
        WAITING = "waiting"
        PLANNED = "planned"  # it is back; told by day
        SENT = "sent"
        DROPPED = "dropped"

    class Why(models.TextChoices):
        """Why it was not sent."""

        TAKEN_BACK = "taken_back"
        EXPIRED = "expired"
        UNWANTED = "unwanted"  # they want no messages, or cannot be reached
        NO_TEMPLATE = "no_template"  # approved, for somebody who has not written for 24 hours
        NOBODY = "nobody"  # the conversation is gone

    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    key = models.TextField()  # product, size and colour, folded
    product_key = models.TextField()
    name = models.TextField()
    size = models.TextField()
    color = models.TextField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    why_not = models.CharField(max_length=12, choices=Why.choices, default="")
    message_id = models.UUIDField(null=True)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "stock_wishes"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "conversation", "key"],
                condition=models.Q(state__in=["waiting", "planned"]),
                name="stock_wish_open_once",
            )
        ]
        indexes = [
            # Few wait at a time; what is settled stays out of it.
            models.Index(
                fields=["tenant", "state", "product_key"],
                condition=models.Q(state__in=["waiting", "planned"]),
                name="stock_wish_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.state}"

    def settle(self, state: State, now: datetime, *, why: Why | None = None) -> None:
        self.state, self.why_not, self.settled_at = state, why or "", now
        self.save(update_fields=["state", "why_not", "settled_at", "message_id"])
