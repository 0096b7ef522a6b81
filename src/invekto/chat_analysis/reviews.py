"""The threat, or the news, of a bad review, a complaint site, a consumer court or a lawyer."""

from __future__ import annotations

import re

from invekto.chat_analysis.normalise import Folded

# Said of anybody's doing: names of places where one complains and nothing else is done.
_SURE = re.compile(
    r"\b(?:s[iı]kayet ?var\w*|hakem heyet\w*|tuketici (?:hakem|mahkeme|hakk|hakl|dern|koruma|heyet)\w*|"
    r"cimer\w*|alo ?175|"
    r"(?:kotu|olumsuz|berbat|negatif) (?:\w+ )?(?:yorum|puan|degerlendirme)\w*|(?:1|bir|bi|tek|sifir|0) "
    r"(?:yildiz|star)\w*|"
    r"ifsa\w*|mahkeme(?:de|lik)\w* (?:gorus|bulus|hesap|sor|ol)\w*|mahkemeye (?:ver|git|gid|tasi|bas)\w*|"
    r"dava (?:ac|ed)\w*|davaci\w*|"
    r"savcilig\w*|suc duyurusu\w*|yasal (?:yol|islem|sure)\w*|hukuki (?:yol|islem|hak|sure)\w*|"
    r"ihtar(?:name)?\w* (?:cek|gonder)\w*|noter\w* (?:\w+ )?ihtar\w*|"
    r"(?:tabip|dis hekimleri|ticaret|meslek|esnaf) odasina (?:\w+ )?(?:sikayet|yaz|bildir|basvur|git|"
    r"gid)\w*|(?:il saglik|saglik mudurlugu|(?:saglik|ticaret) bakanligi)n?[ae] (?:\w+ )?(?:sikayet|yaz|"
    r"bildir|basvur|git|gid)\w*|"
    r"eksi(?:ye|de|sozluk\w*| sozluk\w*)|rezil (?:ed|et)\w*|yerin dibine sok\w*|afise ed\w*|sikayet site\w*|"
    r"sikayetimi (?:yaz|ac|gir|olustur)\w*|sikayet (?:kayd|dilekce)\w*|"
    r"(?:one|1|zero)[ -]?stars?|(?:bad|negative|honest|terrible|horrible|nasty|awful|public) (?:\w+ "
    r")?(?:review|rating|feedback)s?|trust ?pilot|tripadvisor|"
    r"consumer (?:court|rights?|protection|arbitration|forum|association|authorit)\w*|small claims|"
    r"chargeback\w*|take you to court|see you in court|legal action|"
    r"sue (?:you|your|them)|suing|my (?:lawyer|attorney|solicitor)|report(?:ing)? (?:you|your|this) (?:\w+ "
    r")?(?:to|on|clinic|shop|page|company|business|account)|"
    r"expos(?:e|ing) (?:you|this)|name and shame|dispute (?:the|this) (?:charge|payment))\b"
)
_LAWYER = re.compile(
    r"\bavukat(?:im(?:la|a|iz\w*)?\b|a (?:ver|git|gid|danis|yaz|soyle)\w*|la\w* (?:gorus|konus)\w*|(?:im)? "
    r"aracilig\w*| tut\w*)"
)
_NOT_LAWYER = re.compile(
    r"\bbosan\w*|\bbaro\b|\b(?:ben|stajyer|emekli|serbest) avukat\w*|\bbilgi icin (?:cok )?tesekkur\w*|"
    r"\bavukat(?:im|iz|lik|im ben)\b (?:ben|olarak|buro)|\bavukat(?:im|iz)?\b(?:,)? ?(?:ben\b|buro\w*)|"
    r"\bbir avukat\w* icin|\bavukatlik buro"
)
_TOLD = (
    r"(?:izlet|kotule|de(?=yec|dim|rim)|yaz|paylas|anlat|soyle|duyur|bildir|yay|dok|ac|at|gir|koy|ver|bas|"
    r"birak|yap|dusur|sikayet)"
    r"(?!ma(?:yin|m\b)|me(?:yin|m\b)|in\b|iniz|ar mi|er mi|ir mi|abilir mi|ebilir mi|iyor mu|mis\b|masa)"
    r"(?:a|e|i|u|y|ir|ar|er|iyo|icam|ucam|acag|eceg|dim|dum|tim|tum|iyorum|arim|erim|irim|maz|mez|luyo|uyo|"
    r"t|d|l|r|m|c|g|z|s|n|o|k)\w*"
)
_PLACE = (
    r"(?:google\w*|harita\w*|instagram\w*|insta\w*|facebook\w*|face\w*|twitter\w*|tiktok\w*|youtube\w*|"
    r"sosyal medya\w*|"
    r"(?:her|tum|butun) (?:yere|yerde|platform|site|grup|mecra|kanal)\w*|her yerde|grup(?:lar|ta|larda)?\w*"
    r"|forum\w*|internet\w*|"
    r"herkese|herkes|elalem\w*|cevremdeki\w*|tum (?:cevre|tanidik|arkadas)\w*|yorum(?:lar|larda|lara|u|umu|"
    r"unu|um|a)?)"
)
_WILL = re.compile(rf"\b{_PLACE}\b(?:\s+\w+){{0,5}}?\s+{_TOLD}")
_FIRST = re.compile(
    r"(?:\b\w{2,20}(?:cam|cem|icam|ucam|caz|cez|cegim|cagim|yorum|arim|erim|irim|urum|rim|dim|dum|tim|tum|"
    r"masam|mesem|mazsam|mezsem|iyom|uyom|ecem|acam|cagiz|cegiz)\b)"
)
_STARS = re.compile(
    r"\byildiz\w*\b.{0,40}\b(?:1|bir|tek|sifir)\b (?:ver|at|bas)\w*|\b(?:1|bir|tek|sifir) (?:ver|"
    r"bas)(?:ince|icem|ecegim|iyorum|dim|erim)\w*.{0,30}\b(?:dus|yildiz|puan)\w*|"
    r"\bpuan\w* (?:\w+ ){0,3}?(?:dusur|dusecek|kir)\w*"
)
_OWN_REVIEW = re.compile(
    r"\b(?:yorum(?:um|umu)? (?:da )?(?:yayinda|hazir|yazildi|girildi|yaptim|yazdim|attim|yapicam|yapacag\w*"
    r"|yaparim|yazicam|yazacag\w*|yazarim|yazarsam|yaziyorum|yaparsam|birakicam|birakacag\w*|birakirim|"
    r"giricem|girerim|atarim|aticam)|"
    r"yorum (?:yapmak|yazmak) zorunda\w*|yorumumu (?:\w+ ){0,2}(?:yaz|yap|gir)\w*|yorumlar(?:a|da) (?:\w+ "
    r")?(?:yaz(?:icam|acag|arim|iyorum|dim)|gorus\w*|bulus\w*|anlat\w*)\w*|sikayet (?:edecegim|edicem|ederim"
    r"|ediyorum|ettim|edecegiz)\b)"
)
_ENGLISH = re.compile(
    r"\b(?:(?:i'?ll|i will|i'm going to|im going to|gonna|going to|i (?:already )?(?:left|posted|wrote)|i "
    r"am (?:writing|posting|leaving)|i'm (?:writing|posting|leaving)|or i|will be|i have to|ready to|about "
    r"to) (?:\w+ ){0,3}?"
    r"(?:review|rate you|tell every\w*|warn (?:every|other|people)\w*|let every\w* know|share (?:this|it|"
    r"the|my)|post (?:this|it|about|the|my|every)|write (?:this|about|on|it)|go public|complain to)\w*"
    r"|(?:or |otherwise |then )?i(?:'ll| will)? tell every\w*|tell everyone (?:on|about|what|in)|"
    r"warn(?:ing)? (?:others|everyone|people)|leave (?:you )?(?:a |an |my )?(?:\w+ )?review|left (?:you "
    r")?(?:a |an |my )?(?:\w+ )?review|"
    r"review (?:on|about you on) (?:google|trustpilot|instagram|facebook)|(?:that's )?my review,? posting|"
    r"post(?:ing)? my review|posting (?:this|it|photos|pictures) (?:on|every\w*)|(?:post|share) (?:\w+ "
    r"){1,3}(?:on|all over) (?:google|facebook|instagram|twitter|reddit|social\w*|every\w*))\b"
)
# Praise promised, or the reviews of others: no threat.
_WELL_MEANT = re.compile(
    r"\b(?:guzel|iyi|olumlu|harika|super|pozitif|hakettiginiz|good|great|nice|positive|5|five|"
    r"bes)\b(?:\s\w+){0,1}\s(?:yorum|yildiz|puan|star|review|rating)\w*"
    r"|\b(?:yorumlar\w*|reviews?|google yorumlari\w*) (?:\w+ ){0,2}?(?:oku|gor(?:dum|up)|bak|incele|guzel|"
    r"iyi|saying|said|says|were good|are good|look good)\w*|\bread (?:a |the |your |some )?(?:\w+ "
    r")?reviews?"
    r"|\byorum (?:yapmaya|yazmaya) bile|\bseve seve\b"
)
_ANGRY_STILL = re.compile(
    r"\b(?:sikayet ?var\w*|hakem heyet\w*|mahkeme\w*|one star|1 star|bir yildiz|1 yildiz|kotu yorum|iyi "
    r"seyler yazmi\w*|ifsa\w*)\b"
)


