"""WhatsApp's limits, to the character."""

from __future__ import annotations

import pytest

from invekto.core.texts import has_text
from invekto.outbound.content import (
    Button,
    Buttons,
    ContentRefused,
    ListMenu,
    Media,
    Row,
    TemplateMessage,
    Text,
    from_json,
)


def buttons(
    count: int = 1, *, title: str = "Onayla {}", id: str = "b{}", body: str = "Soru", **more
) -> Buttons:
    return Buttons(body, tuple(Button(id.format(n), title.format(n)) for n in range(count)), **more)


def rows(
    count: int = 1, *, title: str = "Satır", id: str = "r{}", description: str | None = None, **more
) -> ListMenu:
    menu = tuple(Row(id.format(n), title, description) for n in range(count))
    return ListMenu(more.get("body", "Soru"), more.get("button", "Seç"), menu)


AT_THE_LIMIT = [
    lambda: Text("x" * 4096),
    lambda: buttons(
        3, title="{}" + "x" * 19, id="{}" + "x" * 255, body="x" * 1024, header="x" * 60, footer="x" * 60
    ),
    lambda: rows(
        10, title="x" * 24, id="{}" + "x" * 199, description="x" * 72, body="x" * 1024, button="x" * 20
    ),
    lambda: TemplateMessage("t", "tr", {"a": "x" * 1024, "b": "a    b"}),
    lambda: Media("image", media_id="1", caption="x" * 1024),
    lambda: Media("audio", link="https://ornek.example/a.ogg"),
]


@pytest.mark.parametrize("make", AT_THE_LIMIT)
def test_what_keeps_the_limits_is_stored_and_comes_back_the_same(make):
    content = make()
    assert from_json(content.to_json()) == content


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Text(""), "body-empty"),
        (lambda: Text(" \n"), "body-empty"),
        (lambda: Text("x" * 4097), "body-long"),
        (lambda: buttons(0), "button-count"),
        (lambda: buttons(4), "button-count"),
        (lambda: buttons(body="x" * 1025), "body-long"),
        (lambda: buttons(title="x" * 21), "button-title-long"),
        (lambda: buttons(title=""), "button-title-empty"),
        (lambda: buttons(2, title="Aynı"), "button-title-twice"),
        (lambda: buttons(2, id="aynı"), "button-id-twice"),
        (lambda: buttons(id="x" * 257), "button-id-long"),
        (lambda: buttons(id=""), "button-id-empty"),
        (lambda: buttons(header="x" * 61), "header-long"),
        (lambda: buttons(footer="x" * 61), "footer-long"),
        (lambda: rows(0), "row-count"),
        (lambda: rows(11), "row-count"),
        (lambda: rows(title="x" * 25), "row-title-long"),
        (lambda: rows(title=""), "row-title-empty"),
        (lambda: rows(description="x" * 73), "row-description-long"),
        (lambda: rows(id="x" * 201), "row-id-long"),
        (lambda: rows(id=""), "row-id-empty"),
        (lambda: rows(2, id="aynı"), "row-id-twice"),
        (lambda: rows(button="x" * 21), "list-button-long"),
        (lambda: rows(button=""), "list-button-empty"),
        (lambda: TemplateMessage("t", "tr", {"a": ""}), "variable-empty"),
        (lambda: TemplateMessage("t", "tr", {"a": "x\ny"}), "variable-shape"),
        (lambda: TemplateMessage("t", "tr", {"a": "x\ty"}), "variable-shape"),
        (lambda: TemplateMessage("t", "tr", {"a": "x     y"}), "variable-shape"),
        (lambda: TemplateMessage("t", "tr", {"a": "x" * 1025}), "variable-shape"),
        (lambda: Media("gif", media_id="1"), "media-kind"),
        (lambda: Media("image"), "media-source"),
        (lambda: Media("image", media_id="1", link="https://x.example"), "media-source"),
        (lambda: Media("audio", media_id="1", caption="x"), "media-caption"),
        (lambda: Media("image", media_id="1", caption="x" * 1025), "caption-long"),
        (lambda: from_json({"kind": "hologram"}), "kind"),
    ],
)
def test_what_breaks_a_limit_is_refused_with_its_reason(make, reason):
    with pytest.raises(ContentRefused) as refused:
        make()
    assert refused.value.text_id == f"outbound-refused-{reason}"
    for language in ("tr", "en"):
        assert has_text(refused.value.text_id, language)
        assert refused.value.in_words(language)


def test_the_reason_gives_the_numbers_as_people_write_them():
    with pytest.raises(ContentRefused) as refused:
        Text("x" * 5000)
    assert refused.value.in_words("tr") == "Mesaj en çok 4.096 karakter olabilir; sizinki 5.000 karakter."
    assert refused.value.in_words("en") == "A message can have at most 4,096 characters; this one has 5,000."
