"""A scenario file is read exactly, or refused with its line; expectations compare what came."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from invekto.sandbox.commands import scenario as command
from invekto.sandbox.scenario import reading
from invekto.sandbox.scenario.expecting import Seen, compare

HEAD = 'name: x\ntenant: moda-atolyesi\nphone: "+905321112233"\n'


def parse(tmp_path: Path, text: str) -> reading.Scenario:
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    return reading.read(file)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (HEAD + "stepz: []", 4, "unknown key “stepz”"),
        (HEAD, 1, "“steps” is missing"),
        ("name: x\nsteps:\n  - say: a\n", 1, "either “tenant” or “tenant_file”"),
        (HEAD + "steps:\n  - says: merhaba\n", 5, "unknown key “says”"),
        (HEAD + 'steps:\n  - say: a\n    expect:\n      reply: ["("]\n', 7, "no regular expression"),
        (HEAD + "steps:\n  - say: a\n    expect: {repply: x}\n", 6, "unknown key “repply”"),
        (HEAD + "steps:\n  - expect: {handoff: perhaps}\n", 5, "“handoff” is true or false"),
        (HEAD + "steps:\n  - advance: soon\n", 5, "“advance” is a duration"),
        (HEAD + "steps:\n  - call: {FETCH: clock}\n", 5, "unknown key “FETCH”"),
        (HEAD + "steps:\n  - say: a\n    save: {x: id}\n", 6, "“save” names parts of the answer"),
        (HEAD + "steps:\n  - expect: {sql: [{query: select 1}]}\n", 5, "“sql” needs query and equals"),
        (HEAD + "steps:\n  - expect: {replies: {atleast: 1}}\n", 5, "unknown key “atleast”"),
        (HEAD + "steps:\n  - expect: {any_of: [{rply: x}]}\n", 5, "unknown key “rply”"),
        ("name: x\ntenant: a\nsteps:\n  - say: a\n", 4, "whose phone?"),
        (HEAD + "steps: [\n", 5, "not YAML"),
        (HEAD + "phone: b\nsteps: []\n", 4, "“phone” is written twice"),
        ("", 1, "the file is empty"),
    ],
)
def test_what_is_no_scenario_is_refused_with_its_line(
    tmp_path: Path, text: str, line: int, said: str
) -> None:
    with pytest.raises(reading.Malformed) as refused:
        parse(tmp_path, text)
    assert f"a.yaml:{line}: " in str(refused.value)
    assert said in str(refused.value)


def test_what_people_say_stays_text(tmp_path: Path) -> None:
    text = HEAD + "steps:\n  - say: [no, 38, 1020304050]\n  - send: {image: true, reply_to: wamid.A}\n"
    first, second = parse(tmp_path, text).steps
    assert first.actions == [("say", ["no", "38", "1020304050"])]
    assert second.actions == [("send", {"image": True, "reply_to": "wamid.A"})]


def test_a_malformed_file_ends_with_2_and_nothing_is_played(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text(HEAD + "steps: nothing\n", encoding="utf-8")
    ran = CliRunner().invoke(command, ["run", str(tmp_path / "bad.yaml"), "--url", "http://127.0.0.1:9"])
    assert ran.exit_code == 2
    assert "bad.yaml:4: “steps” must be a list" in ran.output


def test_a_sandbox_that_does_not_answer_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HEAD + "steps:\n  - say: a\n", encoding="utf-8")
    ran = CliRunner().invoke(command, ["run", str(tmp_path / "a.yaml"), "--url", "http://127.0.0.1:9"])
    assert ran.exit_code == 1
    assert "a fresh sandbox" in ran.output


MESSAGE = {
    "type": "interactive",
    "text": "Siparişiniz kargoda",
    "buttons": [{"id": "r", "title": "İade / değişim"}],
    "list": [{"id": "s", "title": "Salı 14:30", "description": "Dr. Kaya"}],
    "template": None,
}
STATE = {
    "intent": "order_status",
    "confidence": 0.91,
    "handoff": False,
    "flags": ["vip"],
    "note": {"facts": ["a 12"]},
}
MAIL = {"kind": "email", "to": "a@example.com, b@example.com", "subject": "Toptan", "body": "100 adet"}


@pytest.mark.parametrize(
    ("expect", "fits"),
    [
        ({"reply": ["kargoda", "Salı", "(?i)dr. kaya"]}, True),
        ({"reply": ["kargoda", "iptal"]}, False),
        ({"reply_not": ["kargoda"]}, False),
        ({"buttons": ["İade", "14:30"]}, True),
        ({"buttons": ["İptal"]}, False),
        ({"replies": 1}, True),
        ({"replies": {"min": 1, "max": 2}}, True),
        ({"replies": {"min": 2}}, False),
        ({"type": ["text", "interactive"]}, True),
        ({"type": "text"}, False),
        ({"template": "x"}, False),
        ({"intent": ["greeting", "order_status"]}, True),
        ({"confidence": 0.9}, True),
        ({"confidence": {"max": 0.5}}, False),
        ({"handoff": False}, True),
        ({"handoff": True}, False),
        ({"flags": ["vip"], "flags_not": ["no_show"]}, True),
        ({"flags_not": ["vip"]}, False),
        ({"note": ["a 1\\d"]}, True),
        ({"outbox": [{"kind": "email", "to": "b@example.com", "body": "(?i)adet"}]}, True),
        ({"outbox": [{"to": "c@example.com"}]}, False),
        ({"outbox_not": [{"to": "a@example.com"}]}, False),
        ({"sql": [{"query": "one", "equals": 1}]}, True),
        ({"sql": [{"query": "one", "equals": True}]}, False),
        ({"any_of": [{"handoff": True}, {"reply": ["kargoda"]}]}, True),
        ({"any_of": [{"handoff": True}, {"reply": ["iptal"]}]}, False),
        ({"tasks": [{"for": "doctor"}]}, False),
    ],
)
def test_an_expectation_holds_or_says_what_came(expect: dict[str, Any], fits: bool) -> None:
    seen = Seen([MESSAGE], STATE, [MAIL], lambda _: 1)
    differences = compare(expect, seen)
    assert (differences == []) is fits
    assert all(difference.expected and difference.came for difference in differences)
