from tests.messaging.rooms import alone, peer

__all__ = ["alone", "peer"]
