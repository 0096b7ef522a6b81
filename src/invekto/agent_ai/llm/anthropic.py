"""Anthropic's Messages API."""

from __future__ import annotations

from invekto.agent_ai.llm.contract import Answer, AnswerLost
from invekto.agent_ai.llm.http import post, tokens
from invekto.core.env import LanguageModel

VERSION = "2023-06-01"


class Anthropic:
    def __init__(self, at: LanguageModel) -> None:
        self._at = at
        self._url = at.url.removesuffix("/v1")
        self._headers = {"x-api-key": at.key, "anthropic-version": VERSION}

    def ask(self, system: str, question: str, *, most_tokens: int, timeout: float) -> Answer:
        body = {
            "model": self._at.model,
            "max_tokens": most_tokens,
            "system": system,
            "messages": [{"role": "user", "content": question}],
        }
        answer = post(self._url, "v1/messages", headers=self._headers, body=body, timeout=timeout)
        match answer:
            case {"content": [*parts]}:
                written = [
                    part["text"]
                    for part in parts
                    if isinstance(part, dict)
                    and part.get("type") == "text"
                    and isinstance(part.get("text"), str)
                ]
                usage = answer.get("usage")
                if written:
                    return Answer(
                        "".join(written), tokens(usage, "input_tokens"), tokens(usage, "output_tokens")
                    )
        raise AnswerLost("unreadable")
