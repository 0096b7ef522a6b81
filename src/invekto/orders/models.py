"""Who has shown that an order is theirs, and who tried in vain."""

from __future__ import annotations

from django.db import models

from invekto.core.models import TenantModel
from invekto.integrations.models import IntegrationAccount
from invekto.messaging.models import Contact


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
