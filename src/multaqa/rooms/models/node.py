"""The processes that serve this house."""

import datetime as dt

from django.db import models
from django.db.models.functions import Now

GONE = dt.timedelta(seconds=40)


class NodeQuerySet(models.QuerySet["Node"]):
    """The reading vocabulary, by the clock of the database: those of the nodes may differ."""

    def alive(self) -> "NodeQuerySet":
        """Seen of late."""
        return self.filter(gone_at=None, seen_at__gte=Now() - GONE)

    def missed(self) -> "NodeQuerySet":
        """Not seen for too long, and nobody has drawn the line yet."""
        return self.filter(gone_at=None, seen_at__lt=Now() - GONE)


class Node(models.Model):
    """One run of the program: a node that starts again is another one. `files` is the mark of its folder of files, empty for a
    folder of its own. `gone_at` is when it was last seen, once it is taken for gone."""

    name = models.CharField(max_length=40, unique=True)
    version = models.CharField(max_length=40)
    files = models.CharField(max_length=40, blank=True)
    started_at = models.DateTimeField(db_default=Now())
    seen_at = models.DateTimeField(db_default=Now())
    gone_at = models.DateTimeField(null=True, blank=True)

    objects = NodeQuerySet.as_manager()
