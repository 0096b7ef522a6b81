"""The inbox of a shop with 10,000 open conversations and 200,000 messages, over HTTP on the running product.

Beside each figure stand the CPU time that the whole product spent on one request, which other work on the machine
hardly changes, and the same page of a clinic with a dozen conversations: what is left is the size.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from html import unescape

import httpx
import psycopg

from benchmarks.stack import Stack, cpu_seconds, demo, percentile

OPEN = 10_000
MESSAGES = 20  # of each conversation
ROUNDS = 40
BIG, SMALL = "owner@moda-atolyesi.example", "owner@gulus-dis.example"
PASSWORD = "invekto-demo"
LOOKS = (
    ("all open", ""),
    ("waiting, longest first", "filter=waiting"),
    ("mine", "filter=mine"),
    ("unassigned", "filter=unassigned"),
    ("unread", "unread=1"),
    ("VIP (1 %)", "vip=1"),
    ("tag (0.5 %)", "tag=toptan"),
    ("subject", "intent=return_request"),
    ("window closing", "closing=1"),
    ("closed", "filter=done"),
    ("search: a name", "q=musteri+9876"),
    ("search: a rare word", "q=zurafa77"),
    ("search: a word of every tenth message", "q=sozcuk3"),
    ("search: a phone", "q=0533+000+98+76"),
)

# A third with people, some of them waiting; written over two days.
_FILL = """
WITH shop AS (
    SELECT t.id AS tenant, n.id AS number, u.id AS owner FROM tenants t
    JOIN whatsapp_numbers n ON n.tenant_id = t.id JOIN users u ON u.tenant_id = t.id AND u.role = 'owner'
    WHERE t.slug = 'moda-atolyesi'
), people AS (
    INSERT INTO contacts (id, tenant_id, phone, profile_name, name, search_key, tags, flags, created_at)
    SELECT gen_random_uuid(), tenant, '+90533' || lpad(n::text, 7, '0'), 'Müşteri ' || n, '',
        'musteri ' || n || ' +90533' || lpad(n::text, 7, '0'),
        CASE WHEN n %% 200 = 0 THEN ARRAY['toptan'] ELSE '{}' END,
        CASE WHEN n %% 100 = 0 THEN ARRAY['vip'] ELSE '{}' END, now()
    FROM shop, generate_series(1, %(count)s) AS n RETURNING id, tenant_id, profile_name
), numbered AS (SELECT id, tenant_id, split_part(profile_name, ' ', 2)::int AS n FROM people)
INSERT INTO conversations (id, tenant_id, contact_id, number_id, mode, assigned_to_id, waiting_since, unread,
    last_inbound_at, last_message_at, last_type, last_text, last_author, intent, done_at, created_at)
SELECT gen_random_uuid(), tenant_id, numbered.id, number,
    CASE WHEN n %% 3 > 0 THEN 'bot' WHEN n %% 2 = 0 THEN 'human' ELSE 'waiting' END,
    CASE WHEN n %% 6 = 0 THEN owner END, CASE WHEN n %% 9 = 0 THEN now() - n * interval '10 s' END, n %% 4 / 3,
    now() - n * interval '16 s', now() - n * interval '16 s', 'text', 'Kargom nerede acaba ' || n, 'customer',
    (ARRAY['order_status', 'return_request', 'shipping_info', 'size_question'])[n %% 4 + 1],
    CASE WHEN n > %(open)s THEN now() END, now()
FROM numbered, shop
"""
_TALK = """
INSERT INTO messages (id, tenant_id, conversation_id, author, type, text, content, at, received_at, answered_at)
SELECT gen_random_uuid(), c.tenant_id, c.id, CASE WHEN n %% 2 = 0 THEN 'bot' ELSE 'customer' END, 'text',
    'merhaba sozcuk' || (n %% 10) || ' kelime' || (hashtext(c.id::text || n) %% 5000) ||
        CASE WHEN c.last_text LIKE '%%77' AND n = 5 THEN ' zurafa77' ELSE '' END,
    '{}', c.last_message_at - n * interval '1 min', now(), now()
