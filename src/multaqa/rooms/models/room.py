"""A lasting room: its page, programme, doors and the rule of its floor."""

from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from multaqa.rooms.enums import EVERYDAY_KINDS, Doors, Links, TurnKind

if TYPE_CHECKING:
    from multaqa.accounts.models import Person


class RoomQuerySet(models.QuerySet["Room"]):
    """The reading vocabulary."""

    def standing(self) -> "RoomQuerySet":
        """Rooms that have not been closed for good."""
        return self.filter(ended_at=None)

    def with_live(self) -> "RoomQuerySet":
        """Each room told whether it is live now (`is_live_now`)."""
        from multaqa.rooms.models.gathering import Gathering

        return self.annotate(is_live_now=Exists(Gathering.objects.filter(room=OuterRef("pk"), closed_at=None)))

    def staffed_by(self, person: "Person") -> "RoomQuerySet":
        """Rooms this person owns or keeps order in."""
        from multaqa.rooms.models.membership import Membership

        return self.filter(Exists(Membership.objects.staff().filter(room=OuterRef("pk"), person=person)))

    def listed_for(self, person: "Person | None") -> "RoomQuerySet":
        """Rooms of the directory: all standing ones. What is said inside is for `rules` to allow."""
        return self.standing()

    def answering_to(self, words: str) -> "RoomQuerySet":
        """Rooms found by words in any Arabic spelling; every word must occur."""
        from multaqa.common.arabic.fold import search_key

        found = self
        for word in search_key(words).split():
            found = found.filter(Q(search_text__contains=word))
        return found


class Room(models.Model):
    """`search_text` is the folded name, offer and languages. `rules_*` are the floor's published rule."""

    slug = models.SlugField(_("Address"), max_length=60, unique=True, allow_unicode=True)
    name = models.CharField(_("Name"), max_length=80)
    name_key = models.CharField(max_length=160, unique=True)
    offers = models.CharField(_("What it offers, in one sentence"), max_length=200)
    about = models.TextField(_("More about the room"), max_length=4000, blank=True)
    house_rules = models.TextField(_("Rules of the room"), max_length=4000, blank=True)
    languages = models.CharField(_("Languages"), max_length=200, default="العربية")
    tint = models.PositiveSmallIntegerField(_("Colour"), default=1, validators=[MinValueValidator(1), MaxValueValidator(6)])
    picture = models.ImageField(_("Picture"), upload_to="rooms/", blank=True)
    elsewhere = models.URLField(_("Where it lives, when it lives elsewhere"), max_length=300, blank=True, default="")
    search_text = models.TextField(blank=True, default="")
    time_zone = models.CharField(_("Time zone of the programme"), max_length=64, default="Asia/Riyadh")

    doors = models.CharField(_("Who may come in?"), max_length=8, choices=Doors.choices, default=Doors.OPEN)
    door_word = models.CharField(max_length=128, blank=True, default="")

    microphones = models.PositiveSmallIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(4)])
    seconds = models.PositiveIntegerField(default=180)
    question_seconds = models.PositiveIntegerField(default=60)
    reply_seconds = models.PositiveIntegerField(default=120)
    order_seconds = models.PositiveIntegerField(default=60)
    kinds = models.JSONField(default=list)
    fair = models.BooleanField(default=True)
    cut = models.BooleanField(default=False)
    auto_call = models.BooleanField(default=True)
    countdown_seconds = models.PositiveSmallIntegerField(default=12)
    grace_seconds = models.PositiveSmallIntegerField(default=30)
    visitors_ask = models.BooleanField(default=False)
    visitors_write = models.BooleanField(default=False)
    links = models.CharField(max_length=8, choices=Links.choices, default=Links.MEMBERS)
    slow_seconds = models.PositiveIntegerField(default=0)

    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")
    ended_why = models.CharField(max_length=300, blank=True)

    objects = RoomQuerySet.as_manager()

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/rooms/{self.slug}/"

    @property
    def offered_kinds(self) -> tuple[str, ...]:
        """The kinds of turns this room takes; all of them when nothing was chosen."""
        return tuple(self.kinds or EVERYDAY_KINDS)

    def seconds_for(self, kind: str) -> int:
        """How long a turn of this kind may last, in seconds."""
        return {
            TurnKind.QUESTION: self.question_seconds,
            TurnKind.INTERPOSED: self.question_seconds,
            TurnKind.REPLY: self.reply_seconds,
            TurnKind.ORDER: self.order_seconds,
            TurnKind.NOTICE: self.order_seconds,
        }.get(TurnKind(kind), self.seconds)


class ProgrammeSlot(models.Model):
    """One line of the programme of the week, in the room's own zone. `weekday` 0 is Monday."""

    room = models.ForeignKey(Room, models.CASCADE, related_name="programme")
    weekday = models.PositiveSmallIntegerField(validators=[MaxValueValidator(6)])
    starts = models.TimeField()
    minutes = models.PositiveIntegerField(default=120)
    title = models.CharField(max_length=120)

    class Meta:
        ordering = ("weekday", "starts")
