"""Check a whole tenant file at once: every problem found is told, with its line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from invekto.core.models import Vertical
from invekto.onboarding.tenant_file import reading
from invekto.onboarding.tenant_file.accounts import doctor_of, external_id, file_model, provider_names
from invekto.onboarding.tenant_file.problems import Problem, TenantFileRefused
from invekto.onboarding.tenant_file.reading import Document, Path, shown
from invekto.onboarding.tenant_file.sections import DEFAULT_TEMPLATES, SlotEntry, TenantFile
from invekto.verticals.clinics.advertising import forbidden_words

_EXPECTED = {
    "missing": "is missing",
    "list_type": "expected a list, such as [first, second]",
    "tuple_type": "expected a list, such as [first, second]",
    "model_type": "expected keys with values, such as {key: value}",
    "model_attributes_type": "expected keys with values, such as {key: value}",
    "dict_type": "expected keys with values, such as {key: value}",
}


@dataclass(frozen=True, slots=True)
class Known:
    """What is stored of the tenant and a file may refer to."""

    doctors: frozenset[str] = frozenset()
    services: frozenset[str] = frozenset()
    templates: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Checked:
    """A file whose every line is sound by itself."""

    document: Document
    file: TenantFile

    def refuse(self, *problems: tuple[Path, str]) -> TenantFileRefused:
        return TenantFileRefused(
            self.document.name,
            [Problem(self.document.line(path), shown(path), message) for path, message in problems],
        )


def check(content: str | bytes, name: str, secrets: Mapping[str, str]) -> Checked:
    """Check every value by itself. Raises TenantFileRefused with everything found."""
    document = reading.read(content, name)
    try:
        file = file_model().model_validate(document.data, context={"secrets": secrets})
    except ValidationError as error:
        raise TenantFileRefused(name, [_problem(document, item) for item in error.errors()]) from None
    return Checked(document, file)


def examine(file: TenantFile, known: Known) -> tuple[list[tuple[Path, str]], list[str]]:
    """Check how entries fit together; returns problems, and remarks on names that nothing else mentions.

    A doctor's service need not have a price, so an unknown one is a remark. One that is nearly a known
    one is a slip of the pen and refused, like a doctor nobody has heard of.
    """
    problems = list(_repetitions(file))
    problems += _unknown_doctors(file, known.doctors | {doctor.slug for doctor in file.doctors})
    remarks: list[str] = []
    services = known.services | {service.slug for service in file.services}
    for path, slug in _named_services(file):
        if slug in services:
            continue
        if near := get_close_matches(slug, services, n=1, cutoff=0.75):
            problems.append((path, f"there is no service {slug!r}; did you mean {near[0]!r}?"))
        else:
            remarks.append(f"{shown(path)}: the service {slug!r} is in no price list.")
    templates = known.templates | DEFAULT_TEMPLATES | {template.name for template in file.templates}
    for index, trigger in enumerate(file.triggers):
        if trigger.template in templates:
            continue
        path = ("triggers", index, "template")
        if near := get_close_matches(trigger.template, templates, n=1, cutoff=0.85):
            problems.append((path, f"there is no template {trigger.template!r}; did you mean {near[0]!r}?"))
        else:
            remarks.append(f"{shown(path)}: there is no template {trigger.template!r} yet.")
    return problems, remarks + list(_not_told(file))


def _not_told(file: TenantFile) -> Iterator[str]:
    """A clinic's texts that patients are not told, because they hold words that health advertising forbids."""
    if file.tenant.vertical == Vertical.ECOMMERCE:
        return
    written: list[tuple[Path, str]] = []
    for index, service in enumerate(file.services):
        written += [
            (("services", index, "description", "tr"), service.description.tr),
            (("services", index, "description", "en"), service.description.en),
        ]
    written += [(("packages", index, "name"), package.name) for index, package in enumerate(file.packages)]
    for path, text in written:
        if words := forbidden_words(text):
            said = ", ".join(repr(word) for word in words)
            yield f"{shown(path)}: patients are not told this; health advertising may not say {said}."


def _problem(document: Document, item: ErrorDetails) -> Problem:
    path = _in_file(document.data, item["loc"])
    kind = item["type"]
    if kind == "extra_forbidden":
        return Problem(document.line(path), shown(path), _unknown_key(path, item["loc"]))
    line = document.line(path)
    if kind == "value_error":
        message = str(item["ctx"]["error"])
    elif kind == "literal_error":
        message = f"expected {item['ctx']['expected']}"
    elif kind in ("union_tag_invalid", "union_tag_not_found"):
        path = (*path, "provider")
        expected = item["ctx"].get("expected_tags") or provider_names()
        line, message = document.line(path), f"expected one of {expected}"
    else:
        message = _EXPECTED.get(kind, item["msg"].lower())
    return Problem(line, shown(path), message)


