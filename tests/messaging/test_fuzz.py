"""Real payloads, mutated at random: whatever is posted, the webhook answers and the reader goes on."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from invekto.core import clock
from invekto.messaging.ingest import ingest
from invekto.messaging.models import WebhookEvent
from tests.messaging import envelopes as e
from tests.support.tenants import TenantKit

NAMES = sorted(path.stem for path in e.RECORDED.glob("*.json"))
# Bounded and the same in every run: a failure is reproducible, and the suite stays quick.
PROFILE = settings(
    max_examples=120,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

_leaf = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(st.characters(), max_size=40)  # surrogates and NUL included
    | st.sampled_from(["", "\x00", "\ud800", "wamid.\ud83d\x00", "9" * 400, "1e999", "-1", "99999999999"])
)
_anything = st.recursive(
    _leaf, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every node below the root, by the keys that lead to it."""
    found: list[tuple[Any, ...]] = []
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, member in members:
        found += [(*path, key), *_places(member, (*path, key))]
    return found


@st.composite
def _mutated(draw: st.DrawFn, originals: list[dict[str, Any]]) -> dict[str, Any]:
    document = copy.deepcopy(draw(st.sampled_from(originals)))
    for _ in range(draw(st.integers(1, 3))):
        places = _places(document)
        if not places:
            break
        *way, last = draw(st.sampled_from(places))
        parent = document
        for key in way:
            parent = parent[key]
        match draw(st.sampled_from(["replace", "remove", "repeat"])):
            case "replace":
                parent[last] = draw(_anything)
            case "remove":
                del parent[last]
            case "repeat" if isinstance(parent, list):
                parent.append(copy.deepcopy(parent[last]))
    return document


def _all_read(kit: TenantKit) -> bool:
    ingest(kit.id, "people", now=clock.now())
    ingest(kit.id, "facts", now=clock.now())
    with kit.scope():
        # "… while reading" is an error that the reader did not foresee and only survived.
        surprises = WebhookEvent.objects.filter(problem__endswith="while reading")
        assert list(surprises.values_list("problem", "payload")) == []
        return not WebhookEvent.objects.filter(processed_at=None, retry_at=None).exists()


def test_mutated_payloads_never_fail_and_are_all_read(tenant):
    originals = [json.loads(e.recorded(name, tenant)) for name in NAMES]

    @PROFILE
    @given(_mutated(originals))
    def post_and_read(document: dict[str, Any]) -> None:
        content = json.dumps(document).encode()
        answer = e.post_raw(content, tenant.number.app_secret)
        assert answer.status_code in (200, 400, 404), answer.content
        assert _all_read(tenant)

    post_and_read()


def test_mutated_bytes_never_fail(tenant):
    originals = [e.recorded(name, tenant) for name in NAMES]

    @PROFILE
    @given(st.sampled_from(originals), st.data())
    def post(original: bytes, data: st.DataObject) -> None:
        content = bytearray(original)
        for _ in range(data.draw(st.integers(1, 4))):
            start = data.draw(st.integers(0, len(content)))
            end = data.draw(st.integers(start, min(len(content), start + 30)))
            content[start:end] = data.draw(st.binary(max_size=8))
        signed = data.draw(st.booleans())
        answer = e.post_raw(bytes(content), tenant.number.app_secret if signed else "other")
        assert answer.status_code in (200, 400, 401, 404, 413), answer.content

    post()


def test_every_recorded_payload_is_read_without_a_problem(tenant, at):
    at(e.RECORDED_TIME)
    e.post_recorded(tenant, *NAMES)
    assert _all_read(tenant)
    with tenant.scope():
        assert list(WebhookEvent.objects.exclude(problem=None).values_list("key", "problem")) == []
        assert WebhookEvent.objects.count() == len(NAMES)
