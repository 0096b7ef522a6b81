"""Trendyol's words: statuses, carriers, reasons (trendyol.md sections 6, 8, 10)."""

from __future__ import annotations

STATUSES = (
    "Awaiting",
    "Verified",
    "Created",
    "Picking",
    "Invoiced",
    "Shipped",
    "AtCollectionPoint",
    "Delivered",
    "UnDelivered",
    "Returned",
    "Cancelled",
    "UnSupplied",
    "UnPacked",
)
_BY_FOLDED = {status.lower(): status for status in STATUSES}
HOOK_NAMES = {status: status.upper() for status in STATUSES} | {"AtCollectionPoint": "AT_COLLECTION_POINT"}
# The way of a parcel, for histories and for the forward-only helper of the stage.
WAY = ("Awaiting", "Verified", "Created", "Picking", "Invoiced", "Shipped", "AtCollectionPoint", "Delivered")
STAGE_MOVES = ("Shipped", "AtCollectionPoint", "Delivered", "UnDelivered", "Returned")
RANK = {status: place for place, status in enumerate(STATUSES)}
FINISHED = ("UnPacked", "Cancelled", "UnSupplied")

CARRIERS = {
    "aras": "Aras Kargo Marketplace",
    "yurtici": "Yurtiçi Kargo Marketplace",
    "": "Trendyol Express Marketplace",
}
CLAIM_STATUSES = (
    *("Created", "WaitingInAction", "WaitingFraudCheck", "Accepted"),
    *("Unresolved", "Rejected", "Cancelled", "InAnalysis"),
)
RETURN_REASONS = {
    251: ("Modelini beğenmedim", "DISLIKE"),
    301: ("Kusurlu ürün gönderildi", "DAMAGEDITEM"),
    351: ("Yanlış ürün gönderildi", "WRONGITEM"),
    401: ("Vazgeçtim", "ABANDON"),
    451: ("Diğer", "OTHER"),
    501: ("Bedeni/ebatı küçük", "SMALLSIZE"),
    551: ("Bedeni/ebatı büyük", "BIGSIZE"),
    651: ("Belirtilen özelliklere sahip değil", "NOTASDESCRIBED"),
    701: ("Yanlış sipariş verdim", "WRONGORDER"),
    801: ("Geç geldi", "LATEDELIVERY"),
    851: ("Paket hasarlı", "DAMAGEDPACKAGE"),
    1651: ("Kalitesini beğenmedim", "QUALITY"),
    2030: ("Daha iyi fiyat mevcut", "BETTERPRICE"),
    2042: ("Beğenmedim", "DISLIKED"),
    2043: ("Ürünün parçası eksik", "MISSINGPART"),
}


def status_named(word: str) -> str | None:
    """The status as Trendyol spells it, whatever the case."""
    return _BY_FOLDED.get(word.replace("_", "").lower())


def claim_status_named(word: str) -> str | None:
    return next((one for one in CLAIM_STATUSES if one.lower() == word.replace("_", "").lower()), None)


def reason_named(word: str) -> tuple[int, str, str]:
    """(id, name, code) of a return reason given by id, code or words; words of one's own are "other"."""
    for number, (name, code) in RETURN_REASONS.items():
        if word in (str(number), name) or word.upper() == code:
            return number, name, code
    return 451, word, "OTHER"
