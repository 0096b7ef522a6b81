from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from invekto.chat_analysis.corpus import vertical_examples
from invekto.chat_analysis.emergency import red_flags
from invekto.chat_analysis.marks import RED_FLAG
from invekto.chat_analysis.normalise import fold
from invekto.chat_analysis.services import Analyser, load_analyser
from invekto.chat_analysis.signals import is_danger
from invekto.core.env import cache_dir
from tests.chat_analysis.conftest import NOW

DANGERS = [
    ("nefes alamıyorum", "breathing"),
    ("dolgudan sonra nefesim daralıyor", "breathing"),
    ("boğazım şişti konuşamıyorum", "breathing"),
    ("I can't breathe properly since the injection", "breathing"),
    ("she is having trouble breathing", "breathing"),
    ("yutkunamıyorum", "swallowing"),
    ("I can't swallow since the extraction", "breathing"),
    ("yüzüm şişti ateşim var", "spreading swelling"),
    ("cok sisti ve 39 derece atesi cikti", "spreading swelling"),
    ("şişlik boynuma yayıldı", "spreading swelling"),
    ("my face is swollen and I have a fever", "spreading swelling"),
    ("çekimden beri kanama durmuyor", "bleeding"),
    ("kan durmadı hala akıyor", "bleeding"),
    ("the bleeding won't stop", "bleeding"),
    ("it has been bleeding for hours", "bleeding"),
    ("oğlum düştü ön dişi yerinden çıktı", "knocked-out tooth"),
    ("top çarptı dişi fırladı elimde duruyor", "knocked-out tooth"),
    ("my son fell and his tooth came out", "knocked-out tooth"),
    ("tooth got knocked out at football", "knocked-out tooth"),
    ("dolgudan sonra gözüm görmüyor", "vision"),
    ("botokstan sonra bulanık görüyorum", "vision"),
    ("I have blurry vision after filler", "vision"),
    ("dolgu yaptırdım dudağım bembeyaz oldu", "skin colour"),
    ("burnuma dolgu yapıldı ucu karardı", "skin colour"),
    ("my lip turned white after the filler", "skin colour"),
    ("alerjik reaksiyon geçiriyorum", "allergic reaction"),
    ("dilim şişti", "allergic reaction"),
    ("I am having an allergic reaction", "allergic reaction"),
    ("bayılacağım galiba", "unconscious"),
    ("bebeğim implant parçasını yuttu", "swallowed"),
    ("he swallowed a piece of the crown", "swallowed"),
    ("intihar etmeyi düşünüyorum", "self-harm"),
]

HARMLESS = [
    "randevu almak istiyorum",
    "lateks alerjim var, dolgu yaptırabilir miyim",
    "botoks kör eder mi",
    "dudak dolgusunda şişlik kaç günde iner",
    "diş beyazlatma fiyatı ne kadar",
    "morluk ne zaman geçer",
    "protezim düştü yapıştırır mısınız",
    "kanal tedavisi kaç seans",
    "does it bleed during the procedure",
    "fiyat görebilir miyim",
    "sonucuna bayıldım çok teşekkürler",
    "gülüşünüze bayılıyorum",
]


OWN_WORDS = Path(__file__).parent / "red_flags"
# A clause that only asks, denies or tells of old times, and beside it what is happening now.
STILL_NOW = [
    "fiyat ne kadardı, bu arada nefes alamıyorum",
    "geçen sene de alerjim olmuştu, şimdi dilim şişiyor",
    "çocukken bayılırdım, az önce iğneden sonra bayıldım yere düştüm",
    "kanama olur mu demiştim, hala kanıyor durmuyor",
    "rüyamda görmüştüm, gerçekten gözüm görmüyor",
    "haberlerde okudum korktum, dudağım bembeyaz oldu dolgudan sonra",
    "ağrım yok, ama yüzüm şişti ateşim 39",
    "yüzüm şiş ateşim 39 gelsem olur mu",
    "5 yıl önce de dolgu yaptırmıştım, bu sefer gözüm karardı görmüyor",
    "nefesim yetmiyor stresten mi bilmiyorum 😅",
    "can it be normal? my tongue is swelling",
    "kanama durdu sandım, yarım saat sonra tekrar başladı yastık kan oldu",
    "ne kanama ne ağrı durdu, havlu kan doldu",
    "şişlik yok değil, boynuma yayıldı",
    "ağrı yok ama dudağımın rengi attı bembeyaz oldu dolgudan sonra",
    "no pain at all but my eye sees nothing since the filler",
    "ağzım kokuyor bir de yutkunamıyorum",
    "çekim yerim kokuyor ateşim 39",
    "burun ameliyatı oldum dün, nefes alamıyorum",
    "septumum eğriydi, dolgudan sonra birden nefes alamıyorum",
    "köprüm çıktı, parçası boğazıma kaçtı",
    "göz altı dolgusundan sonra göz altım simsiyah oldu",
    "dudağım bembeyaz oldu dolgudan ama iki yıl önce de olmuştu",
    "gözümü açınca ışık dışında bir şey yok, dolgudan sonra başladı",
    "hatun bayıldı klinikten çıkınca, yerde yatıyor",
]


def own_words(name: str) -> list[str]:
    return (OWN_WORDS / name).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    "text",
    [
        text
        for path in sorted(OWN_WORDS.glob("*.txt"))
        if path.stem != "calm"
        for text in own_words(path.name)
    ],
)
def test_a_danger_is_seen_in_whatever_words_it_is_told(text: str) -> None:
    flags = red_flags(fold(text))
    assert flags
    assert all(0 <= flag.start < flag.end <= len(text) for flag in flags)
    assert red_flags(fold(fold(text).text))


