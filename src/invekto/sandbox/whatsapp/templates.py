"""Message templates, made over the API or brought by a tenant, and messages checked against them."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from typing import Any

from invekto.core.tenancy import tenant_scope
from invekto.messaging.models import MessageTemplate
from invekto.sandbox.directory import Number
from invekto.sandbox.directory import number as find_number
from invekto.sandbox.models import Template
from invekto.sandbox.whatsapp.errors import GraphError
from invekto.sandbox.whatsapp.messages import Shown, media_reference
from invekto.sandbox.whatsapp.reading import Json, items, obj, string

VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_]+)\s*\}\}")
FIRST_ID = 1_680_000_000_000_000  # template ids are long numbers, apart from every other kind of id
NAME = re.compile(r"[a-z0-9_]{1,512}")
CATEGORIES = ("MARKETING", "UTILITY", "AUTHENTICATION")
MEDIA_HEADERS = ("IMAGE", "VIDEO", "DOCUMENT", "LOCATION")
STOPPED = {"PAUSED": (132015, "is paused"), "DISABLED": (132016, "is disabled")}


@dataclass(frozen=True, slots=True)
class Approved:
    """A template as the sender's message is compared with it."""

    name: str
    category: str
    components: list[Json]
    named: bool

    def component(self, kind: str) -> Json | None:
        return next((part for part in self.components if part.get("type") == kind), None)


def variables(text: str) -> list[str]:
    """Names of the variables in order of first appearance."""
    return list(dict.fromkeys(VARIABLE.findall(text)))


def find(number: Number, name: str, language: str) -> Approved:
    """Raises GraphError: 132001 without one in that exact language, 132015 and 132016 when it is stopped."""
    row = Template.objects.filter(waba_id=number.waba_id, name=name, language=language).first()
    if row is not None:
        if row.status in STOPPED:
            code, what = STOPPED[row.status]
            raise GraphError(code, f"template name ({name}) {what}")
        if row.status == "APPROVED":
            return Approved(row.name, row.category, row.components, row.named)
    elif (brought := _of_tenant(number, name, language)) is not None:
        return brought
    raise GraphError(132001, f"template name ({name}) does not exist in {language}")


def _of_tenant(number: Number, name: str, language: str) -> Approved | None:
    for seen in (number, find_number(number.phone_number_id, fresh=True)):
        if seen is None:
            continue
        with tenant_scope(seen.tenant_id):
            row = MessageTemplate.objects.filter(name=name, language=language).first()
        if row is not None:
            return Approved(row.name, row.category.upper(), components_of(row), named=False)
    return None


def components_of(row: MessageTemplate) -> list[Json]:
    """A tenant's template with its {{named}} variables numbered, as it would be submitted to Meta."""
    places = {name: str(position) for position, name in enumerate(variables(row.body), start=1)}
    body = VARIABLE.sub(lambda found: "{{" + places[found[1]] + "}}", row.body)
    components: list[Json] = [{"type": "BODY", "text": body}]
    if row.buttons:
        buttons = [{"type": "QUICK_REPLY", "text": button["title"]} for button in row.buttons]
        components.append({"type": "BUTTONS", "buttons": buttons})
    return components


def create(waba_id: str, body: Json, now: Any) -> Template:
    """Check and keep a new template. Raises GraphError 100."""
    name = string(body, "name", "", at_most=512, code=100) or ""
    if not NAME.fullmatch(name):
        raise GraphError(100, "Param name: only lowercase letters, digits and underscores are allowed.")
    language = string(body, "language", "", at_most=8, code=100) or ""
    category = str(body.get("category", "")).upper()
    if category not in CATEGORIES:
        raise GraphError(100, f"Param category must be one of {{{', '.join(CATEGORIES)}}}.")
    named = str(body.get("parameter_format", "POSITIONAL")).upper() == "NAMED"
    if Template.objects.filter(waba_id=waba_id, name=name, language=language).exists():
        raise GraphError(100, f"There is already {language} content for this template ({name}).")
    components = check_components(body, named=named)
    return Template.objects.create(
        waba_id=waba_id,
        name=name,
        language=language,
        category=category,
        components=components,
        named=named,
        created_at=now,
    )


def check_components(body: Json, *, named: bool) -> list[Json]:
    components = items(body, "components", "", at_least=1, at_most=10)
    components = [part | {"type": str(part.get("type", "")).upper()} for part in components]
    kinds = [part["type"] for part in components]
    if kinds.count("BODY") != 1 or len(set(kinds)) != len(kinds):
        raise GraphError(100, "Param components must have exactly one BODY and no component twice.")
    for part in components:
        check = {
            "HEADER": _check_header,
            "BODY": _check_body,
            "FOOTER": _check_footer,
            "BUTTONS": _check_buttons,
        }
        if part["type"] not in check:
            raise GraphError(100, f"Param components: unknown type {part['type']!r}.")
        check[part["type"]](part, named)
    return components


