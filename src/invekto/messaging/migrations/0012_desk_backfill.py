"""What was said until now gets its words, its conversations their subject, its customers their mark as leads.

Begun again, it goes on.
"""

from django.db import connections, migrations

from invekto.core.folding import words

BATCH = 2000
NEXT = """
SELECT m.tenant_id, m.id, m.conversation_id, m.at, m.text FROM messages m
WHERE (m.tenant_id, m.id) > (%s, %s) AND m.text <> '' AND m.type <> 'notice' AND m.revoked_at IS NULL
ORDER BY m.tenant_id, m.id LIMIT %s
"""
STORE = """
INSERT INTO message_words (tenant_id, id, conversation_id, at, words)
SELECT tenant_id, id, conversation_id, at, invekto_words(tenant_id, string_to_array(words, ' '))
FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::timestamptz[], %s::text[])
    AS told (tenant_id, id, conversation_id, at, words)
ON CONFLICT (tenant_id, id) DO NOTHING
"""
SUBJECTS = """
UPDATE conversations talk SET intent = left(last.intent, 48)
FROM unnest(%s::uuid[], %s::uuid[]) AS told (tenant_id, id)
CROSS JOIN LATERAL (
    SELECT coalesce(analysis -> 'together' ->> 'intent', analysis ->> 'intent') AS intent
    FROM messages
    WHERE tenant_id = told.tenant_id AND conversation_id = told.id AND author = 'customer' AND analysis IS NOT NULL
        AND coalesce(analysis -> 'together' ->> 'intent', analysis ->> 'intent')
        NOT IN ('greeting', 'thanks', 'affirm', 'deny', 'out_of_scope')
    ORDER BY at DESC, id DESC LIMIT 1
) AS last
WHERE talk.tenant_id = told.tenant_id AND talk.id = told.id AND talk.intent = ''
"""
TALKS = """
SELECT tenant_id, id FROM conversations WHERE (tenant_id, id) > (%s, %s) ORDER BY tenant_id, id LIMIT %s
"""
# What was understood so far makes leads of those who asked for what is sold (agent_ai.contract.Vertical.leads).
LEADS = """
UPDATE contacts SET lead_since = asked.first FROM (
    SELECT talk.tenant_id, talk.contact_id, min(m.at) AS first
    FROM unnest(%s::uuid[], %s::uuid[]) AS told (tenant_id, id)
    JOIN conversations talk ON talk.tenant_id = told.tenant_id AND talk.id = told.id
    JOIN messages m ON m.tenant_id = talk.tenant_id AND m.conversation_id = talk.id
    JOIN tenants t ON t.id = m.tenant_id
    WHERE m.author = 'customer' AND m.analysis IS NOT NULL
      AND (m.analysis ->> 'confidence')::float >= coalesce((m.analysis ->> 'threshold')::float, 0)
      AND m.analysis ->> 'intent' = ANY (CASE t.vertical
        WHEN 'ecommerce' THEN ARRAY['wholesale_inquiry']
        WHEN 'dental' THEN ARRAY['price_inquiry', 'treatment_info']
        ELSE ARRAY['price_inquiry', 'treatment_info', 'package_inquiry', 'before_after_request',
            'contraindication', 'foreign_patient', 'referral_discount', 'appointment_booking'] END)
    GROUP BY talk.tenant_id, talk.contact_id
) AS asked
WHERE contacts.tenant_id = asked.tenant_id AND contacts.id = asked.contact_id
    AND (contacts.lead_since IS NULL OR contacts.lead_since > asked.first)
"""
FIRST = "00000000-0000-0000-0000-000000000000"


def find_words(_apps: object, schema_editor: object) -> None:
    after = (FIRST, FIRST)
    with connections[schema_editor.connection.alias].cursor() as cursor:  # type: ignore[attr-defined]
        while True:
            cursor.execute(NEXT, [*after, BATCH])
            rows = cursor.fetchall()
            told = [(*row[:4], " ".join(words(row[4]))) for row in rows]
            told = [row for row in told if row[4]]
            if told:
                cursor.execute(STORE, [list(column) for column in zip(*told, strict=True)])
            if len(rows) < BATCH:
                return
            after = (rows[-1][0], rows[-1][1])


def read_talks(_apps: object, schema_editor: object) -> None:
    """What each conversation is about, and who asked for what is sold."""
    after = (FIRST, FIRST)
    with connections[schema_editor.connection.alias].cursor() as cursor:  # type: ignore[attr-defined]
        while True:
            cursor.execute(TALKS, [*after, BATCH])
            rows = cursor.fetchall()
            if rows:
                told = [list(column) for column in zip(*rows, strict=True)]
                cursor.execute(SUBJECTS, told)
                cursor.execute(LEADS, told)
            if len(rows) < BATCH:
                return
            after = (rows[-1][0], rows[-1][1])


class Migration(migrations.Migration):
    atomic = False  # each batch stands by itself

    dependencies = [("messaging", "0011_desk")]

    operations = [
        migrations.RunPython(find_words, migrations.RunPython.noop),
        migrations.RunPython(read_talks, migrations.RunPython.noop),
    ]