@pytest.mark.parametrize("text", own_words("calm.txt"))
def test_what_is_only_asked_denied_remembered_or_joked_is_no_danger(text: str) -> None:
    assert red_flags(fold(text)) == []


@pytest.mark.parametrize("text", STILL_NOW)
def test_a_question_an_old_story_or_a_joke_hides_nothing_that_happens_now(text: str) -> None:
    assert red_flags(fold(text))


@pytest.mark.parametrize(
    "part",
    [
        "nefes ",
        "yıl önce ",
        "olur mu ",
        "göz a a a ",
        "kan durmuyor ",
        "38 ",
        "a",
        "agri ",
        "ne kan ",
        "agri gun ",
        "ama 2 yil once ",
    ],
)
def test_a_page_of_repeats_is_read_in_time(part: str) -> None:
    text = (part * 4096)[:4096]
    started = process_time()
    red_flags(fold(text))
    assert process_time() - started < 0.5  # some hundredths; a pattern that goes back and forth takes minutes


@pytest.mark.parametrize(("text", "danger"), DANGERS)
def test_a_danger_is_seen_however_it_is_typed(text: str, danger: str) -> None:
    for written in (text, text.upper(), fold(text).text):
        assert danger in [flag.danger for flag in red_flags(fold(written))]


@pytest.mark.parametrize("text", HARMLESS)
def test_a_question_about_a_treatment_is_no_danger(text: str) -> None:
    assert red_flags(fold(text)) == []


@pytest.mark.parametrize("vertical", ["dental", "aesthetic"])
def test_the_rules_hardly_ever_cry_wolf_on_the_example_messages(vertical: str) -> None:
    calm = [example for example in vertical_examples(vertical) if example.intent != "emergency"]
    alarmed = [example.text for example in calm if red_flags(fold(example.text))]
    # One in ten of them was written to sound like a danger; what is learnt calms most of these.
    assert len(alarmed) <= len(calm) * 0.01, alarmed


def test_a_danger_wins_over_everything_else_in_the_message(clinic: Analyser) -> None:
    text = "Merhaba yarınki randevumu iptal edin lütfen, bu arada çekimden beri kanama durmuyor"
    analysis = clinic.analyze(text, now=NOW)
    assert analysis.intent == "emergency"
    assert analysis.handoff
    assert analysis.signals.red_flag
    assert analysis.signals.urgent
    start, end = analysis.intents[0].span
    assert "kanama durmuyor" in text[start:end]


@pytest.mark.parametrize("vertical", ["dental", "aesthetic"])
@pytest.mark.parametrize(
    "text",
    [
        "ateşim düştü yüzümün şişliği de indi",
        "kanamam kalmadı ağrım sızım da yok teşekkür ederim",
        "no fever and no bleeding, thank you so much",
        "nefesim kokuyor",
        "burnumdan nefes alamıyorum, septoplasti olmak istiyorum",
        "kaplamam düştü",
    ],
)
def test_what_is_denied_over_or_lived_with_alarms_nobody(vertical: str, text: str) -> None:
    analysis = load_analyser(vertical, cache_dir=cache_dir()).analyze(text, now=NOW)
    assert not analysis.signals.red_flag
    assert "emergency" not in [wish.intent for wish in analysis.intents]


@pytest.mark.parametrize("vertical", ["dental", "aesthetic"])
@pytest.mark.parametrize(
    "text",
    [
        "ateşim düştü ama yüzümün yarısını oynatamıyorum",
        "kanama yok, dudağım iki kat oldu yutkunmak zor",
        "no pain, but I see black spots since the injection",
        "nefesim kokuyor çenem de şişti ateşim var",
        # Of so few words the model knows too little to be sure that there is nothing.
        "bilinci kapalı",
        "nabzım 140",
        "anafilaksi galiba yardım edin",
        "I am having an allergic reaction to my antibiotic",
    ],
)
def test_a_denial_or_few_words_hide_no_danger(vertical: str, text: str) -> None:
    analysis = load_analyser(vertical, cache_dir=cache_dir()).analyze(text, now=NOW)
    assert analysis.signals.red_flag
    assert analysis.intent == "emergency"


def test_a_faint_sound_of_danger_alarms_only_where_no_other_wish_is_clear() -> None:
    faint, more_likely_than_not = {RED_FLAG: -0.1}, {RED_FLAG: 0.05}
    assert is_danger(faint)
    assert not is_danger(faint, elsewhere=True)
    assert is_danger(more_likely_than_not, elsewhere=True)


def test_a_shop_has_no_emergencies(shop: Analyser) -> None:
    analysis = shop.analyze("kargom gelmedi sinirden nefes alamıyorum", now=NOW)
    assert analysis.intent == "order_status"
    assert not analysis.signals.red_flag


@pytest.mark.parametrize(
    "text", ["мне больно зуб помогите", "Ich habe starke Zahnschmerzen", "عندي ألم شديد في الأسنان"]
)
def test_what_is_said_in_a_language_nobody_taught_goes_to_a_person(clinic: Analyser, text: str) -> None:
    found = clinic.analyze(text, now=NOW)
    assert found.handoff
    assert found.intent != "out_of_scope" or found.confidence <= 0.5


@pytest.mark.parametrize(
    "text", ["dişim beni öldürüyor bugün bakar mısınız", "this molar is killing me can i come today"]
)
def test_pain_beyond_bearing_is_an_emergency_beside_any_other_wish(clinic: Analyser, text: str) -> None:
    found = clinic.analyze(text, now=NOW)
    assert found.intent == "emergency"
    assert found.signals.red_flag
    assert found.sentiment <= 0
