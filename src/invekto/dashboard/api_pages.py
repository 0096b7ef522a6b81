"""What a service of its own shows to a person: what it is, and its API document in plain words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_GET
from ninja import NinjaAPI

from invekto.core.middleware import own_scope

_SHAPES = "#/components/schemas/"


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    is_required: bool
    words: str


@dataclass(frozen=True, slots=True)
class Operation:
    method: str
    path: str
    words: str
    parameters: list[Field]
    body: str  # name of a shape, or empty
    answers: list[tuple[str, str, str]]  # status, what it means, name of a shape or empty


@dataclass(frozen=True, slots=True)
class Shape:
    name: str
    words: str
    fields: list[Field]


def pages(api: NinjaAPI) -> list[URLPattern]:
    """``/`` and ``/docs``; both are open, for neither shows anything of a tenant."""

    @own_scope
    @require_GET
    def front(request: HttpRequest) -> HttpResponse:
        return render(request, "dashboard/service/front.html", _about(api))

    @own_scope
    @require_GET
    def docs(request: HttpRequest) -> HttpResponse:
        document: dict[str, Any] = api.get_openapi_schema()
        context = _about(api) | {"operations": list(_operations(document)), "shapes": list(_shapes(document))}
        return render(request, "dashboard/service/docs.html", context)

    return [path("", front, name="service"), path("docs", docs, name="service-docs")]


def _about(api: NinjaAPI) -> dict[str, Any]:
    return {"api": api, "document_url": reverse(f"{api.urls_namespace}:openapi-json")}


def _operations(document: dict[str, Any]) -> Iterator[Operation]:
    for address, methods in document["paths"].items():
        for method, one in methods.items():
            yield Operation(
                method=method.upper(),
                path=address,
                words=". ".join(part for part in (one.get("summary"), one.get("description")) if part),
                parameters=[
                    _field(p["name"], p["schema"], p.get("required", False), p) for p in one["parameters"]
                ],
                body=_shape_of(one.get("requestBody", {})),
                answers=[
                    (str(status), a["description"], _shape_of(a)) for status, a in one["responses"].items()
                ],
            )


def _shapes(document: dict[str, Any]) -> Iterator[Shape]:
    for name, shape in document.get("components", {}).get("schemas", {}).items():
        required = shape.get("required", [])
        fields = [
            _field(key, value, key in required, value) for key, value in shape.get("properties", {}).items()
        ]
        yield Shape(name, shape.get("description", ""), fields)


def _field(name: str, schema: dict[str, Any], is_required: bool, said: dict[str, Any]) -> Field:
    return Field(name, _kind(schema), is_required, str(said.get("description", "")))


def _shape_of(holder: dict[str, Any]) -> str:
    schema = holder.get("content", {}).get("application/json", {}).get("schema")
    return _kind(schema) if schema else ""


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).removeprefix(_SHAPES)
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(_kind(one) for one in schema[several])
    if "enum" in schema:
        return " or ".join(str(one) for one in schema["enum"])
    kind = str(schema.get("type", "any"))
    if kind == "array":
        return f"list of {_kind(schema.get('items', {}))}"
    return str(schema.get("format", kind))
