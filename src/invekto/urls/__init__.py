"""Addresses, one module per process."""

ROOTS = {
    "all": "invekto.urls.main",
    "backend": "invekto.urls.main",
    "integrations": "invekto.urls.integrations",
    "sandbox": "invekto.urls.sandbox",
}
