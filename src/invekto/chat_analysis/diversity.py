"""What a corpus is worth before it is learned from: how many messages, how different from each other.

``invekto check`` refuses what falls short, and ``invekto check --diversity`` shows the figures.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from invekto.chat_analysis.corpus import COMMON_INTENTS, OUT_OF_SCOPE, Example
from invekto.chat_analysis.features import tokens
from invekto.chat_analysis.normalise import fold

# What intents were found to need before more examples stopped to pay (docs/adr/0009).
FEWEST = {"domain": 350, "common": 120, OUT_OF_SCOPE: 1500}
# Below these an intent was written by one hand, in one tongue, at one length.
_FEWEST_FIRST_WORDS = 0.4  # shares, as in Diversity
_ENGLISH = (0.1, 0.35)
_LEAST_VOCABULARY = 0.3
_LENGTHS = 2  # times as long, the ninth in ten as the first
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

    def problems(self) -> list[str]:
        checks = (
            (self.messages >= self.wanted, f"{self.messages} messages, {self.wanted} are wanted"),
            (
                self.first_words > _FEWEST_FIRST_WORDS,
                f"{self.first_words:.2f} of its messages begin differently",
            ),
            (_ENGLISH[0] < self.english < _ENGLISH[1], f"{self.english:.2f} of its messages are English"),
            (self.vocabulary > _LEAST_VOCABULARY, f"{self.vocabulary:.2f} different words per word"),
            (
                self.words[2] >= _LENGTHS * self.words[0],
                f"nearly all have {self.words[0]} to {self.words[2]} words",
            ),
        )
        return [f"{self.intent}: {said}" for holds, said in checks if not holds]


def corpus_problems(examples: Sequence[Example]) -> list[str]:
    """One sentence per intent that falls short, and per message that stands there twice."""
    found = [problem for one in diversity(examples) for problem in one.problems()]
    return found + [
        f"{first.intent}: {second.text!r} says again {first.text!r}"
        for first, second in near_duplicates(examples)
    ]


def table(examples: Sequence[Example]) -> list[str]:
    """The figures of every intent, a line each under a line of headings."""
    rows = [
        f"{'intent':<24}{'messages':>9}{'first words':>12}{'english':>8}{'vocabulary':>11}  words at 10/50/90 %"
    ]
    for one in diversity(examples):
        lengths = "/".join(map(str, one.words))
        shares = f"{one.first_words:>12.2f}{one.english:>8.2f}{one.vocabulary:>11.2f}"
        rows.append(f"{one.intent:<24}{one.messages:>9}{shares}  {lengths}")
    return rows


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
    """Pairs of an intent's messages that say the same in the same words; word order and spelling do not count.

    Messages without a word are the same where the same signs are read in them.
    """
    by_intent: dict[str, list[tuple[Example, list[str]]]] = defaultdict(list)
    for example in examples:
        by_intent[example.intent].append((example, _words(example.text)))
    for rows in by_intent.values():
        common = Counter(word for _, words in rows for word in set(words))
        holders: dict[str, list[int]] = defaultdict(list)
        whole: dict[str, int] = {}
        sets = [frozenset(words) for _, words in rows]
        for number, (example, words) in enumerate(rows):
            joined = "".join(words) or _signs(example.text)
            rarest = sorted(sets[number], key=lambda word: (common[word], word))[
                : _telling(len(sets[number]))
            ]
            if joined and joined in whole:
                yield rows[whole[joined]][0], example
            elif len(sets[number]) >= _SHORT:
                candidates = sorted({other for word in rarest for other in holders[word]})
                for other in candidates:
                    if len(sets[number] & sets[other]) > _ALIKE * len(sets[number] | sets[other]):
                        yield rows[other][0], example
                        break
            whole.setdefault(joined, number)
            for word in rarest:
                holders[word].append(number)


def _telling(words: int) -> int:
    """Two messages that are alike share one of this many of their rarest words: more cannot be missing."""
    return words - ceil(_ALIKE * words) + 1


def _words(text: str) -> list[str]:
    return [token.text for token in tokens(fold(text)) if token.text.isalnum()]


def _signs(text: str) -> str:
    return "".join(fold(text).text.split())