def _check_header(part: Json, named: bool) -> None:
    kind = str(part.get("format", "TEXT")).upper()
    if kind in MEDIA_HEADERS:
        return
    if kind != "TEXT":
        raise GraphError(100, f"Param components['header']: unknown format {kind!r}.")
    text = string(part, "text", "header.", at_most=60, code=100) or ""
    if len(variables(text)) > 1:
        raise GraphError(100, "The header may hold at most one variable.")
    _check_examples(part, text, named, "header_text")


def _check_body(part: Json, named: bool) -> None:
    text = string(part, "text", "body.", at_most=1024, code=100) or ""
    found = list(VARIABLE.finditer(text))
    if found and (not text[: found[0].start()].strip() or not text[found[-1].end() :].strip()):
        raise GraphError(100, "The body may not start or end with a variable.")
    if any(not text[a.end() : b.start()].strip() for a, b in itertools.pairwise(found)):
        raise GraphError(100, "The body may not have variables next to each other.")
    names = variables(text)
    if not named and names != [str(place) for place in range(1, len(names) + 1)]:
        raise GraphError(100, "Variables must be numbered from {{1}} without a gap.")
    _check_examples(part, text, named, "body_text")


def _check_examples(part: Json, text: str, named: bool, key: str) -> None:
    count = len(variables(text))
    if not count:
        return
    examples = (part.get("example") or {}).get(f"{key}_named_params" if named else key)
    if isinstance(examples, list) and examples and isinstance(examples[0], list):
        examples = examples[0]
    if not isinstance(examples, list) or len(examples) != count:
        raise GraphError(100, f"An example is needed for each of the {count} variables ({key}).")


def _check_footer(part: Json, _: bool) -> None:
    text = string(part, "text", "footer.", at_most=60, code=100) or ""
    if variables(text):
        raise GraphError(100, "The footer may not hold variables.")


def _check_buttons(part: Json, _: bool) -> None:
    for button in items(part, "buttons", "buttons.", at_least=1, at_most=10):
        kind = str(button.get("type", "")).upper()
        if kind not in ("QUICK_REPLY", "URL", "PHONE_NUMBER", "COPY_CODE", "OTP", "FLOW"):
            raise GraphError(100, f"Unknown button type {kind!r}.")
        if kind not in ("OTP", "COPY_CODE"):
            string(button, "text", "buttons.", at_most=25, code=100)
        if kind == "URL":
            url = string(button, "url", "buttons.", at_most=2000, code=100) or ""
            found = list(VARIABLE.finditer(url))
            if len(found) > 1 or (found and found[0].end() != len(url)):
                raise GraphError(100, "A URL may hold one variable, at its end.")


def read(body: Json, number: Number) -> Shown:
    """Check a template message against its template and render it. Raises GraphError."""
    template = obj(body, "template")
    name = string(template, "name", "template.", at_most=512) or ""
    language = string(obj(template, "language", "template."), "code", "template.language.", at_most=16) or ""
    approved = find(number, name, language)
    given = template.get("components") or []
    if not isinstance(given, list) or any(not isinstance(part, dict) for part in given):
        raise GraphError(100, "Param template['components'] must be an array of JSON objects.")
    by_kind: dict[str, list[Json]] = {}
    for part in given:
        kind = str(part.get("type", "")).lower()
        if kind not in ("header", "body", "button", "footer"):
            raise GraphError(100, f"Param template['components']: unknown type {kind!r}.")
        by_kind.setdefault(kind, []).append(part)
    shown = Shown("template", template=name, marketing=approved.category == "MARKETING")
    lines = [_render_header(approved, by_kind.get("header", []), shown)]
    body_part = approved.component("BODY") or {"text": ""}
    lines.append(_render(body_part["text"], by_kind.get("body", []), approved.named, "body"))
    if footer := approved.component("FOOTER"):
        lines.append(footer["text"])
    shown.text = "\n".join(line for line in lines if line)
    _render_buttons(approved, by_kind.get("button", []), shown)
    return shown


