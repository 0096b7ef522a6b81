"""What a colleague does in a thread beside sending words: files, reactions, notes, being seen to write."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_POST

from invekto.agent_ai import services as dialogue
from invekto.core import clock, live
from invekto.core.middleware import own_scope
from invekto.core.models import User
from invekto.core.tenancy import tenant_scope
from invekto.core.texts import text
from invekto.core.typed import typed
from invekto.dashboard.frame import language, person
from invekto.dashboard.guards import for_tenant
from invekto.dashboard.submissions import once, submission_key
from invekto.dashboard.views.inbox import conversation_or_404, news
from invekto.messaging import services as messaging
from invekto.messaging.models import Conversation, InternalNote, MediaFile, Message
from invekto.messaging.visibility import visible
from invekto.outbound import services as outbound
from invekto.outbound.content import ContentRefused, Media

_CAPTIONED = ("image", "video", "document")


def _posted(request: HttpRequest, name: str) -> str:
    return typed(request.POST.get(name, ""))


@own_scope  # a large file takes a while to be kept, and nobody waits for the conversation's row meanwhile
@require_POST
@for_tenant
def send_file(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``file``, with ``text`` under it where WhatsApp shows that; ``draft``: the page's name for this file."""
    given = request.FILES.get("file")
    problem = text("upload-none", language(request))
    if given is not None:
        problem = _sent(request, conversation_id, given)
    with tenant_scope(_tenant_id(request)):
        return news(request, conversation_or_404(conversation_id), problem=problem or None)


def _tenant_id(request: HttpRequest) -> UUID:
    tenant_id = person(request).tenant_id
    assert tenant_id is not None  # the guard lets in people of a tenant only
    return tenant_id


def _sent(request: HttpRequest, conversation_id: UUID, given: Any) -> str:
    """Why it could not be sent, in words; empty: it is on its way. What is refused leaves nothing behind.

    ``given``: Django's UploadedFile, whose stub and class do not agree on having a type argument.
    """
    words, now, tenant_id = language(request), clock.now(), _tenant_id(request)
    uploads = messaging.uploads
    upload = uploads.Upload(given.name or "", given.size or 0, given.chunks)
    try:
        looked = uploads.look_into(upload)
    except uploads.UploadRefused as refused:
        return text(refused.text_id, words, **refused.variables)
    caption = _posted(request, "text") if looked.kind in _CAPTIONED else ""
    key = submission_key(_posted(request, "draft"), conversation_id, f"{looked.sha256} {caption}")
    with tenant_scope(tenant_id):
        if key is not None and Message.objects.filter(client_key=key).exists():
            return ""
        if not messaging.window_is_open(conversation_or_404(conversation_id), now):
            return text(outbound.WindowClosed.text_id, words)
    media = uploads.keep(upload, looked, tenant_id=tenant_id, now=now)
    try:
        _send(conversation_id, person(request), media, key, caption=caption, kind=looked.kind)
    except BaseException as error:
        uploads.discard(media)
        match error:
            case _SentAlready():
                return ""
            case ContentRefused():
                return error.in_words(words)
            case outbound.NotSendable():
                return text(error.text_id, words)
        raise
    return ""


def _send(
    conversation_id: UUID, user: User, media: MediaFile, key: UUID | None, *, caption: str, kind: str
) -> None:
    """The file's row and the message that carries it, or neither."""
    with tenant_scope(media.tenant_id):
        locked = Conversation.objects.filter(visible(user), pk=conversation_id).order_by()
        if not list(locked.select_for_update(of=("self",)).only("pk")):
            raise Http404  # a colleague's by now
        media.save(force_insert=True)
        content = Media(
            kind,
            file_id=str(media.pk),
            mime_type=media.mime_type,
            caption=caption or None,
            file_name=media.file_name,
        )
        once(key, lambda: dialogue.say(conversation_id, user, content, clock.now()))
        if not Message.objects.filter(media=media).exists():
            raise _SentAlready


class _SentAlready(Exception):
    """This very submission is a message already: another tab was faster."""


@require_POST
@for_tenant
def react(request: HttpRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """``emoji``: one of those offered; empty takes ours off."""
    problem = None
    try:
        Message.objects.only("id").get(id=message_id, conversation_id=conversation_id)
        outbound.react(message_id, _posted(request, "emoji"), user=person(request), now=clock.now())
    except Message.DoesNotExist:
        raise Http404 from None
    except ContentRefused as refused:
        problem = refused.in_words(language(request))
    except outbound.NotSendable as refused:
        problem = text(refused.text_id, language(request))
    return news(request, conversation_or_404(conversation_id), problem=problem)


@require_POST
@for_tenant
def add_note(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """``note``: words for colleagues; ``draft``: the page's name for them, the same when sent again."""
    words, problem = _posted(request, "note"), None
    key = submission_key(_posted(request, "draft"), conversation_id, f"note {words}")
    try:
        messaging.notes.add(conversation_id, person(request), words, clock.now(), key=key)
    except Conversation.DoesNotExist:
        raise Http404 from None
    except messaging.notes.NoteRefused as refused:
        problem = text(refused.text_id, language(request), longest=messaging.notes.LONGEST)
    return news(request, conversation_or_404(conversation_id), problem=problem)


@require_POST
@for_tenant
def change_note(request: HttpRequest, conversation_id: UUID, note_id: UUID) -> HttpResponse:
    """``back`` brings one's own note back; without it the note is taken away."""
    try:
        InternalNote.objects.only("id").get(id=note_id, conversation_id=conversation_id)
        if request.POST.get("back"):
            messaging.notes.bring_back(note_id, person(request))
        else:
            messaging.notes.take_away(note_id, person(request), clock.now())
    except InternalNote.DoesNotExist:
        raise Http404 from None
    return news(request, conversation_or_404(conversation_id))


@require_POST
@for_tenant
def typing(request: HttpRequest, conversation_id: UUID) -> HttpResponse:
    """Colleagues who have the thread open see for some seconds who writes. Nothing is stored."""
    found = conversation_or_404(conversation_id)
    live.announce("typing", tenant_id=found.tenant_id, conversation=conversation_id, user=person(request).pk)
    return HttpResponse(status=204)
