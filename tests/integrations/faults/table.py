"""Every documented error of every platform: the answer it comes with, and what is to be made of it.

``DOCUMENTED`` lists the codes as the platforms' documents do; a code without a row, and a file without one, fails.
"""

from __future__ import annotations

from dataclasses import dataclass

from invekto.integrations.contract import Problem

P = Problem


@dataclass(frozen=True, slots=True)
class Failure:
    """``asked``: seconds of a pause that the platform asks for, or has by its documents."""

    problem: Problem
    is_retried: bool
    asked: float | None = None
    ask_for_less: bool = False


@dataclass(frozen=True, slots=True)
class Fine:
    """No failure of the account: how many rows are told, kept aside (why, each), and put off until the next time."""

    told: int = 0
    aside: tuple[str, ...] = ()
    put_off: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    codes: tuple[str, ...]  # as documented
    call: str  # of the adapter (calls.py)
    file: str
    outcome: Failure | Fine


def refused(problem: Problem) -> Failure:
    """The same question would be refused again."""
    return Failure(problem, is_retried=False)


def later(problem: Problem, *, asked: float | None = None, ask_for_less: bool = False) -> Failure:
    return Failure(problem, is_retried=True, asked=asked, ask_for_less=ask_for_less)


def row(codes: str, call: str, file: str, outcome: Failure | Fine) -> Row:
    return Row(tuple(codes.split()), call, file, outcome)


NOTHING = Fine()