def _render_header(approved: Approved, given: list[Json], shown: Shown) -> str:
    header = approved.component("HEADER")
    if header is None:
        if given:
            raise GraphError(
                132000,
                "header: number of localizable_params (1) does not match the expected number of params (0)",
            )
        return ""
    kind = str(header.get("format", "TEXT")).upper()
    if kind == "TEXT":
        return _render(header["text"], given, approved.named, "header")
    parameters = _parameters(given, "header")
    if len(parameters) != 1:
        raise GraphError(
            132012, f"header: Format mismatch, expected {kind}, received {len(parameters)} parameters"
        )
    wanted = kind.lower()
    if parameters[0].get("type") != wanted:
        raise GraphError(
            132012,
            f"header: Format mismatch, expected {kind}, received {str(parameters[0].get('type')).upper()}",
        )
    if wanted != "location":
        shown.media = media_reference(obj(parameters[0], wanted, "header."), wanted)
    return ""


def _parameters(given: list[Json], where: str) -> list[Json]:
    parameters = [parameter for part in given for parameter in part.get("parameters") or []]
    if any(not isinstance(parameter, dict) for parameter in parameters):
        raise GraphError(100, f"Param {where}.parameters must be an array of JSON objects.")
    return parameters


def _render(text: str, given: list[Json], named: bool, where: str) -> str:
    names = variables(text)
    parameters = _parameters(given, where)
    if len(parameters) != len(names):
        raise GraphError(
            132000,
            f"{where}: number of localizable_params ({len(parameters)}) does not match the expected number "
            f"of params ({len(names)})",
        )
    values: dict[str, str] = {}
    for position, parameter in enumerate(parameters):
        if named != ("parameter_name" in parameter):
            raise GraphError(
                132012, f"{where}: parameters of this template are {'named' if named else 'positional'}."
            )
        name = parameter["parameter_name"] if named else names[position]
        if name not in names or name in values:
            raise GraphError(
                132000, f"{where}: the template has no parameter {name!r}, or it is given twice."
            )
        values[name] = _value(parameter, where)
    rendered = VARIABLE.sub(lambda found: values[found[1]], text)
    if len(rendered) > (60 if where == "header" else 1024) + 512:
        raise GraphError(132005, f"{where}: the text with its parameters is too long.")
    return rendered


def _value(parameter: Json, where: str) -> str:
    kind = parameter.get("type")
    if kind == "currency":
        return str(obj(parameter, "currency", f"{where}.").get("fallback_value", ""))
    if kind == "date_time":
        return str(obj(parameter, "date_time", f"{where}.").get("fallback_value", ""))
    if kind != "text":
        raise GraphError(132012, f"{where}: Format mismatch, expected TEXT, received {str(kind).upper()}")
    value = parameter.get("text")
    if not isinstance(value, str):
        raise GraphError(132012, f"{where}: a text parameter needs text.")
    if not value:
        raise GraphError(131008, f"{where}: Parameter of type text is missing text value")
    if "\n" in value or "\t" in value or " " * 5 in value:
        raise GraphError(
            132018,
            f"{where}: Param text cannot have new-line/tab characters or more than 4 consecutive spaces",
        )
    return value


def _render_buttons(approved: Approved, given: list[Json], shown: Shown) -> None:
    buttons = (approved.component("BUTTONS") or {}).get("buttons", [])
    by_place: dict[int, Json] = {}
    for part in given:
        index = str(part.get("index", ""))
        if not index.isdigit() or int(index) >= len(buttons):
            raise GraphError(132000, f"button: the template has no button at index {index!r}.")
        by_place[int(index)] = part
    for place, button in enumerate(buttons):
        kind = str(button["type"]).upper()
        given_part = by_place.get(place)
        if given_part and str(given_part.get("sub_type", "")).upper() != kind:
            raise GraphError(
                132012, f"button {place}: expected {kind}, received {given_part.get('sub_type')!r}."
            )
        if kind == "QUICK_REPLY":
            payload = button["text"]
            if given_part:
                parameter = (_parameters([given_part], "button") or [{}])[0]
                if parameter.get("type") != "payload":
                    raise GraphError(132012, f"button {place}: a quick reply takes one payload.")
                payload = string(parameter, "payload", "button.", at_most=256)
            shown.buttons.append({"id": payload, "title": button["text"]})
        elif kind == "URL":
            count = len(variables(str(button.get("url", ""))))
            if count != len(_parameters([given_part] if given_part else [], "button")):
                raise GraphError(131008, f"button {place}: its URL takes {count} parameters.")


def as_listed(row_id: str, template: Approved | Template, language: str, status: str) -> Json:
    """An element of the list answer."""
    return {
        "id": row_id,
        "name": template.name,
        "language": language,
        "status": status,
        "category": template.category,
        "parameter_format": "NAMED" if template.named else "POSITIONAL",
        "components": template.components,
    }
