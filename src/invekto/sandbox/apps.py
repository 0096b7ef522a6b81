from django.apps import AppConfig


class SandboxConfig(AppConfig):
    name = "invekto.sandbox"
    label = "sandbox"
