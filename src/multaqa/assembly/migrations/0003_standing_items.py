from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assembly", "0002_initial")]

    operations = [migrations.AddField("agendaitem", "standing", models.BooleanField(default=False))]
