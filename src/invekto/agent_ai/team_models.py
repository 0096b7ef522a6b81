"""Who is at the desk, and when the owner was told that nobody is."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from invekto.core.models import TenantModel

DEFAULT_ROOM = 20  # open talks a person has at once
MOST_ROOM = 200


class Kind(models.TextChoices):
    """What a talk that waits for a person needs."""

    TALK = "talk"
    EMERGENCY = "emergency"


class Seat(TenantModel):
    """A person's place at the desk. Made when they first open a page; until then everything is as in a new one."""

    user = models.ForeignKey(
        "core.User", on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    is_away = models.BooleanField(default=False)  # their own switch
    seen_at = models.DateTimeField(null=True)  # last sign of a person before an open page; null: logged out
    room = models.PositiveSmallIntegerField(default=DEFAULT_ROOM)  # open talks that are given to them at most
    languages = ArrayField(models.TextField(), default=list)  # ISO codes; empty: the tenant's own
    takes = ArrayField(models.TextField(choices=Kind.choices), null=True)  # null: what their role takes
    given_at = models.DateTimeField(null=True)  # when a talk was last given to them: whose turn it is

    class Meta:
        db_table = "desk_seats"
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="seat_per_person"),
            models.CheckConstraint(condition=models.Q(room__lte=MOST_ROOM), name="seat_room_is_human"),
        ]

    def __str__(self) -> str:
        return str(self.user_id)


class DeskAlert(TenantModel):
    """The owner is told that customers wait and nobody is there, once in a quiet time; of each emergency at once."""

    class Reason(models.TextChoices):
        NOBODY_THERE = "nobody_there"
        NO_ROOM = "no_room"  # people are there, and all have their hands full
        EMERGENCY = "emergency"

    reason = models.CharField(max_length=16, choices=Reason.choices)
    at = models.DateTimeField()
    waiting = models.PositiveIntegerField()  # talks
    longest_since = models.DateTimeField(null=True)
    conversation = models.ForeignKey(  # the emergency itself; null: customers in general
        "messaging.Conversation",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    told = ArrayField(models.TextField(), null=True)  # addresses that have it, while others still refuse
    told_at = models.DateTimeField(null=True)  # when the e-mails left

    class Meta:
        db_table = "desk_alerts"
        indexes = [models.Index(fields=["tenant", "reason", "-at"], name="desk_alert_newest")]

    def __str__(self) -> str:
        return f"{self.reason} {self.at}"
