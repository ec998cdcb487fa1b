import django.db.models.deletion
import django.utils.timezone
import multaqa.library.models.recording
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("rooms", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Recording",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.CharField(default=multaqa.library.models.recording.public_id, max_length=16, unique=True)),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="recordings", to="rooms.gathering"
                    ),
                ),
                (
                    "turn",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="recordings", to="rooms.turn"),
                ),
                ("part", models.PositiveSmallIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "Open"), ("kept", "Kept"), ("empty", "Empty")], default="open", max_length=5
                    ),
                ),
                ("file", models.CharField(max_length=200)),
                ("node", models.CharField(blank=True, max_length=40)),
                ("starts_ms", models.PositiveBigIntegerField()),
                ("length_ms", models.PositiveIntegerField(default=0)),
                ("bytes", models.PositiveBigIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("withheld_at", models.DateTimeField(blank=True, null=True)),
                (
                    "withheld_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("withheld_why", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "indexes": [models.Index(fields=["gathering", "starts_ms"], name="library_rec_gatheri_ba7297_idx")],
                "constraints": [models.UniqueConstraint(fields=("turn", "part"), name="one_file_a_part")],
            },
        ),
        migrations.CreateModel(
            name="Mark",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="rooms.gathering"),
                ),
                (
                    "kind",
                    models.CharField(choices=[("item", "Item"), ("decision", "Decision"), ("ballot", "Ballot")], max_length=8),
                ),
                ("at_ms", models.PositiveBigIntegerField()),
                ("title", models.CharField(max_length=200)),
                ("number", models.CharField(blank=True, max_length=20)),
            ],
        ),
    ]
