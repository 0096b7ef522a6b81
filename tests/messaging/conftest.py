from tests.messaging.rooms import alone, peer
from tests.orders.conftest import account

__all__ = ["account", "alone", "peer"]
