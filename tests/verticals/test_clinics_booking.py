"""An appointment wanted, moved or given up: what is collected, what is said, and what the colleague finds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

from invekto.core import clock
from tests.verticals.clinic_talks import ISTANBUL, NOON, appointment, clinic_talk

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.support.talk import Talk
    from tests.support.tenants import TenantKit

NOT_FINAL = "Randevunun henüz kesinleşmediği söylendi"


@pytest.fixture
def dental(make_tenant: Callable[..., TenantKit], at: Callable[..., None]) -> Talk:
    at(NOON)
    return _unnamed(clinic_talk(make_tenant, "dental"))


@pytest.fixture
def aesthetic(make_tenant: Callable[..., TenantKit], at: Callable[..., None]) -> Talk:
    at(NOON)
    return _unnamed(clinic_talk(make_tenant, "aesthetic"))


def _unnamed(talk: Talk) -> Talk:
    """WhatsApp tells no name of this patient."""
    return _named(talk, "")


def _named(talk: Talk, name: str) -> Talk:
    from invekto.messaging.models import Contact

    with talk.kit.scope():
        Contact.objects.filter(id=talk.conversation.contact_id).update(profile_name=name)
    return talk


def _facts(talk: Talk) -> list[str]:
    facts: list[str] = talk.state()["note"]["facts"]
    return facts


def test_one_sentence_that_says_everything_is_asked_nothing(dental: Talk) -> None:
    said = dental.say("kızım Elif için haftaya salı öğleden sonra dolgu randevusu alabilir miyim")
    assert "• Kim için: Elif (çocuğunuz)" in said
    assert "• Konu: Kompozit dolgu" in said
    assert "• İstediğiniz zaman: 1 Aralık Salı, öğleden sonra" in said
    assert "henüz kesinleşmedi" in said
    state = dental.state()
    assert (state["handoff"], state["handoff_reason"], state["flow"]) == (True, "policy", None)
    expected = [
        "Kimin için: çocuğu",
        "Hasta: Elif",
        "Konu: Kompozit dolgu",
        "İstediği zaman: 1 Aralık Salı",
        "İstediği saat: öğleden sonra",
        NOT_FINAL,
    ]
    assert [line for line in _facts(dental) if line in expected] == expected
    assert state["note"]["next_step"] == "Uygun bir saat önerip randevuyu yazın"
    assert "yazacağı söylendi" in state["note"]["promised"]


def test_a_burst_is_one_wish(dental: Talk) -> None:
    said = dental.say("randevu", "dolgu için", "cumartesi sabah", "adım Can Er")
    assert "Can Er (kendiniz)" in said
    assert "28 Kasım Cumartesi, sabah" in said
    assert dental.state()["handoff"] is True


def test_what_is_missing_is_asked_one_by_one(dental: Talk) -> None:
    assert "hangi işlem veya şikâyet" in dental.say("randevu istiyorum")
    assert {"İmplant", "Çocuk diş muayenesi", "Emin değilim"} <= set(dental.titles())
    assert "hangi gün ve saat" in dental.tap("Kanal tedavisi")
    assert "hangi ad ve soyadla" in dental.say("perşembe")
    said = dental.say("ayşe yılmaz")
    assert "Ayşe Yılmaz" in said
    assert {"Konu: Kanal tedavisi", "İstediği zaman: 26 Kasım Perşembe"} <= set(_facts(dental))


def test_a_known_patient_is_not_asked_for_a_name_but_for_the_childs(dental: Talk) -> None:
    _named(dental, "Sema Gür")
    assert "Kim için: Sema Gür (kendiniz)" in dental.say("cuma sabah temizlik randevusu istiyorum")
    assert "Hasta: Sema Gür" in _facts(dental)


@pytest.mark.parametrize("last", ["temsilciye bağlayın", "bilmiyorum"])
def test_corrections_count_and_reach_the_note_however_it_ends(dental: Talk, last: str) -> None:
    dental.say("dolgu randevusu istiyorum")
    dental.say("yarın 10:00")
    assert "düzelttim" in dental.say("pardon yarın değil perşembe")
    assert "düzelttim" in dental.say("15:00 olsun")
    dental.say(last)
    facts = _facts(dental)
    assert {"İstediği zaman: 26 Kasım Perşembe", "İstediği saat: 15:00"} <= set(facts), facts
    assert not [fact for fact in facts if "Çarşamba" in fact or fact == "İstediği saat: 10:00"]


def test_going_back_forgets_what_was_told_last(dental: Talk) -> None:
    dental.say("burun değil diş, dolgu için randevu istiyorum")
    dental.say("haftaya")
    assert "hangi gün ve saat" in dental.say("geri")
    dental.say("cuma 14:00")
    assert "27 Kasım Cuma, 14:00" in dental.say("Ece Al")


@pytest.mark.parametrize("unclear", ["hmm", "sonra yazarım", "?"])
def test_what_is_no_name_is_not_taken_for_one(dental: Talk, unclear: str) -> None:
    dental.say("perşembe dolgu randevusu istiyorum")
    assert "hangi ad ve soyadla" in dental.say(unclear)
    assert "Temsilciye bağlan" in dental.titles()
    assert "Gülsüm Kınalı" in dental.say("gülsüm kınalı")


def test_a_price_question_in_the_middle_is_answered_and_the_question_comes_again(dental: Talk) -> None:
    dental.say("cumartesi 11:00 için temizlik randevusu")
    said = dental.say("temizlik ne kadar bu arada")
    assert "₺1.500 ile ₺2.000" in said
    assert "hangi ad ve soyadla" in said
    assert "28 Kasım Cumartesi, 11:00" in dental.say("Ece Al")


def test_an_emergency_in_the_middle_goes_before_everything(dental: Talk) -> None:
    dental.say("dolgu randevusu istiyorum")
    assert "112" in dental.say("yüzüm şişti nefes alamıyorum")
    assert dental.state()["handoff_reason"] == "emergency"


@pytest.mark.parametrize(
    ("wished", "told"),
    [
        ("pazar günü", "29 Kasım Pazar kapalıyız"),
        ("cumartesi 18:00", "çalışma saatlerimiz 10:00-16:00"),
        ("dün", "geçmiş"),
    ],
)
def test_a_time_at_which_nobody_is_there_is_not_noted(dental: Talk, wished: str, told: str) -> None:
    dental.say("dolgu randevusu istiyorum")
    said = dental.say(wished)
    assert told in said
    assert "hangi gün" in said
    assert dental.state()["handoff"] is False


def test_a_range_of_hours_keeps_the_patients_words(dental: Talk) -> None:
    dental.say("dolgu randevusu istiyorum", "perşembe 17:00'den sonra")
    assert "26 Kasım Perşembe, 17:00'den sonra" in dental.say("adım Can Er")


def test_several_times_keep_their_own_hours(dental: Talk) -> None:
    said = dental.say("dolgu için perşembe 14:00 veya cuma sabah randevu istiyorum, adım Ece Al")
    assert "26 Kasım Perşembe, 14:00 veya 27 Kasım Cuma, sabah" in said


def test_a_doctors_days_are_told_and_another_day_is_asked_for_once(dental: Talk) -> None:
    said = dental.say("Selin hanım hangi günler var, muayene için")
    assert "Dt. Selin Ak, hasta kabul günleri: Salı, Perşembe 10:00-19:00." in said
    assert "Bu günlerden hangisi" in dental.say("pazartesi olsun")
    assert "hangi ad" in dental.say("pazartesi olmak zorunda")
    dental.say("Ece Al")
    assert {"İstediği hekim: Dt. Selin Ak", "İstediği zaman: 30 Kasım Pazartesi"} <= set(_facts(dental))


def test_a_doctor_nobody_knows_is_told_and_noted_as_such(dental: Talk) -> None:
    said = dental.say("kanal için Ahmet hocadan perşembe randevu istiyorum, adım Ece Al")
    assert "“Ahmet” adıyla bir hekimimizi bulamadım" in said
    assert "İstediği hekim: Ahmet (bu adla kayıtlı hekim yok)" in _facts(dental)


def test_health_is_passed_on_and_not_judged(aesthetic: Talk) -> None:
    said = aesthetic.say("botoks için cumartesi randevu istiyorum emziriyorum adım Ela Su")
    if aesthetic.state()["handoff"] is False:  # the words are two wishes: one question decides
        said = aesthetic.tap("Randevu al")
    assert "hekimimize ileteceğiz" in said
    assert [fact for fact in _facts(aesthetic) if fact.startswith("Hekime iletin") and "emziriyorum" in fact]


def test_a_child_who_writes_is_handed_to_a_person_at_once(dental: Talk) -> None:
    said = dental.say("15 yaşındayım randevu alabilir miyim")
    if dental.state()["handoff"] is False:
        said = dental.tap("Randevu al")
    assert "velinizle" in said
    assert dental.state()["note"]["next_step"] == "Yaşını sorun; on sekizden küçükse velisiyle konuşun"


def test_an_english_patient_books_in_english_and_the_team_reads_turkish(dental: Talk) -> None:
    said = dental.say("I'd like to book a cleaning for my son Tom on Friday afternoon after 3pm")
    assert "For: Tom (your child)" in said
    assert "About: Dental cleaning" in said
    assert "Friday 27 November, after 3pm" in said
    assert {"Kimin için: çocuğu", "Konu: Diş taşı temizliği", "İstediği zaman: 27 Kasım Cuma"} <= set(
        _facts(dental)
    )


def test_what_was_said_before_a_clarifying_question_is_not_asked_again(dental: Talk) -> None:
    dental.say("I need an appointment for my wife, root canal")
    if dental.state()["flow"] == "clarify":
        dental.tap("Book")
    assert "name and surname" in dental.say("either Monday morning or Wednesday")
    said = dental.say("Jane Miller")
    assert "Jane Miller (your spouse)" in said
    assert "Root canal treatment" in said


def test_who_leaves_is_let_go(dental: Talk) -> None:
    dental.say("randevu istiyorum")
    assert "bırakıyorum" in dental.say("vazgeçtim")
    state = dental.state()
    assert (state["flow"], state["handoff"]) == (None, False)


def test_the_way_from_an_explanation_to_a_booking_keeps_the_treatment(dental: Talk) -> None:
    dental.say("implant nasıl yapılıyor")
    assert "hangi gün ve saat" in dental.tap("Randevu al")


# Appointments that stand.


def _next(days: int, hour: int) -> datetime:
    return (NOON + timedelta(days=days)).replace(hour=hour, minute=30, tzinfo=ISTANBUL)


def test_the_one_appointment_is_found_and_moved_by_a_person(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    said = dental.say("randevumu perşembeye alabilir miyiz")
    assert "• Randevunuz: 1 Aralık Salı 10:30, İmplant, Dt. Selin Ak" in said
    assert "• İstediğiniz yeni zaman: 26 Kasım Perşembe" in said
    assert {
        "Söz ettiği randevu: 1 Aralık Salı 10:30, İmplant, Dt. Selin Ak",
        "İstediği zaman: 26 Kasım Perşembe",
        "Yeni saatin henüz kesinleşmediği söylendi",
    } <= set(_facts(dental))


FRIDAY_EVENING = datetime(2026, 11, 27, 18, 11, tzinfo=ISTANBUL)


@pytest.mark.parametrize(
    ("now", "asked", "day", "expected"),
    [
        (
            FRIDAY_EVENING,
            "randevumu ertelemek istiyorum",
            "cuma ogleden sonra",
            "4 Aralık Cuma, öğleden sonra",
        ),
        (FRIDAY_EVENING, "randevumu değiştirmek istiyorum", "cuma 10:00", "4 Aralık Cuma, 10:00"),
        (NOON, "randevumu ertelemek istiyorum", "cuma ogleden sonra", "4 Aralık Cuma, öğleden sonra"),
        (NOON, "randevumu ileri bir tarihe almak istiyorum", "persembe aksam", "3 Aralık Perşembe, akşam"),
        (NOON, "randevumu değiştirmek istiyorum", "cuma ogleden sonra", "27 Kasım Cuma, öğleden sonra"),
        (NOON, "randevumu ertelemek istiyorum", "cumartesi 11:00", "5 Aralık Cumartesi, 11:00"),
    ],
)
def test_a_weekday_is_the_one_that_can_be_meant(
    dental: Talk, at: Callable[..., None], now: datetime, asked: str, day: str, expected: str
) -> None:
    at(now)
    appointment(dental, datetime(2026, 11, 28, 15, 0, tzinfo=ISTANBUL))
    dental.say(asked)
    assert f"yeni zaman: {expected}" in dental.say(day)
    assert f"İstediği zaman: {expected.split(',')[0]}" in _facts(dental)


def test_of_several_the_day_that_was_said_tells_which(dental: Talk) -> None:
    appointment(dental, _next(1, 9))
    appointment(dental, _next(9, 14), service="kanal", doctor="dr-kaya")
    said = dental.say("yarınki randevumu cumaya alabilir miyiz")
    assert "Randevunuz: 25 Kasım Çarşamba 09:30" in said
    assert "yeni zaman: 27 Kasım Cuma" in said


def test_of_several_the_patient_chooses_and_only_their_own(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    appointment(dental, _next(9, 14), service="kanal", doctor="dr-kaya")
    others = appointment(dental, _next(8, 11), patient_phone="+905330001122", patient_name="Başkası")
    assert "Hangi randevunuzdan" in dental.say("randevumu iptal etmek istiyorum")
    assert dental.titles() == ["01.12.2026 10:30", "03.12.2026 14:30"]
    said = dental.tap("03.12.2026")
    assert "3 Aralık Perşembe 14:30, Kanal tedavisi, Dt. Mert Kaya" in said
    assert "henüz yapılmadı" in said
    assert "Başkası" not in str(dental.state()["note"])
    assert others.status == "booked"


@pytest.mark.parametrize("forged", ["someone_elses", "unknown"])
def test_a_forged_choice_shows_nobody_elses_appointment(dental: Talk, forged: str) -> None:
    appointment(dental, _next(7, 10))
    appointment(dental, _next(9, 14))
    others = appointment(dental, _next(8, 11), patient_phone="+905330001122", patient_name="Başkası")
    dental.say("randevumu iptal etmek istiyorum")
    flow = dental.row().flow or {}
    value = others.id if forged == "someone_elses" else uuid4()
    course = f"{flow['name']}:{flow['version']}:{flow['run']}"
    dental.write("x", type="interactive", content={"reply_id": f"pick:{course}?appointment={value}"})
    said = "\n".join(str(row.body["body"]) for row in dental.answer())
    assert "2 Aralık" not in said
    assert "Hangi randevunuzdan" in said


def test_who_has_none_is_told_so_and_the_colleague_gets_the_name(dental: Talk) -> None:
    assert "göremedim" in dental.say("randevumu iptal etmek istiyorum")
    said = dental.say("Ela Su")
    assert "henüz yapılmadı" in said
    assert {"Hasta: Ela Su", "Bu telefona kayıtlı ileri tarihli randevu bulunamadı"} <= set(_facts(dental))


def test_who_cancels_but_wants_another_day_is_asked_which(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    assert "hangi gün ve saat" in dental.say("randevuma gelemeyeceğim başka gün olsun")
    assert "yeni zaman: 27 Kasım Cuma, öğleden sonra" in dental.say("cuma öğleden sonra")


@pytest.mark.parametrize(
    "asked",
    [
        "randevum ne zaman",
        "randevum ne zamandi",
        "randevum kacta",
        "randevum saat kaçtaydı",
        "kızımın randevusu hangi gündü unuttum",
        "randevu saatimi hatırlatır mısınız",
        "benim randevum var mıydı",
        "saat kaçta gelecektim ben",
        "randevum nezaman",
    ],
)
def test_when_it_is_is_told_from_the_calendar(dental: Talk, asked: str) -> None:
    appointment(dental, _next(7, 10))
    appointment(dental, _next(8, 11), patient_phone="+905330001122", patient_name="Başkası")
    said = dental.say(asked)
    assert said == "Kayıtlı randevunuz: 1 Aralık Salı 10:30, İmplant, Dt. Selin Ak."
    assert dental.titles() == ["Randevu değiştir", "Randevu iptali"]
    assert dental.state()["handoff"] is False


def test_when_it_is_is_told_in_english_and_of_several_all(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    assert "Tuesday 1 December 10:30" in dental.say("What time is my appointment?")
    appointment(dental, _next(9, 14), service="kanal", doctor="dr-kaya", patient_name="Elif Yıldırım")
    said = dental.say("when is my appointment")
    assert "Serkan Yıldırım" in said
    assert "3 December 14:30" in said
    assert "Elif Yıldırım" in said


def test_when_it_is_beside_a_price_and_in_the_middle_of_a_booking(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    said = dental.say("randevum ne zaman?", "implant fiyatı ne kadar")
    assert "1 Aralık Salı 10:30" in said
    assert "₺" in said
    dental.say("dolgu randevusu istiyorum")
    said = dental.say("randevum ne zamandı")
    assert "1 Aralık Salı 10:30" in said
    assert "hangi gün ve saat" in said


def test_whose_appointment_nobody_finds_a_person_looks_up(dental: Talk) -> None:
    assert "göremedim" in dental.say("randevum ne zaman")
    dental.say("Ela Su")
    note = dental.state()["note"]
    assert note["wanted"].startswith("Randevusunun ne zaman olduğunu soruyor")
    assert {"Hasta: Ela Su", "Bu telefona kayıtlı ileri tarihli randevu bulunamadı"} <= set(note["facts"])


def test_when_it_is_means_the_one_being_collected_where_none_stands(dental: Talk) -> None:
    dental.say("dolgu randevusu istiyorum")
    said = dental.say("randevum ne zaman")
    assert "kesinleşmiş bir randevunuz görünmüyor" in said
    assert "hangi gün ve saat" in said


@pytest.mark.parametrize(
    "words",
    [
        "gec kalabilirim 10 dk",
        "bugünkü randevuya yarım saat geç kalacağım",
        "gecikebilirim biraz trafik var",
        "yetisemeyebilirim tam saatinde",
        "I'm running 10 minutes late",
    ],
)
def test_who_may_be_late_reaches_a_person_and_keeps_the_appointment(dental: Talk, words: str) -> None:
    appointment(dental, _next(0, 15))
    said = dental.say(words)
    assert "15:30" in said
    state = dental.state()
    assert (state["handoff"], state["flow"]) == (True, None)
    assert state["note"]["wanted"].startswith("Randevusuna gecikebileceğini haber veriyor")
    assert "Söz ettiği randevu: 24 Kasım Salı 15:30, İmplant, Dt. Selin Ak" in state["note"]["facts"]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("geç kalacağım randevumu ertelemek istiyorum", "reschedule"),
        ("randevum ne zaman olursa olsun iptal etmek istiyorum", "cancel"),
        ("cevap vermekte geç kaldınız", ""),
        ("saat kaçta açılıyorsunuz randevum var", ""),
    ],
)
def test_other_wishes_about_an_appointment_stay_what_they_are(dental: Talk, words: str, wanted: str) -> None:
    appointment(dental, _next(7, 10))
    said = dental.say(words)
    flow = (dental.row().flow or {}).get("name", "")
    assert "Kayıtlı randevunuz" not in said
    assert "gecikebileceğinizi" not in said.lower()
    assert wanted in flow or wanted in str(dental.state()["note"] or "cancel")


def test_past_and_cancelled_appointments_are_not_meant(dental: Talk) -> None:
    appointment(dental, NOON - timedelta(days=2))
    appointment(dental, _next(3, 10), status="cancelled")
    assert "göremedim" in dental.say("randevumu iptal etmek istiyorum")


@pytest.mark.parametrize("wrote_last", [True, False])
def test_an_appointment_under_the_other_phone_of_a_merged_patient_is_found(
    dental: Talk, wrote_last: bool
) -> None:
    from invekto.messaging import merging
    from invekto.messaging.models import Conversation
    from invekto.verticals.clinics.values import appointment_values

    kit, now = dental.kit, clock.now()
    other = kit.make_conversation(phone="+905550001122")
    appointment(dental, _next(7, 10), patient_phone="+905550001122")
    with kit.scope():
        wrote = now + timedelta(hours=1 if wrote_last else -1)
        Conversation.objects.filter(id=other.id).update(last_inbound_at=wrote)
        kept = dental.conversation.contact_id
        merging.merge(keep_id=kept, gone_id=other.contact_id, user=kit.agent, now=now)
        contact = dental.conversation.contact
        contact.refresh_from_db()
        known = appointment_values(contact.tenant, contact, now, "tr")
    assert known["appointment"] == "1 Ara Salı 10:30"
    assert "1 Aralık Salı 10:30" in dental.say("randevumu iptal etmek istiyorum")
    assert "Söz ettiği randevu: 1 Aralık Salı 10:30, İmplant, Dt. Selin Ak" in _facts(dental)


def test_every_note_shows_the_appointments_that_stand(dental: Talk) -> None:
    appointment(dental, _next(7, 10))
    dental.say("temsilciye bağlanmak istiyorum")
    assert "Kayıtlı randevusu: 1 Aralık Salı 10:30, İmplant, Dt. Selin Ak" in _facts(dental)


def test_a_photo_in_the_middle_reaches_a_person_with_what_is_known(dental: Talk) -> None:
    dental.say("dolgu randevusu istiyorum")
    dental.write("", type="image")
    (said,) = dental.answer()
    assert "yorum yapamam" in said.body["body"]
    assert "Konu: Kompozit dolgu" in _facts(dental)


def test_another_clinics_patients_are_unknown_here(
    dental: Talk, make_tenant: Callable[..., TenantKit]
) -> None:
    phone = dental.row().contact.phone
    appointment(dental, _next(7, 10))
    elsewhere = _unnamed(clinic_talk(make_tenant, "dental", phone=phone))
    assert "göremedim" in elsewhere.say("randevumu iptal etmek istiyorum")


# What is no answer, and what is said out of turn.


@pytest.mark.parametrize("words", ["dr farketmez", "doktor fark etmez", "taksitle olurmu", "siz bilirsiniz"])
def test_what_names_nobody_is_no_patients_name(dental: Talk, words: str) -> None:
    dental.say("perşembe dolgu randevusu istiyorum")
    assert "hangi ad ve soyadla" in dental.say(words)
    assert "Gülsüm Kınalı" in dental.say("gülsüm kınalı")


@pytest.mark.parametrize(
    "asked", ["taksitle olurmu", "kredi kartına taksit var mı", "taksit yapıyor musunuz"]
)
def test_the_ways_to_pay_asked_at_the_treatment_are_told_and_no_treatment(dental: Talk, asked: str) -> None:
    dental.say("randevu istiyorum")
    said = dental.say(asked)
    assert "9 taksit" in said
    assert "hangi işlem" in said
    dental.say("kaplama düşünüyorum 6 diş")
    dental.say("yarın 10:00")
    assert "Konu: Zirkonyum kaplama (“kaplama düşünüyorum 6 diş”)" in dental.say("ayşe kaya")


def test_the_only_treatment_called_so_is_meant(dental: Talk) -> None:
    assert "Zirkonyum kaplama için ücretimiz" in dental.say("6 dis kaplama ne kadar")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Ben Ayşe Demir, perşembe sabah dolgu için randevu istiyorum", "Ayşe Demir"),
        ("ben ayse demir persembe sabah dolgu randevusu istiyorum", "Ayse Demir"),
    ],
)
def test_who_says_their_name_first_is_not_asked_for_it(dental: Talk, words: str, name: str) -> None:
    said = dental.say(words)
    assert f"Kim için: {name} (kendiniz)" in said
    assert "26 Kasım Perşembe, sabah" in said


@pytest.mark.parametrize(
    "words", ["ben emin değilim", "ben umut ediyorum ki yarın olur", "ben yarın gelirim"]
)
def test_not_every_i_is_followed_by_a_name(dental: Talk, words: str) -> None:
    dental.say("dolgu randevusu istiyorum")
    dental.say(words)
    slots = (dental.row().flow or {"slots": {}})["slots"]
    assert "patient" not in slots


def test_what_is_said_out_of_turn_is_noted_aloud(dental: Talk) -> None:
    dental.say("randevu alabilirmiyim")
    said = dental.say("carsamba 5 gibi")
    assert "Not ettim: 25 Kasım Çarşamba, 17:00." in said
    assert "hangi işlem" in said
    assert "hangi ad ve soyadla" in dental.say("dolgu")


def test_a_name_in_place_of_a_possible_day_is_kept(dental: Talk) -> None:
    assert "kapalıyız" in dental.say("dolgu randevusu pazar 12:00")
    assert "Not ettim: Ayşe Kaya." in dental.say("ayşe kaya")
    assert "Kim için: Ayşe Kaya" in dental.say("pazartesi")


def test_a_price_nobody_knows_goes_with_the_booking_and_does_not_end_it(dental: Talk) -> None:
    dental.say("randevu almak istiyorum")
    dental.say("zirkonyum")
    said = dental.say("bu arada gece plağı fiyatı ne")
    assert "talebinizle birlikte" in said
    assert "hangi gün ve saat" in said
    assert dental.state()["handoff"] is False
    dental.say("yarın öğleden sonra")
    assert "Konu: Zirkonyum kaplama" in dental.say("Ali Veli")
    assert {
        "Hasta: Ali Veli",
        "Konu: Zirkonyum kaplama",
        "Yanıt bekleyen sorusu: “bu arada gece plağı fiyatı ne”",
    } <= set(_facts(dental))


def test_how_much_is_it_means_what_the_booking_is_for(dental: Talk) -> None:
    dental.say("randevu almak istiyorum")
    dental.say("diş beyazlatma")
    said = dental.say("bu arada fiyatı ne")
    assert "Diş beyazlatma için ücretimiz" in said
    assert "hangi gün ve saat" in said


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("annem icin randevu alacaktim", "hangi işlem"),
        ("Hi I need an appointment for a root canal", "Which day and time"),
        ("Hello, I want teeth whitening, how much?", "our fee is"),
        ("muayene ücretli mi", "ücretimiz"),
    ],
)
def test_what_is_said_outright_is_understood(dental: Talk, words: str, asked: str) -> None:
    assert asked in dental.say(words)


def test_the_note_of_what_nobody_understood_holds_all_their_words(aesthetic: Talk) -> None:
    aesthetic.say("dolgu yarin 10 Can Er")
    aesthetic.say("annem için")
    note = aesthetic.state()["note"]
    assert note["wanted"] == "“dolgu yarin 10 Can Er / annem için”"
    assert {
        "Kimin için: annesi veya babası",
        "Konu: Dudak dolgusu",
        "İstediği zaman: 25 Kasım Çarşamba",
    } <= set(note["facts"])


@pytest.mark.parametrize("words", ["32 kasım", "32 kasim", "hangi işlemler var", "pembe bulut"])
def test_what_is_no_treatment_is_not_noted_as_one(dental: Talk, words: str) -> None:
    dental.say("randevu istiyorum")
    dental.say(words)
    assert "treatment" not in (dental.row().flow or {"slots": {}})["slots"]
    assert words not in dental.say("dolgu")
    dental.say("perşembe")
    dental.say("Can Er")
    assert "Konu: Kompozit dolgu" in _facts(dental)


@pytest.mark.parametrize("words", ["Mert hoca olsun", "mert hocaya gelmek istiyorum", "dt mert kaya"])
def test_a_doctor_in_place_of_the_treatment_is_the_doctor(dental: Talk, words: str) -> None:
    dental.say("randevu almak istiyorum")
    said = dental.say(words)
    assert "Mert Kaya" in said
    assert "hangi işlem" in said
    assert "düzelttim" not in dental.say("dis tasi")
    dental.say("perşembe")
    dental.say("Can Er")
    assert {"Konu: Diş taşı temizliği", "İstediği hekim: Dt. Mert Kaya"} <= set(_facts(dental))


@pytest.mark.parametrize("words", ["gece plağı", "azi disimde curuk var", "dişimin ucu koptu", "diş eti"])
def test_a_complaint_of_their_own_is_noted_in_their_words(dental: Talk, words: str) -> None:
    dental.say("randevu istiyorum")
    assert "hangi gün ve saat" in dental.say(words)


def test_words_nobody_knows_are_believed_when_they_are_written_again(dental: Talk) -> None:
    dental.say("randevu istiyorum")
    assert "hangi işlem" in dental.say("pembe bulut")
    assert "hangi gün ve saat" in dental.say("pembe bulut yapılacak")


@pytest.mark.parametrize(
    ("words", "when"),
    [
        (["yarin öğlen", "yok öbür gün"], "26 Kasım Perşembe, öğlen"),
        (["yarın 14:00", "pardon cuma"], "27 Kasım Cuma, 14:00"),
        (["perşembe gelemem cuma sabah olsun"], "27 Kasım Cuma, sabah"),
        (["hafta sonu olur mu cumartesi ogleden sonra"], "28 Kasım Cumartesi, öğleden sonra"),
        (["cumartesi olsun", "cumartesi öğleden sonra"], "28 Kasım Cumartesi, öğleden sonra"),
        (["hafta sonu"], "28 Kasım Cumartesi"),
        (["perşembe 14:00 veya cuma sabah"], "26 Kasım Perşembe, 14:00 veya 27 Kasım Cuma, sabah"),
        (["perşembe ya da cuma"], "26 Kasım Perşembe veya 27 Kasım Cuma"),
    ],
)
def test_of_second_thoughts_and_narrowings_the_last_word_counts(
    dental: Talk, words: list[str], when: str
) -> None:
    dental.say("dolgu randevusu istiyorum")
    dental.say(*words)
    assert f"zaman: {when}\n" in dental.say("Can Er")


@pytest.mark.parametrize(
    "asked",
    [
        ["bi de implant fiyat"],
        ["implant fiyatı ne kadar"],
        ["bir de implant ne kadar"],
        ["implantin ucreti ne"],
        ["how much is an implant"],
    ],
)
def test_a_price_asked_meanwhile_does_not_change_what_is_booked(dental: Talk, asked: list[str]) -> None:
    dental.say("randevu istiyorum")
    dental.say("temizlik")
    said = dental.say(*asked)
    assert "22" in said  # 22.000 to 38.000
    assert "düzelttim" not in said
    dental.say("perşembe")
    dental.say("Can Er")
    assert "Konu: Diş taşı temizliği" in _facts(dental)


def test_an_answer_with_another_price_beside_it_gets_both(dental: Talk) -> None:
    dental.say("randevu istiyorum")
    said = dental.say("temizlik", "bi de implant fiyat")
    assert "₺22.000" in said
    assert "hangi gün ve saat" in said
    dental.say("perşembe")
    dental.say("Can Er")
    assert "Konu: Diş taşı temizliği" in _facts(dental)


def test_the_treatment_changes_when_it_is_taken_back_with_its_price(dental: Talk) -> None:
    dental.say("temizlik randevusu istiyorum")
    dental.say("yok kanal tedavisi olsun, fiyatı ne")
    dental.say("perşembe")
    dental.say("Can Er")
    assert "Konu: Kanal tedavisi" in _facts(dental)


def test_a_second_treatment_goes_beside_the_first(dental: Talk) -> None:
    dental.say("temizlik randevusu istiyorum")
    dental.say("bi de dolgu yapılacak")
    dental.say("perşembe")
    dental.say("Can Er")
    assert "Konu: Diş taşı temizliği, Kompozit dolgu" in _facts(dental)


@pytest.mark.parametrize(
    "words",
    [
        "kanal tedavisi için cuma 14te geleyim, bi de annem için implant muayenesi aynı gün olsun",
        "ben ve eşim için cuma temizlik randevusu istiyorum",
        "esimle ikimize cuma temizlik randevusu istiyorum",
        "2 kişi için cuma temizlik randevusu almak istiyoruz",
        "kızım ve oğlum için cuma muayene randevusu istiyorum",
        "I'd like to book a cleaning on Friday for me and my wife",
    ],
)
def test_two_who_come_are_not_made_one(dental: Talk, words: str) -> None:
    _named(dental, "Ayşe Şahin")
    asked = dental.say(words)
    assert "kişilerin ad" in asked or "names" in asked
    said = dental.say("Ayşe Şahin ve Fatma Şahin")
    assert "Ayşe Şahin, Fatma Şahin (" in said
    assert "anneniz" not in said
    assert [fact for fact in _facts(dental) if "Birden fazla kişi" in fact and words in fact]


def test_a_second_one_named_later_is_one_more(dental: Talk) -> None:
    dental.say("dolgu için randevu istiyorum")
    dental.say("bi de annem için implant olacak")
    dental.say("cuma 14:00")
    dental.say("Ayşe Şahin, Fatma Şahin")
    facts = _facts(dental)
    assert "Konu: Kompozit dolgu, İmplant" in facts
    assert [fact for fact in facts if "bi de annem için implant olacak" in fact and "Birden fazla" in fact]


@pytest.mark.parametrize(
    "words", ["annem için cuma temizlik randevusu istiyorum", "kızımın temizlik randevusu olsun cuma"]
)
def test_one_for_whom_it_is_stays_one(dental: Talk, words: str) -> None:
    dental.say(words)
    assert "several" not in (dental.row().flow or {"slots": {}})["slots"]


@pytest.mark.parametrize("back", ["geri", "geri dön", "bir önceki adım", "go back"])
def test_back_leads_to_another_question_and_keeps_what_was_not_asked_for(dental: Talk, back: str) -> None:
    dental.say("randevu istiyorum")
    dental.say("dolgu")
    dental.say("perşembe 11:00")
    assert "Not ettim: Dt. Mert Kaya" in dental.say("Mert hoca olsun")
    assert "hangi gün ve saat" in dental.say(back)
    assert "hangi işlem" in dental.say(back)
    assert "sorduğum bir soru yok" in dental.say(back)
    dental.say("kanal")
    dental.say("cuma")
    said = dental.say("Can Er")
    assert "27 Kasım Cuma\n" in said
    assert "Hekim: Dt. Mert Kaya" in said
    assert "Konu: Kanal tedavisi" in said


@pytest.mark.parametrize(
    "anew", ["başa dön", "basa donelim", "en baştan alalım", "baştan başlayalım", "start over"]
)
def test_who_begins_anew_is_asked_the_first_question(dental: Talk, anew: str) -> None:
    dental.say("randevu istiyorum")
    dental.say("dolgu")
    dental.say("perşembe")
    said = dental.say(anew)
    assert "baştan başlayalım" in said
    assert "hangi işlem" in said
    slots = (dental.row().flow or {})["slots"]
    assert slots == {}


@pytest.mark.parametrize("menu", ["menü", "ana menü", "menuye don"])
def test_the_menu_ends_the_question(dental: Talk, menu: str) -> None:
    dental.say("randevu istiyorum")
    dental.say(menu)
    assert "Fiyat bilgisi" in dental.titles()
    assert dental.state()["flow"] is None


@pytest.mark.parametrize(
    "words", ["geç kalcam 15 dk", "gec kalicam", "15 dk gecikcem", "trafikteyim 10 dakika geç gelirim"]
)
@pytest.mark.parametrize("first", ["randevum ne zamandi", "acıtır mı", "randevu istiyorum"])
def test_who_is_late_is_heard_whatever_was_asked(dental: Talk, first: str, words: str) -> None:
    dental.say(first)
    assert "Haber verdiğiniz için teşekkürler" in dental.say(words)
    note = dental.state()["note"]
    assert note["next_step"].startswith("Hemen bakın")
    assert not [fact for fact in note["facts"] if "işlem" in fact and words in fact]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (
            "implant için perşembe 15:00 Mert hocadan randevu istiyorum",
            "Dt. Selin Ak (Salı, Perşembe 10:00-19:00)",
        ),
        (
            "dis beyazlatma randevusu istiyorum perşembe 10:00",
            "Dt. Burak Tan (Pazartesi, Çarşamba, Cuma 13:00-19:00)",
        ),
        (
            "dis beyazlatma randevusu istiyorum cuma 10:00",
            "Dt. Burak Tan (Pazartesi, Çarşamba, Cuma 13:00-19:00)",
        ),
        ("zirkonyum kaplama randevusu istiyorum cuma", "Dt. Selin Ak (Salı, Perşembe 10:00-19:00)"),
    ],
)
def test_a_doctor_or_a_time_that_does_not_go_with_the_treatment_is_told(
    dental: Talk, words: str, told: str
) -> None:
    _named(dental, "Can Er")
    assert told in dental.say(words)
    assert [fact for fact in _facts(dental) if "uygun değil" in fact and told in fact]


@pytest.mark.parametrize(
    "words",
    [
        "implant için perşembe 15:00 Selin hocadan randevu istiyorum",
        "dis beyazlatma randevusu istiyorum cuma 14:00",
        "dis beyazlatma randevusu istiyorum haftaya",
        "muayene randevusu istiyorum cumartesi 11:00",
    ],
)
def test_what_goes_together_needs_no_warning(dental: Talk, words: str) -> None:
    _named(dental, "Can Er")
    dental.say(words)
    assert not [fact for fact in _facts(dental) if "uygun değil" in fact]
