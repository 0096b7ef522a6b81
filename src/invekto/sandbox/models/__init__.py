"""The sandbox's own memory. None of it belongs to a tenant: it is the outside world."""

from invekto.sandbox.models.carriers import CarrierKey, CarrierParcel
from invekto.sandbox.models.hepsiburada import (
    HepsiburadaClaim,
    HepsiburadaHook,
    HepsiburadaKey,
    HepsiburadaLine,
    HepsiburadaOrder,
    HepsiburadaPackage,
    HepsiburadaProduct,
    HepsiburadaQuestion,
)
from invekto.sandbox.models.trendyol import (
    TrendyolClaim,
    TrendyolKey,
    TrendyolPackage,
    TrendyolProduct,
    TrendyolQuestion,
    TrendyolWebhook,
)
from invekto.sandbox.models.whatsapp import Chat, Delivery, Media, PhoneMessage, Template
from invekto.sandbox.models.world import Fault, Mail, RateMark, Switch

__all__ = [
    "CarrierKey",
    "CarrierParcel",
    "Chat",
    "Delivery",
    "Fault",
    "HepsiburadaClaim",
    "HepsiburadaHook",
    "HepsiburadaKey",
    "HepsiburadaLine",
    "HepsiburadaOrder",
    "HepsiburadaPackage",
    "HepsiburadaProduct",
    "HepsiburadaQuestion",
    "Mail",
    "Media",
    "PhoneMessage",
    "RateMark",
    "Switch",
    "Template",
    "TrendyolClaim",
    "TrendyolKey",
    "TrendyolPackage",
    "TrendyolProduct",
    "TrendyolQuestion",
    "TrendyolWebhook",
]
