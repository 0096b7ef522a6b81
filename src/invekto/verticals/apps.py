from django.apps import AppConfig


class VerticalsConfig(AppConfig):
    name = "invekto.verticals"

    def ready(self) -> None:
        # Handlers use models of the rooms below, which can be imported only now.
        from invekto.agent_ai.engine import registry
        from invekto.verticals.registry import VERTICALS

        registry.install(VERTICALS)
