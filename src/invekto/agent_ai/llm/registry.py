"""Providers of language models: one line each."""

from __future__ import annotations

from collections.abc import Callable

from invekto.agent_ai.llm.anthropic import Anthropic
from invekto.agent_ai.llm.contract import Model
from invekto.agent_ai.llm.openai import OpenAI
from invekto.core.env import LanguageModel

PROVIDERS: dict[str, Callable[[LanguageModel], Model]] = {"openai": OpenAI, "anthropic": Anthropic}


def model_at(at: LanguageModel) -> Model:
    return PROVIDERS[at.provider](at)
