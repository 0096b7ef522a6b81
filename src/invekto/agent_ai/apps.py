from django.apps import AppConfig


class AgentAiConfig(AppConfig):
    name = "invekto.agent_ai"

    def ready(self) -> None:
        # Rooms hold models, which can be imported only now.
        from invekto.agent_ai.takeover import silence_each_by_phone
        from invekto.messaging import hooks

        hooks.on_echo(silence_each_by_phone)
