"""The door of a carrier's SOAP service: its WSDL, the envelope, faults as the reference words them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from lxml import etree

from invekto.core.middleware import own_scope
from invekto.sandbox import faults

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
_WSDL = Path(__file__).parent / "wsdl"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
_DEFAULT_FAULT = "An internal error occurred."

Operation = Callable[["Call"], etree._Element]


class Fault(Exception):
    """A SOAP fault; ``detail`` is an element beneath ``detail``."""

    def __init__(self, text: str, *, code: str = "soap:Server", detail: etree._Element | None = None) -> None:
        super().__init__(text)
        self.text, self.code, self.detail = text, code, detail


class Call:
    """What was asked: the operation's element, and whether an ordered failure wants it answered oddly."""

    def __init__(self, element: etree._Element, ordered: str | None) -> None:
        self.element, self.ordered = element, ordered

    def text(self, name: str) -> str:
        return next(iter(self.texts(name)), "")

    def texts(self, name: str) -> list[str]:
        """Every value of a parameter, whether or not its element carries the namespace."""
        return [
            (child.text or "").strip()
            for child in self.element
            if isinstance(child.tag, str) and etree.QName(child).localname == name
        ]


def service(
    provider: str, wsdl: str, operations: dict[str, Operation], *, schema: str | None = None
) -> Callable[..., HttpResponse]:
    """A view of one SOAP service; ``wsdl`` and ``schema`` are files beside this one."""

    @own_scope
    def served(request: HttpRequest) -> HttpResponse:
        if request.method == "GET":
            return _description(request, wsdl, schema)
        if request.method != "POST":
            return HttpResponse(status=405)
        kind = faults.take(provider, (*faults.WIRE_KINDS, *faults.OWN_KINDS[provider]))
        match kind:
            case "timeout":
                return faults.hang(request)
            case "reset":
                return faults.cut(request)
            case "slow":
                faults.wait_slowly()
            case "429" | "410":
                return HttpResponse("", status=int(kind), content_type="text/plain")
            case "html":
                return HttpResponse("<html><body>Bakım çalışması</body></html>", content_type="text/html")
        try:
            if kind == "500":
                raise Fault(_DEFAULT_FAULT)
            reply, status = _operation(request, operations, kind), 200
        except Fault as fault:
            reply, status = _fault(fault), 500  # SOAP 1.1's default
        return _answer(reply, status, kind, already_broken=provider == "aras")  # inside the JSON

    served.csrf_exempt = True  # type: ignore[attr-defined]
    return served


def _operation(request: HttpRequest, operations: dict[str, Operation], kind: str | None) -> etree._Element:
    try:
        envelope = etree.fromstring(request.body, _PARSER)
    except etree.XMLSyntaxError as error:
        raise Fault(f"The envelope cannot be read: {error.msg}", code="soap:Client") from None
    body = envelope.find(f"{{{SOAP}}}Body")
    element = (
        next((child for child in body if isinstance(child.tag, str)), None) if body is not None else None
    )
    found = operations.get(etree.QName(element).localname) if element is not None else None
    if element is None or found is None:
        raise Fault("There is no such operation.", code="soap:Client")
    return found(Call(element, kind))


def _fault(fault: Fault) -> etree._Element:
    element = etree.Element(f"{{{SOAP}}}Fault")
    etree.SubElement(element, "faultcode").text = fault.code
    etree.SubElement(element, "faultstring").text = fault.text
    if fault.detail is not None:
        etree.SubElement(element, "detail").append(fault.detail)
    return element


def _answer(reply: etree._Element, status: int, kind: str | None, *, already_broken: bool) -> HttpResponse:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"soap": SOAP})
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(reply)
    latin = kind == "latin5"
    content = etree.tostring(envelope, xml_declaration=True, encoding="ISO-8859-9" if latin else "utf-8")
    if kind == "bad_json" and not already_broken:
        content = content[: len(content) * 2 // 3]  # the line broke in the middle of the XML
    content_type = "text/xml" if latin else "text/xml; charset=utf-8"
    return HttpResponse(content, status=status, content_type=content_type)


def _description(request: HttpRequest, wsdl: str, schema: str | None) -> HttpResponse:
    asked = {key.lower() for key in request.GET}
    name = schema if schema and "xsd" in asked else wsdl if asked & {"wsdl", "singlewsdl"} else None
    if name is None:
        return HttpResponse("This is a SOAP service; add ?wsdl.", content_type="text/plain")
    address = request.build_absolute_uri(request.path)
    text = description(name).replace("{address}", address)
    return HttpResponse(text, content_type="text/xml; charset=utf-8")


def description(name: str) -> str:
    """A WSDL or schema with ``{address}`` where the service's own address belongs."""
    return (_WSDL / name).read_text(encoding="utf-8")
