"""Errors in the Graph API's own shape (whatsapp-cloud-api.md section 11)."""

from __future__ import annotations

import secrets
from typing import Any

from django.http import JsonResponse

# code → (HTTP status, what Meta calls it). Statuses are those commonly seen.
KNOWN: dict[int, tuple[int, str]] = {
    1: (500, "API Unknown"),
    2: (503, "API Service"),
    4: (400, "Application request limit reached"),
    33: (404, "Unsupported request: object does not exist or cannot be loaded"),
    100: (400, "Invalid parameter"),
    190: (401, "Error validating access token"),
    368: (403, "Temporarily blocked for policies violations"),
    80007: (400, "Rate limit issues"),
    130429: (429, "Rate limit hit"),
    130472: (400, "User's number is part of an experiment"),
    131000: (500, "Something went wrong"),
    131005: (403, "Access denied"),
    131008: (400, "Required parameter is missing"),
    131009: (400, "Parameter value is not valid"),
    131016: (503, "Service unavailable"),
    131021: (400, "Recipient cannot be sender"),
    131026: (400, "Message undeliverable"),
    131031: (403, "Account has been locked"),
    131042: (400, "Business eligibility payment issue"),
    131047: (400, "Re-engagement message"),
    131048: (400, "Spam rate limit hit"),
    131049: (400, "This message was not delivered to maintain healthy ecosystem engagement"),
    131050: (400, "User has stopped marketing messages from this business"),
    131051: (400, "Unsupported message type"),
    131052: (400, "Media download error"),
    131053: (400, "Media upload error"),
    131056: (400, "(Business Account, Consumer Account) pair rate limit hit"),
    131057: (400, "Account in maintenance mode"),
    131062: (400, "Business-scoped user id recipients are not supported for this message"),
    132000: (400, "Number of parameters does not match the expected number of params"),
    132001: (404, "Template name does not exist in the translation"),
    132005: (400, "Translated text too long"),
    132007: (400, "Template content policy violation"),
    132008: (400, "Parameter value invalid"),
    132012: (400, "Parameter format does not match format in the created template"),
    132015: (400, "Template is paused"),
    132016: (400, "Template is disabled"),
    132018: (400, "Template parameters are invalid"),
    133010: (400, "Phone number not registered"),
}

# Codes that arrive as a ``failed`` status after the request was answered with 200.
DELAYED = {130472, 131026, 131042, 131047, 131049, 131050, 131051, 131052, 131053}

DETAILS = {
    131047: "Message failed to send because more than 24 hours have passed since the customer last replied "
    "to this number.",
    131049: "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
    131050: "The user has chosen to stop receiving marketing messages from this business.",
    131026: "Message undeliverable.",
}


class GraphError(Exception):
    """A refused call: ``code`` decides, ``details`` say what exactly."""

    def __init__(self, code: int, details: str, *, status: int | None = None) -> None:
        super().__init__(details)
        known_status, title = KNOWN.get(code, (400, "Unknown error"))
        self.code, self.title, self.details = code, title, details
        self.status = status or known_status

    def response(self) -> JsonResponse:
        error: dict[str, Any] = {
            "message": f"(#{self.code}) {self.title}",
            "type": "OAuthException",
            "code": self.code,
            "error_data": {"messaging_product": "whatsapp", "details": self.details},
            "fbtrace_id": "A" + secrets.token_urlsafe(15),
        }
        if self.code in (1, 2, 131000, 131016):
            error["is_transient"] = True
        if self.code == 190:
            error["message"] = self.details
            error["error_subcode"] = 463
        answer = JsonResponse({"error": error}, status=self.status)
        if self.code == 190:
            answer["WWW-Authenticate"] = f'OAuth "Facebook Platform" "invalid_token" "{self.details}"'
        return answer


def failure(code: int, details: str | None = None) -> dict[str, Any]:
    """An element of ``statuses[].errors``."""
    title = KNOWN.get(code, (400, "Unknown error"))[1]
    return {
        "code": code,
        "title": title,
        "message": title,
        "error_data": {"details": details or DETAILS.get(code, title)},
        "href": "https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/",
    }
