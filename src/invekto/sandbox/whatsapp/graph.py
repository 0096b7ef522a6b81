"""The Graph API's addresses (whatsapp-cloud-api.md sections 9, 10, 13), under any ``/v{n}.{n}/``."""

from __future__ import annotations

import hashlib
import hmac
import json
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse

from invekto.core import clock
from invekto.core.middleware import own_scope
from invekto.sandbox import faults
from invekto.sandbox.directory import Number, number_of_account
from invekto.sandbox.directory import number as find_number
from invekto.sandbox.http import has_unstorable
from invekto.sandbox.models import Media, Template
from invekto.sandbox.whatsapp import sending, template_list, templates
from invekto.sandbox.whatsapp.errors import GraphError
from invekto.sandbox.whatsapp.reading import Json

URL_LIFETIME = timedelta(minutes=5)
KEPT = timedelta(days=30)
MEGABYTE = 1024 * 1024
# MIME type → greatest size in bytes
UPLOADS = {
    "image/jpeg": 5 * MEGABYTE,
    "image/png": 5 * MEGABYTE,
    "image/webp": MEGABYTE // 2,
    **dict.fromkeys(("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg"), 16 * MEGABYTE),
    **dict.fromkeys(("video/mp4", "video/3gpp"), 16 * MEGABYTE),
    **dict.fromkeys(
        (
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ),
        100 * MEGABYTE,
    ),
}


def graph(view: Callable[..., HttpResponse | Json]) -> Callable[..., HttpResponse]:
    """What every address has in common: ordered failures, JSON answers, errors in Meta's shape."""

    @own_scope
    def served(request: HttpRequest, **arguments: str) -> HttpResponse:
        if has_unstorable(*arguments.values(), *map(str, request.GET.values())):
            return GraphError(100, "A character that cannot stand in an address.").response()
        kind = faults.take("whatsapp", faults.WIRE_KINDS)
        if kind is not None and (refused := _refusal(kind)) is not None:
            return refused
        try:
            result = view(request, **arguments)
            answer = result if isinstance(result, HttpResponse) else JsonResponse(result)
        except GraphError as error:
            answer = error.response()
        if kind == "slow":
            faults.wait_slowly()
        elif kind == "timeout":  # the call was served, and the caller never hears of it
            return faults.hang(request)
        elif kind == "reset":
            return faults.cut(request)
        return answer

    served.csrf_exempt = True  # type: ignore[attr-defined]
    return served


def _refusal(kind: str) -> HttpResponse | None:
    if kind == "500":
        return GraphError(131000, "Something went wrong.", status=500).response()
    if kind == "429":
        return GraphError(130429, "Cloud API message throughput has been reached.", status=429).response()
    if kind == "401":
        return GraphError(190, "Error validating access token: Session has expired.").response()
    if kind == "410":
        return GraphError(33, "The object is gone.", status=410).response()
    if kind == "bad_json":
        return faults.bad_json()
    return None


@graph
def messages(request: HttpRequest, *, node: str) -> Json:
    _method(request, "POST")
    number = _number(request, node)
    return sending.send(number, _json(request), clock.now())


@graph
def media(request: HttpRequest, *, node: str) -> Json:
    _method(request, "POST")
    number = _number(request, node)
    file = request.FILES.get("file")
    if request.POST.get("messaging_product") != "whatsapp":
        raise GraphError(100, "The parameter messaging_product is required and must be whatsapp.")
    if not isinstance(file, UploadedFile):
        raise GraphError(131008, "The parameter file is required.")
    mime_type = (file.content_type or request.POST.get("type") or "").split(";")[0].strip()
    if mime_type not in UPLOADS:
        raise GraphError(
            100,
            f"Param file must be a file with one of the following types: {', '.join(UPLOADS)}. "
            f"Received file of type '{mime_type}'.",
        )
    if (file.size or 0) > UPLOADS[mime_type]:
        raise GraphError(
            131053, f"The file is {file.size} bytes; at most {UPLOADS[mime_type]} for {mime_type}."
        )
    return {"id": store(number.phone_number_id, file.read(), mime_type, file.name or "").id}


def store(phone_number_id: str, content: bytes, mime_type: str, file_name: str = "") -> Media:
    return Media.objects.create(
        id=str(random.randrange(10**15, 10**16)),  # noqa: S311 - an id, not a secret
        phone_number_id=phone_number_id,
        mime_type=mime_type,
        sha256=hashlib.sha256(content).hexdigest(),
        file_name=file_name,
        content=content,
        created_at=clock.now(),
    )


@graph
def node(request: HttpRequest, *, node: str) -> HttpResponse | Json:
    """A bare id: a media file, a template, a business number or an account."""
    if (stored := Media.objects.filter(id=node).defer("content").first()) is not None:
        return _media_node(request, stored)
    if node.isdigit() and int(node) >= templates.FIRST_ID:
        template = Template.objects.filter(id=int(node) - templates.FIRST_ID).first()
        if template is not None:
            return template_list.one(request, template, _account(request, template.waba_id))
    _method(request, "GET")
    if find_number(node) is not None:
        return _number_fields(_number(request, node))
    return {"id": node, "name": _account(request, node).tenant_slug, "currency": "TRY"}


