"""Whether the ports are free, asked before anything starts."""

import errno
import socket
import time

HOST = "127.0.0.1"
PATIENCE = 2.0  # seconds for a demo that was just stopped to let go


def taken(port: int, *, patience: float = PATIENCE) -> bool:
    """Whether somebody else listens there. Raises PermissionError where we may not listen at all."""
    deadline = time.monotonic() + patience
    while True:
        try:
            _listen(port)
        except PermissionError:
            raise
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            if time.monotonic() > deadline:
                return True
            time.sleep(0.05)
        else:
            return False


def next_free(port: int, avoid: set[int]) -> int:
    """The first free port above this one, to suggest; 0, any free port, when there is none near."""
    near = (candidate for candidate in range(port + 1, min(port + 100, 65536)) if candidate not in avoid)
    return next((candidate for candidate in near if not taken(candidate, patience=0)), 0)


def _listen(port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as the servers themselves do
        listener.bind((HOST, port))
        listener.listen(1)
