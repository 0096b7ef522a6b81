"""Aesthetic clinics."""

from __future__ import annotations

from functools import partial

from invekto.agent_ai.contract import HandoffReason, Turn, Vertical
from invekto.agent_ai.handlers import ToPerson
from invekto.leads import services as leads
from invekto.verticals.clinics.asking import late, lookup
from invekto.verticals.clinics.booking import AsksForTime, booking, tells_of_a_treatment
from invekto.verticals.clinics.existing import appointment_facts, cancel, reschedule
from invekto.verticals.clinics.explaining import recovery_info, treatment_info
from invekto.verticals.clinics.limits import Emergency, ForPhysician
from invekto.verticals.clinics.paying import PackageInquiry, PaymentInquiry, ReferralDiscount
from invekto.verticals.clinics.place import Location, opening_hours
from invekto.verticals.clinics.prices import price_inquiry
from invekto.verticals.clinics.treatments import Treatment, in_order, listed
from invekto.verticals.clinics.values import appointment_values


def treatments(turn: Turn) -> list[Treatment]:
    return in_order(
        listed(turn, service, service.description_tr if turn.language == "tr" else service.description_en)
        for service in leads.catalogue()
    )


_BOOKING, _RESCHEDULE, _CANCEL = booking(treatments), reschedule(treatments), cancel(treatments)
_LOOKUP, _LATE = lookup(treatments), late(treatments)
_PAYMENT, _LOCATION, _HOURS = PaymentInquiry(), Location(), opening_hours()
_PRICE, _TREATMENT = price_inquiry(treatments), treatment_info(treatments)
_RECOVERY = recovery_info(treatments)

AESTHETIC = Vertical(
    name="aesthetic",
    handlers={
        "emergency": Emergency(),
        "appointment_booking": _BOOKING,
        "appointment_reschedule": _RESCHEDULE,
        "appointment_cancel": _CANCEL,
        "price_inquiry": _PRICE,
        "treatment_info": _TREATMENT,
        "before_after_request": ToPerson("before_after_request"),
        "contraindication": ForPhysician(),
        "recovery_info": _RECOVERY,
        "package_inquiry": PackageInquiry(treatments),
        "foreign_patient": ToPerson("foreign_patient", flags=frozenset({"foreign_patient"})),
        "referral_discount": ReferralDiscount(),
        "payment_inquiry": _PAYMENT,
        "location_inquiry": _LOCATION,
        "working_hours": _HOURS,
        "complaint": ToPerson("complaint", HandoffReason.ANGRY),
    },
    flows={
        flow.name: flow
        for flow in (_BOOKING, _RESCHEDULE, _CANCEL, _LOOKUP, _LATE, _PRICE, _TREATMENT, _RECOVERY, _HOURS)
    },
    plain={one.name: one for one in (_LOOKUP, _LATE, _PAYMENT, _PRICE, _LOCATION, AsksForTime(_BOOKING))},
    facts=partial(appointment_facts, treatments),
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
    values=appointment_values,
    doubts=tells_of_a_treatment,
)