TABLE: dict[str, tuple[Row, ...]] = {
    "trendyol": (
        row("204", "orders", "204", NOTHING),
        row("400", "orders", "400-wrong-parameter", refused(P.REQUEST_REFUSED)),
        row("400 window", "orders", "400-window-too-wide", refused(P.REQUEST_REFUSED)),
        row("400 cursor", "orders", "400-cursor-of-another-filter", refused(P.REQUEST_REFUSED)),
        row("400 10000", "claims", "400-beyond-ten-thousand", refused(P.REQUEST_REFUSED)),
        row("400 rule", "cancel", "400-no-longer-cancellable", refused(P.REQUEST_REFUSED)),
        row("400 answer", "answer", "400-answer-too-short", refused(P.REQUEST_REFUSED)),
        row("400 approve", "accept", "400-not-waiting-in-action", refused(P.REQUEST_REFUSED)),
        row("400 file", "reject", "400-issue-without-file", refused(P.REQUEST_REFUSED)),
        row("429", "accept", "429", later(P.RATE_LIMITED, asked=10)),
        row("400 webhooks", "webhook", "400-sixteenth-webhook", refused(P.REQUEST_REFUSED)),
        row("401", "orders", "401-authentication", refused(P.KEY_REFUSED)),
        row("401 seller", "orders", "401-of-another-seller", refused(P.KEY_REFUSED)),
        row("403 agent", "orders", "403-no-user-agent", refused(P.ACCESS_DENIED)),
        row("403 seller", "orders", "403-of-another-seller", refused(P.ACCESS_DENIED)),
        row("403 firewall", "orders", "403-firewall", later(P.UNREADABLE)),
        row("404", "orders", "404", refused(P.REQUEST_REFUSED)),
        row("404 version", "orders", "404-version-closed", refused(P.REQUEST_REFUSED)),
        row("404 question", "question", "404-no-such-question", NOTHING),
        row("405", "orders", "405", refused(P.REQUEST_REFUSED)),
        row("409", "cancel", "409", refused(P.REQUEST_REFUSED)),
        row("414", "claims", "414", refused(P.REQUEST_REFUSED)),
        row("415", "answer", "415", refused(P.REQUEST_REFUSED)),
        row("426", "orders", "426-version-retired", refused(P.VERSION_RETIRED)),
        row("429", "orders", "429", later(P.RATE_LIMITED, asked=10)),
        row("429", "listings", "429", later(P.RATE_LIMITED, asked=10)),
        row("429 retry-after", "orders", "429-with-retry-after", later(P.RATE_LIMITED, asked=42)),
        row("429 retry-after", "questions", "429-with-retry-after", later(P.RATE_LIMITED, asked=42)),
        row("500", "orders", "500", later(P.PLATFORM_DOWN)),
        row("502", "orders", "502", later(P.PLATFORM_DOWN)),
        row("503", "orders", "503", later(P.PLATFORM_DOWN)),
        row("503 stage", "stage", "503-stage", later(P.TEST_ACCESS)),
        row("504", "orders", "504", later(P.PLATFORM_DOWN, ask_for_less=True)),
        row("web-page", "orders", "200-web-page", later(P.UNREADABLE)),
        row("cut-off", "orders", "200-cut-off", later(P.UNREADABLE)),
        row("no-envelope", "orders", "200-no-envelope", refused(P.UNKNOWN_SHAPE)),
        row("nothing", "orders", "200-nothing", refused(P.UNKNOWN_SHAPE)),
    ),
    "hepsiburada": (
        row("400", "orders", "400-bare-string", refused(P.REQUEST_REFUSED)),
        row("400 offset", "orders", "400-offset-and-limit", refused(P.REQUEST_REFUSED)),
        row("400 WrongDateFormat", "orders", "400-wrong-date-format", refused(P.REQUEST_REFUSED)),
        row("400 LimitCannotBeEmpty", "claims", "400-claims-limit", refused(P.REQUEST_REFUSED)),
        row("400 WrongClaimStatus", "claims", "400-claims-status", refused(P.REQUEST_REFUSED)),
        row("400 WrongClaimStatus", "accept", "400-claims-status", refused(P.REQUEST_REFUSED)),
        row("400 WrongClaimStatus", "reject", "400-claims-status", refused(P.REQUEST_REFUSED)),
        row("404 claim", "accept", "404-no-such-claim", refused(P.REQUEST_REFUSED)),
        row("400 ProblemDetails", "orders", "400-problem-details", refused(P.REQUEST_REFUSED)),
        row("400 cancel", "cancel", "400-not-cancellable", refused(P.REQUEST_REFUSED)),
        row("401 empty", "orders", "401-oms-empty", refused(P.KEY_REFUSED)),
        row("401 text", "listings", "401-listing-text", refused(P.KEY_REFUSED)),
        row("401 bare", "questions", "401-questions-bare", refused(P.KEY_REFUSED)),
        row("403 test-key", "orders", "403-test-key", refused(P.ACCESS_DENIED)),
        row("403 ProblemDetails", "questions", "403-problem-details", refused(P.ACCESS_DENIED)),
        row("403 bot-manager", "orders", "403-bot-manager", later(P.UNREADABLE)),
        row("404 order", "order", "404-no-such-order", NOTHING),
        row("404 line", "cancel", "404-no-such-line", refused(P.REQUEST_REFUSED)),
        row("404 question", "question", "404-no-such-question", NOTHING),
        row("404 catalogue", "listings", "404-catalogue", refused(P.REQUEST_REFUSED)),
        # A list that is not there is no empty list.
        row("404 list", "orders", "404-no-such-list", refused(P.REQUEST_REFUSED)),
        row("404 list", "claims", "404-no-such-list", refused(P.REQUEST_REFUSED)),
        row("404 list", "questions", "404-no-such-list", refused(P.REQUEST_REFUSED)),
        row("406", "listings", "406-daily-limit", later(P.RATE_LIMITED)),
        row("422", "answer", "422-questions", refused(P.REQUEST_REFUSED)),
        row("429", "orders", "429", later(P.RATE_LIMITED, asked=7)),
        row("429 no-headers", "orders", "429-without-headers", later(P.RATE_LIMITED, asked=10)),
        row("500", "orders", "500", later(P.PLATFORM_DOWN)),
        row("503", "orders", "503", later(P.PLATFORM_DOWN, asked=60)),
        row("504", "orders", "504", later(P.PLATFORM_DOWN, ask_for_less=True)),
        row("520", "orders", "520-bot-manager", later(P.UNREADABLE)),
        row("web-page", "orders", "200-web-page", later(P.UNREADABLE)),
        row("success-false", "listings", "200-success-false", later(P.PLATFORM_DOWN)),
        row("success-false", "cancel", "200-success-false", later(P.PLATFORM_DOWN)),
        row("cut-off", "orders", "200-cut-off", later(P.UNREADABLE)),
        row("empty-window", "orders", "200-wrong-window", NOTHING),
        row("no-envelope", "orders", "200-no-envelope", refused(P.UNKNOWN_SHAPE)),
    ),
    "aras": (
        row("fault login", "track", "fault-wrong-login", refused(P.LOGIN_REFUSED)),
        row("text login", "track", "text-wrong-login", refused(P.LOGIN_REFUSED)),
        row("text permission", "track", "text-no-permission", refused(P.ACCESS_DENIED)),
        row("text week", "track", "text-longer-than-a-week", later(P.PLATFORM_DOWN)),
        row("500 fault", "track", "fault-of-the-service", later(P.PLATFORM_DOWN)),
        row("500 caller", "track", "fault-of-the-caller", refused(P.REQUEST_REFUSED)),
        row("nothing", "track", "nothing-null", NOTHING),
        row("nothing", "track", "nothing-empty", NOTHING),
        row("nothing", "track", "nothing-missing", NOTHING),
        row("nothing", "track", "nothing-object", NOTHING),
        row("text cut-off", "track", "cut-off-json", later(P.UNREADABLE)),
        row("cut-off", "track", "cut-off-xml", later(P.UNREADABLE)),
        row("no-result", "track", "no-query-result", refused(P.UNKNOWN_SHAPE)),
        row("web-page", "track", "web-page", later(P.UNREADABLE)),
        row("500 web-page", "track", "500-web-page", later(P.PLATFORM_DOWN)),
        row("503", "track", "503", later(P.PLATFORM_DOWN)),
        row("403", "track", "403-firewall", later(P.UNREADABLE)),
        row("404", "track", "404", refused(P.REQUEST_REFUSED)),
        row("DURUM_KODU", "track", "unknown-status", Fine(told=1, aside=("DURUM_KODU: unknown",))),
        row("TIP_KODU", "track", "delivered-to-the-sender", Fine(told=1)),
    ),
    "yurtici": (
        row("0", "track", "0-one-found", Fine(told=1)),
        row("nothing", "track", "0-nothing-told", NOTHING),
        row("936", "track", "936-unexpected", later(P.PLATFORM_DOWN)),
        row("936 minute", "track", "936-within-a-minute", Fine(put_off=1)),
        row("80859", "track", "80859-login", refused(P.LOGIN_REFUSED)),
        row("82500", "track", "82500-login", refused(P.LOGIN_REFUSED)),
        row("login", "track", "no-code-wrong-login", refused(P.LOGIN_REFUSED)),
        row("permission", "track", "no-code-no-permission", refused(P.ACCESS_DENIED)),
        row("60017", "track", "60017", later(P.PLATFORM_DOWN)),
        row("60018", "track", "60018", later(P.PLATFORM_DOWN)),
        row("60019", "track", "60019", later(P.PLATFORM_DOWN)),
        row("60020", "track", "60020", later(P.PLATFORM_DOWN)),
        row("80057", "track", "80057", later(P.PLATFORM_DOWN)),
        row(
            "82501 82502 82503 82505 82506 82507 82508 82509 82510 82511 82512 82513 82514 82515 82516 82517"
            " 82518",
            "track",
            "82501-82518-of-the-keys",
            Fine(told=1, aside=tuple(f"errCode: {n}" for n in range(82501, 82519) if n != 82504)),
        ),
        row("82501", "track", "82501-of-the-request", refused(P.REQUEST_REFUSED)),
        row("82519", "track", "82519-unknown", NOTHING),
        row("82519", "track", "82519-one-of-two", Fine(told=1)),
        row("82520", "track", "82520-cancelled-before", Fine(told=1)),
        row("82526", "track", "82526-no-keys", refused(P.REQUEST_REFUSED)),
        row("82527", "track", "82527-key-type", refused(P.REQUEST_REFUSED)),
        row("fault", "track", "fault", later(P.PLATFORM_DOWN)),
        row("no-result", "track", "no-out-flag", refused(P.UNKNOWN_SHAPE)),
        row("cut-off", "track", "cut-off", later(P.UNREADABLE)),
        row("web-page", "track", "web-page", later(P.UNREADABLE)),
        row("503", "track", "503", later(P.PLATFORM_DOWN)),
        row("429", "track", "429", later(P.RATE_LIMITED, asked=90)),
        row("status", "track", "unknown-status", Fine(told=1, aside=("operationStatus: unknown",))),
    ),
}

# Status codes, error codes and words, in the order of the documents.
DOCUMENTED: dict[str, str] = {
    "trendyol": (
        "204 400 401 403 404 405 414 415 409 426 429 500 502 503 504 stage cursor window 10000 version approve file"
    ),
    "hepsiburada": (
        "400 offset WrongDateFormat 401 empty text bare 403 LimitCannotBeEmpty WrongClaimStatus 404 406 422 429 520"
        " ProblemDetails success-false web-page empty-window"
    ),
    "aras": "login week 500 text nothing TIP_KODU DURUM_KODU",
    "yurtici": (
        "0 936 80859 82500 60017 60018 60019 60020 80057 82501 82502 82503 82505 82506 82507 82508 82509 82510 82511"
        " 82512 82513 82514 82515 82516 82517 82518 82519 82520 82526 82527 fault login minute"
    ),
}
