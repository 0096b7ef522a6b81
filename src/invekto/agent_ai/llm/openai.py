"""OpenAI's chat completions, which most servers of open models speak as well."""

from __future__ import annotations

from urllib.parse import urlsplit

from invekto.agent_ai.llm.contract import Answer, AnswerLost
from invekto.agent_ai.llm.http import post, tokens
from invekto.core.env import LanguageModel


class OpenAI:
    def __init__(self, at: LanguageModel) -> None:
        self._at = at
        self._headers = {"Authorization": f"Bearer {at.key}"} if at.key else {}
        # OpenAI renamed it and its newer models refuse the old name; other servers know only that.
        is_theirs = urlsplit(at.url).hostname == "api.openai.com"
        self._limit = "max_completion_tokens" if is_theirs else "max_tokens"

    def ask(self, system: str, question: str, *, most_tokens: int, timeout: float) -> Answer:
        body = {
            "model": self._at.model,
            "messages": [{"role": "system", "content": system}, {"role": "user", "content": question}],
            self._limit: most_tokens,
        }
        answer = post(self._at.url, "chat/completions", headers=self._headers, body=body, timeout=timeout)
        match answer:
            case {"choices": [{"message": {"content": str(text)}}, *_]}:
                usage = answer.get("usage")
                return Answer(text, tokens(usage, "prompt_tokens"), tokens(usage, "completion_tokens"))
        raise AnswerLost("unreadable")
