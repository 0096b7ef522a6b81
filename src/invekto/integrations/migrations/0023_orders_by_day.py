from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("integrations", "0022_listings_security")]

    operations = [
        migrations.AddIndex(
            model_name="cachedorder",
            index=models.Index(fields=["tenant", "ordered_at"], name="order_by_day"),
        ),
        migrations.AddIndex(
            model_name="cachedorder",
            index=models.Index(
                fields=["tenant", "ordered_at"],
                name="order_on_the_way",
                condition=models.Q(order_status__in=["shipped", "at_pickup_point", "undelivered"]),
            ),
        ),
    ]
