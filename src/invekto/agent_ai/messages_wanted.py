"""Messages again after all: an opt-in counts when it is given in the customer's own plain words.

By words alone: what the analysis hears of messages is mostly that nobody wants them.
"""

from __future__ import annotations

import re

from invekto.core.folding import fold

OPT_IN = "opt_in"  # no intent of the analysis; named so in notes and texts

# In folded words. One "mesajı" is a message that is to be sent once more.
_MESSAGES = (
    r"(?:(?:mesaj|bildirim|duyuru)(?:lar\w*|ler\w*|iniz\w*|unuz\w*|imi)?|sms(?:ler\w*)?|bulten\w*"
    r"|reklamlar\w*|haberler\w*)"
)
_START = (
    r"(?:ac(?:in(?:iz)?|ar\w*|abilir\w*|alim|sin\w*|ilsin)?|basla(?:sin|yin|yabilir\w*|tin\w*|tabilir\w*|t)?"
    r"|al(?:mak|ayim|abilir\w*|alim)|gonderebilir\w*|gelsin(?:ler)?|gelebilir|atabilir\w*|yollayabilir\w*|yazabilir\w*"
    r"|devam|izin ver(?:iyorum|dim)|onay ver\w*)"
)
# Of one thing's news they ask with the same words: these need an "again".
_SEND = (
    r"(?:(?:at|gonder|yolla)(?:in|iniz|yin|ar|er|ir|r|sin\w*)?"
    r"|(?:at|gonder|yolla|yaz)(?:y?[ae]bilir\w*|y?m?[ae]ya|meye))"
)
_AGAIN = r"\b(?:tekrar\w*|yeniden|geri|gene|yine|eskisi gibi)\b"
_WANTED = re.compile(
    rf"\b{_MESSAGES}(?:\s+\w+){{0,4}}?\s+{_START}\b|\b{_START}(?:\s+\w+){{0,2}}?\s+{_MESSAGES}(?!\w)"
    rf"|\b{_MESSAGES}(?:\s+(?:yeniden|tekrar|yine|gene))?\s+ist[ei]yor\w*"
)
_SENT_AGAIN = re.compile(rf"(?=.*{_AGAIN}).*\b{_MESSAGES}(?:\s+\w+){{0,4}}?\s+{_SEND}\b")
_SAYS_AGAIN = re.compile(_AGAIN)
# Who asks, complains, refuses or waits for one thing wants something else.
_OTHERWISE = re.compile(
    r"\b(?:at|yaz|gonder|yolla|gel|ac|baslat|al)m[ae](?!k\b|y[ae]\b)\w*"
    r"|\bistem\w*|\b(?:yok|hayir|degil|neden|niye|nicin|hala|kapat\w*|durdur\w*|cikar\w*|sil\w*|iptal|cik\w*|ayril\w*|bik\w*|birak\w*)\b"
    r"|\bm[iu](?:y[iu][mz]|y[iu]m)?\b|\b\w+[iu]nc[ae]\b"
)
_ENGLISH = re.compile(
    r"\b(?:start|resume|turn on|switch on|enable|send|receive|get|want)\b(?:\s+\w+){0,5}?\s+"
    r"(?:messages|updates|offers|news(?:letters?)?|campaigns|notifications)\b"
)
_ENGLISH_AGAIN = re.compile(r"\bagain\b|\bback (?:in|on)\b|\bre-?(?:start|subscribe|enable)\b|\bresume\b")
_ENGLISH_OTHERWISE = re.compile(r"\b(?:don'?t|do not|stop|not|no|never|why|unsubscribe)\b")
_JOINS = re.compile(r"\b(?:opt (?:me )?(?:back )?in|re-?subscribe|(?<!un)subscribe)\b")

_WORD = re.compile(r"[^\W_]+")
_BEGIN_WORDS = "basla baslat baslasin baslayin baslatin start unstop devam resume abone katil"
_AROUND_WORDS = """
    tamam tamamdir ok okay evet peki lutfen please olsun ol oldum olayim olmak istiyorum edin et tekrar yeniden again
    yes hadi hemen o zaman ya artik now mesaj mesajlar mesajlara
"""
_BEGIN, _AROUND = frozenset(_BEGIN_WORDS.split()), frozenset(_AROUND_WORDS.split())


def says_begin(text: str) -> bool:
    """Nothing but "başla", "START", "tamam başla"."""
    words = set(_WORD.findall(fold(text)))
    return bool(words & _BEGIN) and not words - _BEGIN - _AROUND


def wanted_again(text: str, *, opted_out: bool) -> bool:
    """They want the tenant's messages. Who never refused them has to say so with an "again"."""
    folded = fold(text)
    if not _OTHERWISE.search(folded):
        if _WANTED.search(folded) and (opted_out or _SAYS_AGAIN.search(folded)):
            return True
        if _SENT_AGAIN.search(folded):
            return True
    if _ENGLISH_OTHERWISE.search(folded):
        return False
    if _ENGLISH.search(folded):
        return opted_out or _ENGLISH_AGAIN.search(folded) is not None
    return opted_out and (_JOINS.search(folded) is not None or says_begin(text))
