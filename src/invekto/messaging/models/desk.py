"""What the desk keeps beside the talks: how they are found by their words, and how to take an action back."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from invekto.core.models import TenantModel


class MessageWords(TenantModel):
    """The folded words of one message; ``id`` is the message's, and goes with it.

    A table of its own because a message's row is written anew with every tick, which an index over words would
    have to follow each time. Written and read through ``messaging.search`` alone.
    """

    # The message's, which a trigger keeps: a search sorts out many messages by it without looking at them.
    conversation_id = models.UUIDField()
    at = models.DateTimeField()  # the message's
    # Each word carries the end of its tenant's id (invekto_words): the index is one for all tenants, and must not
    # lead to other tenants' rows first.
    words = SearchVectorField()

    class Meta:
        db_table = "message_words"
        # Without a list of what is yet to be sorted in, which every search would have to read through.
        indexes = [GinIndex(fields=["words"], name="message_words_found", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.id)


class DeskAction(TenantModel):
    """What a colleague did to some conversations at once, so that it can be taken back."""

    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    kind = models.CharField(max_length=16)  # messaging.desk.Kind
    # {conversation id: {"before": {column: value}, "after": {column: value}}}; tags: {contact id: [tag]}
    changed = models.JSONField(default=dict)
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "desk_actions"
        indexes = [models.Index(fields=["tenant", "at"], name="desk_action_age")]  # for the retention

    def __str__(self) -> str:
        return f"{self.kind} ({len(self.changed)})"
