"""Hepsiburada's side: orders, their lines, packages, claims, listings, questions, and where webhooks go."""

from __future__ import annotations

from django.db import models

from invekto.core.models import SecretField


class HepsiburadaKey(models.Model):
    """A service key this Hepsiburada gave a merchant, and the developer it was given through."""

    merchant_id = models.TextField()
    digest = models.TextField()  # SHA-256 of "merchant:service key"
    developer = models.TextField()  # what the User-Agent must be, to the letter

    class Meta:
        db_table = "sandbox_hepsiburada_keys"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant_id", "digest", "developer"], name="sandbox_hepsiburada_key_once"
            )
        ]

    def __str__(self) -> str:
        return self.merchant_id


class HepsiburadaOrder(models.Model):
    id = models.UUIDField(primary_key=True)  # orderId
    merchant_id = models.TextField()
    number = models.TextField()
    # The customer and the address as the control call gave them (sandbox.hepsiburada.orders).
    details = models.JSONField()
    carrier = models.TextField(default="")
    ordered_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_hepsiburada_orders"
        constraints = [
            models.UniqueConstraint(fields=["merchant_id", "number"], name="sandbox_hepsiburada_order_once")
        ]

    def __str__(self) -> str:
        return self.number


class HepsiburadaPackage(models.Model):
    """A parcel; it may hold lines of several orders of one customer."""

    n = models.BigAutoField(primary_key=True)  # the package number is made of it
    id = models.UUIDField(unique=True)
    merchant_id = models.TextField()
    status = models.TextField()  # Open, InTransit, Delivered, UnDelivered, Unpacked
    carrier = models.TextField(default="")
    tracking = models.TextField(null=True)  # told once the carrier has scanned it
    undelivered_reason = models.TextField(default="")
    packed_at = models.DateTimeField()
    shipped_at = models.DateTimeField(null=True)
    delivered_at = models.DateTimeField(null=True)
    undelivered_at = models.DateTimeField(null=True)
    unpacked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sandbox_hepsiburada_packages"
        indexes = [models.Index(fields=["merchant_id", "status"], name="sandbox_hepsiburada_feed")]

    def __str__(self) -> str:
        return f"{self.n} {self.status}"


class HepsiburadaLine(models.Model):
    """One product of an order. It keeps its id when it is packed, unpacked and packed again."""

    id = models.UUIDField(primary_key=True)  # lineItemId
    order = models.ForeignKey(HepsiburadaOrder, on_delete=models.CASCADE, related_name="lines")
    package = models.ForeignKey(
        HepsiburadaPackage, on_delete=models.SET_NULL, null=True, related_name="lines"
    )
    position = models.PositiveIntegerField()  # in its order
    status = models.TextField()  # PaymentAwaiting, Open, or a word of cancellation
    name = models.TextField()
    sku = models.TextField()
    size = models.TextField(default="")
    color = models.TextField(default="")
    quantity = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=12, decimal_places=2)
    cancelled_at = models.DateTimeField(null=True)
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_hepsiburada_lines"

    def __str__(self) -> str:
        return f"{self.name} {self.status}"


class HepsiburadaClaim(models.Model):
    n = models.BigAutoField(primary_key=True)  # the claim number is made of it
    id = models.UUIDField(unique=True)
    merchant_id = models.TextField()
    line = models.ForeignKey(HepsiburadaLine, on_delete=models.CASCADE, related_name="+")
    status = models.TextField()
    type = models.TextField(default="Return")
    reason = models.TextField()
    explanation = models.TextField(default="")
    # {"quantity","returned_at","tracking","refunded_at","statement","final","raw"}
    details = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_hepsiburada_claims"

    def __str__(self) -> str:
        return f"{self.n} {self.status}"


class HepsiburadaProduct(models.Model):
    id = models.UUIDField(primary_key=True)  # listingId
    merchant_id = models.TextField()
    sku = models.TextField()  # merchantSku, kept in upper case as Hepsiburada does
    name = models.TextField()
    size = models.TextField(default="")
    color = models.TextField(default="")
    stock = models.PositiveIntegerField()
    price = models.DecimalField(max_digits=12, decimal_places=2)
    raw = models.JSONField(default=dict)  # laid over the row as it is told
    modified_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_hepsiburada_products"
        constraints = [
            models.UniqueConstraint(fields=["merchant_id", "sku"], name="sandbox_hepsiburada_product_once")
        ]

    def __str__(self) -> str:
        return self.name


class HepsiburadaQuestion(models.Model):
    n = models.BigAutoField(primary_key=True)  # issueNumber is made of it
    merchant_id = models.TextField()
    customer = models.TextField()
    sku = models.TextField()
    product = models.TextField()
    order_number = models.TextField(null=True)
    line_id = models.UUIDField(null=True)
    status = models.TextField(default="WaitingForAnswer")
    conversations = models.JSONField()  # [{"at": ISO, "from", "content", "reason"?}]
    created_at = models.DateTimeField()
    raw = models.JSONField(default=dict)  # laid over the row as it is told
    modified_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_hepsiburada_questions"

    def __str__(self) -> str:
        return f"{self.n} {self.status}"


class HepsiburadaHook(models.Model):
    """An address that was given to Hepsiburada by ticket, beside those of the connected accounts."""

    merchant_id = models.TextField(unique=True)
    url = models.TextField()
    username = models.TextField()
    password = SecretField()

    class Meta:
        db_table = "sandbox_hepsiburada_hooks"

    def __str__(self) -> str:
        return self.url
