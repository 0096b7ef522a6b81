from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "invekto.core"
    label = "core"
