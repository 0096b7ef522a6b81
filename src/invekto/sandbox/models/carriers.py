"""The carriers' side: parcels with what happened to them, and the logins that were given."""

from __future__ import annotations

from django.db import models


class CarrierKey(models.Model):
    """A login that this carrier gave: only these may look."""

    provider = models.TextField()  # aras, yurtici
    account = models.TextField()  # Aras: the customer code; Yurtiçi: the user name
    digest = models.TextField()  # SHA-256 of "user:password"

    class Meta:
        db_table = "sandbox_carrier_keys"
        constraints = [
            models.UniqueConstraint(fields=["provider", "account", "digest"], name="sandbox_carrier_key_once")
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.account}"


class CarrierParcel(models.Model):
    provider = models.TextField()
    code = models.TextField()  # the carrier's own number: KARGO_TAKIP_NO, docId
    reference = models.TextField()  # the sender's key: IntegrationCode, cargoKey
    account = models.TextField(default="")  # whose contract it travels under; empty: every account sees it
    city = models.TextField(default="")
    branch = models.TextField(default="")  # where it is delivered
    status = models.TextField()
    details = models.JSONField(default=dict)  # {"recipient","reason","last_day","due","raw", …}
    movements = models.JSONField(default=list)  # [{"status","at": ISO,"branch"}], oldest first
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_carrier_parcels"
        constraints = [
            models.UniqueConstraint(fields=["provider", "code"], name="sandbox_carrier_parcel_once")
        ]
        indexes = [models.Index(fields=["provider", "reference"], name="sandbox_carrier_reference")]

    def __str__(self) -> str:
        return f"{self.provider} {self.code} {self.status}"
