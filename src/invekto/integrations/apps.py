from django.apps import AppConfig


class IntegrationsConfig(AppConfig):
    name = "invekto.integrations"

    def ready(self) -> None:
        from invekto.integrations.registry import ENTRIES  # its models can be imported only now

        for entry in ENTRIES.values():
            for address in entry.addresses:
                address()  # what is no address is refused at the start, not at the first call
