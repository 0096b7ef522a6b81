"""Answers as files: a status line, headers, an empty line, the body. Written after the platforms' documents."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import httpx

RECORDED = Path(__file__).parent / "recorded"
_WSDL = Path(__file__).parents[3] / "src" / "invekto" / "sandbox" / "carriers" / "wsdl"


@dataclass(frozen=True, slots=True)
class Recorded:
    status: int
    headers: dict[str, str]
    body: bytes


def recorded(provider: str, name: str) -> Recorded:
    text = (RECORDED / provider / f"{name}.http").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    status, *lines = head.split("\n")
    headers = dict(line.split(": ", 1) for line in lines if line)
    return Recorded(int(status.split()[1]), headers, body.removesuffix("\n").encode())


def described(provider: str, path: str, query: str, address: str) -> bytes | None:
    """The carrier's WSDL, or the schema that it imports; None where no description is asked for."""
    if query not in ("wsdl", "xsd=xsd0"):
        return None
    name = f"{provider}.wsdl" if query == "wsdl" else f"{provider}.xsd"
    if path.endswith("WsReportWithReferenceServices"):
        name = "yurtici_report.wsdl"
    return (_WSDL / name).read_text(encoding="utf-8").replace("{address}", address).encode()


def transport(provider: str, name: str, asked: list[str] | None = None) -> httpx.MockTransport:
    """Every question gets this answer; descriptions of services are told as ever."""
    answer = recorded(provider, name)

    def reply(request: httpx.Request) -> httpx.Response:
        address = str(request.url.copy_with(query=None))
        wsdl = described(provider, request.url.path, request.url.query.decode(), address)
        if wsdl is not None:
            return httpx.Response(200, content=wsdl, headers={"Content-Type": "text/xml"})
        if asked is not None:
            asked.append(f"{request.method} {request.url.path}")
        return httpx.Response(answer.status, headers=answer.headers, content=answer.body)

    return httpx.MockTransport(reply)
