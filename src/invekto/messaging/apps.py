from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "invekto.messaging"

    def ready(self) -> None:
        from invekto.messaging import metrics, retention  # noqa: F401 - its figures and its job
