import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_initial'),
        ('alliance', '0001_initial'),
        ('rooms', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('alliance', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='alliance.alliance')),
                ('title', models.CharField(max_length=160, verbose_name='Title')),
                ('text', models.TextField(blank=True, max_length=6000, verbose_name='The letter of the call')),
                ('kinds', models.CharField(default='idea opinion proposal paper question', max_length=80)),
                ('opens_at', models.DateTimeField(verbose_name='Opens')),
                ('closes_at', models.DateTimeField(verbose_name='Closes')),
                ('papers_due_at', models.DateTimeField(blank=True, null=True, verbose_name='Papers are due')),
                ('last_number', models.PositiveIntegerField(default=0)),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='contributions', to='contributions.call')),
                ('number', models.PositiveIntegerField(default=0)),
                ('kind', models.CharField(choices=[('idea', 'Idea'), ('opinion', 'Opinion'), ('proposal', 'Proposal'), ('paper', 'Working paper'), ('question', 'Question for the guest')], default='idea', max_length=8, verbose_name='Kind')),
                ('title', models.CharField(max_length=160, verbose_name='Title')),
                ('body', models.TextField(blank=True, max_length=13000, verbose_name='Text')),
                ('language', models.CharField(default='ar', max_length=8, verbose_name='Language')),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to=settings.AUTH_USER_MODEL)),
                ('author_name', models.CharField(max_length=64)),
                ('from_room', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contributions', to='rooms.room')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('needs_changes', 'Needs changes'), ('accepted', 'Accepted'), ('scheduled', 'In the programme'), ('presented', 'Presented'), ('adopted', 'Adopted'), ('noted', 'Noted'), ('referred', 'Referred'), ('not_accepted', 'Not accepted'), ('withdrawn', 'Withdrawn'), ('merged', 'Merged'), ('duplicate', 'Duplicate'), ('deferred', 'Deferred')], default='draft', max_length=13)),
                ('pending_state', models.CharField(blank=True, choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('needs_changes', 'Needs changes'), ('accepted', 'Accepted'), ('scheduled', 'In the programme'), ('presented', 'Presented'), ('adopted', 'Adopted'), ('noted', 'Noted'), ('referred', 'Referred'), ('not_accepted', 'Not accepted'), ('withdrawn', 'Withdrawn'), ('merged', 'Merged'), ('duplicate', 'Duplicate'), ('deferred', 'Deferred')], default='', max_length=13)),
                ('pending_answer', models.TextField(blank=True, default='', max_length=2000)),
                ('answer', models.TextField(blank=True, default='', max_length=2000)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('search_text', models.TextField(blank=True, default='')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('submitted_at', models.DateTimeField(blank=True, null=True)),
                ('discussion_closed_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['call', 'state'], name='contributio_call_id_ebc0b6_idx')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('number__gt', 0)), fields=('call', 'number'), name='one_contribution_a_number')],
            },
        ),
        migrations.CreateModel(
            name='Step',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='contributions.contribution')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('under_review', 'Under review'), ('needs_changes', 'Needs changes'), ('accepted', 'Accepted'), ('scheduled', 'In the programme'), ('presented', 'Presented'), ('adopted', 'Adopted'), ('noted', 'Noted'), ('referred', 'Referred'), ('not_accepted', 'Not accepted'), ('withdrawn', 'Withdrawn'), ('merged', 'Merged'), ('duplicate', 'Duplicate'), ('deferred', 'Deferred')], max_length=13)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('why', models.CharField(blank=True, max_length=2000)),
            ],
        ),
        migrations.CreateModel(
            name='Link',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='links', to='contributions.contribution')),
                ('target', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='linked_by', to='contributions.contribution')),
                ('relation', models.CharField(choices=[('merged_into', 'Merged into'), ('duplicate_of', 'Duplicate of'), ('continues', 'Continues'), ('answers', 'Answers')], max_length=13)),
                ('proposed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('agreed_at', models.DateTimeField(blank=True, null=True)),
                ('refused_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'target', 'relation'), name='one_link_a_relation')],
            },
        ),
        migrations.CreateModel(
            name='Endorsement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to='contributions.contribution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endorsements', to=settings.AUTH_USER_MODEL)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('contribution', 'person'), name='one_endorsement_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='contributions.contribution')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comments', to=settings.AUTH_USER_MODEL)),
                ('name', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('comment', 'Comment'), ('review', 'Review'), ('answer', 'Answer')], default='comment', max_length=7)),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='contributions.comment')),
                ('text', models.TextField(max_length=4000)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('hidden_at', models.DateTimeField(blank=True, null=True)),
                ('hidden_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('hidden_why', models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='Paper',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contribution', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='paper', to='contributions.contribution')),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('paper', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='contributions.paper')),
                ('number', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('returned', 'Returned'), ('resubmitted', 'Submitted again'), ('approved', 'Approved'), ('published', 'Published'), ('replaced', 'Replaced')], default='submitted', max_length=11)),
                ('original', models.CharField(max_length=200)),
                ('original_name', models.CharField(max_length=200)),
                ('file', models.CharField(blank=True, max_length=200)),
                ('pages', models.PositiveSmallIntegerField(default=0)),
                ('text', models.TextField(blank=True, default='')),
                ('work', models.CharField(choices=[('waiting', 'Waiting'), ('done', 'Done'), ('failed', 'Failed')], default='waiting', max_length=7)),
                ('work_why', models.CharField(blank=True, max_length=40)),
                ('claimed_at', models.DateTimeField(blank=True, null=True)),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('note', models.TextField(blank=True, default='', max_length=2000)),
                ('handed_in_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['work', 'claimed_at'], name='revisions_that_wait')],
                'constraints': [models.UniqueConstraint(fields=('paper', 'number'), name='one_revision_a_number')],
            },
        ),
    ]
