"""Messages again after an opt-out: by the customer's own plain words, kept with the message that said them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from invekto.agent_ai.messages_wanted import wanted_again
from invekto.core.models import DomainEvent

if TYPE_CHECKING:
    from tests.support.talk import Talk


@pytest.mark.parametrize(
    "words",
    [
        "tekrar almak istiyorum mesajları",
        "mesajları tekrar açın",
        "mesajlari acin",
        "başla",
        "START",
        "tamam başla",
        "fikrimi değiştirdim mesaj atabilirsiniz",
        "yeniden mesaj gönderin lütfen",
        "tekrar mesaj atmaya başlayın",
        "tekrar bildirim almak istiyorum",
        "please send me messages again",
        "i want to receive your offers again",
        "subscribe",
    ],
)
def test_after_an_opt_out_plain_words_lead_back(talk: Talk, words: str) -> None:
    talk.say("bana bir daha mesaj atmayın")
    assert talk.row().contact.opted_out_at is not None
    said = talk.say(words)
    assert "yine mesaj gönderebilir" in said or "may send you messages again" in said
    contact = talk.row().contact
    assert (contact.opted_out_at, contact.opted_out_how) == (None, None)
    with talk.kit.scope():
        (event,) = DomainEvent.objects.filter(name="contact.opted_in", subject_id=contact.pk)
    assert event.payload["how"] == "message"
    assert event.payload["message_id"]


@pytest.mark.parametrize(
    "words",
    [
        "mesaj almak istemiyorum",
        "neden hala mesaj geliyor",
        "kargo çıkınca mesaj atın",
        "mesaj atabilir miyim",
        "tamam",
        "indirim istiyorum",
        "tekrar mesaj atmayın",
        "mesajlar gelmesin",
        "don't send messages again",
    ],
)
def test_other_words_do_not_lead_back(talk: Talk, words: str) -> None:
    talk.say("bana bir daha mesaj atmayın")
    talk.say(words)
    assert talk.row().contact.opted_out_at is not None


def test_who_never_refused_is_not_switched_off_by_wanting_more(talk: Talk) -> None:
    said = talk.say("tekrar almak istiyorum mesajları")
    assert "zaten açık" in said
    assert talk.row().contact.opted_out_at is None


@pytest.mark.parametrize("words", ["mesajı tekrar atar mısınız", "tekrar mesaj atıyorum cevap yok"])
def test_a_message_to_be_sent_once_more_is_no_consent(words: str) -> None:
    assert not wanted_again(words, opted_out=True)