# Beginnings of words in which one speaks of telling others; what is learnt decides whether it is a threat.
_OTHERS_HEAR = re.compile(
    r"\b(?:yorum|yildiz|puan|sikayet|hikaye|story|tiktok|sosyal medya|internet|gazete|haber|muhatap|millet|alem|herkes"
    r"|duyur|duyma|ifsa|anlat|paylas|goster|soyle|takipci|influencer|bakanlik|bakanligi|tabip|odas|hakl|hukuk|avukat|dava"
    r"|mahkeme|review|rating|reputation|stars?\b|follower|post|tell|lawyer|court|bewertung|stern\b|anwalt)"
)
# By way of an advert one comes and does not threaten.
_CAME_BY = re.compile(
    r"\b(?:reklam\w*|gordum|gorup|geldim|buldum|ulastim|\w*\s?ad\b|advert\w*|found you|saw your)\b"
)


def hints_at_review(folded: Folded) -> bool:
    """A word without which nothing that is learnt makes a threat."""
    return _OTHERS_HEAR.search(folded.text) is not None and _CAME_BY.search(folded.text) is None


def threatens_review(folded: Folded) -> bool:
    """The customer speaks of a bad review, a complaint site, a consumer court or a lawyer of theirs."""
    text = folded.text
    if _WELL_MEANT.search(text) and not _ANGRY_STILL.search(text):
        return False
    if _SURE.search(text) or _STARS.search(text) or _OWN_REVIEW.search(text) or _ENGLISH.search(text):
        return True
    if _LAWYER.search(text) and not _NOT_LAWYER.search(text):
        return True
    told = _WILL.search(text)
    return told is not None and _FIRST.search(told.group()) is not None


# "Evet, haber verin": they would like to hear from us.
_NEWS_WANTED = re.compile(
    r"^\W*(?:(?:evet|tamam|olur|peki|lutfen|isterim)\W+)*(?:(?:stoga|stoklara|urun|tekrar|yeniden)\s+){0,2}"
    r"(?:(?:gelince|girince|gelirse|girerse|geldiginde)\s+)?(?:bana\s+)?"
    r"haber ver(?:in(?:iz)?|ir misin(?:iz)?|sen(?:iz)?|ebilir misin(?:iz)?)?"
    r"(?:\W+(?:lutfen|tesekkurler|sagolun|olur mu))*\W*$"
)


def only_wants_news(folded: Folded) -> bool:
    """Nothing but the wish to be told; what is learnt takes "haber" for the press."""
    return _NEWS_WANTED.search(folded.text) is not None
