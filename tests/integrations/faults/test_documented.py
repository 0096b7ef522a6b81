"""Each documented error is told apart by its adapter: what it is, whose hand it takes, and whether to ask again."""

from __future__ import annotations

import pytest

from invekto.core.texts import text
from invekto.integrations.contract import Mender, Problem, ProviderError, Refused, TryAgainLater
from tests.integrations.faults.calls import SECRETS, Purse, ask
from tests.integrations.faults.replay import RECORDED, recorded, transport
from tests.integrations.faults.table import DOCUMENTED, TABLE, Failure, Row

ALL = [
    pytest.param(provider, row, id=f"{provider}-{row.call}-{row.file}")
    for provider, rows in TABLE.items()
    for row in rows
]
_PEOPLE = ("Defne", "Kerem", "KEREM", SECRETS["password"])


@pytest.mark.parametrize(("provider", "row"), ALL)
def test_each_documented_answer_is_what_the_table_says(provider: str, row: Row) -> None:
    purse, asked = Purse(), list[str]()
    wire = transport(provider, row.file, asked)
    if not isinstance(row.outcome, Failure):
        assert ask(provider, row.call, transport=wire, purse=purse) == row.outcome
        assert purse.closed == []
        return
    with pytest.raises(ProviderError) as failed:
        ask(provider, row.call, transport=wire, purse=purse)
    error, expected = failed.value, row.outcome
    assert (error.problem, isinstance(error, TryAgainLater)) == (expected.problem, expected.is_retried)
    assert isinstance(error, TryAgainLater | Refused)
    assert len(asked) == 1  # nothing is tried again by the adapter itself
    if isinstance(error, TryAgainLater):
        assert (error.seconds, error.ask_for_less) == (expected.asked, expected.ask_for_less)
    is_limit = expected.problem is Problem.RATE_LIMITED and expected.asked is not None
    if is_limit:
        assert purse.closed == [expected.asked]  # for every process
    # Their sentences may repeat what we sent, and people's names: they stay with us.
    assert not [word for word in _PEOPLE if word in str(error)]


@pytest.mark.parametrize("provider", TABLE)
def test_no_documented_code_is_without_its_payload_and_no_payload_without_its_row(provider: str) -> None:
    rows = TABLE[provider]
    covered = {code for row in rows for code in row.codes}
    assert [code for code in DOCUMENTED[provider].split() if code not in covered] == []
    files = {path.stem for path in (RECORDED / provider).glob("*.http")}
    assert files == {row.file for row in rows}
    for row in rows:
        answer = recorded(provider, row.file)
        for code in row.codes:
            if code.isdigit() and len(code) == 3 and provider != "yurtici":
                assert answer.status == int(code), (row.file, code)
            elif code.isdigit():
                assert code in answer.body.decode() or str(answer.status) == code, (row.file, code)


@pytest.mark.parametrize(
    "problem",
    sorted({r.outcome.problem for rows in TABLE.values() for r in rows if isinstance(r.outcome, Failure)}),
)
@pytest.mark.parametrize("language", ["tr", "en"])
def test_every_problem_names_the_platform_and_who_can_mend_it(problem: Problem, language: str) -> None:
    words = text(problem.text_id, language, platform="Aras")
    assert "Aras" in words
    if problem.mended_by is Mender.US:
        assert "Invekto" in words
    elif problem.mended_by is Mender.PLATFORM:
        assert not [hint for hint in ("panel", "girin", "enter them") if hint in words]
