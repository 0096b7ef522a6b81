from django.apps import AppConfig


class OutboundConfig(AppConfig):
    name = "invekto.outbound"

    def ready(self) -> None:
        # Rooms hold models, which can be imported only now.
        from invekto.messaging import hooks
        from invekto.outbound.settling import note_delivery

        hooks.on_delivery(note_delivery)
