"""Who may read what was learned of parcels, and the one statement that learns it over all tenants."""

from django.db import migrations

from invekto.core.databases import APP_ROLE
from invekto.core.migration_ops import tenant_table

# A city as its key, however carriers and platforms write it: "İSTANBUL", "Istanbul".
PLACE_KEY = """
CREATE FUNCTION place_key(city text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT lower(translate(btrim(city), 'İIıŞşĞğÜüÖöÇçÂâ', 'iiissgguuooccaa'))
$$
"""
# A tenant's own figure needs 30 finished parcels of the last half year. The common one, which everybody's answers
# come from, needs 60 of three tenants, none with more than half of them: it tells nothing of any one.
LEARN = """
CREATE FUNCTION learn_parcel_paces(moment timestamptz) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = public AS $$
WITH done AS MATERIALIZED (
    SELECT tenant_id, carrier, place_key(city) AS city_key,
           extract(epoch FROM delivered_at - sent_at)::float8 / 3600 AS hours
    FROM parcels
    WHERE step = 'delivered' AND city <> '' AND sent_at < delivered_at
      AND delivered_at > moment - interval '180 days' AND delivered_at <= moment
), own AS (
    SELECT tenant_id, carrier, city_key, count(*) AS parcels,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY hours) AS hours
    FROM done GROUP BY tenant_id, carrier, city_key
), fair AS (
    SELECT carrier, city_key FROM own GROUP BY carrier, city_key
    HAVING sum(parcels) >= 60 AND count(*) >= 3 AND max(parcels) * 2 <= sum(parcels)
), common AS (
    SELECT carrier, city_key, round(percentile_cont(0.9) WITHIN GROUP (ORDER BY hours)) AS hours
    FROM done JOIN fair USING (carrier, city_key) GROUP BY carrier, city_key
), gone AS (
    DELETE FROM parcel_paces p WHERE NOT EXISTS (
        SELECT FROM own o WHERE (o.tenant_id, o.carrier, o.city_key) = (p.tenant_id, p.carrier, p.city_key)
        AND o.parcels >= 30)
), commonly_gone AS (
    DELETE FROM usual_parcel_paces u WHERE NOT EXISTS (
        SELECT FROM common c WHERE (c.carrier, c.city_key) = (u.carrier, u.city_key))
), kept AS (
    INSERT INTO parcel_paces (id, tenant_id, carrier, city_key, parcels, hours)
    SELECT gen_random_uuid(), tenant_id, carrier, city_key, parcels, hours FROM own WHERE parcels >= 30
    ON CONFLICT (tenant_id, carrier, city_key) DO UPDATE SET parcels = excluded.parcels, hours = excluded.hours
)
INSERT INTO usual_parcel_paces (carrier, city_key, hours) SELECT carrier, city_key, hours FROM common
ON CONFLICT (carrier, city_key) DO UPDATE SET hours = excluded.hours
$$
"""


class Migration(migrations.Migration):
    dependencies = [("integrations", "0018_parcel_paces")]

    operations = [
        tenant_table("parcel_paces"),
        migrations.RunSQL(PLACE_KEY, reverse_sql="DROP FUNCTION place_key(text)"),
        migrations.RunSQL(LEARN, reverse_sql="DROP FUNCTION learn_parcel_paces(timestamptz)"),
        migrations.RunSQL(
            f"REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON usual_parcel_paces, parcel_paces FROM {APP_ROLE}",
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.RunSQL(
            "CREATE INDEX parcel_finished ON parcels (delivered_at) WHERE step = 'delivered'",
            reverse_sql="DROP INDEX parcel_finished",
        ),
    ]
