"""Why something is sent back."""

from __future__ import annotations

import re

from invekto.chat_analysis.entities.claims import Claims
from invekto.chat_analysis.normalise import Folded

_CAME = (
    r"(?:gel\w*|gond\w*|yolla\w*|cik\w*|koy\w*|at(?:ti|mis)\w*|ulast\w*|verm\w*|kargola\w*|sent|arrived|"
    r"came|delivered)"
)
_BODY_PART = (
    r"(?:bel|basen|kalca|omuz|gogus|gobek|kol|bacak|ayag|ayak|boy|sirt|kafa|parmag|parmak|topug|bilek|bileg|govde|"
    r"karn|ust|boyun)\w*"
)
# In this order: a reason that names a fault of ours comes before a change of mind.
_REASONS: tuple[tuple[dict[str, str], re.Pattern[str]], ...] = tuple(
    (value, re.compile(pattern))
    for value, pattern in (
        (
            {"reason": "wrong_item"},
            r"\b(?:yanlis (?:urun|beden|renk|model|numara|siparis|sey|paket|boy|kitap|parca|marka)\w*"
            rf"|(?:baska|farkli|bambaska|alakasiz) (?:bi(?:r)? )?(?:urun|renk|beden|model|sey|marka|numara|"
            rf"birsey)\w* (?:\w+ )?{_CAME}"
            rf"|(?:yanlis|baskasinin(?:ki)?|baskasina ait) (?:\w+ )?{_CAME}"
            r"|(?:ikisi|hepsi|ikisi|ucu|biri|digeri)\s(?:de |da )?(?:\w+ )(?:gonderil|gonder|gel)(?:mis|di)\w*"
            r"|(?:istedim|istemistim|siparis ettim|siparis verdim|soyledim|almistim|aldim|sectim|sipariş "
            r"ettim|sipars ettim)"
            r"(?:,|\s)\s?(?:ama |fakat |siz |bana )?(?:(?!\d{1,3} )\w+ ){1,3}(?:gelmis|geldi|gondermis\w*|"
            r"gonderdiniz|yollamis\w*|cikti|yolladiniz|gonderilmis)"
            r"|(?:yerine) (?:\w+ ){1,3}(?:gelmis|geldi|gondermis\w*|gonderdiniz|yollamis\w*|cikti|"
            r"yolladiniz|gonderilmis|atmis\w*)"
            r"|sent (?:me )?(?:the )?wrong|wrong (?:item|product|size|colou?r|order|one|model|shoes?|thing|parcel)"
            r"|(?:you )?sent (?:me )?an? (?:\w+ ){1,2}(?=.{0,20}\b(?:ordered|wanted|asked))|(?:not what|"
            r"different (?:item|one|product|from what)) i ordered"
            r"|instead of (?:the )?\w+ (?:i ordered|you sent)|received (?:a |the )?(?:wrong|different))\b",
        ),
        (
            {"reason": "damaged"},
            r"\b(?:(?:kirik|catlak|kirilmis|bozuk|ezik|patlak|delik|lekeli|yirtik|defolu|cizik|hasarli|"
            r"sokuk|akmis|dokulmus|paslanmis|kirli) (?:bi(?:r)? sekilde |halde |durumda )?"
            r"(?:gel|cik|ulas|elime|teslim|var|olarak)\w*"
            r"|kirilmis\w*|hasarli\w*|yirtik\w*|yirtilmis\w*|ezik\w*|ezilmis\w*|patlamis\w*|catlamis\w*|"
            r"catlak\w*|parcalanmis\w*|"
            r"dokulmus\w*|akmis\w*|cizik\w*|cizilmis\w*|lekeli\w*|lekeler? var\w*|kullanilmis\w*|"
            r"giyilmis\w*|tuzla buz\w*|paramparca\w*|un ufak\w*|"
            r"(?:kapag|cam|ekran|kulp|sap|fermuar|dugme|ayag|topug|kos)\w* (?:kirik\w*|kirilmis|kopmus|"
            r"kopuk|catla\w*|bozuk\w*|yok|eksik)|"
            r"calisma(?:z halde cikti|z|di|yor|yo)\w*|acilmiyor\w*( bile)?|acilmadi\w*|sarj olmuyor\w*|"
            r"damaged|broken|torn|cracked|smashed|shattered|scratched|stained|leaking|dented|ripped|dead "
            r"on arrival|doesn'?t (?:work|turn on)|not working|won'?t turn on|"
            r"faulty|defective|(?:a )?(?:hole|stain|crack|scratch) (?:in|on))\b",
        ),
        (
            {"reason": "size", "direction": "small"},
            r"\b(?:(?:cok |biraz |az |bana |ona |kizima |ogluma |bi tik |fazla |asiri ){0,2}(?:kucuk|kcuk|"
            r"kucc?uk|dar|kisa) (?:gel|gld|ol|kal|cik|geliyo)\w*"
            r"|siki(?:yor|yo|yoo|ti)\b\w*|sikti|sikiyor\w*(?: parmagimi)?|sigm(?:adi|iyor|adim|iyo|adik)\w*"
            r"|daracik|dapdar|kucucuk|"
            rf"{_BODY_PART} (?:\w+ )?(?:sik(?:iyor|ti|iyo)|gecmedi|gecmiyo\w*|kapanmadi|kapanmiyo\w*|girmedi"
            rf"|girmiyo\w*|dar\b|dar geldi|olmuyor|olmuyo|kisa\b)\w*|"
            r"(?:fermuar|dugme|onu|kapanma)\w* (?:kapanmadi|kapanmiyo\w*|iliklenm\w*)|icine giremedim|"
            r"giremedim|zor girdi\w*|"
            r"bir beden buyu[gk]\w*|bi beden buyu[gk]\w*|1 beden buyu[gk]\w*|"
            r"(?:is |was |are |were |way |bit |little )?too (?:small|tight|short|narrow)|runs? small|(?:a "
            r"bit |little |so |very )(?:tight|small|short)|"
            r"can'?t (?:zip|button|get it on)\w*|couldn'?t zip\w*|need a (?:bigger|larger) size|size up)\b"
            r"|(?<!\bne )\b\w+ dar (?=mayo|pantolon|gomlek|elbise)",
        ),
        (
            {"reason": "size", "direction": "large"},
            r"\b(?:(?:cok |biraz |az |bana |ona |kizima |ogluma |bi tik |fazla |asiri ){0,2}(?:buyuk|byuk|"
            r"buyk|bol|uzun|genis) (?:gel|gld|ol(?:du|uyo|mus)|kal|cik|geliyo)\w*"
            r"|ustum\w* (?:dokuluyo\w*|cuval\w*|duruyo\w*)|cuval gibi\w*|ayag\w* cikiyo\w*|icinde yuzuyo\w*"
            r"|yuzuyorum icinde|kocaman (?:geldi|oldu|cikti)|beli dusuyo\w*|ayagimdan cikiyo\w*|"
            r"bi(?:r)? beden kucu[gk]\w*|1 beden kucu[gk]\w*|dusuyor ustum\w*|bollu[gk]\w*|"
            r"(?:is |was |are |were |way |bit |little )?too (?:big|large|loose|long|wide|baggy)|runs? "
            r"(?:big|large)|(?:a bit |little |so |very )(?:loose|big|baggy|large)|"
            r"need a smaller size|falls? off (?:my|me)|size down)\b",
        ),
        (
            {"reason": "color"},
            r"\b(?:reng\w* (?:\w+ ){0,2}(?:farkli|begenm\w*|degisik|baska|uymadi|tutmadi|tutmuyo\w*|ayni "
            r"degil|alakasi? yok|hic|soluk|koyu|acik|yakismadi|sevmedim|benzemiyo\w*|solgun|oyle degil)\w*"
            r"|(?:hic )?ayni renk degil|renk (?:farki|tonu|farkli|uyumsuz|tutm|ayni degil|olarak farkli|"
            r"alakasiz|fotograf)\w*(?: \w+)?|tonu (?:farkli|tutm|baska)\w*|"
            r"colou?r (?:is |was |looks? )?(?:\w+ )?(?:different|not|wrong|off|darker|lighter)\w*|"
            r"(?:different|not the) (?:same )?(?:colou?r|shade)|"
            r"(?:much )?(?:darker|lighter|paler) than|don'?t like the colou?r)\b",
        ),
        (
            {"reason": "quality"},
            r"\b(?:kalitesiz\w*|kalitesi\w* (?:\w+ )?(?:kotu|berbat|dusuk|sifir|yok|rezalet|begenm)\w*|"
            r"kalite (?:sifir|yok|kotu|berbat|dusuk)\w*|"
            r"(?:kumas|malzeme|iscilik|dikis|dokusu|astar)\w* (?:\w+ )?(?:kotu|berbat|ince\b|incecik|ipince"
            r"|kalitesiz|plastik|naylon|sert|ozensiz|sokul\w*|sokuk|patla\w*|ac[iı]l\w*|atti|tuylen\w*|"
            r"cekt\w*)|"
            r"(?:cok |bi(?:r)? )?(?:yikay?i?nca|yikamada|yikadim|ilk yikamada|giyince|yikama\w*|bir kere "
            r"giy\w*|ilk giyiste|ilk giyiş\w*) (?:\w+ ){0,3}(?:cek|sol|sokul|tuylen|boncuklan|buzul|bozul|"
            r"yirtil|rengi|ac|akt|boya)\w*|"
            r"sokuldu\w*|soktu\b|soldu\b|solmus|soluyo\w*|tuylen\w*|boncuklan\w*|cekti\b|cekmis\b|"
            r"(?:yikayinca )?kucul(?:du|mus)\w*|bozuld?u\w*(?: calismiyo\w*)?|karar(?:di|mis|iyo)\w*|"
            r"kaplamasi \w+|boyasi (?:ak|cik|atti|dokul|soyul)\w*|soyul\w*|dagildi\w*|koptu\w*|kopuyo\w*|"
            r"kirildi\w*|patladi\b|"
            r"defolu\w*|ucuz (?:duruyo|gorunu|mal)\w*|naylon gibi|plastik gibi|(?:kotu|agir|berbat) koku\w*"
            r"|kokuyo\w*|sahte\w*|cakma\w*|orijinal degil\w*|orjinal degil\w*|"
            r"(?:poor|bad|low|cheap|terrible|awful) (?:\w+ )?(?:quality|material|fabric)|quality is (?:\w+ "
            r")?(?:poor|bad|low|terrible|awful|cheap)|fell apart|falling apart|stopped working|broke "
            r"(?:after|in|on)|faded|fades|shrunk|shrank|"
            r"(?:is |looks? |feels? |so |too |very ){1,2}(?:cheap|thin|see.?through|flimsy)|came off|"
            r"peel\w*|fake|not original|smells?)\b",
        ),
        (
            {"reason": "other"},
            r"\b(?:alerji\w* (?:yap|ol)\w*|alerji yapti\w*|kasint\w* yapti\w*|alerjim var|"
            r"(?:telefon|araba|arac|cihaz|masa|yatag|yatak|laptop|ocag|makine|prizi?|mutfa|pencere|kapi|"
            r"dolab|salon|koltug|duvar)\w* (?:uyma|uyum|sigma|olma|uygun degil)\w*|"
            r"uyumlu degil\w*|uyumsuz\w*|(?:iki|2) (?:kere|defa|kez|tane) (?:siparis|almis|gelmis|verilmis|"
            r"geld)\w*|yanlislikla (?:iki|2)\w* .{0,12}|cift siparis\w*|mukerrer\w*|"
            r"hediye (?:gelmis|ayni|ikinci)\w*|aynisi(?:ndan)? (?:hediye|vardi|var|geldi)\w*|zaten (?:vardi"
            r"|varmis|almis)\w*|"
            r"allerg\w+|rash|(?:doesn'?t|does not|not|didn'?t|isn'?t) (?:fit|compatible)(?: with)? (?:my|"
            r"the|our) \w+|incompatible|ordered (?:it )?twice|bought (?:it )?twice|got two|duplicate)\b",
        ),
        (
            {"reason": "size"},
            r"\b(?:ust\w*e? (?:hic )?olmadi|bana (?:olmadi|olmuyo\w*)|(?:uzerime|uzerime de|ayagima|kizima|"
            r"ogluma|esime|anneme|babama|ona) (?:olmadi|olmuyo\w*|uymadi)|beden\w* (?:\w+ )?(?:uymadi|olmadi"
            r"|tutmadi|uymuyo\w*|tutmuyo\w*|yanlis sec\w*)|yanlis beden (?:aldim|sec\w*)|"
            r"(?:did|does|do)n'?t fit|not my size|doesnt fit|didnt fit|wrong size for)\b",
        ),
        (
            {"reason": "late"},
            r"\b(?:(?:o kadar |cok )?gec (?:geld|gelmis|gelince|geliyo|kaldiniz|kaldi\b|ulas|cikti|"
            r"teslim)\w*|gecikti\w*|gecikme\w*|yetism(?:edi|ez|iyo|eyecek|edigi)\w*|dugun(?:e|den sonra)\w* "
            r"(?:yetis|gel)\w*|"
            r"(?:dogum gunu|dugun|bayram|tatil|yilbasi|nisan|mezuniyet|davet)\w* (?:gecti|bitti|gecmisti|"
            r"geçti|sonra geldi|gecince)\w*|"
            r"(?:too|so|very) late|arrived (?:\w+ ){0,3}late|came (?:too )?late|late delivery|(?:arrived|"
            r"came) after (?:the |my |our )?\w+)\b",
        ),
        (
            {"reason": "changed_mind"},
            r"\b(?:vazgec\w*|vazgectik|(?:\w+im |\w+um )?begenm(?:edi|iyo|ed)\w*(?:m)?|fikrim\w* degis\w*|"
            r"istemiyorum artik|artik istem\w*|ihtiyac\w* kalmadi|(?:gerek|luzum) kalmadi|yakismadi\w*|"
            r"yakistiramadim|durmadi ustumde|durusunu (?:sevm|begenm)\w*|"
            r"(?:baska|daha ucuz|daha iyi)\w* (?:yerde|yerden|buldum|aldim)\w*|pisman oldum|icime sinmedi|"
            r"hosuma gitmedi|ic(?:i)?me sinmedi|kararimi degis\w*|kullanmayacagim|kullanmicam|sevm(?:edim|"
            r"edi)|aldigima pismanim|"
            r"changed? my mind|don'?t (?:like|want|need) (?:it|them|this)(?: any ?more)?|didn'?t like|no "
            r"longer (?:want|need)|not for me|regret)\b",
        ),
    )
)  # fmt: skip
# "dar" said of a thing by itself: "sort dar".
_NARROW = re.compile(
    r"\b(?:sort|pantolon|ayakkabi|elbise|gomlek|mont|ceket|etek|bot|tisort|kazak|bunlar|bu) (?:cok |biraz "
    r")?(?P<word>dar|bol)\b(?! (?:kesim|paca|var|mi|olsun|kalip))"
)


def find_return_reason(folded: Folded, claims: Claims) -> None:
    """The first reason that fits; the caller knows whether something is being returned at all."""
    for value, pattern in _REASONS:
        match = pattern.search(folded.text)
        if match:
            claims.add("return_reason", *folded.span(*match.span()), dict(value), exclusive=False)
            return
    if narrow := _NARROW.search(folded.text):
        direction = "small" if narrow["word"] == "dar" else "large"
        place = folded.span(*narrow.span("word"))
        claims.add("return_reason", *place, {"reason": "size", "direction": direction}, exclusive=False)
