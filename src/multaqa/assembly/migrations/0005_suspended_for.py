from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assembly", "0004_minutes_round")]

    operations = [
        migrations.AddField(
            "sitting",
            "suspended_for",
            models.CharField(blank=True, choices=[("break", "Break"), ("prayer", "Prayer break")], default="", max_length=6),
        )
    ]
