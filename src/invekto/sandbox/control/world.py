"""The clock, settling, ordered failures, webhook switches, what was sent elsewhere, and questions in SQL."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import DatabaseError, connections, transaction
from django.http import HttpRequest

from invekto.core import clock
from invekto.sandbox import durations, faults, switches, timekeeping, turns
from invekto.sandbox.http import LATEST, Body, Problem, body_of, control, moment_in, text_in
from invekto.sandbox.models import Fault, Mail
from invekto.sandbox.timekeeping import Settled
from invekto.sandbox.trendyol.gate import TIERS

PATIENCE = 30.0  # seconds for one moment of the clock to settle
LONGEST_SETTLE = 120.0
LONGEST_QUERY = "5s"
MOST_ROWS = 1000
JSON_TYPES = (114, 3802)  # PostgreSQL's numbers of json and jsonb, which Django leaves as text


def _clock(_: HttpRequest) -> Body:
    return {"now": clock.now().isoformat()}


def _set_clock(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(request, allowed={"advance", "set"})
    if len(body) != 1:
        raise Problem(400, "Write either “advance” or “set”.", key="advance" if not body else "set")
    try:
        with turns.moving():
            settled = timekeeping.advance_to(_target(body, clock.now()), timeout=PATIENCE)
    except turns.Busy:
        raise Problem(409, "The clock is being moved already, or a reset is under way.") from None
    except turns.Interrupted:
        raise Problem(409, "A reset ended this move of the clock.") from None
    timekeeping.tell_pages()
    answer = {"now": clock.now().isoformat(), "jobs": settled.jobs}
    return (504, answer | _left(settled)) if settled.unfinished else (200, answer)


def _target(body: Body, now: datetime) -> datetime:
    if "advance" in body:
        step = durations.parse(text_in(body, "advance"))
        if step is None:
            raise Problem(400, "“advance” must be a duration such as 30m, 24h or 7d.", key="advance")
        target = now + step
        if target >= LATEST:
            raise Problem(400, f"The clock stops before {LATEST.year}.", key="advance")
    else:
        target = moment_in(body["set"], "set")
        if target < now - timedelta(seconds=1):
            raise Problem(
                409,
                f"It is {now.isoformat()}; only POST /sandbox/reset lets the clock go back.",
                key="set",
            )
    return target


def _left(settled: Settled) -> Body:
    return {"settled": False, "unfinished": settled.unfinished}


def _settle(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(request, allowed={"timeout"})
    timeout = body.get("timeout", 10)
    if (
        isinstance(timeout, bool)
        or not isinstance(timeout, int | float)
        or not 0 <= timeout <= LONGEST_SETTLE
    ):
        raise Problem(400, f"“timeout” must be seconds from 0 to {LONGEST_SETTLE:.0f}.", key="timeout")
    settled = timekeeping.settle(float(timeout))
    if settled.unfinished:
        return 504, {"jobs": settled.jobs} | _left(settled)
    return 200, {"settled": True, "jobs": settled.jobs}


def _add_fault(request: HttpRequest) -> tuple[int, Body]:
    body = body_of(request, allowed={"provider", "kind", "times"}, required=("provider", "kind"))
    provider, kind, times = text_in(body, "provider"), text_in(body, "kind"), body.get("times", 1)
    if provider not in faults.PROVIDERS:
        raise Problem(400, f"“provider” must be one of {', '.join(faults.PROVIDERS)}.", key="provider")
    kinds = faults.WIRE_KINDS + faults.OWN_KINDS.get(provider, ())
    if kind not in kinds:
        raise Problem(400, f"“kind” must be one of {', '.join(kinds)} for {provider}.", key="kind")
    if isinstance(times, bool) or not isinstance(times, int) or not 1 <= times <= 100_000:
        raise Problem(400, "“times” must be a whole number from 1.", key="times")
    faults.add(provider, kind, times)
    return 201, {"provider": provider, "kind": kind, "times": times}


def _faults(_: HttpRequest) -> list[Body]:
    waiting = Fault.objects.order_by("id").values("provider", "kind", "remaining")
    return [dict(fault) for fault in waiting]


def _clear_faults(_: HttpRequest) -> Body:
    gone, _detail = Fault.objects.all().delete()
    return {"cleared": gone}


def _switches(_: HttpRequest) -> Body:
    return _as_json(switches.behaviour())


def _set_switches(request: HttpRequest) -> Body:
    body = body_of(request, allowed=switches.KEYS)
    for key, value in body.items():
        fits = {
            "delay_ms": isinstance(value, int)
            and not isinstance(value, bool)
            and 0 <= value <= 7 * 86_400_000,
            "trendyol_tier": value in TIERS,
            "drop": isinstance(value, list) and set(map(str, value)) <= {"sent", "delivered", "read"},
        }.get(key, isinstance(value, bool))
        if not fits:
            raise Problem(400, f"“{key}” cannot be {value!r}.", key=key)
    if "drop" in body:
        body["drop"] = tuple(body["drop"])
    return _as_json(switches.change(**body))


def _as_json(behaviour: switches.Behaviour) -> Body:
    return {key: getattr(behaviour, key) for key in sorted(switches.KEYS)}


def _outbox(_: HttpRequest) -> list[Body]:
    return [
        {
            "kind": mail.kind,
            "to": mail.to,
            "subject": mail.subject,
            "body": mail.body,
            "at": mail.at.isoformat(),
        }
        for mail in Mail.objects.order_by("id")
    ]


def _sql(request: HttpRequest) -> Body:
    """Read as the owner, all tenants visible; nothing is written, announced or locked beyond the answer."""
    query = text_in(body_of(request, allowed={"query"}, required=("query",)), "query")
    query = query.strip().removesuffix(";")
    if ";" in query:
        raise Problem(400, "One statement, please.", key="query")
    try:
        with transaction.atomic(using="owner"), connections["owner"].cursor() as cursor:
            cursor.execute(f"SET TRANSACTION READ ONLY; SET LOCAL statement_timeout = '{LONGEST_QUERY}'")
            cursor.execute(query)
            if cursor.description is None:
                raise Problem(400, "The query has no result.", key="query")
            columns = [column[0] for column in cursor.description]
            as_json = [column[1] in JSON_TYPES for column in cursor.description]
            rows = cursor.fetchmany(MOST_ROWS)
            transaction.set_rollback(True, using="owner")  # with it goes what was to be announced at its end
    except DatabaseError as error:
        raise Problem(400, f"PostgreSQL says: {str(error).strip().splitlines()[0]}", key="query") from error
    finally:
        _let_go_of_locks()
    return {"columns": columns, "rows": [list(map(_plain, row, as_json)) for row in rows]}


def _let_go_of_locks() -> None:
    """A session's advisory locks outlive the transaction."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_unlock_all()")


def _plain(value: Any, is_json: bool) -> Any:
    if is_json and isinstance(value, str):
        return json.loads(value)
    if isinstance(value, list):
        return [_plain(member, False) for member in value]
    if isinstance(value, Decimal | float):
        if not math.isfinite(value):
            return str(value)
        return int(value) if isinstance(value, Decimal) and value == int(value) else float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | str | dict):
        return value
    return str(value)  # a range, an address, an interval …


clock_view = control(GET=_clock, POST=_set_clock)
settle = control(POST=_settle)
faults_view = control(GET=_faults, POST=_add_fault, DELETE=_clear_faults)
webhooks = control(GET=_switches, POST=_set_switches)
outbox = control(GET=_outbox)
sql = control(POST=_sql)
