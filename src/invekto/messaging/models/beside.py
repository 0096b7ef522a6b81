"""What colleagues keep beside a talk: notes for one another, merges of contacts, what they want to be told of."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from invekto.core.models import TenantModel
from invekto.messaging.models.talk import Contact, Conversation


class InternalNote(TenantModel):
    """What a colleague wrote for colleagues. Never a Message: nothing that sends can reach it."""

    conversation = models.ForeignKey(
        Conversation, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    text = models.TextField()
    # Names what was submitted; the same submission twice is one note.
    client_key = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)  # taken away by its writer, who may bring it back

    class Meta:
        db_table = "internal_notes"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "client_key"],
                condition=models.Q(client_key__isnull=False),
                name="note_submitted_once",
            )
        ]
        indexes = [models.Index(fields=["tenant", "conversation", "created_at"], name="note_of_thread")]

    def __str__(self) -> str:
        return self.text[:40]


class NoteMention(TenantModel):
    """A colleague whom a note names; ``seen_at`` null: they have not opened the thread since."""

    note = models.ForeignKey(
        InternalNote,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="mentions",
    )
    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    created_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "note_mentions"
        constraints = [models.UniqueConstraint(fields=["tenant", "note", "user"], name="mentioned_once")]
        indexes = [
            # Who asks, asks for what they have not seen yet.
            models.Index(
                fields=["tenant", "user", "created_at"],
                condition=models.Q(seen_at=None),
                name="mention_unseen",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user_id} in {self.note_id}"


class ContactMerge(TenantModel):
    """Two contacts that a colleague declared to be one person, with what it takes to part them again.

    The rows of the contact that is gone (``gone_id``), and of its threads that went into another, stand in
    ``removed`` as Django serialises them; ``moved`` tells which rows pointed at them.
    """

    kept = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    gone_id = models.UUIDField()
    gone_name = models.TextField()  # as it was shown, for the line that offers to part them
    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    removed = models.JSONField()  # rows, in the order in which they must come back
    moved = models.JSONField()  # [{"model", "field", "old", "new", "ids"}]
    changed = models.JSONField()  # [{"model", "id", "before": {…}, "after": {…}}] of rows that were kept
    addresses = models.JSONField()  # [[phone, user id]] of the one that is gone, their aliases' too
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "contact_merges"
        indexes = [models.Index(fields=["tenant", "kept", "merged_at"], name="merge_of_contact")]

    def __str__(self) -> str:
        return f"{self.gone_name} → {self.kept_id}"


class ContactAlias(TenantModel):
    """Another address of a contact, from a merge: who writes from it is that contact.

    The contact's own phone and user id are always those last written from, so that answers go there; then the
    pair that was theirs before stands here.
    """

    contact = models.ForeignKey(
        Contact, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    merge = models.ForeignKey(
        ContactMerge, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    phone = models.TextField(null=True)  # E.164
    user_id = models.TextField(null=True)  # Meta's business-scoped user id
    created_at = models.DateTimeField()

    class Meta:
        db_table = "contact_aliases"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "phone"], name="alias_phone_once"),
            models.UniqueConstraint(fields=["tenant", "user_id"], name="alias_user_id_once"),
        ]
        indexes = [models.Index(fields=["tenant", "contact"], name="alias_of_contact")]

    def __str__(self) -> str:
        return self.phone or self.user_id or ""


class Notice(models.TextChoices):
    """What the desk may tell somebody who looks elsewhere."""

    MINE = "mine"  # a customer of theirs wrote
    MENTION = "mention"
    EMERGENCY = "emergency"
    UNASSIGNED = "unassigned"  # somebody waits for a person and has none


class NoticeChoice(TenantModel):
    """What a colleague wants to be told of; without a row: everything, without a sound."""

    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kinds = ArrayField(models.CharField(max_length=12, choices=Notice.choices), default=list)
    sound = models.BooleanField(default=False)

    class Meta:
        db_table = "notice_choices"
        constraints = [models.UniqueConstraint(fields=["tenant", "user"], name="notice_choice_once")]

    def __str__(self) -> str:
        return ", ".join(self.kinds)
