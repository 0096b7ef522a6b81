"""What was said until now gets its words, its conversations their subject, its customers their mark as leads.

Begun again, it goes on.
"""

from django.db import connections, migrations, transaction

from invekto.core.folding import words

BATCH = 1000
# Their rows are locked for as long as a batch takes, in the order everybody locks them in: a customer's message or a
# colleague's action waits some hundredths of a second, and nobody waits in a circle.
TALKS_AT_ONCE = 100
NEXT = """
SELECT m.tenant_id, m.id, m.text FROM messages m
WHERE (m.tenant_id, m.id) > (%s, %s) AND m.text <> '' AND m.type <> 'notice' AND m.revoked_at IS NULL
ORDER BY m.tenant_id, m.id LIMIT %s
"""
STORE = """
INSERT INTO message_words (tenant_id, id, conversation_id, at, words)
SELECT m.tenant_id, m.id, m.conversation_id, m.at, invekto_words(m.tenant_id, string_to_array(told.words, ' '))
FROM unnest(%s::uuid[], %s::uuid[], %s::text[]) AS told (tenant_id, id, words)
JOIN messages m ON m.tenant_id = told.tenant_id AND m.id = told.id AND m.revoked_at IS NULL
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
# Conversations before contacts, each in the order of their ids, as the product locks them.
LOCK_TALKS = """
SELECT 1 FROM conversations WHERE tenant_id = ANY (%s::uuid[]) AND id = ANY (%s::uuid[])
ORDER BY id FOR NO KEY UPDATE
"""
LOCK_CONTACTS = """
SELECT 1 FROM contacts WHERE (tenant_id, id) IN (
    SELECT talk.tenant_id, talk.contact_id FROM unnest(%s::uuid[], %s::uuid[]) AS told (tenant_id, id)
    JOIN conversations talk ON talk.tenant_id = told.tenant_id AND talk.id = told.id)
ORDER BY id FOR NO KEY UPDATE
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
            told = [(tenant, message, " ".join(words(text))) for tenant, message, text in rows]
            told = [row for row in told if row[2]]
            if told:
                cursor.execute(STORE, [list(column) for column in zip(*told, strict=True)])
            if len(rows) < BATCH:
                return
            after = (rows[-1][0], rows[-1][1])


def read_talks(_apps: object, schema_editor: object) -> None:
    """What each conversation is about, and who asked for what is sold."""
    after = (FIRST, FIRST)
    alias = schema_editor.connection.alias  # type: ignore[attr-defined]
    with connections[alias].cursor() as cursor:
        while True:
            cursor.execute(TALKS, [*after, TALKS_AT_ONCE])
            rows = cursor.fetchall()
            told = [list(column) for column in zip(*rows, strict=True)]
            for lock, change in ((LOCK_TALKS, SUBJECTS), (LOCK_CONTACTS, LEADS)) if rows else ():
                with transaction.atomic(using=alias):
                    cursor.execute(lock, told)
                    cursor.execute(change, told)
            if len(rows) < TALKS_AT_ONCE:
                return
            after = (rows[-1][0], rows[-1][1])


class Migration(migrations.Migration):
    atomic = False  # each batch stands by itself

    dependencies = [("messaging", "0011_desk")]

    operations = [
        migrations.RunPython(find_words, migrations.RunPython.noop),
        migrations.RunPython(read_talks, migrations.RunPython.noop),
    ]
