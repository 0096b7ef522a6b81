"""What should never follow a treatment: burns, a face or limb that no longer moves, an organ that stopped."""

from __future__ import annotations

from invekto.chat_analysis.emergency.rules import Rule, rule
from invekto.chat_analysis.emergency.words import EYE, FILLER, TREATMENT

_BURN, _FUNCTION = "burn", "loss of function"

RULES: tuple[Rule, ...] = (
    rule(
        _BURN,
        "su topla*, su keseci*, su kabarcı*, (lazer*/peeling*/cihaz*) ~ (yaktı*/yakmış*/yanık oldu*/"
        "yandım/yandı), (yaktınız/yaktılar/yakmışsınız), "
        "(deri*/et*) ~ (kalktı*/soyuldu*/elimde kaldı/kavruldu/yapıştı*), (haşlan*), (ikinci/"
        "üçüncü) derece yanık, "
        "blister*, (burned/burnt/burn) ~ (me/skin/face/leg*/arm*), skin ~ (peel* off/coming off/"
        "burned/burnt/boiled)",
        "(lazer*/lazr*/epilasyon*/peeling*/dövme*/işlem*/cihaz*/bacağ*/bacağım*/bacam*/yüzüm*/koltuk*/"
        "koltukal*/sırt*/kol*/cild*/suratım*/laser/peel/tattoo/treatment/skin)",
        near=90,
    ),
    rule(
        _FUNCTION,
        "(yüzüm*/yüzü/yüzün*/ağz*/ağız*/dudağ*) ~ (oynatamı*/oynatamıyo*/hareket etmi*/kımılda*/"
        f"kaldıramı*), göz kapa* ~ (kapanm*/açam*/açılm*/kapatam*/kapalı kaldı), {EYE} (açık kalıyo*), "
        f"{EYE} ~ kapatam*, "
        "yüzüm* ~ felç*, (bacağ*/kol*/ayağ*/elim*) ~ (hissetm*/oynatam*/basam*), half of ~ face ~ not, "
        "(can't/cant/cannot) ~ (close/open/lift/move) (my/the)? ~ (eye*/eyelid/mouth/face/arm/leg/"
        "smile), "
        "face ~ (paraly*/not moving), (idrar*/çiş*/işe*) ~ (yapam*/çıkam*/çıkaram*/çıkışı yok/gelmi*/"
        "çıkmı*/çıkmadı), işeyem*, (can't/cannot/cant) (pee/urinate)",
        TREATMENT,
        near=110,
    ),
    rule(
        _FUNCTION,
        "(dudağ*/dudak*/çene/çenem*/dilim*/yanağ*) ~ (hissetmi*/hissedem*/hissiz*/uyuşuk*), (lip/lips/"
        "chin/tongue/cheek) ~ ~ "
        "(numb/no feeling)",
        "(gündür/günden beri/haftadır/hala/hâlâ/geçmedi/geçmiyo*/days/weeks/still)",
        "(implant*/yirmilik*/20lik*/çekim*/çekil*/çekt*/extraction/wisdom/surgery)",
        near=90,
    ),
    rule(
        _FUNCTION,
        "çene* ~ (kitlen*/kilitlen*/kitli/kilitli), ağz* ~ kapanmıyo*, jaw ~ (locked/dislocated/stuck)",
    ),
    rule(
        _FUNCTION,
        "(dikiş*) ~ (attı/açıldı/patladı/koptu) ~ ~ (içi*/görün*/ayrıl*/açık)",
    ),
    rule(
        _FUNCTION,
        "(protez*/silikon*/ip/ipin/ipler*/implant*) ~ (dışarı çıktı/görünüyo*/patladı*/fırladı*)",
        FILLER,
        near=70,
    ),
)
