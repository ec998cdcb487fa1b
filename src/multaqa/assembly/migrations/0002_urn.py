"""The papers of a secret ballot stand in one row: docs/decisions/0010."""

import json
from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def gather(apps: Any, _editor: object) -> None:
    """Each ballot that was put to a secret vote has its urn, with the papers that were rows."""
    ballot, secret_vote, urn = (apps.get_model("assembly", name) for name in ("Ballot", "SecretVote", "Urn"))
    for pk in ballot.objects.filter(secret=True, opened_at__isnull=False).values_list("pk", flat=True):
        papers = sorted([mark, sorted(choices)] for mark, choices in secret_vote.objects.filter(ballot=pk).values_list("mark", "choices"))
        urn.objects.create(ballot_id=pk, papers=json.dumps(papers))


class Migration(migrations.Migration):
    dependencies = [("assembly", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Urn",
            fields=[
                (
                    "ballot",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="assembly.ballot",
                    ),
                ),
                ("papers", models.TextField(default="[]")),
            ],
        ),
        migrations.RunPython(gather, elidable=True),
        migrations.DeleteModel(name="SecretVote"),
    ]
