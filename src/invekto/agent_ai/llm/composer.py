"""The three things a language model is asked for. Each ends in a usable answer or in None, whatever fails outside;
only a database that is gone raises.

Nothing here runs inside a tenant's scope or under a lock: a model takes seconds.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from time import monotonic, sleep
from uuid import UUID

from django.conf import settings

from invekto.agent_ai.llm import budget, prompts
from invekto.agent_ai.llm.contract import Answer, AnswerLost, ModelError, TryAgainLater
from invekto.agent_ai.llm.guard import check_reply, check_summary
from invekto.agent_ai.llm.models import LlmCall, LlmSettings
from invekto.agent_ai.llm.registry import model_at
from invekto.agent_ai.llm.veil import Veil
from invekto.core.env import LanguageModel
from invekto.core.tenancy import tenant_scope

log = logging.getLogger(__name__)

_LONGEST_FACTS, _LONGEST_WORDS, _LONGEST_TALK = 2000, 1000, 6000  # characters
_REPLY_TOKENS, _INTENT_TOKENS, _SUMMARY_TOKENS = 900, 60, 300
_OVERHEAD = 200  # tokens a provider adds to a question
_PAUSE = 0.2  # seconds before the one second try


@dataclass(frozen=True, slots=True)
class Told:
    """A reply in other words, and the call it came from."""

    text: str
    call_id: UUID


@dataclass(frozen=True, slots=True)
class _Verdict:
    """``outcome``: "used" or why not; ``result``: None where it is not."""

    outcome: str
    result: str | None


def composer() -> Composer | None:
    """None: this installation has no language model. Whether a tenant wants it: ``Composer.is_on``."""
    at: LanguageModel | None = settings.LANGUAGE_MODEL
    return Composer(at) if at else None


def composer_for(tenant_id: UUID) -> Composer | None:
    """None when the installation has no model or the tenant has not switched it on. Opens its own scope."""
    found = composer()
    return found if found and found.is_on(tenant_id) else None


class Composer:
    def __init__(self, at: LanguageModel) -> None:
        self._at = at
        self._model = model_at(at)

    def is_on(self, tenant_id: UUID) -> bool:
        """Opens its own scope."""
        with tenant_scope(tenant_id):
            return LlmSettings.objects.filter(is_on=True).exists()

    def reply(
        self,
        tenant_id: UUID,
        *,
        plain: str,
        customer_said: str,
        language: str,
        now: datetime,
        names: Iterable[str] = (),
        secrets: Iterable[str] = (),
        conversation_id: UUID | None = None,
    ) -> Told | None:
        """``plain`` in better words that say the very same; None: send ``plain``.

        ``names``: of people in the talk; ``secrets``: numbers of their orders and the like. Neither leaves.
        Emergencies, opt-outs, consents and legal texts must not be given to this method.
        """
        if len(plain) > _LONGEST_FACTS:
            return None
        veil = Veil(names=names, secrets=secrets)
        question = prompts.question(
            language=language,
            facts=veil.hide(plain),
            customer_said=veil.hide(customer_said[:_LONGEST_WORDS]),
        )

        def judge(text: str) -> _Verdict:
            written = prompts.answered(text, "text")
            if written is None:
                return _Verdict("refused:form", None)
            restored = veil.restore(written)
            if restored is None:
                return _Verdict("refused:placeholder", None)
            refusal = check_reply(restored, plain=plain, language=language)
            return _Verdict(f"refused:{refusal.reason}", None) if refusal else _Verdict("used", restored)

        return self._ask(
            tenant_id, "reply", prompts.REPLY, question, _REPLY_TOKENS, judge, now, conversation_id
        )

    def intent(
        self,
        tenant_id: UUID,
        *,
        customer_said: str,
        options: Mapping[str, str],
        now: datetime,
        names: Iterable[str] = (),
        conversation_id: UUID | None = None,
    ) -> str | None:
        """Which of ``options`` (id → what it means) is meant; None: none of them for sure."""
        if not options:
            return None
        veil = Veil(names=names)
        question = prompts.question(
            customer_said=veil.hide(customer_said[:_LONGEST_WORDS]),
            options=[{"id": name, "means": meaning} for name, meaning in options.items()],
        )

        def judge(text: str) -> _Verdict:
            chosen = prompts.answered(text, "id")
            if chosen == "unclear":
                return _Verdict("unclear", None)
            return _Verdict("used", chosen) if chosen in options else _Verdict("refused:form", None)

        told = self._ask(
            tenant_id, "intent", prompts.INTENT, question, _INTENT_TOKENS, judge, now, conversation_id
        )
        return told.text if told else None

    def summary(
        self,
        tenant_id: UUID,
        *,
        talk: Sequence[tuple[str, str]],
        language: str,
        now: datetime,
        names: Iterable[str] = (),
        secrets: Iterable[str] = (),
        conversation_id: UUID | None = None,
    ) -> str | None:
        """``talk``: (who, words), oldest first; who is "customer", "assistant" or "colleague"."""
        veil = Veil(names=names, secrets=secrets)
        lines = _newest(talk)
        question = prompts.question(
            language=language, talk=[{"who": who, "words": veil.hide(words)} for who, words in lines]
        )
        source = "\n".join(words for _, words in lines)
        customers = "\n".join(words for who, words in lines if who == "customer")

        def judge(text: str) -> _Verdict:
            written = prompts.answered(text, "text")
            if written is None:
                return _Verdict("refused:form", None)
            restored = veil.restore(written)
            if restored is None:
                return _Verdict("refused:placeholder", None)
            refusal = check_summary(restored, source=source, customers=customers, allowed=names)
            return _Verdict(f"refused:{refusal.reason}", None) if refusal else _Verdict("used", restored)

        told = self._ask(
            tenant_id, "summary", prompts.SUMMARY, question, _SUMMARY_TOKENS, judge, now, conversation_id
        )
        return told.text if told else None

    def _ask(
        self,
        tenant_id: UUID,
        kind: str,
        system: str,
        question: str,
        most_tokens: int,
        judge: Callable[[str], _Verdict],
        now: datetime,
        conversation_id: UUID | None,
    ) -> Told | None:
        # A token is a byte at least, so a question has no more tokens than bytes.
        longest = len(system.encode()) + len(question.encode()) + _OVERHEAD
        try:
            reserved = budget.reserve(
                tenant_id,
                budget.cost(self._at, longest, most_tokens),
                kind=kind,
                at=self._at,
                conversation_id=conversation_id,
                now=now,
            )
        except budget.NoBudget:
            return None
        begun = monotonic()

        def ended() -> datetime:
            return now + timedelta(seconds=monotonic() - begun)

        try:
            answer = self._try_twice(system, question, most_tokens)
        except AnswerLost as error:
            budget.settle(
                reserved, state=LlmCall.State.LOST, outcome=error.reason, charged=reserved.amount, now=ended()
            )
            return None
        except ModelError as error:
            log.warning("The language model gave no answer: %s (%s).", error.reason, kind)
            budget.settle(
                reserved, state=LlmCall.State.FAILED, outcome=error.reason, charged=Decimal(0), now=ended()
            )
            return None
        verdict = _judged(judge, answer.text)
        budget.settle(
            reserved,
            state=LlmCall.State.ANSWERED,
            outcome=verdict.outcome,
            charged=self._charge(answer, reserved),
            input_tokens=answer.input_tokens,
            output_tokens=answer.output_tokens,
            now=ended(),
        )
        log.debug("A language model answered in %.1f s: %s (%s).", monotonic() - begun, verdict.outcome, kind)
        return Told(verdict.result, reserved.call_id) if verdict.result else None

    def _charge(self, answer: Answer, reserved: budget.Reservation) -> Decimal:
        if answer.input_tokens is None or answer.output_tokens is None:
            return reserved.amount  # it did not say: the greatest it can be
        return budget.cost(self._at, answer.input_tokens, answer.output_tokens)

    def _try_twice(self, system: str, question: str, most_tokens: int) -> Answer:
        """Once more where nothing was charged and time is left. Raises ModelError."""
        deadline = monotonic() + self._at.timeout
        try:
            return self._model.ask(system, question, most_tokens=most_tokens, timeout=self._at.timeout)
        except TryAgainLater as error:
            pause = max(_PAUSE, error.seconds or 0)
            left = deadline - monotonic() - pause
            if left < 1:
                raise
            sleep(pause)
            return self._model.ask(system, question, most_tokens=most_tokens, timeout=left)


def _judged(judge: Callable[[str], _Verdict], text: str) -> _Verdict:
    try:
        return judge(text)
    except Exception:  # the answer is paid for and must be settled; the plain text is there
        log.exception("An answer of the language model could not be judged.")
        return _Verdict("refused:error", None)


def _newest(talk: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The end of a long talk, within what may leave."""
    kept: list[tuple[str, str]] = []
    room = _LONGEST_TALK
    for who, words in reversed(talk):
        room -= len(words)
        if room < 0:
            break
        kept.insert(0, (who, words))
    return kept
