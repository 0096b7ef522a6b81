"""``/media/<id>/``: a stored file, for those of its tenant's people who may see the message that holds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from invekto.messaging.models import MediaFile
from invekto.messaging.visibility import sees_file

# What a browser may show inside our pages. Everything else, above all HTML and SVG, is only ever saved.
_PDF = "application/pdf"
_SHOWN = re.compile(
    r"(image/(jpeg|png|webp|gif)|audio/[\w.+-]+|video/(mp4|3gpp|webm))(;[ \w=.,+-]*)?", re.ASCII
)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+(;[ \w=.,+-]*)?", re.ASCII)
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})", re.ASCII)


@require_safe
@login_required
def media(request: HttpRequest, media_id: UUID) -> HttpResponse | FileResponse | StreamingHttpResponse:
    if not request.user.is_authenticated or request.user.tenant_id is None:
        raise Http404
    found = MediaFile.objects.filter(pk=media_id, state=MediaFile.State.STORED).first()
    path = settings.MEDIA_DIR / found.path if found and found.path else None
    if found is None or not sees_file(request.user, found.pk) or path is None or not path.is_file():
        raise Http404
    response = _content(path, request.headers.get("Range"))
    mime_type = found.mime_type.strip()
    shown = mime_type == _PDF or bool(_SHOWN.fullmatch(mime_type))
    response["Content-Type"] = mime_type if _MIME.fullmatch(mime_type) else "application/octet-stream"
    name = found.file_name or f"{found.pk}"
    response["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    if mime_type == _PDF:
        # A browser's own viewer shows it, also inside our pages; in a sandbox it would not.
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'self'"
        response["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, max-age=86400"
    return response


def _content(path: Path, wanted: str | None) -> HttpResponse | FileResponse | StreamingHttpResponse:
    """The file or the part asked for: phones play sound only from servers that give parts."""
    size = path.stat().st_size
    part = _RANGE.fullmatch(wanted or "")
    if part is None or not (part[1] or part[2]):
        response = FileResponse(path.open("rb"))
        response["Accept-Ranges"] = "bytes"
        return response
    if part[1]:
        first, last = int(part[1]), min(int(part[2]), size - 1) if part[2] else size - 1
    else:
        first, last = max(0, size - int(part[2])), size - 1
    if first > last or first >= size:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    return StreamingHttpResponse(
        _slice(path, first, last - first + 1),
        status=206,
        headers={
            "Content-Range": f"bytes {first}-{last}/{size}",
            "Content-Length": str(last - first + 1),
            "Accept-Ranges": "bytes",
        },
    )


def _slice(path: Path, start: int, length: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(start)
        while length > 0 and (chunk := file.read(min(length, 64 * 1024))):
            length -= len(chunk)
            yield chunk
