"""What the sandbox's page shows of orders and parcels, read as the page reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import httpx

PHONE = "+905321110077"
LINES = [{"name": "Keten Elbise", "sku": "ELB-1", "quantity": 1, "price": "899.90"}]


def shown(control: httpx.Client, *shops: str, phone: str = PHONE) -> list[dict[str, Any]]:
    answer = control.get("page/orders", params=[("phone", phone), *(("shop", shop) for shop in shops)])
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, Any]] = answer.json()
    return rows


def test_orders_of_both_platforms_stand_in_one_list_with_their_parcels(
    control: httpx.Client, seller: str, merchant: str
) -> None:
    both = (f"trendyol:{seller}", f"hepsiburada:{merchant}")
    order = {"phone": PHONE, "name": "Pelin Arda", "lines": LINES, "city": "Bursa", "carrier": "aras"}
    first = {"account": seller, "number": "77001", "status": "Shipped", "tracking": "7280031239999001"}
    assert control.post("trendyol/orders", json=order | first).status_code == 201
    second = {"account": merchant, "number": "4001234577", "status": "Open"}
    assert control.post("hepsiburada/orders", json=order | second).status_code == 201
    rows = {row["number"]: row for row in shown(control, *both)}
    assert set(rows) == {"77001", "4001234577"}
    assert rows["77001"] | {"lines": ""} == {
        "provider": "trendyol",
        "account": seller,
        "number": "77001",
        "status": "Shipped",
        "lines": "",
        "carrier": "aras",
        "tracking": "7280031239999001",
        "city": "Bursa",
        "parcel": None,
    }
    assert (rows["4001234577"]["status"], rows["4001234577"]["tracking"]) == ("Open", "")

    handed_over = {"code": "7280031239999001", "city": "Bursa", "status": "at_branch"}
    assert control.post("aras/parcels", json=handed_over).status_code == 201
    moved = {"account": merchant, "status": "Shipped"}
    assert control.patch("hepsiburada/orders/4001234577", json=moved).status_code == 200
    rows = {row["number"]: row for row in shown(control, *both)}
    assert rows["77001"]["parcel"] == {"code": "7280031239999001", "status": "at_branch"}
    assert rows["4001234577"]["status"] == "Shipped"
    assert rows["4001234577"]["tracking"]


def test_another_phone_and_another_shop_show_nothing(control: httpx.Client, seller: str) -> None:
    order = {"account": seller, "number": "77002", "phone": PHONE, "name": "Pelin Arda", "lines": LINES}
    assert control.post("trendyol/orders", json=order).status_code == 201
    assert shown(control, f"trendyol:{seller}", phone="+905321110078") == []
    assert shown(control, "trendyol:1") == []
    assert shown(control) == []