FROM conversations c, generate_series(0, %(messages)s - 1) AS n WHERE c.last_text LIKE 'Kargom nerede acaba %%'
"""
_WORDS = """
INSERT INTO message_words (id, tenant_id, conversation_id, at, words)
SELECT id, tenant_id, conversation_id, at,
    invekto_words(tenant_id, ARRAY(SELECT DISTINCT unnest(string_to_array(text, ' '))))
FROM messages WHERE text LIKE 'merhaba sozcuk%' ON CONFLICT DO NOTHING
"""


def measure() -> str:
    rows = ["| list | p50 ms | p99 ms | CPU ms | a dozen: p50 ms | CPU ms |", "|---|---|---|---|---|---|"]
    with (
        demo() as stack,
        httpx.Client(base_url=stack.url) as big,
        httpx.Client(base_url=stack.url) as small,
    ):
        _fill(stack)
        _log_in(big, BIG)
        _log_in(small, SMALL)
        idle = _idle(stack)
        row = re.search(r'id="row-([0-9a-f-]+)"', big.get("/inbox/rows/").text)
        assert row is not None
        asked = [(name, f"/inbox/rows/?{query}") for name, query in LOOKS]
        asked += [("the whole page", "/inbox/"), ("what there is to filter by", "/inbox/filters/")]
        for name, address in asked:
            rows.append(_row(name, _times(stack, big, address, idle), _times(stack, small, address, idle)))
        for name, address in (
            ("the tenth page", _tenth(big)),
            ("one row that changed", f"/inbox/changes/?changed={row[1]}"),
        ):
            rows.append(_row(name, _times(stack, big, address, idle), None))
    return "\n".join([*rows, "", "Target: under 100 ms of server time with 10,000 open conversations."])


def _fill(stack: Stack) -> None:
    with psycopg.connect(stack.database_url, autocommit=True) as connection:
        connection.execute(_FILL, {"count": OPEN * 3 // 2, "open": OPEN})
        connection.execute(_TALK, {"messages": MESSAGES})
        connection.execute(_WORDS)
        connection.execute("ANALYZE")


def _log_in(client: httpx.Client, email: str) -> None:
    client.timeout = httpx.Timeout(60)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', client.get("/login/").text)
    assert token is not None
    body = {"email": email, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
    assert client.post("/login/", data=body).status_code == 302


@dataclass(frozen=True, slots=True)
class Times:
    """Milliseconds: of each request, and of CPU per request."""

    each: list[float]
    cpu: float


def _idle(stack: Stack) -> float:
    """The share of a CPU that the product uses by itself."""
    begun = cpu_seconds(stack.pid)
    time.sleep(5)
    return (cpu_seconds(stack.pid) - begun) / 5


def _times(stack: Stack, client: httpx.Client, address: str, idle: float) -> Times:
    """The first three requests are not counted."""
    for _ in range(3):
        assert client.get(address).status_code == 200
    each = []
    cpu, start = cpu_seconds(stack.pid), time.perf_counter()
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        assert client.get(address).status_code == 200
        each.append(1000 * (time.perf_counter() - begun))
    used = cpu_seconds(stack.pid) - cpu - idle * (time.perf_counter() - start)
    return Times(each, 1000 * used / ROUNDS)


def _tenth(client: httpx.Client) -> str:
    address = "/inbox/rows/"
    for _ in range(9):
        more = re.search(r'id="rows-more" hx-get="([^"]+)"', client.get(address).text)
        assert more is not None
        address = unescape(more[1])
    return address


def _row(name: str, times: Times, small: Times | None) -> str:
    floor = f"{percentile(small.each, 0.5):.0f} | {small.cpu:.0f}" if small else "– | –"
    return (
        f"| {name} | {percentile(times.each, 0.5):.0f} | {percentile(times.each, 0.99):.0f} "
        f"| {times.cpu:.0f} | {floor} |"
    )
