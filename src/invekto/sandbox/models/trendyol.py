"""Trendyol's side: packages, claims, listed products, registered webhooks."""

from __future__ import annotations

from uuid import uuid4

from django.db import models

from invekto.core.models import SecretField


class TrendyolKey(models.Model):
    """A key this Trendyol gave a seller; any other is refused."""

    seller_id = models.TextField()
    digest = models.TextField()  # SHA-256 of "key:secret"

    class Meta:
        db_table = "sandbox_trendyol_keys"
        constraints = [models.UniqueConstraint(fields=["seller_id", "digest"], name="sandbox_key_once")]

    def __str__(self) -> str:
        return self.seller_id


class TrendyolPackage(models.Model):
    """A shipment package. An order has one, or several after a split or a partial cancel."""

    id = models.BigAutoField(primary_key=True)  # shipmentPackageId
    seller_id = models.TextField()
    order_number = models.TextField()
    status = models.TextField()
    # The customer, the address and the amounts as the control call gave them (sandbox.trendyol.orders).
    details = models.JSONField()
    lines = (
        models.JSONField()
    )  # [{"line_id","name","sku","barcode","size","color","quantity","price","cancelled"}]
    history = models.JSONField(default=list)  # [{"status","at": ISO}]
    created_by = models.TextField(default="order-creation")
    origin_ids = models.JSONField(default=list)
    tracking = models.TextField(null=True)
    carrier = models.TextField(default="")
    ordered_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_trendyol_packages"
        indexes = [
            models.Index(fields=["seller_id", "-modified_at", "-id"], name="sandbox_package_stream"),
            models.Index(fields=["seller_id", "order_number"], name="sandbox_package_order"),
        ]

    def __str__(self) -> str:
        return f"{self.order_number} {self.status}"


class TrendyolClaim(models.Model):
    """A return opened on the platform: one unit of one line, among the others of its claim."""

    id = models.UUIDField(primary_key=True)  # of the unit: a claim item
    claim_id = models.UUIDField(default=uuid4)
    unit = models.PositiveIntegerField(default=0)  # which piece of its line
    seller_id = models.TextField()
    order_number = models.TextField()
    package_id = models.BigIntegerField()
    line = models.JSONField()
    reason = models.JSONField()  # {"id","name","code"}
    status = models.TextField(default="Created")
    history = models.JSONField(default=list)  # [{"from","to","at": ISO,"by"}]
    raw = models.JSONField(default=dict)  # laid over the claim as it is told
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_trendyol_claims"

    def __str__(self) -> str:
        return f"{self.order_number} {self.status}"


class TrendyolProduct(models.Model):
    seller_id = models.TextField()
    sku = models.TextField()  # stockCode
    name = models.TextField()
    size = models.TextField(default="")
    color = models.TextField(default="")
    stock = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=12, decimal_places=2)
    raw = models.JSONField(default=dict)  # laid over the row as it is told
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_trendyol_products"
        constraints = [models.UniqueConstraint(fields=["seller_id", "sku"], name="sandbox_product_once")]

    def __str__(self) -> str:
        return self.name


class TrendyolQuestion(models.Model):
    n = models.BigAutoField(primary_key=True)  # the question's number is made of it
    seller_id = models.TextField()
    customer = models.TextField()
    sku = models.TextField()
    product = models.TextField()
    text = models.TextField()
    status = models.TextField(default="WAITING_FOR_ANSWER")
    show_name = models.BooleanField(default=True)
    answer = models.JSONField(null=True)  # {"at": ISO, "text"}
    rejected = models.JSONField(null=True)  # {"at": ISO, "text", "reason"}
    refusals = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField()
    raw = models.JSONField(default=dict)  # laid over the row as it is told
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_trendyol_questions"

    def __str__(self) -> str:
        return f"{self.n} {self.status}"


class TrendyolWebhook(models.Model):
    id = models.UUIDField(primary_key=True)
    seller_id = models.TextField()
    url = models.TextField()
    authentication = models.TextField()  # BASIC_AUTHENTICATION or API_KEY
    api_key = SecretField(default="")
    username = models.TextField(default="")
    password = SecretField(default="")
    statuses = models.JSONField(default=list)  # empty: all
    active = models.BooleanField(default=True)
    failures = models.PositiveIntegerField(default=0)  # failed attempts in a row
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sandbox_trendyol_webhooks"

    def __str__(self) -> str:
        return self.url
