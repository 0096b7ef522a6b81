from django.apps import AppConfig


class AgentAiConfig(AppConfig):
    name = "invekto.agent_ai"
