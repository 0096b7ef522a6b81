"""Mood by a small lexicon, with negation, capitals and exclamation marks; and the threat of a bad review."""

from __future__ import annotations

import re
from math import tanh

from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.normalise import Folded

# Word beginnings in folded text, so that Turkish endings need no list of their own.
_GOOD = {
    "tesekkur": 1.0, "sagol": 1.0, "sagolun": 1.0, "eyvallah": 0.6, "super": 1.4, "harika": 1.6,
    "mukemmel": 1.6,
    "muhtesem": 1.6, "bayildim": 1.5, "begendi": 1.2, "cok iyi": 1.2, "memnun": 1.3, "guzel": 1.0,
    "tatli": 0.6,
    "hizli": 0.5, "ellerinize": 1.2, "elinize": 1.2, "basarili": 0.9, "kaliteli": 0.9, "thank": 1.0,
    "great": 1.3,
    "perfect": 1.5, "love": 1.3, "amazing": 1.6, "awesome": 1.5, "excellent": 1.5, "happy": 1.1, "nice": 0.9,
    "good": 0.8, "wonderful": 1.5, "appreciate": 1.0, "👍": 0.6, "🙏": 0.8, "❤": 1.2, "😍": 1.3, "😊": 0.8,
    "🥰": 1.2,
}  # fmt: skip
_BAD = {
    "rezalet": 2.2, "rezil": 2.2, "berbat": 2.0, "igrenc": 2.0, "sikayet": 1.6, "magdur": 1.6,
    "dolandir": 2.2,
    "kandir": 1.7, "yalan": 1.3, "pisman": 1.5, "kotu": 1.3, "sacma": 1.2, "ayip": 1.4, "yazik": 1.1,
    "saygisiz": 1.8,
    "terbiyesiz": 2.0, "ilgisiz": 1.5, "umursam": 1.3, "bozuk": 1.0, "kirik": 0.9, "hasarli": 1.0,
    "defolu": 1.1,
    "biktim": 1.7, "bikti": 1.6, "yeter": 1.1, "sinir": 1.3, "cildir": 1.5, "delir": 1.3, "kepaze": 2.0,
    "skandal": 2.0,
    "sorumsuz": 1.8, "ozensiz": 1.4, "sahte": 1.3, "cop": 1.0, "cirkin": 1.1, "uzgun": 0.8,
    "hayal kirik": 1.6,
    "inanilmaz": 0.6, "utan": 1.4, "lanet": 1.8, "allah belan": 2.4, "param": 0.2, "hala": 0.5, "gecik": 0.7,
    "terrible": 2.0, "awful": 2.0, "worst": 2.1, "scam": 2.2, "fraud": 2.2, "disgust": 2.0,
    "unacceptable": 1.9,
    "ridiculous": 1.7, "angry": 1.5, "disappoint": 1.5, "complain": 1.4, "useless": 1.6, "horrible": 2.0,
    "rude": 1.6,
    "never again": 1.7, "pathetic": 1.8, "unprofessional": 1.7, "broken": 0.9, "damaged": 0.9, "bad": 1.1,
    "liar": 1.8, "ashamed": 1.6, "shame": 1.4, "poor": 0.9, "still": 0.3, "😡": 1.8, "🤬": 2.2, "😤": 1.4,
    "😠": 1.5,
    "👎": 1.2, "😭": 0.7, "😢": 0.7,
}  # fmt: skip
_TURNED = re.compile(r"^(?:degil\w*|yok|hic|not|no|never|isn't|wasn't|don't|didn't)$")
_TURNED_ENDING = re.compile(r"(?:medim|madim|medik|madik|miyorum|muyorum|mem|mam|memis|mamis)$")
_REVIEW = re.compile(
    r"\b(?:(?:kotu|olumsuz|1|bir|tek) (?:yorum|yildiz|puan)\w*|yorum(?:a|lara|larda)? (?:yaz|yapa|birak|"
    r"dok|gir)\w*|"
    r"sikayet ?var\w*|sikayetvar\w*|tuketici (?:hakem|mahkeme|hak)\w*|hakem heyeti\w*|avukat\w*|"
    r"savcilig\w*|mahkeme\w*|"
    r"dava (?:ac|ed)\w*|sosyal medya\w* (?:paylas|yaz|ifsa)\w*|ifsa\w*|rezil ed\w*|herkese (?:anlat|"
    r"soyle|yaz)\w*|"
    r"cimer\w*|btk\w*|google'?a yaz\w*|(?:bad|negative|one|1|zero)[ -](?:star )?review\w*|(?:one|1)[ -]star|"
    r"leave (?:a |you )?(?:\w+ )?review|review (?:on|about) (?:google|trustpilot|instagram)|trustpilot|"
    r"lawyer|sue you|"
    r"consumer (?:court|rights|protection)|report you|expose you|chargeback)"
)
_WISHED = re.compile(r"\b(?:yorumlari (?:oku|gor)\w*|yorumlara bak\w*|read the reviews)\b")


def sentiment(text: str, folded: Folded) -> float:
    """From -1, furious, to 1, delighted; 0 when the words say nothing."""
    words = [token.text for token in tokens(folded)]
    score = 0.0
    for place, word in enumerate(words):
        pair = f"{word} {words[place + 1]}" if place + 1 < len(words) else word
        good, bad = _worth(_GOOD, word, pair), _worth(_BAD, word, pair)
        value = good - bad
        if not value:
            continue
        near = (
            words[max(0, place - 2) : place]
            if word.isascii() and _english(word)
            else words[place + 1 : place + 3]
        )
        if any(_TURNED.match(other) for other in near) or (good and _TURNED_ENDING.search(word)):
            value *= -0.7
        score += value
    if score < 0:
        letters = [letter for letter in text if letter.isalpha()]
        if len(letters) >= 12 and sum(letter.isupper() for letter in letters) > 0.7 * len(letters):
            score *= 1.3
        score *= 1.0 + 0.1 * min(5, text.count("!"))
    if threatens_review(folded):
        score -= 1.2
    return round(tanh(score / 2.0), 3)


def threatens_review(folded: Folded) -> bool:
    """The customer speaks of a bad review, a complaint site, a consumer court or a lawyer."""
    return _REVIEW.search(folded.text) is not None and _WISHED.search(folded.text) is None


def _worth(lexicon: dict[str, float], word: str, pair: str) -> float:
    best = 0.0
    for length in range(min(len(word), 12), 1, -1):
        value = lexicon.get(word[:length])
        # A beginning of three letters is a word of its own only: "bad", not "badem".
        if value is not None and (length > 4 or length == len(word)):
            best = value
            break
    if len(word) == 1:
        best = lexicon.get(word, 0.0)
    return max(best, lexicon.get(pair, 0.0))


def _english(word: str) -> bool:
    return word in _ENGLISH_WORDS


_ENGLISH_WORDS = frozenset(
    {"thank", "great", "perfect", "love", "amazing", "happy", "nice", "good", "bad", "broken"}
)
