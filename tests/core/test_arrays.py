"""Lists go into the database as psycopg would write them, and come back as they were."""

from __future__ import annotations

import json
from typing import Any

import psycopg
import pytest
from django.db import connection
from psycopg.adapt import PyFormat, Transformer
from psycopg.types.array import ListDumper
from psycopg.types.json import Jsonb

from invekto.core.postgres.arrays import QuickListDumper

NASTY = ["", "null", 'a "quoted" one', "back\\slash", '\\"', "{,}", "ş\u2003ğ", "' ; --", "\n\t", None, "düz"]


@pytest.mark.parametrize(
    "values",
    [NASTY, [Jsonb({"a": 'b"\\c', "ş": [1, None, "\\n"]})] * 3, [1, 2, None], [["a", '"'], ["\\", "b"]]],
)
def test_they_are_written_as_psycopg_writes_them(values: list[Any]) -> None:
    written = []
    for dumper in (ListDumper, QuickListDumper):
        made = dumper(list, Transformer()).upgrade(values, PyFormat.TEXT)
        written.append(made.dump(values))
    assert written[0] == written[1]


def test_they_come_back_as_they_were() -> None:
    assert psycopg.adapters.get_dumper(list, PyFormat.TEXT) is QuickListDumper
    documents = [{"a": 'b"\\c', "nested": [1, "\\", '"']}, {"ş": "{}"}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text[], %s::jsonb[]", [NASTY, [Jsonb(one) for one in documents]])
        texts, found = cursor.fetchone()
    assert texts == NASTY
    assert [json.loads(one) if isinstance(one, str) else one for one in found] == documents
