from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "invekto.core"
    label = "core"

    def ready(self) -> None:
        from invekto.core import retention  # noqa: F401 - its job