def _media_node(request: HttpRequest, stored: Media) -> Json:
    _number(request, stored.phone_number_id)
    if clock.now() - stored.created_at > KEPT:
        raise GraphError(33, "The media is no longer kept.", status=404)
    if request.method == "DELETE":
        stored.delete()
        return {"success": True}
    _method(request, "GET")
    token = signing.dumps([stored.id, clock.now().timestamp()], salt="sandbox media")
    address = request.build_absolute_uri(request.path.split("/v")[0] + f"/media/{token}")
    return {
        "messaging_product": "whatsapp",
        "url": address,
        "mime_type": stored.mime_type,
        "sha256": stored.sha256,
        "file_size": str(Media.objects.get(id=stored.id).content.__len__()),
        "id": stored.id,
    }


@graph
def media_bytes(request: HttpRequest, *, token: str) -> HttpResponse:
    """The second step: the address of the first, with the same bearer, for five minutes."""
    try:
        media_id, made_at = signing.loads(token, salt="sandbox media")
    except signing.BadSignature:
        return HttpResponse(status=404)
    stored = Media.objects.filter(id=media_id).first()
    if stored is None or clock.now().timestamp() - made_at > URL_LIFETIME.total_seconds():
        return HttpResponse(status=404)
    _number(request, stored.phone_number_id)
    answer = HttpResponse(bytes(stored.content), content_type=stored.mime_type)
    if stored.file_name:
        answer["Content-Disposition"] = "attachment"
    return answer


@graph
def message_templates(request: HttpRequest, *, node: str) -> Json:
    account = _account(request, node)
    if request.method == "POST":
        created = templates.create(node, _json(request), clock.now())
        template_list.announce(account, created, "APPROVED", clock.now())
        return {"id": template_list.id_of(created), "status": "PENDING", "category": created.category}
    if request.method == "DELETE":
        name = request.GET.get("name")
        if not name:
            raise GraphError(100, "The parameter name is required.")
        gone, _ = Template.objects.filter(waba_id=node, name=name).delete()
        if not gone:
            raise GraphError(100, f"There is no template named {name}.")
        return {"success": True}
    _method(request, "GET")
    return template_list.page(request, account)


@graph
def subscribed_apps(request: HttpRequest, *, node: str) -> Json:
    _account(request, node)
    if request.method == "GET":
        return {"data": [{"whatsapp_business_api_data": {"id": "1", "name": "Invekto"}}]}
    if request.method not in ("POST", "DELETE"):
        _method(request, "POST")
    return {"success": True}


@graph
def phone_numbers(request: HttpRequest, *, node: str) -> Json:
    _method(request, "GET")
    return {
        "data": [_number_fields(_account(request, node))],
        "paging": {"cursors": {"before": "", "after": ""}},
    }


@graph
def unknown(request: HttpRequest, **_: str) -> Json:
    raise GraphError(
        100,
        f"Unsupported {(request.method or '').lower()} request: this sandbox does not speak {request.path}.",
        status=400,
    )


def _number_fields(number: Number) -> Json:
    return {
        "id": number.phone_number_id,
        "display_phone_number": number.display_phone,
        "verified_name": number.tenant_slug,
        "quality_rating": "GREEN",
        "code_verification_status": "VERIFIED",
        "platform_type": "CLOUD_API",
        "throughput": {"level": "STANDARD"},
    }


def _method(request: HttpRequest, expected: str) -> None:
    if request.method != expected:
        raise GraphError(
            100,
            f"Unsupported {(request.method or '').lower()} request; this address takes {expected}.",
            status=400,
        )


def _json(request: HttpRequest) -> Any:
    if (request.content_type or "").startswith("application/x-www-form-urlencoded"):
        return {key: request.POST[key] for key in request.POST}
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise GraphError(100, "The body is not JSON.") from error


def _bearer(request: HttpRequest) -> str:
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else request.GET.get("access_token", "")


def _checked(request: HttpRequest, found: Number | None, find_again: Callable[[], Number | None]) -> Number:
    token = _bearer(request)
    if not token:
        raise GraphError(190, "An access token is required to request this resource.")
    for number in (found, find_again()) if found is None or not _fits(token, found) else (found,):
        if number is not None and _fits(token, number):
            return number
    raise GraphError(190, "Error validating access token: the token does not belong to this business.")


def _fits(token: str, number: Number) -> bool:
    return hmac.compare_digest(token.encode(), number.access_token.encode())


def _number(request: HttpRequest, phone_number_id: str) -> Number:
    return _checked(request, find_number(phone_number_id), lambda: find_number(phone_number_id, fresh=True))


def _account(request: HttpRequest, waba_id: str) -> Number:
    return _checked(request, number_of_account(waba_id), lambda: None)
