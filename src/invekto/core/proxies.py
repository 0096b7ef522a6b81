"""Whose request it is when a proxy brings it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port

from invekto.core.env import Network

# What a proxy puts on a request; whoever has come past one has at least one of these.
_MARKS = ("HTTP_FORWARDED", "HTTP_VIA", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_")
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


class ClientAddressMiddleware:
    """Puts the client's address in ``REMOTE_ADDR`` when one of INVEKTO_TRUSTED_PROXIES brought the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        proxies: Sequence[Network] = settings.TRUSTED_PROXIES
        if proxies:
            way = [*request.headers.get("X-Forwarded-For", "").split(","), request.META["REMOTE_ADDR"]]
            request.META["REMOTE_ADDR"] = _client(way, proxies)
        return self.get_response(request)


def _client(way: Sequence[str], proxies: Sequence[Network]) -> str:
    """The nearest on the way that is no proxy of ours: what stands before it is only what that one claims."""
    nearest = way[-1]
    for step in reversed(way):
        try:
            address = ip_address(step.strip())
        except ValueError:
            break
        nearest = str(address)
        if not any(address in network for network in proxies):
            break
    return nearest


def asked_on_this_machine(request: HttpRequest) -> bool:
    """No proxy brought it, as far as one can tell: each leaves a mark or the name of the host it speaks for."""
    host, _ = split_domain_port(request.META.get("HTTP_HOST", ""))
    return (
        request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1", "")
        and host in _LOCAL_HOSTS
        and not any(name.startswith(_MARKS) for name in request.META)
    )
