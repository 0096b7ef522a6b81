"""Hepsiburada's words: statuses, carriers, reasons (hepsiburada.md sections 4.8, 5)."""

from __future__ import annotations

AWAITING, OPEN, PACKAGED, SHIPPED = "PaymentAwaiting", "Open", "Packaged", "Shipped"
DELIVERED, UNDELIVERED, UNPACKED = "Delivered", "UnDelivered", "Unpacked"
IN_TRANSIT = "InTransit"
# Who cancelled, by the word of the line.
CANCELLED = {
    "Cancelled": "Customer",
    "CancelledByMerchant": "Merchant",
    "CancelledByCustomer": "Customer",
    "CancelledBySap": "Hepsiburada",
}
STATUSES = (AWAITING, OPEN, PACKAGED, SHIPPED, IN_TRANSIT, DELIVERED, UNDELIVERED, UNPACKED, *CANCELLED)
_BY_FOLDED = {status.lower(): status for status in STATUSES}
CANCEL_REASONS = ("80", "81", "82")  # that a merchant gives; what is known of them stands in the reference
CLAIM_STATUSES = (
    "NewRequest",
    "Accepted",
    "AwaitingAction",
    "InDispute",
    "Rejected",
    "Refunded",
    "Cancelled",
    "AwaitingPreApproval",
)
CLAIM_REJECTIONS = ("CustomerReturnedWrongItem", "ProductIsDamaged", "MissingQuantity", "NoSuchAccessory")
REASONS = (
    "ProductIsBrokenOrDamaged",
    "NotArrivedWhenNeeded",
    "FoundCheaper",
    "PoorQuality",
    "IncompatiblyProduct",
    "MissingProduct",
    "WrongProduct",
    "ProductHasExpired",
)
# key → name, short name, where a parcel is followed
CARRIERS = {
    "aras": ("Aras Kargo", "ARAS", "https://kargotakip.araskargo.com.tr/mainpage.aspx?code={}"),
    "yurtici": (
        "Yurtiçi Kargo",
        "YK",
        "https://www.yurticikargo.com/tr/online-servisler/gonderi-sorgula?code={}",
    ),
    "": ("HepsiJET", "HX", "https://www.hepsijet.com/gonderi-takibi/{}"),
}
QUESTION_STATUSES = {1: "WaitingForAnswer", 2: "Answered", 3: "Rejected", 4: "AutoClosed"}


def status_named(word: str) -> str | None:
    """The status as Hepsiburada spells it, whatever the case."""
    return _BY_FOLDED.get(word.replace("_", "").lower())
