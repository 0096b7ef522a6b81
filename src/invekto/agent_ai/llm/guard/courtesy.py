"""Kind words around an answer: whole phrases, taken out before it is judged.

As single words they would be dangerous: "elbette" is a yes to whatever was asked, "her zaman" an opening hour. A yes
stays only where it plainly means "I tell you": "Elbette, paylaşıyorum."
"""

from __future__ import annotations

import re

from invekto.agent_ai.llm.guard.finding import folded

_BEGIN = r"(?:(?<=[.!?…\n😊🙏)])|^)[ \t😊🙏]*"
_END = r"(?:[ \t]*(?:[.!…😊🙏]+|(?=\n)|$))+"
_MAYBE = r"(?:[ \t]*(?:[,.!:…😊🙏]+|(?=\n)|$))+"  # another clause may follow

_DAY = r"(?:gunler|aksamlar|haftalar|sabahlar|alisverisler|bir gun)"
_ASK_TR = (
    r"(?:(?:(?:akliniza takilan |herhangi |baska )*(?:bir )?(?:soru(?:nuz|lariniz)|konu)(?:da)?"
    r"|yardimci olabilecegim(?:iz)? (?:baska )?(?:bir )?konu)(?: olursa| oldugunda| icin),? )"
)
_COMMON = {
    "tr": [
        rf"(?:merhaba(?:lar)?|selam(?:lar)?|gunaydin|(?:iyi|hayirli) {_DAY}|hos geldiniz)"
        r"(?: efendim| (?:sayin |degerli |sevgili )?musterimiz)?",
        rf"(?:size )?(?:iyi|guzel|hayirli|keyifli|saglikli) {_DAY}(?: dileri[mz])?",
        r"(?:(?:sorunuz|mesajiniz|ilginiz|sabriniz|anlayisiniz|bize yazdiginiz) icin )?(?:cok )?"
        r"tesekkur(?:ler| ederi[mz])|rica ederi[mz]|sagolun",
        r"bilgi(?:nize|lerinize)(?: sunar(?:i[mz]))?|gorusmek uzere|umarim yardimci ol(?:abil)?mus(?:tur|umdur)",
    ],
    "en": [
        r"(?:hello|hi|hi there|hey|good (?:morning|day|afternoon|evening)|dear customer)(?: there)?",
        r"(?:thank you|thanks|many thanks)(?: very much)?(?: for (?:your (?:message|question|patience|interest"
        r"|understanding)|writing|asking|reaching out|contacting us))?|you(?:'re| are) welcome",
        r"(?:(?:i'm|we're|i am|we are) )?(?:happy|glad|pleased) to help(?: you)?",
        r"here (?:is|are) (?:the|your) (?:(?:latest|current) )?(?:details|information|info|status|update)"
        r"(?: (?:of|for|about|on) (?:your|the) (?:order|parcel|package|delivery))?",
    ],
}
_SHARED_TR = (
    r"(?:(?:size|sizinle|siparis(?:iniz(?:in|le|e)?)?|paketiniz(?:in|le)?|kargonuz(?:un|la)?|adres|guncel|son|ait|ilgili"
    r"|hakkinda(?:ki)?|iliskin|durum(?:u|unu)?|bilgi(?:ler|leri|lerini|lerinizi|sini|yi)?|detay(?:lar|lari|larini)|asagida)"
    r" ){0,7}(?:paylasiyor(?:um|uz)|paylasayim|iletiyor(?:um|uz)|sunuyor(?:um|uz))"
)
_CLOSING = {
    "tr": [
        rf"{_ASK_TR}?(?:(?:bize|bana|lutfen|her zaman|istediginiz zaman|dilediginiz zaman) )*"
        r"(?:yazabilirsiniz|yazmaniz yeterli(?:dir)?|yazin|yazmaktan cekinmeyin)",
        rf"{_ASK_TR}(?:buradayi[mz]|(?:size )?yardimci olabiliri[mz])",
        rf"{_ASK_TR}?(?:size )?yardimci olmaktan (?:mutluluk|memnuniyet) duyari[mz]",
    ],
    "en": [
        r"(?:(?:please|kindly|just),? )*(?:if you have any (?:other |more |further |another )?questions?,? )?"
        r"(?:(?:please|kindly|just|feel free to|you can always) )*(?:write|ask|let (?:us|me) know)(?: to)?(?: us| me)?"
        r"(?: with any (?:other )?questions?| if you have any (?:other |more |further )?questions?)?"
        r"(?: any ?time| at any time)?",
        r"(?:(?:we|i) wish you a|have a) (?:nice|good|great|lovely) (?:day|evening|weekend)|(?:kind|warm) regards"
        r"|(?:i|we) hope this helps",
    ],
}
_YES = {
    "tr": r"(?:elbette|tabi+(?: ki)?|tamam|peki|memnuniyetle)",
    "en": r"(?:of course|sure|certainly|gladly)",
}
# What makes a yes mean "I tell you", before any fact.
_TELLING = {
    "tr": r"(?:[a-z]+[, ]+){0,5}?(?:paylas(?:iyor|ay)[iu]\w{1,2}|iletiyoru[mz]|sunuyoru[mz]|soyle(?:dir)?\s?[:.\n]"
    r"|asagidaki gibi(?:dir)?\s?[:.\n])",
    "en": r"(?:happy|glad|pleased) to help|here (?:is|are) (?:the|your|our)\b|let me share",
}
_PATTERNS = {
    language: (
        re.compile(rf"{_BEGIN}{_YES[language]}[ ,.!…😊🙏]+(?={_TELLING[language]})"),
        re.compile(rf"{_BEGIN}(?:{'|'.join(_COMMON[language])}){_MAYBE}"),
        re.compile(rf"{_BEGIN}(?:{'|'.join(_COMMON[language])}) (?={_YES[language]})"),
        re.compile(rf"{_BEGIN}(?:{'|'.join(_CLOSING[language])}){_END}"),
    )
    for language in _YES
}
_SHARING = re.compile(rf"{_BEGIN}{_SHARED_TR}[ \t]*[:.!]+")
_GIBI = re.compile(r"(?<=asagidaki )gibi(?:dir)?(?=\s?[:.\n])")
_PASSES = 6  # at most: one phrase begins where another ended


def without_courtesies(text: str, language: str) -> str:
    """``text`` with every kind phrase replaced by blanks, place for place."""
    for _ in range(_PASSES):
        before = text
        patterns = [*_PATTERNS[language], *([_SHARING, _GIBI] if language == "tr" else [])]
        for pattern in patterns:
            view = folded(text)
            for match in pattern.finditer(view):
                text = text[: match.start()] + _blank(text[slice(*match.span())]) + text[match.end() :]
        if text == before:
            break
    return text


def _blank(phrase: str) -> str:
    """Lines stay; a dot at its end lets what follows begin anew."""
    kept = "".join("\n" if sign == "\n" else " " for sign in phrase)
    return f"{kept[:-1]}." if phrase.strip() and kept[-1] != "\n" else kept
