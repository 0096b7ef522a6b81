"""Addresses, one module per process."""

ROOTS = {
    "web": "invekto.urls.main",  # Backend and Dashboard
    "integrations": "invekto.urls.integrations",
    "sandbox": "invekto.urls.sandbox",
}
