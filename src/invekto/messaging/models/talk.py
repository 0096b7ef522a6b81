"""Who talks, and what was said."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from invekto.core.models import TenantModel
from invekto.messaging.models.channel import WhatsAppNumber


class Contact(TenantModel):
    """A customer. Known by WhatsApp's user id, by phone, or both; neither is certain to be there."""

    phone = models.TextField(null=True)  # E.164
    user_id = models.TextField(null=True)  # Meta's business-scoped user id
    parent_user_id = models.TextField(null=True)
    username = models.TextField(null=True)
    profile_name = models.TextField(default="")  # as WhatsApp tells it
    name = models.TextField(default="")  # as the tenant knows it; wins over profile_name
    search_key = models.TextField(default="")  # folded names, for search (core.folding)
    language = models.CharField(max_length=8, null=True)
    tags = ArrayField(models.TextField(), default=list)
    flags = ArrayField(models.TextField(), default=list)  # vip, foreign_patient, no_show
    opted_out_at = models.DateTimeField(
        null=True
    )  # wants no messages but those about what was bought or booked
    opted_out_how = models.TextField(null=True)  # "message", "whatsapp", "agent"
    unreachable_at = models.DateTimeField(
        null=True
    )  # WhatsApp could not deliver (131026); a message clears it
    birthday = models.DateField(null=True)
    # Since when this is somebody to be won: they asked about what the tenant's sales people sell
    lead_since = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "contacts"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "phone"], name="contact_phone_once"),
            models.UniqueConstraint(fields=["tenant", "user_id"], name="contact_user_id_once"),
        ]
        # Few contacts are marked; who asks for them need not look at the others.
        indexes = [
            models.Index(fields=["tenant"], condition=~models.Q(tags=[]), name="contact_tagged"),
            models.Index(fields=["tenant"], condition=~models.Q(flags=[]), name="contact_flagged"),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        return self.name or self.profile_name or self.phone or self.username or ""


class Mode(models.TextChoices):
    """Who speaks for the business in a conversation."""

    BOT = "bot"
    WAITING = "waiting"  # a person was asked for; the bot is silent
    HUMAN = "human"  # a person is there; the bot is silent


class HandoffReason(models.TextChoices):
    ASKED = "asked"
    LOW_CONFIDENCE = "low_confidence"
    EMERGENCY = "emergency"
    POLICY = "policy"  # the wish is one that people handle
    ERROR = "error"
    ANGRY = "angry"


class Conversation(TenantModel):
    """The one thread between a contact and a number."""

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    number = models.ForeignKey(
        WhatsAppNumber, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    mode = models.CharField(max_length=8, choices=Mode.choices, default=Mode.BOT)
    handoff_reason = models.CharField(max_length=16, choices=HandoffReason.choices, null=True)
    handed_off_at = models.DateTimeField(null=True)
    # {"wanted","tried","facts":[…],"mood","promised","next_step"}, each text or list of texts; "since":[…] once they
    # wrote on
    note = models.JSONField(null=True)
    assigned_to = models.ForeignKey(
        "core.User",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    taken_over_at = models.DateTimeField(null=True)
    given_at = models.DateTimeField(null=True)  # when the rule gave it to assigned_to; null: people chose
    # Who had it last, also after the bot took it back: whoever comes again finds the same person
    last_person = models.ForeignKey(
        "core.User",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # When a person will write, as the customer was told out of hours; nobody need act before
    callback_at = models.DateTimeField(null=True)
    # The dialogue's memory between messages (agent_ai): {"name","version","step","slots",…}; null: no flow.
    # While people speak: where it stood when they came
    flow = models.JSONField(null=True)
    last_inbound_at = models.DateTimeField(null=True)  # the customer's own clock; opens the 24 h window
    # WhatsApp said that the window is closed (131047) although ours was open; a newer message opens it again
    window_refused_at = models.DateTimeField(null=True)
    last_message_at = models.DateTimeField()
    last_type = models.CharField(max_length=32, default="")  # Message.type, where last_text is empty
    last_text = models.TextField(default="")
    last_author = models.CharField(max_length=8, default="")
    waiting_since = models.DateTimeField(null=True)  # since when the customer has had no answer
    unread = models.PositiveIntegerField(default=0)
    marked_unread = models.BooleanField(default=False, db_default=False)  # by a colleague, to come back to it
    # Closed for the desk, or put off; the customer's next message ends both.
    done_at = models.DateTimeField(null=True)
    snoozed_until = models.DateTimeField(null=True)
    intent = models.CharField(
        max_length=48, default="", db_default=""
    )  # what it is about, as last understood
    created_at = models.DateTimeField()

    class Meta:
        db_table = "conversations"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "contact", "number"], name="one_thread_per_number")
        ]
        indexes = [
            models.Index(fields=["tenant", "-last_message_at", "-id"], name="conversation_newest"),
            models.Index(
                fields=["tenant", "waiting_since"],
                condition=models.Q(mode__in=["waiting", "human"], done_at=None),
                name="conversation_needs_person",
            ),
            # The bot answers within moments: only what it left unanswered stays in here.
            models.Index(
                fields=["tenant", "waiting_since"],
                condition=models.Q(mode="bot", waiting_since__isnull=False),
                name="conversation_left_by_bot",
            ),
            models.Index(
                fields=["tenant", "callback_at"],
                condition=models.Q(callback_at__isnull=False),
                name="conversation_callback",
            ),
            models.Index(
                fields=["tenant", "-last_message_at", "-id"],
                condition=models.Q(done_at=None),
                name="conversation_open",
            ),
            models.Index(
                fields=["tenant", "-done_at", "-id"],
                condition=models.Q(done_at__isnull=False),
                name="conversation_done",
            ),
            models.Index(
                fields=["tenant"], condition=models.Q(flow__isnull=False), name="conversation_in_flow"
            ),
            models.Index(
                fields=["tenant", "snoozed_until"],
                condition=models.Q(snoozed_until__isnull=False),
                name="conversation_snoozed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.id)


class Author(models.TextChoices):
    CUSTOMER = "customer"
    BOT = "bot"
    HUMAN = "human"
    SYSTEM = "system"  # templates and reminders sent by rule; notices inside the thread


class DeliveryStatus(models.TextChoices):
    QUEUED = "queued"
    ACCEPTED = "accepted"  # WhatsApp took it
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    CANCELLED = "cancelled"  # withdrawn before it left (a person took over)


class MediaFile(TenantModel):
    """A picture, voice note or document; stored under the data folder once fetched."""

    class State(models.TextChoices):
        PENDING = "pending"
        STORED = "stored"
        EXPIRED = "expired"
        FAILED = "failed"

    provider_id = models.TextField(null=True)  # Meta's media id
    mime_type = models.TextField(default="")
    sha256 = models.TextField(null=True)
    file_name = models.TextField(default="")
    size = models.BigIntegerField(null=True)  # bytes
    path = models.TextField(null=True)  # relative to the media folder
    state = models.CharField(max_length=8, choices=State.choices, default=State.PENDING)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "media_files"

    def __str__(self) -> str:
        return self.file_name or self.mime_type


class Message(TenantModel):
    """One bubble of a thread."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    author = models.CharField(max_length=8, choices=Author.choices)
    user = models.ForeignKey(
        "core.User",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    wamid = models.TextField(null=True)
    # A reaction of ours is a message that is no bubble: quoted_wamid names its target, content its emoji.
    # text, image, video, document, audio, sticker, location, contacts, interactive, button, reaction, order,
    # system, unsupported, template, buttons, list, notice …
    type = models.CharField(max_length=32)
    text = models.TextField(default="")  # what a person reads: body, caption, button title, rendered template
    # The rest: {"buttons": [{"id","title"}], "list": {…}, "reply_id", "location", "referral", "template"}
    content = models.JSONField(default=dict)
    media = models.ForeignKey(
        MediaFile,
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    # Outbound: names what a colleague submitted; the same submission twice is one message.
    client_key = models.UUIDField(null=True)
    quoted_wamid = models.TextField(null=True)
    reaction = models.TextField(null=True)  # the customer's emoji on this message
    at = models.DateTimeField()  # inbound: the sender's clock; outbound: when it was written
    received_at = models.DateTimeField()
    status = models.CharField(max_length=12, choices=DeliveryStatus.choices, null=True)  # outbound only
    status_at = models.DateTimeField(null=True)
    failure_code = models.IntegerField(null=True)  # WhatsApp's, or one of cloud_api.errors' own (negative)
    pricing = models.JSONField(null=True)  # as the status webhook tells: {"billable","category","type",…}
    edited_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    # Inbound: {"intent","confidence","language",…} as understood; null until analysed
    analysis = models.JSONField(null=True)
    answered_at = models.DateTimeField(null=True)  # inbound: when the dialogue dealt with it
    why = models.JSONField(null=True)  # bot: {"intent","confidence","rule"} in one line on the page

    class Meta:
        db_table = "messages"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "wamid"], name="message_wamid_once"),
            models.UniqueConstraint(
                fields=["tenant", "client_key"],
                condition=models.Q(client_key__isnull=False),
                name="message_submitted_once",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "conversation", "-at", "-id"], name="message_thread"),
            models.Index(
                fields=["tenant", "conversation", "id"],
                condition=models.Q(author="customer", answered_at=None),
                name="message_unanswered",
            ),
            models.Index(
                fields=["tenant", "media"],
                condition=models.Q(media__isnull=False),
                name="message_with_media",
            ),
            models.Index(
                fields=["tenant", "-at"], condition=models.Q(status="failed"), name="message_failed"
            ),
            models.Index(
                fields=["tenant", "conversation", "quoted_wamid"],
                condition=models.Q(type="reaction"),
                name="message_reactions",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]
