"""What WhatsApp's error codes mean for sending: try again or not, how far the trouble reaches, what to do.

Source: the Cloud API reference, section 11. Decided on ``code`` alone; texts of errors change.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from invekto.core.texts import text as say

# Our own reasons, beside WhatsApp's codes.
NO_ANSWER = -1  # the request left, no answer and no status came: nobody knows whether it arrived
UNREACHABLE = -2  # WhatsApp could not be reached, several times


class Scope(Enum):
    """How far an error reaches."""

    MESSAGE = "message"
    RECIPIENT = "recipient"
    NUMBER = "number"
    ACCOUNT = "account"


@dataclass(frozen=True, slots=True)
class Retry:
    """``tries`` in all; the wait before the next is ``first * factor ** (tries so far - 1)`` seconds."""

    tries: int
    first: float
    factor: float

    def wait(self, tried: int) -> float | None:
        """Seconds to wait after ``tried`` tries; None: no further one."""
        return None if tried >= self.tries else self.first * self.factor ** (tried - 1)


NEVER = Retry(1, 0, 1)
BACKOFF = Retry(5, 2, 2)
FEW = Retry(3, 2, 4)
ONCE = Retry(2, 5, 1)
MINUTES = Retry(5, 60, 2)
SECONDS = Retry(8, 1, 2)
PAIR = Retry(6, 1, 4)  # 1, 4, 16, … s


@dataclass(frozen=True, slots=True)
class Rule:
    """How to deal with one error code."""

    code: int
    retry: Retry
    scope: Scope
    pauses: bool = False  # nothing more leaves the number (or account) until a person has acted
    advises: bool = True  # its words say what a person should do, also when no further try will be made

    @property
    def text_id(self) -> str:
        """What happened and what the operator should do."""
        return f"whatsapp-error-{self.code}"

    @property
    def holds(self) -> bool:
        """Everything queued behind waits as long as this message does."""
        return self.scope in (Scope.NUMBER, Scope.ACCOUNT) and self.retry is not NEVER


def _rules() -> dict[int, Rule]:
    message, recipient, number, account = Scope.MESSAGE, Scope.RECIPIENT, Scope.NUMBER, Scope.ACCOUNT
    rules = [
        Rule(0, NEVER, account, pauses=True),
        Rule(1, BACKOFF, message, advises=False),
        Rule(2, BACKOFF, message, advises=False),
        Rule(3, NEVER, account, pauses=True),
        Rule(4, MINUTES, account, advises=False),
        Rule(10, NEVER, account, pauses=True),
        Rule(33, NEVER, number, pauses=True),
        Rule(100, NEVER, message),
        Rule(190, NEVER, account, pauses=True),
        Rule(200, NEVER, account, pauses=True),
        Rule(368, NEVER, account, pauses=True),
        Rule(80007, MINUTES, account, advises=False),
        Rule(130429, SECONDS, number, advises=False),
        Rule(130472, NEVER, recipient),
        Rule(130497, NEVER, recipient),
        Rule(131000, FEW, message),
        Rule(131005, NEVER, account, pauses=True),
        Rule(131008, NEVER, message),
        Rule(131009, NEVER, message),
        Rule(131016, BACKOFF, message, advises=False),
        Rule(131021, NEVER, recipient),
        Rule(131026, NEVER, recipient),
        Rule(131030, NEVER, recipient),
        Rule(131031, NEVER, account, pauses=True),
        Rule(131037, NEVER, number, pauses=True),
        Rule(131042, NEVER, account, pauses=True),
        Rule(131045, NEVER, number, pauses=True),
        Rule(131047, NEVER, recipient),
        Rule(131048, NEVER, number, pauses=True),
        Rule(131049, NEVER, recipient),
        Rule(131050, NEVER, recipient),
        Rule(131051, NEVER, message),
        Rule(131052, ONCE, message),
        Rule(131053, ONCE, message),
        Rule(131056, PAIR, recipient, advises=False),
        Rule(131057, MINUTES, number, advises=False),
        Rule(131062, NEVER, recipient),
        Rule(131063, NEVER, message),
        Rule(131064, NEVER, message),
        Rule(132000, NEVER, message),
        Rule(132001, NEVER, message),
        Rule(132005, NEVER, message),
        Rule(132007, NEVER, message),
        Rule(132008, NEVER, message),
        Rule(132012, NEVER, message),
        Rule(132015, NEVER, message),
        Rule(132016, NEVER, message),
        Rule(132018, NEVER, message),
        Rule(132068, NEVER, message),
        Rule(132069, MINUTES, message, advises=False),
        Rule(133004, BACKOFF, number, advises=False),
        Rule(133010, NEVER, number, pauses=True),
        Rule(133016, MINUTES, number, advises=False),
        Rule(135000, Retry(2, 2, 1), message, advises=False),
        Rule(137000, NEVER, recipient),
        Rule(NO_ANSWER, NEVER, message),
        Rule(UNREACHABLE, BACKOFF, message),
    ]
    return {rule.code: rule for rule in rules}


RULES = _rules()


def rule_for(code: int) -> Rule:
    """Permissions are a range (200 to 299); a code nobody documented is not tried again."""
    if 200 <= code <= 299:
        return RULES[200]
    return RULES.get(code) or Rule(code, NEVER, Scope.MESSAGE)


def in_words(code: int, language: str, *, given_up: bool = True) -> str:
    """What happened and what the operator should do. ``given_up``: no further try will be made."""
    rule = rule_for(code)
    text_id = {NO_ANSWER: "whatsapp-error-no-answer", UNREACHABLE: "whatsapp-error-unreachable"}.get(code)
    if text_id is None and given_up and not rule.advises:
        text_id = "whatsapp-error-given-up"
    if text_id is None:
        text_id = rule.text_id if rule.code in RULES else "whatsapp-error-other"
    return say(text_id, language, code=str(code))


class CloudApiError(Exception):
    """WhatsApp gave no message id. ``code``: WhatsApp's or ours; ``detail``: for people, not logs."""

    def __init__(self, code: int, detail: str = "") -> None:
        super().__init__(f"WhatsApp error {code}")
        self.code = code
        self.detail = detail


class TryAgainLater(CloudApiError):
    """Not sent, and the same call may work later."""


class Refused(CloudApiError):
    """Not sent, and the same call would fail again."""


class OutcomeUnknown(CloudApiError):
    """The request left; whether WhatsApp took it, only a status webhook can tell."""

    def __init__(self) -> None:
        super().__init__(NO_ANSWER)


class Expired(CloudApiError):
    """The media is no longer there to fetch."""
