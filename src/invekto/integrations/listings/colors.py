"""Words of colours in products' names, folded."""

from __future__ import annotations

# These name a colour and nothing else in a shop.
COLORS = frozenset(
    """beyaz siyah kirmizi mavi lacivert yesil sari turuncu mor pembe gri kahverengi bej krem ekru bordo haki lila
    antrasit vizon fusya turkuaz murdum indigo white black red blue navy green yellow orange purple pink grey gray
    brown beige cream burgundy khaki""".split()  # noqa: SIM905 - a page of quotes would hide the words
)
# Things that lend theirs: at the end of a name the colour, alone what is sold ("somon", "gümüş").
LENT = frozenset(
    "pudra mint hardal camel somon gumus altin bronz taba kiremit petrol".split()  # noqa: SIM905
)
SHADES = frozenset("acik koyu light dark".split())  # noqa: SIM905
