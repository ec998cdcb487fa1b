import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('rooms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Alliance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(allow_unicode=True, max_length=60, unique=True, verbose_name='Address')),
                ('name', models.CharField(max_length=80, verbose_name='Name')),
                ('name_key', models.CharField(max_length=160, unique=True)),
                ('purpose', models.CharField(max_length=200, verbose_name='What it is for, in one sentence')),
                ('about', models.TextField(blank=True, max_length=4000, verbose_name='Who we are')),
                ('time_zone', models.CharField(default='Asia/Riyadh', max_length=64, verbose_name='Time zone')),
                ('founded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('founded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='charters', to='alliance.alliance')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField(max_length=20000, verbose_name='Text of the charter')),
                ('change_note', models.CharField(blank=True, max_length=300, verbose_name='What changed')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'version'), name='one_charter_a_version')],
            },
        ),
        migrations.CreateModel(
            name='Seat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='alliance.alliance')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seats', to='rooms.room')),
                ('state', models.CharField(choices=[('applied', 'Applied'), ('member', 'Member room'), ('not_admitted', 'Not admitted'), ('withdrawn', 'Withdrawn'), ('left', 'Left')], default='applied', max_length=12)),
                ('word', models.CharField(blank=True, max_length=1000, verbose_name='A word to the alliance')),
                ('charter', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='alliance.charter')),
                ('applied_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('applied_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('admitted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ('applied', 'member'))), fields=('alliance', 'room'), name='one_seat_a_room')],
            },
        ),
        migrations.CreateModel(
            name='OfficeHeld',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offices', to='alliance.alliance')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offices', to=settings.AUTH_USER_MODEL)),
                ('office', models.CharField(choices=[('coordinator', 'Coordinator'), ('chair', 'Chair of the sittings'), ('secretary', 'Secretary')], max_length=12)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('until', None)), fields=('alliance', 'person', 'office'), name='one_office_once')],
            },
        ),
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='series', to='alliance.alliance')),
                ('title', models.CharField(max_length=120, verbose_name='Title')),
                ('calendar', models.CharField(choices=[('gregorian', 'Gregorian'), ('hijri', 'Hijri')], default='gregorian', max_length=9, verbose_name='Calendar')),
                ('rule', models.CharField(max_length=200)),
                ('at', models.TimeField(verbose_name='Hour')),
                ('time_zone', models.CharField(default='Asia/Riyadh', max_length=64, verbose_name='Time zone')),
                ('starts_on', models.DateField(verbose_name='From')),
                ('minutes', models.PositiveSmallIntegerField(default=120, verbose_name='Minutes planned')),
                ('prepare_days', models.PositiveSmallIntegerField(default=14, verbose_name='Preparatory meeting: days before')),
                ('prepare_at', models.TimeField(verbose_name='Hour of the preparatory meeting')),
                ('call_days', models.PositiveSmallIntegerField(default=21, verbose_name='The call opens: days before the preparatory meeting')),
                ('call_closes_days', models.PositiveSmallIntegerField(default=2, verbose_name='The call closes: days before the preparatory meeting')),
                ('papers_days', models.PositiveSmallIntegerField(default=3, verbose_name='Papers are due: days before the preparatory meeting')),
                ('delegates_days', models.PositiveSmallIntegerField(default=4, verbose_name='Delegates are named: days before the preparatory meeting')),
                ('city', models.CharField(blank=True, max_length=60, verbose_name='City of the prayer times')),
                ('city_latitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-90), django.core.validators.MaxValueValidator(90)])),
                ('city_longitude', models.FloatField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(-180), django.core.validators.MaxValueValidator(180)])),
                ('quorum_numerator', models.PositiveSmallIntegerField(default=2)),
                ('quorum_denominator', models.PositiveSmallIntegerField(default=3)),
                ('seconds_a_room', models.PositiveIntegerField(default=0, verbose_name='Speaking time of a room in a sitting, in seconds (0: no limit)')),
                ('recorded', models.BooleanField(default=True, verbose_name='Sittings are recorded')),
                ('observers_welcome', models.BooleanField(default=False, verbose_name='Others may listen to the preparatory sitting')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='SeriesException',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='alliance.series')),
                ('date', models.DateField()),
                ('moved_to', models.DateField(blank=True, null=True)),
                ('why', models.CharField(max_length=300)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'date'), name='one_exception_a_date')],
            },
        ),
        migrations.CreateModel(
            name='HijriMonthStart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='month_starts', to='alliance.alliance')),
                ('year', models.PositiveSmallIntegerField()),
                ('month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)])),
                ('starts_on', models.DateField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('alliance', 'year', 'month'), name='one_start_a_hijri_month')],
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mandates', to='alliance.series')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='rooms.room')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to=settings.AUTH_USER_MODEL)),
                ('role', models.CharField(choices=[('delegate', 'Delegate'), ('alternate', 'Alternate')], default='delegate', max_length=9)),
                ('state', models.CharField(choices=[('proposed', 'Proposed'), ('active', 'Active'), ('declined', 'Declined'), ('withdrawn', 'Withdrawn'), ('suspended', 'Suspended'), ('swapped', 'Swapped'), ('ended', 'Ended')], default='proposed', max_length=9)),
                ('proposed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('since', models.DateTimeField(blank=True, null=True)),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('ended_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.CharField(blank=True, max_length=300)),
                ('followed_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='alliance.mandate')),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('series', 'room', 'role'), name='one_active_mandate'), models.UniqueConstraint(condition=models.Q(('state', 'proposed')), fields=('series', 'room', 'role'), name='one_proposed_mandate'), models.UniqueConstraint(condition=models.Q(('state', 'active')), fields=('series', 'person'), name='one_seat_a_person')],
            },
        ),
    ]
