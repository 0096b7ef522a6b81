"""The words by which one wish is told from the next: what joins, what asks, what ends a sentence."""

from __future__ import annotations

import re

STRONG_JOIN = re.compile(
    r"ayrica|ayriyeten|birde|bide|sonrada|neyse|onun disinda|onun yerine|(?:bir|bi) de|bu arada|hem de|"
    r"also|plus|btw|besides|anyway|another thing|by the way|and also|oh and"
)
WEAK_JOIN = re.compile(r"ve|hem|ama|fakat|peki|yada|ya da|sonra|ha|and|but|then|or")
JOIN_OPENERS = frozenset(
    {
        "ayrica", "ayriyeten", "birde", "bide", "sonrada", "neyse", "onun", "bir", "bi", "bu", "hem", "also", "plus",
        "btw", "besides", "anyway", "another", "by", "and", "oh", "ve", "ama", "fakat", "peki", "yada", "ya", "sonra",
        "ha", "but", "then", "or",
    }
)  # fmt: skip
STRONG_SIGNS, WEAK_SIGNS = frozenset(".!?;"), frozenset(",:+&-/)")
ASKED = re.compile(r"\w*(?:m[iu](?:s[iu]n\w{0,4}|yuz|yiz|yim|yum|d[iu]r)?)")
ENDED = re.compile(
    r"\w+(?:yor\w{0,3}|iyo|uyo|[iuea]?cam|[iuea]?cem|ece[gk]\w*|aca[gk]\w*|[dt][iu]m?k?|m[iu]s|[iu]n|[iu]n[iu]z|"
    r"al[iu]m|el[iu]m|s[iu]n|r[iu]m|medi|madi)|lazim|gerek|gerekiyor|var|yok|olur|nerede|nerde|nedir|lutfen|please|"
    r"kadar|para|kac|kaca|iptal|istiyom"
)
LEADS_ON = re.compile(
    r"\w+(?:[sn]a|[sn]e|ip|up|ince|unca|ken|erek|arak)|icin|diye|ki|gibi|cunku|da|de|bir|bi|bu|su|o|ne|kac|en|"
    r"the|a|an|to|of|my|your|for|if|because|so|in|on|with|is|are|do"
)
BEFORE_AFTER = re.compile(r"\w+(?:dan|den|tan|ten)|gun|hafta|ay|yil|sene|saat|dk|dakika")
WANTED = re.compile(
    r"nere\w*|nerde\w*|kac\w*|nasil|hangi\w*|niye|neden|nedir|ne|kim|hani|istiyo\w*|isterim|istiyrm|lazim|gerek|lutfen|"
    r"\w+(?:in|un|iniz|unuz|sin|sun|lim|sam|sem|rim|cam|cem|cagim|cegim)|"
    r"what|when|where|how|which|why|who|can|could|do|does|would|want|need|please|pls|like|let|any"
)
# "kargom nerede, gelmezse iade": what is wanted if the first does not come true.
OTHERWISE = re.compile(r"\w+m[ae](?:z|di|y|mis)\w{0,2}s[ae]\w{0,3}")
# Words that belong to the one before them and begin nothing.
LEANING = re.compile(r"m[iu](?:s[iu]n\w{0,4}|y[iu][zm]|yd[iu]\w?|d[iu]r)?|[dt][ae]|ki|bile|ise")
COURTESY = re.compile(r"tesekkur\w*|tsk\w*|sagol\w*|thanks|thx|gunler|gelsin|aksamlar")
# "iade degil degisim": what is named only to be ruled out.
RULED_OUT = re.compile(
    r"(?:degil|etmiyorum|sormuyorum|demedim|demiyorum|istemiyorum|don't|dont|not|no need)$|(?:don|didn|doesn)$"
)
