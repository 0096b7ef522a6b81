"""What was expected of a step against what came."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from invekto.sandbox.scenario.reading import as_list

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected; both sides as a person reads them."""

    what: str
    expected: str
    came: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What a step could see."""

    messages: list[Json]  # that reached the phone
    state: Json
    mails: list[Json]
    ask: Callable[[str], Any] = field(repr=False)  # SQL → value

    @property
    def options(self) -> list[str]:
        return [
            option["title"] for message in self.messages for option in (*message["buttons"], *message["list"])
        ]

    @property
    def text(self) -> str:
        """Everything the messages show."""
        return "\n".join(
            line
            for message in self.messages
            for line in (
                message["text"],
                *(option["title"] for option in message["buttons"]),
                *(part for row in message["list"] for part in (row["title"], row.get("description") or "")),
            )
            if line
        )


def compare(expect: Json, seen: Seen) -> list[Difference]:
    return [difference for key, wanted in expect.items() for difference in CHECKS[key](key, wanted, seen)]


def _reply(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for pattern in as_list(wanted):
        if not re.search(pattern, seen.text):
            yield Difference("reply", f"/{pattern}/ somewhere", _quoted(seen.text))


def _reply_not(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for pattern in as_list(wanted):
        if re.search(pattern, seen.text):
            yield Difference("reply_not", f"/{pattern}/ nowhere", _quoted(seen.text))


def _buttons(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for part in as_list(wanted):
        if not any(part in title for title in seen.options):
            yield Difference("buttons", f"one with “{part}”", ", ".join(seen.options) or "none was offered")


def _buttons_not(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for part in as_list(wanted):
        if any(part in title for title in seen.options):
            yield Difference("buttons_not", f"none with “{part}”", ", ".join(seen.options))


def _replies(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    if not _within(len(seen.messages), wanted, exact=True):
        yield Difference(
            "replies",
            _range(wanted),
            f"{len(seen.messages)}" + (f": {_quoted(seen.text)}" if seen.messages else ""),
        )


def _confidence(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = seen.state.get("confidence")
    if came is None or not _within(came, wanted, exact=False):
        yield Difference("confidence", _range(wanted, at_least=True), str(came))


def _within(value: float, wanted: Any, *, exact: bool) -> bool:
    if isinstance(wanted, dict):
        return bool(wanted.get("min", value) <= value <= wanted.get("max", value))
    return bool(value == wanted) if exact else bool(value >= wanted)


def _range(wanted: Any, *, at_least: bool = False) -> str:
    if isinstance(wanted, dict):
        return " and ".join(
            f"{'at least' if key == 'min' else 'at most'} {value}" for key, value in wanted.items()
        )
    return f"at least {wanted}" if at_least else str(wanted)


def _type(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = [message["type"] for message in seen.messages]
    if not came or not set(came) <= set(as_list(wanted)):
        yield Difference("type", f"only {', '.join(as_list(wanted))}", ", ".join(came) or "no message")


def _template(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = [message["template"] for message in seen.messages if message["template"]]
    for name in as_list(wanted):
        if name not in came:
            yield Difference("template", name, ", ".join(came) or "no template")


def _same(key: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    """A value of the conversation's state; a list gives several that would do."""
    came = seen.state.get(key)
    if came not in as_list(wanted):
        yield Difference(key, " or ".join(str(value) for value in as_list(wanted)), str(came))


def _note(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = "\n".join(_flat(seen.state.get("note")))
    for pattern in as_list(wanted):
        if not re.search(pattern, came):
            yield Difference("note", f"/{pattern}/ somewhere", _quoted(came))


def _flat(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _flat(part)
    elif isinstance(value, list):
        for part in value:
            yield from _flat(part)
    elif value is not None:
        yield str(value)


def _has(key: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = seen.state.get(key) or []
    for value in as_list(wanted):
        if value not in came:
            yield Difference(key, str(value), ", ".join(came) or "none")


def _has_not(key: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = seen.state.get(key.removesuffix("_not")) or []
    for value in as_list(wanted):
        if value in came:
            yield Difference(key, f"not {value}", ", ".join(came))


def _tasks(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    came = seen.state.get("tasks") or []
    for task in wanted:
        if not any(all(one.get(key) == value for key, value in task.items()) for one in came):
            yield Difference("tasks", str(dict(task)), str(came) if came else "none")


def _outbox(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for mail in wanted:
        if not any(_mail_fits(mail, one) for one in seen.mails):
            yield Difference("outbox", str(dict(mail)), _mails(seen))


def _outbox_not(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for mail in wanted:
        if any(_mail_fits(mail, one) for one in seen.mails):
            yield Difference("outbox_not", f"not {dict(mail)}", _mails(seen))


def _mail_fits(wanted: Json, mail: Json) -> bool:
    return (
        wanted.get("kind", mail["kind"]) == mail["kind"]
        and ("to" not in wanted or wanted["to"] in [mail["to"], *mail["to"].split(", ")])
        and all(re.search(wanted[key], mail[key]) for key in ("subject", "body") if key in wanted)
    )


def _mails(seen: Seen) -> str:
    return (
        "; ".join(f"{mail['kind']} to {mail['to']}: {_quoted(mail['body'])}" for mail in seen.mails)
        or "nothing"
    )


def _sql(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    for entry in wanted:
        came = seen.ask(entry["query"])
        if not _equal(came, entry["equals"]):
            yield Difference(f"sql {entry['query']}", repr(entry["equals"]), repr(came))


def _equal(came: Any, wanted: Any) -> bool:
    if isinstance(came, bool) or isinstance(wanted, bool):
        return came is wanted  # 1 is not true
    if isinstance(came, list) and isinstance(wanted, list):
        return len(came) == len(wanted) and all(map(_equal, came, wanted))
    if isinstance(wanted, dict):
        return bool(came == dict(wanted))
    return bool(came == wanted)


def _any_of(_: str, wanted: Any, seen: Seen) -> Iterator[Difference]:
    tried = [compare(one, seen) for one in wanted]
    if all(tried):
        yield Difference(
            "any_of",
            " or ".join(str(dict(one)) for one in wanted),
            "; ".join(f"{first.what}: {first.came}" for first, *_rest in tried),
        )


def _quoted(text: str) -> str:
    return f"“{text}”" if text else "nothing"


CHECKS: dict[str, Callable[[str, Any, Seen], Iterator[Difference]]] = {
    "any_of": _any_of,
    "assigned_to": _same,
    "bot_silenced": _same,
    "buttons": _buttons,
    "buttons_not": _buttons_not,
    "confidence": _confidence,
    "flags": _has,
    "flags_not": _has_not,
    "flow": _same,
    "handoff": _same,
    "handoff_reason": _same,
    "intent": _same,
    "language": _same,
    "note": _note,
    "outbox": _outbox,
    "outbox_not": _outbox_not,
    "replies": _replies,
    "reply": _reply,
    "reply_not": _reply_not,
    "sql": _sql,
    "tags": _has,
    "tags_not": _has_not,
    "tasks": _tasks,
    "template": _template,
    "type": _type,
}