def _in_file(data: Any, loc: tuple[int | str, ...]) -> Path:
    """The checker's location without what it put in between (the name of a union's member, ``[key]``)."""
    path: list[int | str] = []
    for position, part in enumerate(loc):
        if isinstance(data, dict) and part not in data:
            if position == len(loc) - 1 and part != "[key]":
                path.append(part)  # a key that is missing
            continue
        if isinstance(data, str):
            break
        path.append(part)
        data = data[part]
    return tuple(path)


def _unknown_key(path: Path, loc: tuple[int | str, ...]) -> str:
    keys = _keys_at(loc[:-1])
    near = get_close_matches(str(path[-1]), keys, n=1, cutoff=0.6)
    known = f"did you mean {near[0]}?" if near else f"expected one of {', '.join(keys)}"
    return f"unknown key; {known}"


def _keys_at(loc: tuple[int | str, ...]) -> list[str]:
    """The keys the section at ``loc`` may have, read from its model."""
    schema = file_model().model_json_schema()
    definitions = schema["$defs"]
    here: dict[str, Any] = schema
    for part in loc:
        here = _step(here, part, definitions)
    return list(here.get("properties", {}))


def _step(schema: dict[str, Any], part: int | str, definitions: dict[str, Any]) -> dict[str, Any]:
    options = [schema, *schema.get("anyOf", [])]
    for option in options:
        if isinstance(part, int) and "items" in option:
            return _resolved(option["items"], definitions)
        if part in option.get("properties", {}):
            return _resolved(option["properties"][part], definitions)
        if part in (mapping := option.get("discriminator", {}).get("mapping", {})):
            return _resolved({"$ref": mapping[part]}, definitions)
    return {}


def _resolved(schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    for option in [schema, *schema.get("anyOf", []), *schema.get("allOf", [])]:
        if "$ref" in option:
            found: dict[str, Any] = definitions[option["$ref"].rsplit("/", 1)[1]]
            return found
    return schema


def _repetitions(file: TenantFile) -> Iterator[tuple[Path, str]]:
    """Two entries for one thing, and one doctor at two places at once."""
    keyed: tuple[tuple[str, str, tuple[BaseModel, ...], tuple[str, ...]], ...] = (
        ("users", "email", file.users, ("email",)),
        ("doctors", "slug", file.doctors, ("slug",)),
        ("services", "slug", file.services, ("slug",)),
        ("packages", "name", file.packages, ("name",)),
        ("templates", "name", file.templates, ("name", "language")),
        ("triggers", "event", file.triggers, ("event", "template", "after", "before")),
    )
    for section, shown_key, entries, names in keyed:
        seen: dict[tuple[Any, ...], int] = {}
        for index, entry in enumerate(entries):
            key = tuple(getattr(entry, name) for name in names)
            if key in seen:
                yield (section, index, shown_key), f"the same as {section}[{seen[key]}]"
            seen.setdefault(key, index)
    accounts: dict[tuple[str, str], int] = {}
    for index, account in enumerate(file.integrations):
        identity = (account.provider, external_id(account))
        if identity in accounts:
            yield (
                ("integrations", index, "provider"),
                f"the same account as integrations[{accounts[identity]}]",
            )
        accounts.setdefault(identity, index)
    yield from _overlapping_slots(file.slots)


def _overlapping_slots(slots: tuple[SlotEntry, ...]) -> Iterator[tuple[Path, str]]:
    for index, slot in enumerate(slots):
        for earlier in slots[:index]:
            days = [day for day in slot.days if day in earlier.days]
            if (
                slot.doctor == earlier.doctor
                and days
                and slot.begin < earlier.end
                and earlier.begin < slot.end
            ):
                yield (
                    ("slots", index),
                    f"{slot.doctor} already has hours {earlier.begin}-{earlier.end} on {days[0]}",
                )


def _unknown_doctors(file: TenantFile, doctors: frozenset[str]) -> Iterator[tuple[Path, str]]:
    named = [(("slots", index, "doctor"), slot.doctor) for index, slot in enumerate(file.slots)]
    named += [
        (("integrations", index, "doctor"), doctor)
        for index, account in enumerate(file.integrations)
        if (doctor := doctor_of(account)) is not None
    ]
    for path, slug in named:
        if slug not in doctors:
            known = f"expected one of {', '.join(sorted(doctors))}" if doctors else "the file has no doctors"
            yield path, f"there is no doctor {slug!r}; {known}"


def _named_services(file: TenantFile) -> Iterator[tuple[Path, str]]:
    named = [("doctors", index, entry.services) for index, entry in enumerate(file.doctors)]
    named += [("packages", index, entry.services) for index, entry in enumerate(file.packages)]
    for section, index, slugs in named:
        for position, slug in enumerate(slugs):
            yield (section, index, "services", position), slug
