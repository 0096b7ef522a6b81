"""What a corpus is worth before it is learned from: how many messages, how different from each other."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from invekto.chat_analysis.corpus import COMMON_INTENTS, OUT_OF_SCOPE, Example
from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.normalise import fold

# What intents were found to need before more examples stopped to pay (docs/adr/0009).
FEWEST = {"domain": 350, "common": 120, OUT_OF_SCOPE: 1500}
_ALIKE = 0.7  # of the words of two messages of an intent; more is the same message again
_SHORT = 3  # words; below it two messages cannot help sharing them


@dataclass(frozen=True, slots=True)
class Diversity:
    """Of one intent. Shares in [0, 1]; ``words`` are the lengths at 10, 50 and 90 of a hundred.

    ``vocabulary``: different words per word, over the first thousand words, so that intents compare.
    """

    intent: str
    messages: int
    wanted: int
    first_words: float
    english: float
    vocabulary: float
    words: tuple[int, int, int]


def diversity(examples: Sequence[Example]) -> list[Diversity]:
    by_intent: dict[str, list[Example]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append(example)
    return [_of(intent, by_intent[intent]) for intent in sorted(by_intent)]


def _of(intent: str, examples: Sequence[Example]) -> Diversity:
    split = [_words(example.text) for example in examples]
    lengths = sorted(map(len, split))
    running = [word for words in split for word in words][:1000]
    return Diversity(
        intent=intent,
        messages=len(examples),
        wanted=_wanted(intent),
        first_words=len({words[0] for words in split if words}) / len(split),
        english=sum(example.language == "en" for example in examples) / len(examples),
        vocabulary=len(set(running)) / max(1, len(running)),
        words=tuple(lengths[int(len(lengths) * share)] for share in (0.1, 0.5, 0.9)),  # type: ignore[arg-type]
    )


def _wanted(intent: str) -> int:
    if intent == OUT_OF_SCOPE:
        return FEWEST[OUT_OF_SCOPE]
    return FEWEST["common" if intent in COMMON_INTENTS else "domain"]


def near_duplicates(examples: Sequence[Example]) -> Iterator[tuple[Example, Example]]:
    """Pairs of an intent's messages that say the same in the same words; word order and spelling do not count."""
    by_intent: dict[str, list[tuple[Example, frozenset[str]]]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append((example, frozenset(_words(example.text))))
    for rows in by_intent.values():
        holders: dict[str, list[int]] = defaultdict(list)
        whole: dict[str, int] = {}
        for number, (example, words) in enumerate(rows):
            joined = "".join(_words(example.text))
            if joined and joined in whole:
                yield rows[whole[joined]][0], example
            elif len(words) >= _SHORT:
                shared = Counter(other for word in words for other in holders[word])
                for other, count in shared.items():
                    if count > _ALIKE * len(words | rows[other][1]):
                        yield rows[other][0], example
                        break
            whole.setdefault(joined, number)
            for word in words:
                holders[word].append(number)


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text)) if token.text.isalnum()]
