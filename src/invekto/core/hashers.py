"""How passwords are kept where everybody knows them."""

from __future__ import annotations

from django.contrib.auth.hashers import Argon2PasswordHasher


class QuickArgon2PasswordHasher(Argon2PasswordHasher):
    """For the demo and for tests: costly hashes protect nothing there, and a seed makes nine of them."""

    time_cost = 1
    memory_cost = 1024  # KiB
    parallelism = 1
