"""What happens to the product itself: one of its processes is killed, a new release meets an open question."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from django.http import HttpRequest

from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import Conversation
from invekto.sandbox import directory
from invekto.sandbox.control.phones import find_conversation
from invekto.sandbox.http import Body, Problem, body_of, control, phone_in, text_in

KILLABLE = (
    "worker",
    "messenger",
    "live",
    "integrations",
)  # the sandbox itself and the pages answer this call
_OLDER, _NEWER, _DAMAGED = "older", "newer", "damaged"
_PROCESSES = Path("/proc")
_FAMILY = 3  # the process that serves this call, its server, the supervisor


def _kill(request: HttpRequest) -> Body:
    """kill -9 without a word before; the supervisor starts the service anew."""
    body = body_of(request, allowed={"kill"}, required=("kill",))
    service = text_in(body, "kill")
    if service not in KILLABLE:
        raise Problem(400, f"“kill” is one of {', '.join(KILLABLE)}.", key="kill")
    if not sys.platform.startswith("linux"):
        raise Problem(501, "Only Linux tells which processes are ours.", key="kill")
    killed = [pid for pid in _siblings() if _title(pid) == f"invekto: {service}"]
    if not killed:
        raise Problem(409, f"There is no process of “{service}” beside this one.", key="kill")
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    return {"killed": killed}


def _siblings() -> Iterator[int]:
    """Every other child of the supervisor that this process descends from; none without one."""
    family = [os.getpid()]
    while len(family) < _FAMILY and (parent := _parent(family[-1])) > 1:
        family.append(parent)
    for pid in (int(one.name) for one in _PROCESSES.iterdir() if one.name.isdigit()):
        if pid not in family and _parent(pid) in family[1:]:
            yield pid


def _parent(pid: int) -> int:
    try:
        after_name = (_PROCESSES / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:  # it has ended meanwhile
        return 0
    return int(after_name.rpartition(")")[2].split()[1])


def _title(pid: int) -> str:
    try:
        return (_PROCESSES / str(pid) / "cmdline").read_bytes().split(b"\0")[0].decode("utf-8", "replace")
    except OSError:
        return ""


def _deploy(request: HttpRequest) -> Body:
    """The open question of a talk becomes one that another release had asked."""
    body = body_of(request, allowed={"tenant", "phone", "asked_by"}, required=("tenant", "phone", "asked_by"))
    asked_by = text_in(body, "asked_by")
    if asked_by not in (_OLDER, _NEWER, _DAMAGED):
        raise Problem(400, f"“asked_by” is {_OLDER}, {_NEWER} or {_DAMAGED}.", key="asked_by")
    tenant = directory.tenant(text_in(body, "tenant"))
    phone = phone_in(body["phone"])
    with tenant_scope(tenant.id):
        talk = find_conversation(phone, tenant.slug)
        conversation = Conversation.objects.select_for_update(of=("self",)).get(id=talk.id)
        if not conversation.flow:
            raise Problem(409, "Nothing is asked in that conversation.", key="phone")
        if asked_by == _DAMAGED:
            conversation.flow = {"name": conversation.flow.get("name"), "slots": "?"}
        else:
            step = -1 if asked_by == _OLDER else 1
            conversation.flow["version"] = int(conversation.flow["version"]) + step
        conversation.save(update_fields=["flow"])
        return {"conversation": str(conversation.id), "flow": conversation.flow}


processes = control(POST=_kill)
deploys = control(POST=_deploy)
