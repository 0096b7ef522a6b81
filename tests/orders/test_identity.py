"""An order is told to its owner and to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from invekto.core import clock
from invekto.integrations.models import CachedOrder
from invekto.messaging.models import Contact
from invekto.orders import services as orders
from invekto.orders.models import IdentityTry, OrderProof
from tests.support.tenants import TenantKit

MakeOrder = Callable[..., None]
CASES = [
    case
    for file in sorted((Path(__file__).parent / "identity").glob("*.yaml"))
    for case in yaml.safe_load(file.read_text(encoding="utf-8"))
]
ISTANBUL = ZoneInfo("Europe/Istanbul")
NUMBER = "10987650012"
PHONE, STRANGER = "+905321112233", "+905329998877"
OUTCOMES = {
    orders.Identified: "told",
    orders.Several: "several",
    orders.NeedsFact: "asks",
    orders.NeedsNumber: "asks_number",
    orders.NotFound: "not_found",
    orders.NeedsPerson: "person",
}


def contact_of(tenant: TenantKit, phone: str | None) -> Contact:
    conversation = tenant.make_conversation(phone=phone)
    with tenant.scope():
        contact = Contact.objects.get(pk=conversation.contact_id)
        if phone is None:
            contact.phone, contact.user_id = None, f"US.{contact.id}"
            contact.save()
    return contact


def ask(
    tenant: TenantKit, contact: Contact, number: str | None, now: Any = None, **facts: str
) -> orders.Identity:
    with tenant.scope():
        return orders.identify(
            contact, order_number=number, facts=orders.Facts(**facts), now=now or clock.now()
        )


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_the_labelled_cases(tenant: TenantKit, make_order: MakeOrder, case: dict[str, Any]) -> None:
    _store(make_order, NUMBER, 17, case["order"])
    _store(make_order, "55500055500", 18, {"name": "Başka Birisi", "phone": "05070000000"})
    for place, other in enumerate(case.get("others", ())):
        _store(make_order, f"7770000{place}", 30 + place, other)
    numbers = {
        "order": NUMBER,
        "tracking": str(7_280_000_000_000_000_017),
        "hashed": f"#{NUMBER}",
        "grouped": "109 876 500 12",
    }
    said = {name: text.replace("{number}", NUMBER) for name, text in case.get("facts", {}).items()}
    contact = contact_of(tenant, case["writes_from"])
    with tenant.scope():
        answer = orders.identify(
            contact,
            order_number=numbers.get(case["asks"], case["asks"]),
            facts=orders.Facts(**said),
            now=clock.now(),
            described=_described(case.get("describes")),
        )
    came = OUTCOMES[type(answer)]
    if case.get("missed"):  # more careful than it would have to be: known, and no harm done
        assert (case["expect"], came) == ("told", "asks")
        return
    assert came == case["expect"]
    if isinstance(answer, orders.Identified):
        assert answer.order.number == NUMBER


def _store(make_order: MakeOrder, number: str, package_id: int, order: dict[str, Any]) -> None:
    told = dict(order)
    first, _, last = told.pop("name").partition(" ")
    tax_number = told.pop("tax_number", None)
    corporate = {"commercial": True, "taxNumber": tax_number} if tax_number else {}
    if (bought := told.pop("bought", None)) is not None:
        corporate["ordered"] = clock.now() - timedelta(days=bought)
    if product := told.pop("product", None):
        corporate["line"] = {"productName": product, "productSize": "", "productColor": told.pop("color", "")}
    make_order(number, package_id=package_id, name=(first, last), **told, **corporate)


def _described(told: dict[str, Any] | None) -> orders.Described | None:
    """``day``: days ago; ``days``: how many from then on are meant."""
    if told is None:
        return None
    midnight = clock.now().astimezone(ISTANBUL).replace(hour=0, minute=0, second=0, microsecond=0)
    since = midnight - timedelta(days=told["day"])
    return orders.Described(told["product"], since, since + timedelta(days=told.get("days", 1)))


def test_the_labelled_set_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 300
    assert len({case["title"] for case in CASES}) == len(CASES)
    assert {case["expect"] for case in CASES} == {"told", "asks", "asks_number", "not_found", "person"}
    assert sum(bool(case.get("missed")) for case in CASES) <= len(CASES) * 0.03


def test_a_customer_with_orders_of_their_own_hears_nothing_of_a_strangers(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order("111", phone=PHONE)
    make_order("222", phone=STRANGER, name=("Ali", "Kaya"))
    answer = ask(tenant, contact_of(tenant, PHONE), "222", name="Defne Örnekoğlu")
    assert answer == orders.NeedsFact("222", ("name", "district", "phone"), was_wrong=True, tries_left=2)


def test_a_proof_is_remembered_and_shows_the_order_from_then_on(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER)
    contact, now = contact_of(tenant, STRANGER), clock.now()
    assert isinstance(ask(tenant, contact, NUMBER, answer="bornova"), orders.Identified)
    with tenant.scope():
        assert [order.number for order in orders.orders_of(contact, now)] == [NUMBER]
        assert OrderProof.objects.get().fact == "district"
    assert isinstance(ask(tenant, contact, NUMBER), orders.Identified)
    assert isinstance(ask(tenant, contact, None), orders.Identified)


def test_three_wrong_tries_need_a_person_even_when_the_fourth_is_right(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER)
    contact = contact_of(tenant, STRANGER)
    assert ask(tenant, contact, NUMBER, answer="Ali Kaya") == orders.NeedsFact(
        NUMBER, ("name", "district"), was_wrong=True, tries_left=2
    )
    assert ask(tenant, contact, "99999") == orders.NotFound("99999", tries_left=1)
    assert ask(tenant, contact, NUMBER, answer="Konak") == orders.NeedsPerson("too_many_tries")
    assert ask(tenant, contact, NUMBER, answer="Defne Örnekoğlu") == orders.NeedsPerson("too_many_tries")


def test_asking_for_an_order_counts_once_and_the_first_wrong_fact_with_it(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER)
    contact = contact_of(tenant, STRANGER)
    for _ in range(5):
        assert ask(tenant, contact, NUMBER) == orders.NeedsFact(
            NUMBER, ("name", "district"), was_wrong=False, tries_left=2
        )
    for left in (2, 1):
        assert ask(tenant, contact, NUMBER, answer="Ali Kaya") == orders.NeedsFact(
            NUMBER, ("name", "district"), was_wrong=True, tries_left=left
        )
    assert ask(tenant, contact, NUMBER, answer="Ali Kaya") == orders.NeedsPerson("too_many_tries")


def test_the_limit_does_not_tell_numbers_that_exist_from_those_that_do_not(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    for number in ("111", "222", "333"):
        make_order(number)
    for numbers in (("111", "222", "333"), ("777", "888", "999")):
        contact = contact_of(tenant, None)
        assert [ask(tenant, contact, number).tries_left for number in numbers[:2]] == [2, 1]
        assert ask(tenant, contact, numbers[2]) == orders.NeedsPerson("too_many_tries")
        assert ask(tenant, contact, numbers[0]) == orders.NeedsPerson("too_many_tries")


def test_what_is_proven_is_no_try_any_more(tenant: TenantKit, make_order: MakeOrder) -> None:
    contact = contact_of(tenant, STRANGER)
    for number in ("111", "222", "333", "444"):
        make_order(number)
        assert isinstance(ask(tenant, contact, number), orders.NeedsFact)
        assert isinstance(ask(tenant, contact, number, answer="bornova"), orders.Identified)
    with tenant.scope():
        assert not IdentityTry.objects.exists()


def test_wrong_tries_are_forgotten_after_a_day_or_by_a_person(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER)
    contact, now = contact_of(tenant, STRANGER), clock.now()
    for _ in range(3):
        ask(tenant, contact, "99999")
    assert isinstance(ask(tenant, contact, NUMBER, answer="bornova"), orders.NeedsPerson)
    tomorrow = now + timedelta(hours=25)
    assert isinstance(ask(tenant, contact, NUMBER, now=tomorrow), orders.NeedsFact)
    with tenant.scope():
        orders.forgive(contact)
    assert isinstance(ask(tenant, contact, NUMBER, answer="bornova"), orders.Identified)


def test_a_number_nobody_could_look_up_is_no_wrong_try(tenant: TenantKit, make_order: MakeOrder) -> None:
    make_order(NUMBER)
    contact = contact_of(tenant, STRANGER)
    with tenant.scope():
        for _ in range(4):
            answer = orders.identify(
                contact, order_number="99999", facts=orders.Facts(), now=clock.now(), is_fresh=False
            )
            assert answer == orders.NotFound("99999", tries_left=3)
        assert not IdentityTry.objects.exists()


def test_wrong_tries_do_not_take_away_what_is_theirs_by_phone(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order("111", phone=PHONE)
    make_order("222", phone=STRANGER)
    contact = contact_of(tenant, PHONE)
    for _ in range(4):
        ask(tenant, contact, "222", answer="deneme")
    assert isinstance(ask(tenant, contact, "111"), orders.Identified)


def test_one_persons_tries_do_not_shut_out_another(tenant: TenantKit, make_order: MakeOrder) -> None:
    make_order(NUMBER)
    first, second = contact_of(tenant, STRANGER), contact_of(tenant, PHONE)
    for _ in range(3):
        ask(tenant, first, "99999")
    assert isinstance(ask(tenant, second, NUMBER, answer="bornova"), orders.Identified)


def test_another_tenants_order_does_not_exist_here(
    tenant: TenantKit, second_tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER, phone=PHONE)
    contact = contact_of(second_tenant, PHONE)
    assert isinstance(ask(second_tenant, contact, NUMBER, name="Defne Örnekoğlu"), orders.NotFound)
    assert isinstance(ask(second_tenant, contact, None), orders.NeedsNumber)


def test_the_order_under_way_is_meant_before_older_delivered_ones(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order("1", phone=PHONE, status="Delivered", days_ago=2)
    make_order("2", phone=PHONE, status="Shipped", days_ago=5)
    answer = ask(tenant, contact_of(tenant, PHONE), None)
    assert isinstance(answer, orders.Identified)
    assert answer.order.number == "2"


def test_with_nothing_under_way_the_latest_order_is_meant(tenant: TenantKit, make_order: MakeOrder) -> None:
    make_order("1", phone=PHONE, status="Delivered", days_ago=9)
    make_order("2", phone=PHONE, status="Delivered", days_ago=3)
    make_order("3", phone=PHONE, status="Cancelled", days_ago=6)
    answer = ask(tenant, contact_of(tenant, PHONE), None)
    assert isinstance(answer, orders.Identified)
    assert answer.order.number == "2"


def test_several_under_way_are_listed_newest_first_and_a_product_decides(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order("1", phone=PHONE, days_ago=3)
    line = {"lineId": 1, "productName": "Mavi Keten Elbise, 38", "quantity": 1, "lineUnitPrice": 100}
    make_order("2", phone=PHONE, days_ago=2, status="Created", lines=[line])
    contact, now = contact_of(tenant, PHONE), clock.now()
    answer = ask(tenant, contact, None)
    assert isinstance(answer, orders.Several)
    assert [order.number for order in answer.orders] == ["2", "1"]
    with tenant.scope():
        chosen = orders.identify(
            contact, order_number=None, facts=orders.Facts(), now=now, product="keten ELBİSE"
        )
    assert isinstance(chosen, orders.Identified)
    assert chosen.order.number == "2"


def test_for_a_return_the_delivered_order_is_meant(tenant: TenantKit, make_order: MakeOrder) -> None:
    make_order("1", phone=PHONE, status="Delivered", days_ago=5)
    make_order("2", phone=PHONE, status="Shipped", days_ago=1)
    contact = contact_of(tenant, PHONE)
    with tenant.scope():
        answer = orders.identify(
            contact, order_number=None, facts=orders.Facts(), now=clock.now(), wanted=orders.DELIVERED
        )
    assert isinstance(answer, orders.Identified)
    assert answer.order.number == "1"


def test_a_split_order_is_one_order_with_its_living_parcels(tenant: TenantKit, make_order: MakeOrder) -> None:
    make_order("1", phone=PHONE, package_id=50, status="UnPacked", days_ago=3)
    make_order("1", phone=PHONE, package_id=51, status="Delivered", originPackageIds=[50])
    make_order("1", package_id=52, status="Shipped", originPackageIds=[50])  # phone hidden on this one
    answer = ask(tenant, contact_of(tenant, PHONE), None)
    assert isinstance(answer, orders.Identified)
    assert {package.package_id for package in answer.order.packages} == {"51", "52"}
    assert answer.order.status == "shipped"  # the parcel still awaited says how the order is


def test_names_are_compared_with_what_is_stored_and_not_with_what_whatsapp_calls_them(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    """A profile name is whatever its owner types; it proves nothing unless they say it when asked."""
    make_order(NUMBER)
    conversation = tenant.make_conversation(phone=STRANGER, name="Defne Örnekoğlu")
    with tenant.scope():
        contact = Contact.objects.get(pk=conversation.contact_id)
    assert isinstance(ask(tenant, contact, NUMBER), orders.NeedsFact)
    with tenant.scope():
        assert CachedOrder.objects.get().customer_key == "defne ornekoglu"


@pytest.mark.parametrize("described", [False, True])
def test_names_beside_an_order_are_tries_as_answers_are(
    tenant: TenantKit, make_order: MakeOrder, described: bool
) -> None:
    """Unannounced or not, a third wrong name needs a person, also when the fourth would be right."""
    make_order(NUMBER, name=("Onur", "Deniz"), line={"productName": "Mavi Keten Elbise"})
    contact = contact_of(tenant, STRANGER)
    goods = _described({"product": "mavi elbise", "day": 1}) if described else None
    outcomes = []
    for name in ("ali veli", "can cem", "naz su", "onur deniz"):
        with tenant.scope():
            found = orders.identify(
                contact,
                order_number=None if described else NUMBER,
                facts=orders.Facts(bare=f"{name} nerede"),
                now=clock.now(),
                described=goods,
            )
        outcomes.append(OUTCOMES[type(found)])
    assert outcomes == ["asks", "asks", "person", "person"]


def test_what_is_theirs_is_told_whatever_platform_they_named_before(
    tenant: TenantKit, make_order: MakeOrder
) -> None:
    make_order(NUMBER, phone=PHONE)
    contact = contact_of(tenant, PHONE)
    with tenant.scope():
        found = orders.identify(
            contact, order_number=NUMBER, facts=orders.Facts(), now=clock.now(), platform="hepsiburada"
        )
        assert isinstance(found, orders.Identified)
        assert not IdentityTry.objects.exists()
