import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Room",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(allow_unicode=True, max_length=60, unique=True, verbose_name="Address")),
                ("name", models.CharField(max_length=80, verbose_name="Name")),
                ("name_key", models.CharField(max_length=160, unique=True)),
                ("offers", models.CharField(max_length=200, verbose_name="What it offers, in one sentence")),
                ("about", models.TextField(blank=True, max_length=4000, verbose_name="More about the room")),
                ("house_rules", models.TextField(blank=True, max_length=4000, verbose_name="Rules of the room")),
                ("languages", models.CharField(default="العربية", max_length=200, verbose_name="Languages")),
                (
                    "tint",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(6)],
                        verbose_name="Colour",
                    ),
                ),
                ("picture", models.ImageField(blank=True, upload_to="rooms/", verbose_name="Picture")),
                (
                    "elsewhere",
                    models.URLField(
                        blank=True, default="", max_length=300, verbose_name="Where it lives, when it lives elsewhere"
                    ),
                ),
                ("search_text", models.TextField(blank=True, default="")),
                ("time_zone", models.CharField(default="Asia/Riyadh", max_length=64, verbose_name="Time zone of the programme")),
                (
                    "doors",
                    models.CharField(
                        choices=[
                            ("open", "Everyone"),
                            ("members", "Members only"),
                            ("locked", "Whoever knows the word"),
                            ("closed", "Nobody"),
                        ],
                        default="open",
                        max_length=8,
                        verbose_name="Who may come in?",
                    ),
                ),
                ("door_word", models.CharField(blank=True, default="", max_length=128)),
                (
                    "microphones",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(4)],
                    ),
                ),
                ("seconds", models.PositiveIntegerField(default=180)),
                ("question_seconds", models.PositiveIntegerField(default=60)),
                ("reply_seconds", models.PositiveIntegerField(default=120)),
                ("order_seconds", models.PositiveIntegerField(default=60)),
                ("kinds", models.JSONField(default=list)),
                ("fair", models.BooleanField(default=True)),
                ("cut", models.BooleanField(default=False)),
                ("auto_call", models.BooleanField(default=True)),
                ("countdown_seconds", models.PositiveSmallIntegerField(default=12)),
                ("grace_seconds", models.PositiveSmallIntegerField(default=30)),
                ("visitors_ask", models.BooleanField(default=False)),
                ("visitors_write", models.BooleanField(default=False)),
                (
                    "links",
                    models.CharField(
                        choices=[("nobody", "Nobody"), ("members", "Members of the room"), ("everyone", "Everyone")],
                        default="members",
                        max_length=8,
                    ),
                ),
                ("slow_seconds", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "made_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("ended_why", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="ProgrammeSlot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="programme", to="rooms.room"),
                ),
                ("weekday", models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(6)])),
                ("starts", models.TimeField()),
                ("minutes", models.PositiveIntegerField(default=120)),
                ("title", models.CharField(max_length=120)),
            ],
            options={
                "ordering": ("weekday", "starts"),
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="rooms.room"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("owner", "Owner"), ("supervisor", "Supervision"), ("member", "Member")],
                        default="member",
                        max_length=10,
                    ),
                ),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("until", None)), fields=("room", "person"), name="one_role_in_a_room"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Node",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40, unique=True)),
                ("version", models.CharField(max_length=40)),
                ("files", models.CharField(blank=True, max_length=40)),
                ("started_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("seen_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("gone_at", models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="sanctions", to="rooms.room"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sanctions", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("voice", "Voice stopped (red dot)"),
                            ("text", "Writing stopped (red dot)"),
                            ("bounce", "Sent out for a while (bounce)"),
                            ("ban", "Banned"),
                        ],
                        max_length=6,
                    ),
                ),
                ("why", models.CharField(max_length=300)),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                ("until", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("lifted_why", models.CharField(blank=True, max_length=300)),
                ("ended_told", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["room", "person"], name="rooms_sanct_room_id_681589_idx")],
            },
        ),
        migrations.CreateModel(
            name="Gathering",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "room",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="gatherings", to="rooms.room"),
                ),
                ("title", models.CharField(blank=True, max_length=120)),
                ("opened_at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "opened_by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("closed_why", models.CharField(blank=True, max_length=300)),
                ("last_n", models.PositiveBigIntegerField(default=0)),
                ("last_stream", models.PositiveIntegerField(default=0)),
                ("line_closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "line_closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("suspended_at", models.DateTimeField(blank=True, null=True)),
                ("suspended_until", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at", None)), fields=("room",), name="one_gathering_in_a_room"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="attendance", to="rooms.gathering"
                    ),
                ),
                ("connection", models.CharField(max_length=40)),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="attendance",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("node", models.CharField(blank=True, max_length=40)),
                ("visitor", models.CharField(blank=True, max_length=40)),
                ("door", models.CharField(choices=[("live", "Live"), ("text", "Text"), ("http", "Http")], max_length=4)),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["gathering", "person"], name="rooms_atten_gatheri_02b831_idx"),
                    models.Index(condition=models.Q(("left_at", None)), fields=["node"], name="attendance_of_a_node"),
                ],
                "constraints": [models.UniqueConstraint(fields=("gathering", "connection"), name="one_attendance_a_connection")],
            },
        ),
        migrations.CreateModel(
            name="Message",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="messages", to="rooms.gathering"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("name", models.CharField(max_length=64)),
                ("n", models.PositiveBigIntegerField()),
                ("text", models.TextField(max_length=2000)),
                ("at", models.DateTimeField()),
                (
                    "reply_to",
                    models.ForeignKey(
                        blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="rooms.message"
                    ),
                ),
                ("mentions", models.JSONField(default=list)),
                ("whisper", models.BooleanField(default=False)),
                ("hidden_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["gathering", "-n"], name="rooms_messa_gatheri_8f6fd2_idx"),
                    models.Index(fields=["gathering", "person", "-at"], name="rooms_messa_gatheri_9453ef_idx"),
                ],
                "constraints": [models.UniqueConstraint(fields=("gathering", "n"), name="one_message_a_number")],
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="events", to="rooms.gathering"),
                ),
                ("n", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("at", models.DateTimeField()),
                ("data", models.TextField()),
                ("audience", models.JSONField(blank=True, null=True)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("gathering", "n"), name="one_event_a_number")],
            },
        ),
        migrations.CreateModel(
            name="Deed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deeds", to="rooms.gathering"),
                ),
                (
                    "person",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                ("key", models.CharField(max_length=40)),
                ("reply", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("gathering", "person", "key"), name="one_deed_a_key")],
            },
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("room", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="acts", to="rooms.room")),
                (
                    "gathering",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="acts",
                        to="rooms.gathering",
                    ),
                ),
                ("what", models.CharField(max_length=24)),
                (
                    "by",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                ("facts", models.JSONField(default=dict)),
                ("before", models.JSONField(default=dict)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["room", "-id"], name="rooms_act_room_id_819a13_idx")],
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "gathering",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="rooms.gathering"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("stream", models.PositiveIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("contribution", "Contribution"),
                            ("question", "Question"),
                            ("reply", "Right of reply"),
                            ("order", "Point of order"),
                            ("written", "Written contribution"),
                            ("interposed", "Interposed question"),
                            ("presenter", "Presenter"),
                            ("notice", "Technical notice"),
                        ],
                        max_length=12,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("called", "Called"),
                            ("speaking", "Speaking"),
                            ("paused", "Paused"),
                            ("finished", "Finished"),
                            ("withdrawn", "Withdrawn"),
                            ("skipped", "Absent when called"),
                            ("expired", "Expired"),
                            ("revoked", "Taken away"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("seconds", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=64)),
                ("place", models.JSONField(blank=True, null=True)),
                ("reason", models.CharField(default="in_order", max_length=16)),
                ("skips", models.PositiveSmallIntegerField(default=0)),
                ("called_at", models.DateTimeField(blank=True, null=True)),
                ("started_at", models.DateTimeField(blank=True, null=True)),
                ("running_since", models.DateTimeField(blank=True, null=True)),
                ("spent_ms", models.PositiveBigIntegerField(default=0)),
                ("deadline", models.DateTimeField(blank=True, null=True)),
                ("interrupted_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                ("ended_why", models.CharField(blank=True, max_length=300)),
                ("out_of_order", models.BooleanField(default=False)),
                (
                    "for_room",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns_for",
                        to="rooms.room",
                    ),
                ),
                ("item", models.PositiveBigIntegerField(default=0)),
                (
                    "interposed_on",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="interposed",
                        to="rooms.turn",
                    ),
                ),
                ("off_record", models.BooleanField(default=False)),
            ],
            options={
                "indexes": [models.Index(fields=["gathering", "state"], name="rooms_turn_gatheri_a872b9_idx")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "called", "speaking", "paused"))),
                        fields=("gathering", "person"),
                        name="one_live_turn",
                    ),
                    models.UniqueConstraint(fields=("gathering", "stream"), name="one_stream_a_turn"),
                ],
            },
        ),
        migrations.AddField(
            model_name="gathering",
            name="pinned",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="rooms.message"
            ),
        ),
    ]
