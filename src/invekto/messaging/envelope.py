"""A webhook body, taken apart as far as routing and storing need: nothing is understood here."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

# Real bodies nest about ten deep. What nests deeper would cost us stack further on, whoever sent it.
DEEPEST = 50
MOST_CHANGES = 1000  # Meta puts at most this many updates into one body
_LONGEST_KEY = 600
_LONGEST_PARTY = 160


# The ``contacts[]`` members of a change by each id they bear.
People = dict[str, dict[str, Any]]


class Unreadable(Exception):
    """The body is no webhook of Meta's; the message says why and holds nothing of the body."""


@dataclass(frozen=True, slots=True)
class Change:
    """One ``changes[]`` member: what it is about and where it belongs."""

    field: str
    value: dict[str, Any]
    phone_number_id: str | None  # null for what concerns the account
    waba_id: str | None
    entry_time: Any


@dataclass(frozen=True, slots=True)
class Item:
    """One event to store; see ``WebhookEvent`` for the columns."""

    kind: str
    key: str
    party: str | None
    payload: str


def read(body: bytes) -> list[Change]:
    """Every change of a body. Raises Unreadable."""
    try:
        document = json.loads(body.decode("utf-8"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        raise Unreadable("The body is not UTF-8.") from None
    except RecursionError:
        raise Unreadable("The body is nested too deeply.") from None
    except ValueError:
        raise Unreadable("The body is not JSON.") from None
    if not isinstance(document, dict) or document.get("object") != "whatsapp_business_account":
        raise Unreadable("The body is not a WhatsApp webhook.")
    if _is_deeper_than(document, DEEPEST):
        raise Unreadable("The body is nested too deeply.")
    changes = list(islice(_changes(document), MOST_CHANGES + 1))
    if len(changes) > MOST_CHANGES or sum(map(_members_of, changes)) > MOST_CHANGES:
        raise Unreadable(f"The body holds more than {MOST_CHANGES} changes.")
    return changes


def _members_of(change: Change) -> int:
    """How many items a change brings, or people whom they are about, whichever is more."""
    items = sum(len(members(change.value, name)) for name, _ in _LISTS.get(change.field, ()))
    return max(items, len(members(change.value, "contacts")))


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _is_deeper_than(value: object, limit: int) -> bool:
    level = [value]
    for _ in range(limit):
        below: list[object] = []
        for node in level:
            if isinstance(node, dict):
                below += node.values()
            elif isinstance(node, list):
                below += node
        if not below:
            return False
        level = below
    return True


def members(value: object, name: str) -> list[Any]:
    """``value[name]`` if it is a list, else nothing."""
    found = value.get(name) if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def _changes(document: dict[str, Any]) -> Iterator[Change]:
    for entry in members(document, "entry"):
        for change in members(entry, "changes"):
            value = change.get("value") if isinstance(change, dict) else None
            if not isinstance(value, dict):
                continue
            metadata = value.get("metadata")
            yield Change(
                field=_text(change.get("field")) or "",
                value=value,
                phone_number_id=_text(metadata.get("phone_number_id"))
                if isinstance(metadata, dict)
                else None,
                waba_id=_text(entry.get("id")),
                entry_time=entry.get("time"),
            )


def _text(value: object) -> str | None:
    """Meta writes some ids as integers."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**60 else None
    return value if isinstance(value, str) and value else None


# Where the items of a field stand, and what they are to us.
_LISTS = {
    "messages": (("messages", "message"), ("statuses", "status"), ("errors", "error")),
    "smb_message_echoes": (("message_echoes", "echo"),),
    "user_preferences": (("user_preferences", "preference"),),
}


def items(change: Change, *, received: str) -> Iterator[Item]:
    """What is stored for a change. ``received`` tells repeats of what has no id of its own apart, by hour."""
    found = False
    people = _by_id(members(change.value, "contacts"))
    for name, kind in _LISTS.get(change.field, ()):
        for item in members(change.value, name):
            found = True
            yield _item(kind, item, change, people, received)
    if not found:
        kind = "template" if "template" in change.field else "other"
        yield _item(kind, change.value, change, people, received)


def _item(kind: str, item: Any, change: Change, people: People, received: str) -> Item:
    fields = item if isinstance(item, dict) else {}
    party = _party(kind, fields)
    payload = {"field": change.field, "item": item, "metadata": change.value.get("metadata")}
    if change.entry_time is not None:
        payload["time"] = change.entry_time
    if kind not in ("status", "template", "other"):
        payload["contacts"] = _contacts_of(fields, members(change.value, "contacts"), people)
    text = json.dumps(payload, ensure_ascii=True, separators=(",", ":"))
    return Item(kind=kind, key=_key(kind, fields, text, received), party=party, payload=text)


def _party(kind: str, item: dict[str, Any]) -> str | None:
    """Whose queue the item waits in: messages of one person are read one after the other."""
    names = {
        "message": ("from_user_id", "from"),
        "echo": ("to_user_id", "to"),
        "preference": ("user_id", "wa_id"),
    }.get(kind, ())
    for name in names:
        value = _text(item.get(name))
        if value and len(value) <= _LONGEST_PARTY and value.isascii() and value.isprintable():
            return value
    return None


def _key(kind: str, item: dict[str, Any], payload: str, received: str) -> str:
    identifier = _text(item.get("id"))
    if kind in ("message", "echo") and identifier:
        key = f"{kind}:{identifier}"
    elif kind == "status" and identifier:
        key = f"status:{identifier}:{_text(item.get('status'))}:{_text(item.get('recipient_id'))}"
    else:
        moment = received if kind == "error" else ""
        return f"{kind}:sha256:{hashlib.sha256((payload + moment).encode()).hexdigest()}"
    if len(key) <= _LONGEST_KEY and key.isascii() and key.isprintable():
        return key
    return f"{kind}:sha256:{hashlib.sha256(key.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _by_id(contacts: list[Any]) -> People:
    found: People = {}
    for contact in contacts:
        if isinstance(contact, dict):
            for name in ("wa_id", "user_id"):
                if identifier := _text(contact.get(name)):
                    found.setdefault(identifier, contact)
    return found


def _contacts_of(item: dict[str, Any], contacts: list[Any], people: People) -> list[Any]:
    """The entry about this item's person; a single entry is taken to be theirs."""
    if len(contacts) <= 1:
        return contacts
    for name in ("from", "from_user_id", "to", "to_user_id", "wa_id", "user_id"):
        if found := people.get(_text(item.get(name)) or ""):
            return [found]
    return []
