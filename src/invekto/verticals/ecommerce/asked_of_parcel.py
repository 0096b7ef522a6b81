"""What is asked of a parcel in particular: the hour it comes, until when it waits. In folded words."""

from __future__ import annotations

import re

from invekto.agent_ai.contract import Turn
from invekto.core.folding import fold
from invekto.integrations.models import OrderStatus, ParcelStep
from invekto.orders.services import OrderView, PackageView

HOUR = (
    r"(?:saat\s+)?kac(?:ta|da|\s+gibi)\W+(?:\w+\W+){0,2}?(?:gel|getir|ulas|teslim|dagit|burada)\w*"
    r"|(?:gel|getir|ulas)\w*\W+(?:saat\s+)?kac(?:ta|da|\s+gibi)"
    r"|(?:at\s+)?what\s+time\s+(?:will|does|is)\s+(?:it|the\s+courier)\s+(?:come|arrive|be here|coming)\w*"
)
UNTIL = (
    r"(?:ne\s?zamana|hangi\s+gune|kac\s+gune)\s+kadar\W+(?:\w+\W+){0,2}?(?:al|bekl|dur|kal|teslim)\w*"
    r"|kac\s+gun\W+(?:bekle|dur|kal|tut)\w*"
    r"|until\s+when\s+(?:can|may)\s+i\s+(?:get|collect|pick)\w*(?:\s+(?:it|up))*"
)
_HOUR, _UNTIL = re.compile(rf"\b(?:{HOUR})"), re.compile(rf"\b(?:{UNTIL})")


def left_open(turn: Turn, order: OrderView) -> str | None:
    """What they ask and the carrier does not tell of the parcel that is waited for; None when it does."""
    words, package = fold(turn.text), order.leading
    parcel = package.parcel
    if _UNTIL.search(words) and _waits(package) and not (parcel and parcel.last_day):
        return turn.t("ecommerce-order-until-unknown", carrier=package.carrier)
    if _HOUR.search(words) and order.is_active:
        return turn.t("ecommerce-order-hour-unknown")
    return None


def _waits(package: PackageView) -> bool:
    is_at_branch = package.parcel is not None and package.parcel.step is ParcelStep.AT_BRANCH
    return is_at_branch or package.status in (OrderStatus.AT_PICKUP_POINT, OrderStatus.UNDELIVERED)
