"""What a customer writes while they wait for a person: it stands in the note, and asking again gets one answer."""

from __future__ import annotations

import contextlib
import re
from datetime import timedelta

from invekto.agent_ai import handover, note, wait
from invekto.agent_ai.contract import FlowState, HandoffReason, Text, Turn
from invekto.agent_ai.lines import Line
from invekto.agent_ai.outgoing import Outgoing
from invekto.core.folding import fold
from invekto.messaging.models import Author, Conversation, Message, Mode
from invekto.outbound.services import NotSendable

QUIET = timedelta(minutes=30)
RULE = "did-still-waiting"
ADDED = "did-took-addition"
ANOTHER_MIND = "did-heard-another-mind"
_SHORT = 8  # words; whoever writes more tells something beside
# "Is anybody there", "a person please", "I am still waiting", in folded words.
_ASKS_AGAIN = re.compile(
    r"\b(?:kimse\w* ?(?:var|yok|cevap|bak)\w*|cevap (?:ver\w*|bekl\w*|lazim|yok|alam\w*|gelme\w*|yaz\w*)"
    r"|donus (?:yap\w*|bekl\w*|yok)"
    r"|bekliyor\w*|bekledim|bekletti\w*|canli destek|musteri temsilcisi\w*|temsilci\w*|yetkili\w*|insanla"
    r"|or(?:a)?da ?m[iu]s[iu]n\w*|or(?:a)?da (?:biri|kims)\w*|unuttunuz|ne zaman (?:yaz|ara|don|cevap)\w*|kac dakika"
    r"|anybody|anyone|someone|somebody|still waiting|are you there|hello\?|live (?:support|agent|chat)|real person)\b"
)
_ONLY_MARKS = re.compile(r"[?!.\s]+")
# Taking back what was asked for, in folded words. Only what is plain: the words themselves stand in the note anyway.
_ANOTHER_MIND = re.compile(
    r"\bvazgec\w*|\bfikrim\w* degis\w*|\bgerek (?:kalmadi|yok)|\biptal (?:degil|etme(?!k)\w*|olmasin)"
    r"|\b(?:iade|degisim|iptal|randevu) (?:et|ol|al|yap)m[aei]y?(?:[aei]c\w*|yin\w*|sin\w*|yor\w*)"
    r"|\b(?:iade|degisim) degil"
    r"|\b(?:iade|degisim|iptal|randevu|gelmek)\w*(?: et\w*)? istemi\w*|\bartik istemi\w*"
    r"|\byanlis (?:oldu|yazdim|anlasildi)"
    r"|\b(?:onun|bunun) yerine|\bbaska (?:gun|saat|zaman|tarih)\w*"
    r"|^(?:hayir|yok ya|yok yok|dur|durun|bir dakika)\b"
    r"|\bnever ?mind|\bchanged my mind|\bforget (?:it|about)|\bno longer|\binstead\b|\bno need"
    r"|\bdo(?: not|n['’]?t) (?:cancel|return|refund|want)|\bnot (?:cancel|return)\w*|^no\b[ ,]"
)


def keep(turn: Turn) -> None:
    """The messages at hand, in the note of a hand-over that nobody has answered; a plain change of mind is its next
    step. An emergency's next step stays: nobody calls it off by a message."""
    talk = turn.conversation
    if not talk.note or _is_answered(talk):
        return
    noted = (talk.note.get("links") or {}).get("since") or []  # read before, as when a hand-back was undone
    for message in turn.messages:
        if not message.text.strip() or asks_again(message.text) or str(message.id) in noted:
            continue
        quoted = note.quote(message.text, turn.tenant.language)
        talk.note = note.with_since(talk.note, quoted, str(message.id))
        if talk.handoff_reason != HandoffReason.EMERGENCY and _ANOTHER_MIND.search(fold(message.text)):
            changed = turn.staff("note-next-changed", words=quoted)
            talk.note = note.with_next_step(talk.note, changed, str(message.id))


