"""Aesthetic clinics."""

from __future__ import annotations

from invekto.agent_ai.contract import HandoffReason, Turn, Vertical
from invekto.agent_ai.handlers import ToPerson
from invekto.leads import services as leads
from invekto.verticals.clinics import (
    Emergency,
    Location,
    OpeningHours,
    PriceInquiry,
    TreatmentInfo,
)
from invekto.verticals.treatments import Treatment, listed


def treatments(turn: Turn) -> list[Treatment]:
    return [
        listed(turn, service, service.description_tr if turn.language == "tr" else service.description_en)
        for service in leads.catalogue()
    ]


AESTHETIC = Vertical(
    name="aesthetic",
    handlers={
        "emergency": Emergency(),
        "appointment_booking": ToPerson("appointment_booking"),
        "appointment_reschedule": ToPerson("appointment_reschedule"),
        "appointment_cancel": ToPerson("appointment_cancel"),
        "price_inquiry": PriceInquiry(treatments),
        "treatment_info": TreatmentInfo(treatments),
        "before_after_request": ToPerson("before_after_request"),
        "contraindication": ToPerson("contraindication"),
        "recovery_info": ToPerson("recovery_info"),
        "package_inquiry": ToPerson("package_inquiry"),
        "foreign_patient": ToPerson("foreign_patient", flags=frozenset({"foreign_patient"})),
        "referral_discount": ToPerson("referral_discount"),
        "payment_inquiry": ToPerson("payment_inquiry"),
        "location_inquiry": Location(),
        "working_hours": OpeningHours(),
        "complaint": ToPerson("complaint", HandoffReason.ANGRY),
    },
    menu=("appointment_booking", "price_inquiry", "human_request"),
    photos_to_person=True,
    leads=frozenset(
        {
            "price_inquiry",
            "treatment_info",
            "package_inquiry",
            "before_after_request",
            "contraindication",
            "foreign_patient",
            "referral_discount",
            "appointment_booking",
        }
    ),
)
