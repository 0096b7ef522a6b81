"""Doctors, their hours and their appointments; what a dental clinic's treatments cost."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from invekto.core.models import TenantModel


class Doctor(TenantModel):
    class Kind(models.TextChoices):
        GENERAL = "general"
        SPECIALIST = "specialist"

    slug = models.SlugField(max_length=63)
    name = models.TextField()
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.GENERAL)
    services = ArrayField(models.TextField(), default=list)  # service slugs
    user = models.ForeignKey(
        "core.User",
        on_delete=models.DO_NOTHING,
        null=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "doctors"
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="doctor_slug_once")]

    def __str__(self) -> str:
        return self.name


class AppointmentSlot(TenantModel):
    """Weekly opening of a doctor; times in the tenant's zone."""

    doctor = models.ForeignKey(
        Doctor, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    day_of_week = models.PositiveSmallIntegerField()  # Monday 0 … Sunday 6
    start_time = models.TimeField()
    end_time = models.TimeField()
    max_capacity = models.PositiveIntegerField(default=1)
    breaks = models.JSONField(default=list)  # ["12:30-13:30"]
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "appointment_slots"
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "doctor", "day_of_week", "start_time"], name="slot_once"
            ),
            models.CheckConstraint(
                condition=models.Q(end_time__gt=models.F("start_time")), name="slot_has_length"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day_of_week} {self.start_time}-{self.end_time}"


class Appointment(TenantModel):
    class Status(models.TextChoices):
        BOOKED = "booked"
        CONFIRMED = "confirmed"
        ARRIVED = "arrived"
        COMPLETED = "completed"
        CANCELLED = "cancelled"
        NO_SHOW = "no_show"

    patient_phone = models.TextField(null=True)
    patient_name = models.TextField()
    doctor = models.ForeignKey(
        Doctor, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    service_type = models.TextField()
    slot_start = models.DateTimeField()
    slot_end = models.DateTimeField()
    status = models.CharField(max_length=12, choices=Status.choices, default=Status.BOOKED)
    reminder_sent_48h = models.BooleanField(default=False)
    reminder_sent_2h = models.BooleanField(default=False)
    confirmed = models.BooleanField(default=False)
    no_show = models.BooleanField(default=False)
    no_show_count = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "appointments"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slot_end__gt=models.F("slot_start")), name="appointment_has_length"
            )
        ]
        indexes = [
            models.Index(fields=["tenant", "doctor", "slot_start"], name="appointment_by_doctor"),
            models.Index(fields=["tenant", "patient_phone", "-slot_start"], name="appointment_by_patient"),
        ]

    def __str__(self) -> str:
        return f"{self.patient_name} {self.slot_start}"


class ServicePrice(TenantModel):
    """A dental treatment with its price range in TRY."""

    slug = models.SlugField(max_length=63)
    service_name = models.TextField()
    price_min = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    price_max = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    duration_minutes = models.PositiveIntegerField(default=30)
    description = models.TextField(default="")
    description_en = models.TextField(default="")
    recovery_days = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "service_pricing"
        constraints = [models.UniqueConstraint(fields=["tenant", "slug"], name="service_price_once")]

    def __str__(self) -> str:
        return self.service_name
