"""Questions for information: from the clinic's data, within the law, or with an honest word to a person."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.verticals.clinic_talks import NOON, clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.tenants import TenantKit

PERSON, BOT = True, False
# What no clinic may be heard saying, whatever was asked.
UNLAWFUL = re.compile(
    r"(?i)garanti|ağrısız|en iyi|kampanya|indirim|mucize|kesin sonuç|merak etmeyin|bir şey olmaz|\bgeçer\b|normaldir|"
    r"guarantee|painless|discount|the best|don't worry|nothing to worry|kullanabilirsiniz|you can take"
)

Case = tuple[str, list[str], list[str], bool]

DENTAL: list[Case] = [
    ("implant ne kadar", ["₺22.000 ile ₺38.000", "muayenede"], ["Bonus"], BOT),
    (
        "implant ve kanal tedavisi ne kadar",
        ["İmplant: ₺22.000 – ₺38.000", "Kanal tedavisi: ₺4.500 – ₺7.500"],
        [],
        BOT,
    ),
    ("yirmilik diş çekimi fiyatı", ["Gömülü yirmilik"], ["Diş çekimi için"], BOT),
    ("implnt fiyatı nedir", ["₺22.000"], [], BOT),
    ("lamina ve implant fiyatı", ["₺22.000", "diğer işlemin ücreti"], [], PERSON),
    ("implant fiyatı nedir kampanya var mı", ["₺22.000"], [], BOT),
    (
        "how much is a root canal and a filling?",
        ["Root canal treatment: ₺4,500", "Tooth filling: ₺1,800"],
        [],
        BOT,
    ),
    ("implant nasıl yapılıyor", ["yapay kök", "kişiden kişiye değişir"], [], BOT),
    ("botoks yapıyor musunuz", ["kesin bilgi elimde yok"], [], PERSON),
    ("bana implant olur mu şeker hastasıyım", ["yalnızca hekimimiz"], ["yapay kök"], PERSON),
    (
        "hamileyim diş çekimi yaptırabilir miyim",
        ["yalnızca hekimimiz", "ilaçları"],
        ["Lokal anestezi"],
        PERSON,
    ),
    ("kan sulandırıcı kullanıyorum çekim yapılır mı", ["yalnızca hekimimiz", "bırakmayın"], [], PERSON),
    ("çekimden sonra kaç günde iyileşir", ["2 gündür", "kişiden kişiye"], [], BOT),
    ("sgk geçerli mi", ["SGK anlaşmamız yok", "Poliçenizin"], [], BOT),
    ("allianz ile anlaşmanız var mı", ["SGK anlaşmamız yok", "Sorduğunuz kurum"], ["Poliçenizin"], PERSON),
    ("do you accept insurance", ["SGK anlaşmamız yok", "clinic's own words"], [], BOT),
    ("taksit var mı", ["Bonus, World, Axess kartlarına en fazla 9 taksit", "nakit"], [], BOT),
    ("kapora ne kadar", ["arkadaşımıza"], ["taksit"], PERSON),
    ("pazar açık mısınız", ["29 Kasım Pazar günü kapalıyız", "Pazartesi-Cuma: 09:00-19:00"], [], BOT),
    ("cumartesi kaça kadar açıksınız", ["28 Kasım Cumartesi: 10:00-16:00"], ["Pazartesi-Cuma"], BOT),
    ("çalışma saatleriniz nedir", ["Pazartesi-Cuma: 09:00-19:00", "Şu anda açığız"], [], BOT),
    ("otopark var mı", ["Bağdat Cd.", "2 saat ücretsiz"], [], BOT),
]
AESTHETIC: list[Case] = [
    ("botoks fiyatı nedir", ["₺6.500 ile ₺9.500"], [], BOT),
    (
        "botoks ve dudak dolgusu birlikte paket fiyat var mı",
        ["Botoks + dudak dolgusu: ₺12.500 – ₺19.000"],
        ["mezoterapi"],
        BOT,
    ),
    ("3 seans prp paketi var mı", ["hazır bir paket bilgisi elimde yok"], [], PERSON),
    ("do you have a package for botox and lip filler?", ["Botox + Lip filler", "₺12,500"], [], BOT),
    (
        "dudak dolgusundan kaç gün sonra işe dönebilirim",
        ["olağan toparlanma süresi 3 gündür", "kişiden kişiye"],
        [],
        BOT,
    ),
    ("dudak dolgusundan sonra spor yapabilir miyim", ["3 gündür", "diğer ayrıntı"], [], PERSON),
    ("how long is the recovery after a nose job?", ["Rhinoplasty (nose)", "10 days"], [], BOT),
    ("lazer epilasyondan sonra iyileşme kaç gün sürer", ["kesin bilgi elimde yok"], ["gündür"], PERSON),
    ("dün dudak dolgusu yaptırdım şişlik ne zaman iner", ["ben yorum yapamam", "112"], ["3 gündür"], PERSON),
    ("emziriyorum botoks yaptırabilir miyim", ["yalnızca hekimimiz"], [], PERSON),
    ("17 yaşındayım burun ameliyatı olabilir miyim", ["velinizle"], [], PERSON),
    ("öncesi sonrası fotoğraf var mı", ["paylaşamıyoruz"], [], PERSON),
    ("arkadaşım tavsiye etti indirim var mı", ["arkadaşımıza"], ["%10", "10"], PERSON),
    ("taksit yapıyor musunuz", ["Bonus, Maximum kartlarına en fazla 6 taksit"], [], BOT),
    ("peşin ödersem indirim olur mu", ["arkadaşımıza"], ["nakit"], PERSON),
    ("I live in London, do you arrange a hotel for rhinoplasty?", ["coming from abroad"], ["₺"], PERSON),
    ("how can I get to the clinic, is there parking?", ["Teşvikiye", "clinic's own words"], [], BOT),
]


@pytest.mark.parametrize(
    ("vertical", "case"),
    [("dental", case) for case in DENTAL] + [("aesthetic", case) for case in AESTHETIC],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_is_asked_is_answered_from_the_clinics_data_or_handed_over(
    make_tenant: Callable[..., TenantKit], at: Callable[..., None], vertical: str, case: Case
) -> None:
    at(NOON)
    asked, holds, misses, to_person = case
    talk = clinic_talk(make_tenant, vertical)
    said = talk.say(asked)
    assert [words for words in holds if words not in said] == [], said
    assert [words for words in misses if words in said] == [], said
    assert UNLAWFUL.search(said) is None, said
    assert talk.state()["handoff"] is to_person


@pytest.mark.parametrize(
    ("vertical", "asked"),
    [
        ("dental", "sgk geçerli mi"),
        ("dental", "taksit var mı"),
        ("dental", "çalışma saatleriniz nedir"),
        ("dental", "adresiniz nerede"),
        ("aesthetic", "botoks ve dudak dolgusu paketiniz var mı"),
    ],
)
def test_what_the_clinic_has_not_said_is_not_made_up(
    make_tenant: Callable[..., TenantKit], vertical: str, asked: str
) -> None:
    unsaid = ("insurers", "payment", "working_hours", "address", "packages")
    talk = clinic_talk(make_tenant, vertical, **dict.fromkeys(unsaid))
    assert "elimde yok" in talk.say(asked)
    state = talk.state()
    assert (state["handoff"], state["handoff_reason"]) == (True, "policy")
    assert asked in state["note"]["wanted"]


def test_where_the_examination_decides_no_price_is_told_anywhere(
    make_tenant: Callable[..., TenantKit],
) -> None:
    for asked in ("botoks ne kadar", "botoks ve dudak dolgusu paket fiyatı", "botoks nedir"):
        talk = clinic_talk(make_tenant, "aesthetic", price_answers="after_examination")
        said = talk.say(asked)
        assert "₺" not in said, said
        assert "Fiyat bilgisi" not in talk.titles()


def test_and_how_much_means_the_treatment_just_explained(make_tenant: Callable[..., TenantKit]) -> None:
    talk = clinic_talk(make_tenant, "dental")
    talk.say("implant nasıl yapılıyor")
    assert talk.titles() == ["Randevu al", "Fiyat bilgisi", "Temsilciye bağlan"]
    assert "İmplant için ücretimiz ₺22.000" in talk.say("peki ne kadar")


@pytest.mark.parametrize(
    ("asked", "named", "told"),
    [
        ("fiyatlarınız nedir", "dolgu", "Kompozit dolgu için ücretimiz ₺1.800"),
        ("fiyat listesi", "diş teli", "Ortodonti (tel ve şeffaf plak) için ücretimiz"),
        ("fiyatlarınız nedir", "kanal", "Kanal tedavisi için ücretimiz"),
    ],
)
def test_which_treatment_may_be_answered_in_words(
    make_tenant: Callable[..., TenantKit], asked: str, named: str, told: str
) -> None:
    talk = clinic_talk(make_tenant, "dental")
    assert "Hangi işlemi" in talk.say(asked)
    assert talk.state()["flow"] == "price_inquiry"
    assert told in talk.say(named)
    assert talk.titles() == ["Randevu al", "Temsilciye bağlan"]
    assert talk.state()["flow"] is None


def test_which_treatment_asked_inside_a_booking_leads_back_to_it(
    make_tenant: Callable[..., TenantKit],
) -> None:
    talk = clinic_talk(make_tenant, "dental")
    talk.say("randevu istiyorum")
    talk.say("fiyat listesi alabilir miyim önce")
    said = talk.say("implant")
    assert "₺22.000" in said
    assert "hangi" in said
    assert talk.state()["flow"] == "booking"


def test_what_the_clinic_does_not_have_goes_to_a_person_with_its_name(
    make_tenant: Callable[..., TenantKit],
) -> None:
    talk = clinic_talk(make_tenant, "dental")
    talk.say("fiyatlarınız nedir")
    assert "kesin bilgi elimde yok" in talk.say("lamina")
    assert [fact for fact in talk.state()["note"]["facts"] if "lamin" in fact.casefold()]


def test_a_description_with_forbidden_words_is_not_passed_on(make_tenant: Callable[..., TenantKit]) -> None:
    from invekto.leads.models import CatalogService

    talk = clinic_talk(make_tenant, "aesthetic")
    with talk.kit.scope():
        CatalogService.objects.filter(slug="botox").update(
            description_tr="Şehrin en iyi botoksu, %100 garantili."
        )
    said = talk.say("botoks nasıl yapılıyor")
    assert "garantili" not in said
    assert talk.state()["handoff"] is True


def test_the_colleague_sees_the_referral_discount_and_the_patient_does_not(
    make_tenant: Callable[..., TenantKit],
) -> None:
    talk = clinic_talk(make_tenant, "aesthetic")
    assert "%10" not in talk.say("arkadaşım tavsiye etti indirim var mı")
    assert "Ayarlardaki tavsiye indirimi: %10 (yalnız siz söyleyebilirsiniz)" in talk.state()["note"]["facts"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Muayenehanede tek seansta uygulanır.", []),
        ("Türkiye'nin tek adresi, %100 GARANTİLİ", ["turkiye'nin tek", "%100", "garantili"]),
        ("İşlem yapılırsa ücreti işlemden düşülür.", []),
        ("Ağrısız ve kesin sonuç", ["agrisiz", "kesin sonuc"]),
        ("The best and painless", ["the best", "painless"]),
    ],
)
def test_forbidden_words_are_found_and_facts_are_not(text: str, words: list[str]) -> None:
    from invekto.verticals.clinics.advertising import forbidden_words

    assert forbidden_words(text) == words


@pytest.mark.parametrize(
    ("vertical", "word", "told"),
    [
        ("aesthetic", "dudak", "Dudak dolgusu için ücretimiz"),
        ("aesthetic", "dudağa", "Dudak dolgusu için ücretimiz"),
        ("aesthetic", "dudaga yaptircam", "Dudak dolgusu için ücretimiz"),
        ("aesthetic", "dolgu", "Dudak dolgusu için ücretimiz"),
        ("aesthetic", "burun", "Rinoplasti için ücretimiz"),
        ("aesthetic", "saç", "Saç ekimi için ücretimiz"),
        ("aesthetic", "sac", "Saç ekimi için ücretimiz"),
        ("dental", "kaplama", "Zirkonyum kaplama için ücretimiz"),
        ("dental", "kaplamalar", "Zirkonyum kaplama için ücretimiz"),
        ("dental", "beyazlatmak", "Diş beyazlatma için ücretimiz"),
    ],
)
def test_a_part_of_a_treatments_name_is_enough(
    make_tenant: Callable[..., TenantKit], vertical: str, word: str, told: str
) -> None:
    talk = clinic_talk(make_tenant, vertical)
    assert "Hangi işlemi" in talk.say("fiyatlar")
    assert told in talk.say(word)
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(
    "asked", ["dudak ne kadar", "dudak fiyat", "dudak fiyatı nedir", "slm dudak kaç para"]
)
def test_a_part_of_a_name_in_the_question_itself(make_tenant: Callable[..., TenantKit], asked: str) -> None:
    assert "Dudak dolgusu için ücretimiz" in clinic_talk(make_tenant, "aesthetic").say(asked)


def test_of_several_that_are_called_so_all_are_told(make_tenant: Callable[..., TenantKit]) -> None:
    from invekto.leads.models import CatalogService

    talk = clinic_talk(make_tenant, "aesthetic")
    with talk.kit.scope():
        other = CatalogService.objects.get(slug="dudak-dolgu")
        other.pk, other._state.adding = None, True  # its copy, for another part of the face
        other.slug, other.service_name = "goz-alti-dolgu", "Göz altı dolgusu"
        other.save()
    talk.say("fiyatlar")
    said = talk.say("dolgu")
    assert "Dudak dolgusu: ₺7.500" in said
    assert "Göz altı dolgusu: ₺7.500" in said


@pytest.mark.parametrize("word", ["porselen kaplama", "gece plağı", "lamina"])
def test_another_kind_of_it_is_another_thing(make_tenant: Callable[..., TenantKit], word: str) -> None:
    assert "ücretimiz" not in clinic_talk(make_tenant, "dental").say(f"{word} fiyatı ne kadar")


@pytest.mark.parametrize(
    "words",
    [
        ["botoks ve dudak dolgusu fiyatı + cumartesi açık mısınız + otopark"],
        ["botoks ve dudak dolgusu fiyatı, cumartesi açık mısınız, otopark var mı"],
        ["botoks dudak dolgusu ne kadar? cumartesi acik misiniz? otopark var mi?"],
        ["botoks ve dudak dolgusu fiyatı", "cumartesi açık mısınız", "otopark"],
    ],
)
def test_three_questions_in_one_message_get_three_answers(
    make_tenant: Callable[..., TenantKit], at: Callable[..., None], words: list[str]
) -> None:
    at(NOON)
    talk = clinic_talk(make_tenant, "aesthetic")
    said = talk.say(*words)
    assert "Botoks: ₺6.500" in said
    assert "Dudak dolgusu: ₺7.500" in said
    assert "28 Kasım Cumartesi: 10:00-19:00" in said
    assert "Vale" in said
    assert talk.state()["handoff"] is False


@pytest.mark.parametrize(
    ("follow", "told"),
    [
        ("cumartesi?", "28 Kasım Cumartesi: 10:00-16:00"),
        ("cumartesi", "28 Kasım Cumartesi: 10:00-16:00"),
        ("pazar", "29 Kasım Pazar günü kapalıyız"),
        ("peki ya pazar günü", "29 Kasım Pazar günü kapalıyız"),
        ("pazar acik mi", "29 Kasım Pazar günü kapalıyız"),
    ],
)
@pytest.mark.parametrize("first", ["çalışma saatleriniz nedir", "cuma açık mısınız"])
def test_a_day_named_after_the_hours_is_told(
    make_tenant: Callable[..., TenantKit], at: Callable[..., None], first: str, follow: str, told: str
) -> None:
    at(NOON)
    talk = clinic_talk(make_tenant, "dental")
    talk.say(first)
    said = talk.say(follow)
    assert told in said
    assert "düzelttim" not in said
    assert "29 Kasım Pazar günü kapalıyız" in talk.say("pazar?") or "Pazar" in told


def test_after_the_hours_another_wish_is_another_wish(
    make_tenant: Callable[..., TenantKit], at: Callable[..., None]
) -> None:
    at(NOON)
    talk = clinic_talk(make_tenant, "dental")
    talk.say("çalışma saatleriniz nedir")
    talk.say("cumartesi 11e dolgu randevusu istiyorum")
    assert "Dolgu" in str(talk.state()) or talk.state()["flow"] == "booking" or talk.state()["handoff"]
