"""Symptoms that are denied or over, alone or in a list: "ağrı sızı yok", "kanamam dün akşam durdu", "no pain or pus".

The lists are regular expressions and not phrases: where two signs follow each other a full stop between them
matters, since "yanağım şiş. ağrı yok" denies one of them only.
"""

from __future__ import annotations

from collections.abc import Iterator

from invekto.chat_analysis.notation import Page, Span, phrases

# Bare "sis" is an adjective as often: "yuzum sis agri yok" denies the pain only, so it begins no list.
_LISTED = (
    r"(?:ates(?:i?m|i|imiz)?|titreme\w{0,3}|sis?li[kg]\w{0,4}|kanama\w{0,3}|kan|agri?(?:m|si|lar\w{0,4}|miz)?|"
    r"sizi(?:m|si)?|aci(?:m|si)?|sizlama\w{0,3}|zonklama\w{0,3}|irin\w{0,2}|iltih?ap\w{0,3}|akinti\w{0,3}|"
    r"kizarikli[kg]\w{0,3}|dokuntu\w{0,3}|alerji\w{0,3}|bulanti\w{0,3}|morlu[kg]\w{0,3}|morarma\w{0,3}|"
    r"renk degisi\w{1,6}|kasinti\w{0,3}|(?:nefes|gorme|yutma)\w{0,4} (?:darlig|sikinti|problem|sorun|"
    r"guclu[gk])\w{0,4}|"
    r"carpinti\w{0,3}|baygin\w{1,5}|uyusma\w{0,3}|uyusuklu[kg]\w{0,3}|hissizli[kg]\w{0,3}|"
    r"hassasiyet\w{0,3}|yanma|"
    r"apse(?:m|si)?|odem\w{0,2}|enfeksiyon\w{0,2}|(?:kotu )?koku(?:su)?|bas donme\w{0,3}|"
    r"sorun\w{0,3}|sikinti\w{0,3}|problem\w{0,3}|sikayet\w{0,3}|rahatsizli[kg]\w{0,3})"
)
_SIGN = rf"(?:{_LISTED}|sis(?:im|i)?|(?:hic ?)?(?:bir|bi) ?s[ei]y(?:im|i|imiz))"
# "Yuzumun sisligi indi": the part of the body goes with what it no longer has.
_WHERE = (
    r"(?:(?:yuz|yana[gk]|duda[gk]|cene|dis|agiz|agz|burn|burun|goz|bas|karn|boyn|dikis|yara|bolge|yer|"
    r"kol|baca[gk]|sirt|"
    r"gogs|gogus|meme|cild|cilt|damag|dil|bogaz)\w{0,8} )?"
)
_AND = r"(?: (?:ve|veya|ya da|yada|da|de|falan|filan|hic))?"
# Commas join three or more; of two the first may be what is the matter: "yanakta sislik, agri yok".
_SIGNS = rf"(?:{_LISTED}(?:{_AND},? {_LISTED}){{1,4}}{_AND},? {_SIGN}|(?:{_LISTED}{_AND} )?{_SIGN})"
_BETWEEN = (
    r"(?: (?:da|de|falan|filan|felan|hic|ise|su|an|suan|suanda|simdi|simdilik|gibi|bir|bi|sey|seyler|o|"
    r"bu|bende|hicbir|hicbiri|hicbirisi|"
    r"zaten|pek|oyle|artik|cok|sukur|allahtan|kesinlikle|asla|hala|dun|bugun|vs|tarzi|anlaminda)){0,4}"
)
_NOT_THERE = (
    r"(?:yok(?:tu|tur|mus|sa)?|olmadi|kalmadi|yapmadi|gormedi[mk]|cikmadi|yukselmedi|yasama(?:di|dim|dik)|"
    r"hissetmiyo\w{0,3}|hissetmedim|duymuyo\w{0,3}|cekmiyo\w{0,3}|cekmedim)"
)
# "Agri yok olmuyor", "sislik yok degil", "kanama durdu derken".
_TAKEN_BACK = (
    r"(?! ?(?:olmu|olma|olmaz|degil|desem|diyemem|etm|edem|derken|san(?:di|mis|iyo)|zannet|diye|mu\b|mi\b))"
)
# Only words of time may stand between: "kanama var agri durdu" is no end of a bleeding.
_MEANWHILE = (
    r"(?: (?:\d{1,3}|bir|iki|uc|birkac|yarim|saat\w{0,4}|gun\w{0,4}|dakika\w{0,4}|dk|hafta\w{0,3}|sonra|"
    r"icinde|aksam\w{0,4}|"
    r"gece|sabah\w{0,3}|ertesi|ayni|hemen|ilk|dun|bugun|once|cekimden|ameliyattan|ilactan|antibiyotikle|"
    r"ilacla|buzla|"
    r"kendiliginden|tamamen|artik|da|de|zaten|iyice|coktan|cok|sukur|allahtan|oldukca|simdi|hepsi|bile|"
    r"neredeyse)){0,5}"
)
_ENDED = (
    r"(?:gec(?:ti|mis(?:ti)?)|dur(?:du|mus(?:tu)?)|in(?:di|mis(?:ti)?)|kesil(?:di|mis(?:ti)?)|din(?:di|"
    r"mis(?:ti)?)|"
    r"dus(?:tu|mus(?:tu)?)|bit(?:ti|mis(?:ti)?)|kayboldu|duzeldi|yatisti|iyilesti|kalmadi|azaldi)"
)
_DENIED = phrases(
    # What hurts, bleeds or swells does not.
    "(hiç)? (ağrımıyo*/ağrımadı*/acımıyo*/acımadı*/kanamıyo*/kanamadı*/sızlamıyo*/sızlamadı*/zonklamıyo*/"
    "kaşınmıyo*/kaşınmadı*/şişmedi*/morarmadı*/kızarmadı*/iltihaplanmadı*/kokmuyo*)",
    "(doesn't/doesnt/does not/didn't/didnt/don't/isn't/not) (really/even)? (hurt/hurting/painful/swollen/"
    "bleeding/sore)",
    raw=rf"{_WHERE}{_SIGNS}{_BETWEEN} {_NOT_THERE}(?!\w){_TAKEN_BACK}|"
    rf"ne {_SIGN}(?: var| oldu| kaldi)?,? ne (?:de )?{_SIGN}(?:,? ne (?:de )?{_SIGN})?(?: var| oldu|"
    rf" kaldi)?(?!\w)"
    # "Ne kanama ne agri durdu" is the contrary.
    r"(?! (?:dur|gec|din|kesil|in|az|bit))",
)
_NO_ENGLISH = (
    r"(?:fever|temperature|bleeding|blood(?! (?:flow|supply|to))|swelling|pain(?![ -]?(?:relief|killer|"
    r"med))|pus|infection|"
    r"rash|redness|itching|numbness|seizures?|discharge|symptoms?|problems?|issues?|complaints?|nothing)"
)
_DENIED_ENGLISH = phrases(
    raw=rf"(?:no|without|zero|any|never had|nor)(?: (?:more|signs? of|real|much|longer any|"
    rf"other))? {_NO_ENGLISH}"
    rf"(?:(?:,| or| and| nor|/)? ?(?:no |any )?{_NO_ENGLISH}){{0,4}}",
)
_OVER = phrases(
    "(bleeding/swelling/fever/pain/ache/redness/numbness) (has/had/is/it)? (completely/all/"
    "now)? (stopped/gone (now/away/"
    "completely)?/went away/went down/gone down/subsided)",
    "(bleeding/swelling/fever/pain) ~ ~ but (it)? (stopped/went) (down/away)?",
    "(pain's/fever's/swelling's) gone",
    raw=rf"(?<!\bne ){_WHERE}(?<!\bne )(?:{_LISTED}|sis(?:im|"
    rf"i)?)(?:{_AND} {_LISTED})?{_MEANWHILE} {_ENDED}(?!\w){_TAKEN_BACK}",
)
_AGAIN = phrases("(tekrar/yeniden/yine/gene/again/nüks*/back)", "geri geldi")


def denied(page: Page) -> Iterator[Span]:
    """Stretches that say of a symptom that there is none."""
    yield from page.find(_DENIED)
    yield from page.find(_DENIED_ENGLISH)
    again = page.find(_AGAIN)
    # What came back is not over.
    yield from (span for span in page.find(_OVER) if not again or again[-1][0] < span[0])