def asks_again(text: str) -> bool:
    words = fold(text).strip()
    if _ONLY_MARKS.fullmatch(text.strip()):
        return "?" in text
    return len(words.split()) <= _SHORT and _ASKS_AGAIN.search(words) is not None


def answer_another_mind(turn: Turn, outbox: Outgoing) -> bool:
    """Whether they took something back that cannot wait for a person to read it, and were told what became of it."""
    talk = turn.conversation
    other = turn.vertical.another_mind(turn)
    if other is None:
        return False
    if talk.note:
        talk.note = note.with_fact(
            note.without_facts(talk.note, other.untrue), other.fact, str(turn.messages[-1].id)
        )
    waiting_since = talk.waiting_since
    # When the window has closed meanwhile, it is done all the same.
    with contextlib.suppress(NotSendable):
        why = {"intent": turn.wish.intent, "confidence": None, "rule": ANOTHER_MIND}
        outbox.add(conversation=talk, content=Text(other.said), author=Author.BOT, why=why)
    talk.waiting_since = waiting_since  # for a person they wait as before
    return True


def answer_addition(turn: Turn, outbox: Outgoing) -> bool:
    """Whether they mended or completed what was handed over: it stands in the note, and they hear that it does."""
    talk = turn.conversation
    state = FlowState.from_json(talk.flow)
    flow = turn.vertical.flows.get(state.name) if state and state.over else None
    if state is None or flow is None or talk.mode != Mode.WAITING or not talk.note:
        return False
    lines, problem = flow.added(turn, state)
    if not lines and not problem:
        return False
    for line, message in lines.items():
        if isinstance(line, Line):
            talk.note = note.with_fact(talk.note, line, message)
    waiting_since = talk.waiting_since
    with contextlib.suppress(NotSendable):
        why = {"intent": turn.wish.intent, "confidence": None, "rule": ADDED}
        said = " ".join(filter(None, [turn.t("handover-added") if lines else "", problem]))
        outbox.add(conversation=talk, content=Text(said), author=Author.BOT, why=why)
    talk.waiting_since = waiting_since  # for a person they wait as before
    return True


def reassure(turn: Turn, outbox: Outgoing) -> None:
    """One honest sentence for whoever asks again, once in a quiet time; silence before whoever speaks."""
    talk, now = turn.conversation, turn.now
    if talk.mode != Mode.WAITING or not _asks_again(turn):
        return
    said = Message.objects.filter(conversation_id=talk.id, author=Author.BOT, at__gt=now - QUIET)
    if said.filter(why__rule=RULE).exists():
        return
    since = talk.waiting_since
    # When the window has closed meanwhile, nothing is said.
    with contextlib.suppress(NotSendable):
        why = {"intent": turn.wish.intent, "confidence": None, "rule": RULE}
        outbox.add(conversation=talk, content=Text(_sentence(turn)), author=Author.BOT, why=why)
    talk.waiting_since = since  # for a person they wait as before


def _asks_again(turn: Turn) -> bool:
    if any(asks_again(message.text) for message in turn.messages):
        return True
    return turn.understood and turn.wish.intent == "human_request"


def _sentence(turn: Turn) -> str:
    talk, now = turn.conversation, turn.now
    if talk.handoff_reason == HandoffReason.EMERGENCY:
        return turn.t("handover-still-emergency")
    if talk.callback_at is not None and talk.callback_at > now:
        at = talk.callback_at.astimezone(turn.zone)
        return turn.t("handover-still-booked", **handover.moment(at, now, turn.language))
    ahead = wait.expected(turn.tenant, now, of=talk)
    promised = handover.promise(turn.tenant, language=turn.language, now=now, wait=ahead)
    return f"{turn.t('handover-still')} {promised}"


def _is_answered(talk: Conversation) -> bool:
    """A person has spoken since the hand-over: they see what comes."""
    if talk.mode != Mode.HUMAN:
        return False
    spoken = Message.objects.filter(conversation_id=talk.id, author=Author.HUMAN)
    return talk.handed_off_at is None or spoken.filter(received_at__gte=talk.handed_off_at).exists()
