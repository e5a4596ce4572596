from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0002_entries_by_time")]

    operations = [
        migrations.AddIndex(
            model_name="receipt",
            index=models.Index(fields=["act", "at"], name="receipt_by_time"),
        ),
    ]
