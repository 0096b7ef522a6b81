"""WhatsApp's side: chats of phones with business numbers, what was written, what must still be posted."""

from __future__ import annotations

from django.db import models


class Chat(models.Model):
    """A customer's phone and a business number that know each other."""

    phone_number_id = models.TextField()
    phone = models.TextField()  # E.164
    user_id = models.TextField()  # business-scoped user id, the same for every number of the same account
    name = models.TextField(default="")
    username = models.TextField(null=True)
    number_hidden = models.BooleanField(default=False)  # webhooks then carry the user id only
    last_inbound_at = models.DateTimeField(null=True)  # opens the 24 h window
    marketing_stopped = models.BooleanField(default=False)

    class Meta:
        db_table = "sandbox_chats"
        constraints = [models.UniqueConstraint(fields=["phone_number_id", "phone"], name="sandbox_chat_once")]
        indexes = [models.Index(fields=["user_id"], name="sandbox_chat_user_id")]

    def __str__(self) -> str:
        return f"{self.phone} ↔ {self.phone_number_id}"


class PhoneMessage(models.Model):
    """One message, in either direction, as the phone shows it."""

    n = models.BigAutoField(primary_key=True)
    wamid = models.TextField()
    phone = models.TextField()  # E.164
    phone_number_id = models.TextField()
    tenant_slug = models.TextField()
    from_customer = models.BooleanField()
    type = models.TextField()  # as on the wire: text, interactive, template, image …
    text = models.TextField(default="")  # as shown: body, caption, rendered template
    buttons = models.JSONField(default=list)  # [{"id","title"}]
    rows = models.JSONField(default=list)  # a list message: [{"id","title","description"}]
    template = models.TextField(null=True)
    media = models.JSONField(null=True)
    quoted = models.TextField(null=True)  # wamid
    wire = models.TextField()  # the JSON that travelled; text, for it may hold escapes that jsonb refuses
    at = models.DateTimeField()
    status = models.TextField(default="accepted")
    error_code = models.IntegerField(null=True)
    callback_data = models.TextField(null=True)

    class Meta:
        db_table = "sandbox_phone_messages"
        constraints = [
            models.UniqueConstraint(fields=["phone_number_id", "wamid"], name="sandbox_message_once")
        ]
        indexes = [models.Index(fields=["phone", "n"], name="sandbox_message_by_phone")]

    def __str__(self) -> str:
        return self.text[:40]


class Media(models.Model):
    """A file on WhatsApp's servers."""

    id = models.TextField(primary_key=True)
    phone_number_id = models.TextField()
    mime_type = models.TextField()
    sha256 = models.TextField()  # hex
    file_name = models.TextField(default="")
    content = models.BinaryField()
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_media"

    def __str__(self) -> str:
        return self.id


class Template(models.Model):
    """A template made over the API. A tenant file's are read from the product and count as approved."""

    waba_id = models.TextField()
    name = models.TextField()
    language = models.TextField()
    category = models.TextField()
    components = models.JSONField()
    named = models.BooleanField(default=False)  # parameters carry names instead of positions
    status = models.TextField(default="APPROVED")
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_templates"
        constraints = [
            models.UniqueConstraint(fields=["waba_id", "name", "language"], name="sandbox_template_once")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class Delivery(models.Model):
    """A webhook that must still be posted; its row goes when the product answered with success.

    ``due_at`` is in the product's time, which runs as fast as the machine's, so that a provider's retry
    after five minutes can be reached by advancing the clock.
    """

    provider = models.TextField()
    target = models.TextField()  # a phone_number_id, or the id of a webhook registered at Trendyol
    lane = models.TextField()  # rows of one lane are posted one after the other
    mergeable = models.BooleanField(default=False)  # statuses of one lane may share a POST
    content = models.TextField()  # JSON: an element of ``entry``, or the whole body
    due_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    last_answer = models.TextField(default="")  # why the last attempt failed
    together = models.BigIntegerField(null=True)  # rows that failed in one POST are repeated in one POST
    created_at = models.DateTimeField()

    class Meta:
        db_table = "sandbox_deliveries"
        indexes = [models.Index(fields=["due_at"], name="sandbox_delivery_due")]

    def __str__(self) -> str:
        return f"{self.provider} {self.lane}"
