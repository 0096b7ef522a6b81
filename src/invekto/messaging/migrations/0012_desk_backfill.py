"""What was said until now gets its words and its conversations their subject; begun again, it goes on."""

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
FROM (
    SELECT DISTINCT ON (tenant_id, conversation_id) tenant_id, conversation_id,
        coalesce(analysis -> 'together' ->> 'intent', analysis ->> 'intent') AS intent
    FROM messages
    WHERE author = 'customer' AND analysis IS NOT NULL AND coalesce(analysis -> 'together' ->> 'intent', analysis ->> 'intent')
        NOT IN ('greeting', 'thanks', 'affirm', 'deny', 'out_of_scope')
    ORDER BY tenant_id, conversation_id, at DESC, id DESC
) AS last
WHERE talk.tenant_id = last.tenant_id AND talk.id = last.conversation_id AND talk.intent = ''
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


class Migration(migrations.Migration):
    atomic = False  # each batch stands by itself

    dependencies = [("messaging", "0011_desk")]

    operations = [
        migrations.RunPython(find_words, migrations.RunPython.noop),
        migrations.RunSQL(SUBJECTS, migrations.RunSQL.noop),
    ]
